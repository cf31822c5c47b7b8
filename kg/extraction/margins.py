"""The lines around a report's text: above it title, byline and menus, below it signature and footer."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Margins", "find_margins"]

# A line of running text: so long, with so many marks, and not made of labels.
TEXT_LENGTH = 60
SURELY_TEXT = 120  # or so long, whatever it is made of
TEXT_MARKS = re.compile(r"[,，。；;、.]")
STOPS = re.compile(r"[,，。；;]")
END = re.compile(r"[。！!]")
CELL = 8  # a shorter word before a space is a piece of the text: 2021 年
LABELS = re.compile(r"[:：]")
BAR = "|"  # between the cells of a table
MOST_LINES = 60
COLUMN = re.compile(r"\n|[ \u3000\xa0\t]{2,}")


@dataclass(frozen=True, slots=True)
class Margins:
    """Lines without surrounding white space, none empty; ``opening`` is the first running text.

    ``head`` and ``tail`` are whole lines; ``cells`` are those of both, cut where columns are set apart by several spaces.
    """

    head: tuple[str, ...]
    opening: str
    tail: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The lines of head and tail, cut at runs of spaces."""
        return tuple(cell.strip() for line in (*self.head, *self.tail) for cell in COLUMN.split(line) if cell.strip())


def find_margins(text: str) -> Margins:
    """Return the lines of ``text`` above its first and below its last line of running text."""
    lines = [stripped for line in text.split("\n") if (stripped := line.strip(" \t\u3000\xa0\ufeff"))]
    first = next((index for index, line in enumerate(lines) if _is_text(line)), None)
    if first is None:
        return Margins(tuple(lines[:MOST_LINES]), "", tuple(lines[-MOST_LINES:]))
    last = next(index for index in reversed(range(len(lines))) if _is_text(lines[index]))
    above, opening = _peel(lines[first])
    below = END.split(lines[last])[-1].strip()
    return Margins(
        tuple([*lines[:first], *above][:MOST_LINES]),
        "\n".join((opening, *lines[first + 1 : first + 2])),
        tuple([*([below] if len(below) < TEXT_LENGTH else []), *lines[last + 1 :]][:MOST_LINES]),
    )


def _peel(line: str) -> tuple[list[str], str]:
    """Return what stands before the running text of ``line``, when a page was saved without line ends, and the rest."""
    cells = line.split(" ")
    count = 0
    while (
        count + 1 < len(cells)
        and not STOPS.search(cells[count])
        and (len(cells[count]) >= CELL or LABELS.search(cells[count]) or BAR in cells[max(0, count - 1) : count + 1])
    ):
        count += 1
    return [cell for cell in cells[:count] if cell != BAR], " ".join(cells[count:])


def _is_text(line: str) -> bool:
    if len(line) < TEXT_LENGTH or len(TEXT_MARKS.findall(line[:400])) < 2:
        return False
    return len(line) > SURELY_TEXT or len(LABELS.findall(line[:TEXT_LENGTH])) < 2
