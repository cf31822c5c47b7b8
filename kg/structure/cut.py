"""Cuts a text into statements: GUIDELINE §4, the same boundaries as ``check_gold.py``."""

from __future__ import annotations

import re

from kg.ontology.structure import StructureRules
from kg.structure.patterns import any_of

__all__ = ["begins_line", "cut", "ends_line"]

WORD = re.compile(r"\w")
BLANK = frozenset(" \t\r\xa0\u2003\u3000\ufeff")


def cut(text: str, rules: StructureRules) -> list[tuple[int, int]]:
    """Return (start, end) of the statements of ``text`` in order, without the white space around them.

    Pieces without a word are left out.

    >>> from kg.ontology import load
    >>> cut("一是修订清单。二是公开。", load().structure)
    [(0, 7), (7, 12)]
    """
    ends = re.compile(f"[{re.escape(rules.statement_ends)}\n]")
    edges = {0, len(text)}
    edges.update([match.end() for match in ends.finditer(text)])
    edges.update([match.start() for match in any_of(rules.item_heads).finditer(text)])
    spans: list[tuple[int, int]] = []
    start = 0
    for end in sorted(edges)[1:]:
        piece = text[start:end]
        if WORD.search(piece):
            spans.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start = end
    return spans


def begins_line(text: str, start: int) -> bool:
    """Say whether nothing but blanks stands between ``start`` and the line end before it."""
    while start and text[start - 1] in BLANK:
        start -= 1
    return start == 0 or text[start - 1] == "\n"


def ends_line(text: str, end: int) -> bool:
    """Say whether nothing but blanks stands between ``end`` and the line end after it."""
    while end < len(text) and text[end] in BLANK:
        end += 1
    return end == len(text) or text[end] == "\n"
