"""Scores predicted records against gold: the figures of ``tests/gold/score.py``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.evaluation.comparison import Json
from kg.evaluation.parts import Differences, Entities, Meta, Observations, Part, Relations, Statements
from kg.evaluation.scores import Figures

__all__ = ["PARTS", "Result", "TextMismatchError", "evaluate"]

PARTS = ("entities", "observations", "relations", "statements", "meta")


class TextMismatchError(ValueError):
    """A prediction is of another text than gold's, so its offsets mean nothing."""

    def __init__(self, report: str) -> None:
        super().__init__(
            f"{report}: the predicted text differs from the gold text, so offsets cannot be compared; predict on gold's own .txt"
        )


@dataclass(frozen=True, slots=True)
class Result:
    """``figures`` by part and name; ``differences`` by part and kind, each row beginning with the report's id.

    ``reports`` is the number of gold reports that were predicted, ``missing`` are the ids of the others.
    """

    reports: int
    missing: tuple[str, ...]
    figures: dict[str, Figures]
    differences: dict[str, Differences]

    def to_dict(self) -> dict[str, Any]:
        """Return the figures in the JSON form of ``score.py --json``."""
        return {"reports": self.reports, "missing": len(self.missing), **self.figures}


def evaluate(gold: Iterable[Json], predicted: Iterable[Json], codes: frozenset[str], government_names: Sequence[str]) -> Result:
    """Score ``predicted`` against ``gold``, reports in the JSON form of GUIDELINE, joined by ``id``.

    A part that a gold report does not have is not scored there. ``codes`` are the indicator codes in use;
    ``government_names`` see :func:`kg.evaluation.comparison.own_names`. Raises TextMismatchError.
    """
    wanted = {report["id"]: report for report in gold}
    given = {report["id"]: report for report in predicted}
    parts: list[Part] = [Entities(), Observations(codes), Relations(government_names), Statements(), Meta()]
    differences: dict[str, Differences] = {part.name: {} for part in parts}
    for name, report in wanted.items():
        prediction = given.get(name, {})
        if prediction and prediction.get("text", "").rstrip("\n") != report["text"].rstrip("\n"):
            raise TextMismatchError(name)
        for part in parts:
            if part.name in report:
                for kind, rows in part.add(report, prediction).items():
                    differences[part.name].setdefault(kind, []).extend((name, *row) for row in rows)
    missing = tuple(name for name in wanted if name not in given)
    return Result(len(wanted) - len(missing), missing, {part.name: part.figures() for part in parts}, differences)
