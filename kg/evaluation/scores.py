"""The figures that evaluation reports: precision, recall and F1 of counted things, accuracy of decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Accuracy", "Figure", "Figures", "Tally", "macro_f1"]

Figure = dict[str, float | int | None]
Figures = dict[str, Figure]


@dataclass(slots=True)
class Tally:
    """Counts of ``found`` (gold and predicted agree), ``predicted`` and ``gold`` things."""

    found: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, found: int, predicted: int, gold: int) -> None:
        """Add the counts of one report."""
        self.found += found
        self.predicted += predicted
        self.gold += gold

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; nothing predicted is right only where there is nothing to find."""
        return self.found / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        """Share of gold that was found; where gold is empty, anything predicted makes it 0."""
        return self.found / self.gold if self.gold else float(not self.predicted)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def figure(self) -> Figure:
        """Return the figures as printed, rounded to four places."""
        return {
            "p": round(self.precision, 4),
            "r": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "tp": self.found,
            "pred": self.predicted,
            "gold": self.gold,
        }


@dataclass(slots=True)
class Accuracy:
    """Decisions: ``right`` among ``of``."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        """Count one decision."""
        self.right += right
        self.of += 1

    def figure(self) -> Figure:
        """Return the figures as printed; the accuracy of no decision is None."""
        return {"accuracy": round(self.right / self.of, 4) if self.of else None, "right": self.right, "of": self.of}


def macro_f1(tallies: Iterable[Tally]) -> Figure:
    """Return the mean F1 of the classes that gold has (None: it has none), each F1 rounded as it is printed."""
    scores = [round(tally.f1, 4) for tally in tallies if tally.gold]
    return {"f1": round(sum(scores) / len(scores), 4) if scores else None}
