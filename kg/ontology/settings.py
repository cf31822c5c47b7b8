"""The model of ``ontology/ontology.yaml``: names and addresses."""

from pydantic import Field

from kg.ontology.yaml_file import Entry, Label

__all__ = ["Settings"]


class Settings(Entry):
    """What the ontology is called, where its IRIs live, and the prefixes that queries and Turtle may use."""

    title: Label
    description: Label
    version: str
    licence: str
    base: str = Field(pattern=r"^https?://[^ <>\"{}|\\^`]+/$")
    prefixes: dict[str, str]
