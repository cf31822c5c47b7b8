"""The model of ``ontology/corrections.yaml``: what reviewers found wrong in figures, and what is right."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field

from kg.ontology.yaml_file import Entry, Problem, line_of, read_yaml

__all__ = ["FILE", "Correction", "Corrections", "correction_line", "correction_problems"]

FILE = "corrections.yaml"

# What an entry may set right, by the names of Observation.
_CORRECTABLE = ("value", "unit", "bound", "kind", "indicator", "code", "agent", "scope", "period")


class Correction(Entry):
    """One figure: where it stands, and either that it is none or what is right of it.

    ``report`` is the key of its IRI or a longer prefix of the SHA-256 of its text, or the report's id; ``start`` and ``end`` are
    code points into the report's text, end exclusive; ``figure`` is the text there. A null is right where there is none.
    """

    report: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int
    figure: str = Field(min_length=1)
    not_a_figure: bool = False
    value: int | float = 0
    unit: str | None = None
    bound: Literal["exact", "over", "min", "max", "about"] = "exact"
    kind: Literal["total", "rate", "change", "rank", "duration"] = "total"
    indicator: str = Field(default="", min_length=1)
    code: str | None = None
    agent: str | None = None
    scope: Literal["whole", "part"] = "whole"
    period: str | None = Field(default=None, pattern=r"^(\d{4}|\d{4}/\d{4}|as-of:\d{4}(-\d{2}){0,2})$")
    why: str = Field(min_length=1)
    by: str = Field(min_length=1)

    def changes(self) -> dict[str, Any]:
        """Return what the entry sets right: names of Observation → values."""
        return {name: getattr(self, name) for name in _CORRECTABLE if name in self.model_fields_set}


class Corrections(Entry):
    """All corrections."""

    corrections: tuple[Correction, ...]


def correction_line(folder: Path, index: int) -> int:
    """Return the line at which the entry ``index`` stands in the file of the ontology in ``folder``."""
    root = read_yaml(folder / FILE, FILE, Corrections).root
    return line_of(root, ("corrections", index))


def correction_problems(corrections: Corrections, root: yaml.Node | None, codes: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with entries: places that cannot be, nothing to correct, unknown codes, a figure given twice."""
    seen: set[tuple[str, int, int]] = set()
    for index, entry in enumerate(corrections.corrections):

        def problem(key: str, message: str, remedy: str, index: int = index) -> Problem:
            return Problem(FILE, line_of(root, ("corrections", index, key)), message, remedy)

        if entry.end - entry.start != len(entry.figure):
            message = f"{entry.start}-{entry.end} is not as long as {entry.figure!r}"
            yield problem("end", message, "give start, end (exclusive) and text of the numeral alone")
        if entry.not_a_figure == bool(entry.changes()):
            remedy = "write `not_a_figure: true`, or what is right instead, and not both"
            yield problem("report", f"{entry.figure!r}: no single decision", remedy)
        if entry.code is not None and entry.code not in codes:
            yield problem("code", f"{entry.code!r} is no indicator", "write a code of schemes/indicators.yaml, or null")
        if (place := (entry.report, entry.start, entry.end)) in seen:
            yield problem("report", f"{entry.figure!r} at {entry.start} is corrected twice", "keep one of the two")
        seen.add(place)
