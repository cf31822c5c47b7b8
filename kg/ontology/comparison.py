"""The model of ``ontology/comparison.yaml``: how cells of a comparison are written, and what makes a figure a cumulative one."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from kg.ontology.yaml_file import Entry, Label

__all__ = ["ComparisonRules", "Measure"]

Measure = Literal["year", "as_of", "cumulative"]


def _regular(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return pattern


class CellWords(Entry):
    """What stands in a cell without a figure, before a part, and in a cell of ``kg coverage``."""

    no_report: Label
    not_mentioned: Label
    mentioned: Label
    other_measure: Label
    part: Label
    covered: Label


class NoteWords(Entry):
    """What a reader has to know of a cell. Names in braces are filled in."""

    then: Label
    latest: Label
    latest_of: Label
    several: Label
    parts: Label


class ComparisonRules(Entry):
    """Words of cells and notes, labels of measures, marks of bounds; what tells a cumulative figure from a yearly one.

    Words of ``flows`` say of a stock's figure that it counts only what was added to or taken from it.
    """

    cells: CellWords
    notes: NoteWords
    measures: dict[Measure, Label] = Field(min_length=3)
    marks: dict[Literal["over", "min", "max", "about"], str]
    cumulative: tuple[str, ...]
    flows: tuple[str, ...]
    yearly: tuple[Annotated[str, AfterValidator(_regular)], ...]
