"""The model of ``ontology/evaluation.yaml``."""

from pydantic import Field

from kg.ontology.yaml_file import Entry

__all__ = ["Evaluation"]


class Evaluation(Entry):
    """``government_names``: what follows a region's name in the name of its government."""

    government_names: tuple[str, ...] = Field(min_length=1)
