"""The sentence that a fact was read from, with the decisive words marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.records import Report

__all__ = ["Piece", "passage"]

_LONGEST = 320  # characters of a sentence that are shown; scraped pages can hold a whole report in one line
_AROUND = 120  # characters shown on each side of the words in question, when the sentence is longer


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; ``marked`` says that the fact stands in it."""

    text: str
    marked: bool


def passage(report: Report, statement: int | None, marks: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """Return the statement of that index cut into pieces, the spans ``marks`` marked.

    Without a statement the line around the marks is taken. Marks may overlap; what lies outside the sentence is left out.
    """
    spans = sorted(span for span in marks if span[0] < span[1])
    start, end = whole = _bounds(report, statement, spans)
    if end - start > _LONGEST:
        inside = [span for span in spans if start <= span[0] < end]
        first, last = (inside[0][0], max(e for _, e in inside)) if inside else (start, start)
        start, end = max(start, first - _AROUND), min(end, max(last + _AROUND, first + _AROUND))
    cut_before, cut_after = start > whole[0], end < whole[1]
    text = report.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))
    pieces = [Piece("…", False)] if cut_before else []
    at = start
    for mark_start, mark_end in spans:
        left, right = max(mark_start, at), min(mark_end, end)
        if left >= right:
            continue
        if at < left:
            pieces.append(Piece(report.text[at:left], False))
        pieces.append(Piece(report.text[left:right], True))
        at = right
    if at < end:
        pieces.append(Piece(report.text[at:end], False))
    if cut_after:
        pieces.append(Piece("…", False))
    return tuple(pieces)


def _bounds(report: Report, statement: int | None, spans: list[tuple[int, int]]) -> tuple[int, int]:
    if statement is not None and 0 <= statement < len(report.statements):
        chosen = report.statements[statement]
        return chosen.start, chosen.end
    if not spans:
        return 0, 0
    start = report.text.rfind("\n", 0, spans[0][0]) + 1
    end = report.text.find("\n", spans[-1][1])
    return start, len(report.text) if end < 0 else end
