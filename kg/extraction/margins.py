"""The lines around a report's text: above it title, byline and menus, below it signature and footer."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Margins", "find_margins"]

# A line of running text: so long, with so many marks, and not made of labels.
TEXT_LENGTH = 60
TEXT_MARKS = re.compile(r"[,，。；;、.]")
LABELS = re.compile(r"[:：]")
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
    body = [index for index, line in enumerate(lines) if _is_text(line)]
    if not body:
        return Margins(tuple(lines[:MOST_LINES]), "", tuple(lines[-MOST_LINES:]))
    first, last = body[0], body[-1]
    return Margins(tuple(lines[:first][:MOST_LINES]), "\n".join(lines[first : first + 2]), tuple(lines[last + 1 :][:MOST_LINES]))


def _is_text(line: str) -> bool:
    marks = len(TEXT_MARKS.findall(line[:400]))
    return len(line) >= TEXT_LENGTH and marks >= 2 and len(LABELS.findall(line[:TEXT_LENGTH])) < 2
