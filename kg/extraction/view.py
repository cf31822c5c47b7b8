"""What the extractors look at: a report with its words and its paired brackets and quotation marks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from kg.extraction.tokens import Tokens, tokenize
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["View", "view"]


@dataclass(frozen=True, slots=True)
class View:
    """``closing`` maps the offset of an opening mark to that of its closing mark, ``opening`` the other way round."""

    report: Report
    ontology: Ontology
    tokens: Tokens
    closing: dict[int, int]
    opening: dict[int, int]

    @property
    def text(self) -> str:
        """The report's text."""
        return self.report.text


@lru_cache(maxsize=4)
def _marks(ontology: Ontology) -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = {pair[0]: pair[1] for pair in ontology.mentions.pairs}
    characters = sorted({c for pair in pairs.items() for c in pair})
    return re.compile("[\n" + re.escape("".join(characters)) + "]"), pairs


def view(report: Report, ontology: Ontology) -> View:
    """Segment ``report`` into words and pair its brackets and quotation marks; a pair never crosses a line end."""
    pattern, pairs = _marks(ontology)
    closing: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    awaited: Counter[str] = Counter()  # the closing marks in the stack: looking through it each time would be quadratic
    for match in pattern.finditer(report.text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            stack.clear()
            awaited.clear()
        elif awaited[mark] > 0:
            while stack:
                expected, start = stack.pop()
                awaited[expected] -= 1
                if expected == mark:
                    closing[start] = at
                    break
        elif mark in pairs:
            stack.append((pairs[mark], at))
            awaited[pairs[mark]] += 1
    return View(report, ontology, tokenize(report.text, ontology), closing, {end: start for start, end in closing.items()})
