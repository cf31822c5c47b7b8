"""The model of a concept scheme (SKOS): ``ontology/schemes/*.yaml``."""

from pydantic import Field

from kg.ontology.yaml_file import Entry, Label

__all__ = ["Concept", "Scheme"]


class Concept(Entry):
    """A concept with both labels; ``broader`` is the key of another concept of the same scheme."""

    zh: str
    en: str
    definition: Label
    example: str | None = None
    broader: str | None = None


class Scheme(Entry):
    """A concept scheme. ``path`` is the segment of its concepts' IRIs: ``…/id/<path>/<key>``."""

    path: str = Field(pattern=r"^[a-z-]+$")
    zh: str
    en: str
    definition: Label
    concepts: dict[str, Concept]
