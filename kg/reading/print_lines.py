"""The printed lines of a document → its paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kg.ontology.reading import ReadingRules

__all__ = ["PrintLine", "paragraphs"]

_WIDE = "\u2e80"  # from here on characters are as wide as they are high, and written without spaces
_CURLY = "\u2018\u2019\u201c\u201d"
_DIGITS = re.compile(r"[0-9]+")
# In units of the height of a character:
INDENT = 1.2  # a line that begins so far in begins a paragraph
SHORT = 2.2  # a line that ends so far before the margin ends one
SHORTER = 6.0  # the same where first lines are indented, so that every paragraph's beginning shows
GAP = 0.9  # characters so far apart belong to columns
FULL = 0.7  # where first lines are indented, one that is as full goes on whatever word did not fit into it
INDENTED = 0.1  # so great a part of the lines begins further in where first lines are indented
SPACED = 1.6  # lines so many times farther apart than usual are of two paragraphs
MARGIN = 0.12  # the part of a page at its top and bottom in which headers and footers stand
REPEATED = 0.5  # what stands there on so great a part of the pages is one
MOST_MARGINS = 4  # lines of a header or footer


@dataclass(slots=True)
class PrintLine:
    """A line as it was printed: its page, from 0, and where it stands, in points from the page's lower left corner."""

    page: int
    page_height: float
    text: str = ""
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0
    em: float = 0.0
    gap: bool = False

    def add(self, char: str, left: float, right: float, bottom: float, top: float, is_gap: bool) -> None:
        """Add a character at its place; ``is_gap`` marks a space that was seen between characters and not written."""
        if is_gap:
            self.gap = bool(self.text)
            return
        if self.gap and (left - self.right > GAP * self.em or not (_is_wide(self.text[-1]) or _is_wide(char))):
            self.text += " "
        self.gap = False
        if char.isspace():
            self.text += char if self.text else ""
            return
        if not self.text:
            self.left, self.bottom, self.top = left, bottom, top
        self.text += char
        self.right, self.bottom, self.top = max(self.right, right), min(self.bottom, bottom), max(self.top, top)
        self.em = max(self.em, right - left)


def paragraphs(pages: Sequence[Sequence[PrintLine]], rules: ReadingRules) -> list[str]:
    """Return the paragraphs of ``pages``, joined across lines and pages, without headers, footers and page numbers."""
    lines = [line for page in _without_margins(pages, rules) for line in page]
    if not lines:
        return []
    em = median(line.em for line in lines) or 1.0
    left, right = _column(lines, em)
    steps = [above.bottom - below.bottom for above, below in pairwise(lines) if above.page == below.page]
    usual = median([step for step in steps if step > 0] or [em])
    indented = sum(INDENT * em < line.left - left < 4 * em for line in lines) > INDENTED * len(lines)
    found = [lines[0].text]
    for above, below in pairwise(lines):
        stops = above.text.rstrip()[-1:] in rules.paragraph_ends
        ends = above.right < right - (SHORTER if indented else SHORT) * em and (
            not indented or stops or above.right < left + FULL * (right - left)
        )
        begins = below.left > left + INDENT * em
        apart = above.page == below.page and above.bottom - below.bottom > SPACED * usual
        same_row = above.page == below.page and abs(above.bottom - below.bottom) < em / 2
        if same_row:
            found[-1] += "\t" + below.text
        elif ends or begins or apart:
            found.append(below.text)
        else:
            found[-1] += _joint(found[-1], below.text) + below.text
    return [text for paragraph in found if (text := paragraph.strip(" \u3000\xa0"))]


def _joint(above: str, below: str) -> str:
    """Return what stands between two lines of a paragraph: a space between words of Latin letters."""
    return " " if above[-1:].isascii() and above[-1:].isalpha() and below[:1].isascii() and below[:1].isalpha() else ""


def _column(lines: Sequence[PrintLine], em: float) -> tuple[float, float]:
    """Return the left and right edge of the text: the outermost that several lines share, give or take a character."""
    lefts, rights = Counter(round(line.left / em) for line in lines), Counter(round(line.right / em) for line in lines)
    enough = max(2, len(lines) // 20) if len(lines) > 2 else 1
    left = min((edge for edge in lefts if sum(lefts[edge + near] for near in (-1, 0, 1)) >= enough), default=min(lefts))
    right = max((edge for edge in rights if sum(rights[edge + near] for near in (-1, 0, 1)) >= enough), default=max(rights))
    return left * em, right * em


def _without_margins(pages: Sequence[Sequence[PrintLine]], rules: ReadingRules) -> list[list[PrintLine]]:
    """Return the lines of each page but for page numbers and what is repeated at the top or bottom edge of most pages."""
    kept = [list(page) for page in pages]
    enough = max(2.0, REPEATED * len(pages))
    number = re.compile(rules.page_number)
    for _ in range(MOST_MARGINS):
        edges = [_edges(page) for page in kept]
        seen = Counter(text for lines in edges for text in {_as_repeated(line) for line in lines})
        furniture = {
            id(line)
            for lines in edges
            for line in lines
            if seen[_as_repeated(line)] >= enough or number.fullmatch(line.text.strip())
        }
        if not furniture:
            break
        kept = [[line for line in page if id(line) not in furniture] for page in kept]
    return kept


def _edges(page: Sequence[PrintLine]) -> list[PrintLine]:
    """Return the highest and the lowest line of a page and what stands beside them, as far as they stand in its margins."""
    if not page:
        return []
    top, bottom = max(line.bottom for line in page), min(line.bottom for line in page)
    return [
        line
        for line in page
        if (line.bottom > top - line.em / 2 and line.bottom > (1 - MARGIN) * line.page_height)
        or (line.bottom < bottom + line.em / 2 and line.top < MARGIN * line.page_height)
    ]


def _as_repeated(line: PrintLine) -> str:
    """Return the text of a line as it is on every page, whatever the number in it."""
    return _DIGITS.sub("#", "".join(line.text.split()))


def _is_wide(char: str) -> bool:
    return char >= _WIDE or char in _CURLY
