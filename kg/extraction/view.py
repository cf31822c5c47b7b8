"""What the extractors look at: a report with its words and its paired brackets and quotation marks, soft line breaks left out."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.extraction.head_words import HeadWord, head_words
from kg.extraction.lost_marks import lost_closings
from kg.extraction.soft_breaks import soft_breaks
from kg.extraction.tokens import Tokens, tokenize
from kg.ontology import Ontology
from kg.records import Mention, Report

__all__ = ["Candidate", "View", "view"]

# What may be a mention: start, end, type and the rule that found it. Few of them become one.
Candidate = tuple[int, int, str, str]


@dataclass(frozen=True, slots=True)
class View:
    """``text`` is the report's without the line ends and blanks that break a sentence; all offsets of extractors are into it.

    ``offsets[i]`` is the place in the report of character ``i``, and of the end. ``closing`` maps the offset of an opening mark
    to that of its closing mark, ``opening`` the other way round. Where the closing mark was lost, the last character of what it
    would enclose stands for it. ``depth`` tells of each character how many brackets and quotation marks enclose it.
    """

    report: Report
    ontology: Ontology
    text: str
    offsets: Sequence[int]
    tokens: Tokens
    closing: dict[int, int]
    opening: dict[int, int]
    depth: NDArray[np.int64]
    heads: list[HeadWord]

    def mention(self, start: int, end: int, type: str, rule: str) -> Mention:
        """Make a mention of the characters ``start`` to ``end`` of the view: in the report, with the breaks between them."""
        if not 0 <= start < end <= len(self.text):
            return self.report.mention(start, end, type, rule, self.text[start:end])  # raises SpanError
        first, after = self.offsets[start], self.offsets[end - 1] + 1
        return Mention(first, after, type, self.report.text[first:after], rule)


@lru_cache(maxsize=4)
def _marks(ontology: Ontology) -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = {pair[0]: pair[1] for pair in ontology.mentions.pairs}
    characters = sorted({c for pair in pairs.items() for c in pair})
    return re.compile("[\n" + re.escape("".join(characters)) + "]"), pairs


def view(report: Report, ontology: Ontology) -> View:
    """Segment ``report`` into words and pair its brackets and quotation marks; a pair never crosses a hard line end."""
    text, offsets = _joined(report.text, soft_breaks(report.text, ontology))
    closing = _paired(text, ontology)
    closing |= lost_closings(text, closing, ontology)
    opening = {end: start for start, end in closing.items()}
    depth, tokens = _depth(closing, len(text)), tokenize(text, ontology)
    return View(report, ontology, text, offsets, tokens, closing, opening, depth, head_words(text, ontology))


def _joined(text: str, breaks: Sequence[tuple[int, int]]) -> tuple[str, Sequence[int]]:
    """Return ``text`` without the stretches ``breaks``, and the ``offsets`` of a view."""
    if not breaks:
        return text, range(len(text) + 1)
    kept = np.ones(len(text) + 1, dtype=np.bool_)
    for start, end in breaks:
        kept[start:end] = False
    offsets = np.flatnonzero(kept).astype(np.int64)
    ends = (*(start for start, _ in breaks), len(text))
    joined = "".join(text[start:end] for start, end in zip((0, *(end for _, end in breaks)), ends, strict=True))
    return joined, array("q", offsets.tobytes())


def _paired(text: str, ontology: Ontology) -> dict[int, int]:
    """Return the offsets of opening marks with those of their closing marks."""
    pattern, pairs = _marks(ontology)
    closing: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    awaited = dict.fromkeys(pairs.values(), 0)  # the closing marks in the stack: looking through it each time would be quadratic
    for match in pattern.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            if stack:
                stack.clear()
                awaited = dict.fromkeys(awaited, 0)
        elif awaited.get(mark):
            while stack:
                expected, start = stack.pop()
                awaited[expected] -= 1
                if expected == mark:
                    closing[start] = at
                    break
        elif mark in pairs:
            stack.append((pairs[mark], at))
            awaited[pairs[mark]] += 1
    return closing


def _depth(closing: dict[int, int], size: int) -> NDArray[np.int64]:
    """Return for each of ``size`` characters how many of the pairs ``closing`` enclose it, their marks included."""
    change = np.zeros(size + 1, dtype=np.int64)
    change[np.fromiter(closing, np.int64, len(closing))] += 1
    np.subtract.at(change, np.fromiter(closing.values(), np.int64, len(closing)) + 1, 1)
    return np.cumsum(change)[:-1]
