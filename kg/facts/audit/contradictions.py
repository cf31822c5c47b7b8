"""A contradiction between items, before it is written as a finding of the report."""

from __future__ import annotations

from dataclasses import dataclass

from kg.facts.audit.intervals import Interval
from kg.facts.audit.passages import Item
from kg.records import FindingKind

__all__ = ["Contradiction"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """``stated`` and ``computed`` cannot both be right; ``items`` are the figures, the stated one first."""

    kind: FindingKind
    stated: Interval
    computed: Interval
    unit: str | None
    items: tuple[Item, ...]
    rule: str
