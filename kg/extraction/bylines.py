"""Finds labels with their values in bylines and tables of metadata, in the forms in which pages print them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

__all__ = ["labelled"]

# After a label: a colon, a closing bracket, a bar; blanks alone only behind a label that begins its cell; the end of its line.
COLON = r"\s*(?:[\]】]\s*[:：|｜]?|[:：][\s|｜]*|[|｜])\s*"
BLANK = r"(?:\s+|$)"
CELL = r"(?:^|(?<=[\s\[【|｜]))"


def labelled(lines: Sequence[str], labels: str) -> Iterator[tuple[str, str]]:
    """Yield (what stands before, what stands after) each of the ``labels``, a regular expression, in their order in ``lines``.

    Understood are 发布日期：2024-01-22, [ 发布日期 ] | 2024-01-22, 【来源】司法局, 来源　司法局, and a label alone on its
    line, whose value is the next line.
    """
    label = re.compile(f"(?:{labels}){COLON}|{CELL}(?:{labels}){BLANK}")
    for index, line in enumerate(lines):
        for match in label.finditer(line):
            rest = line[match.end() :]
            if not rest.strip(" |｜") and not line[: match.start()].strip(" |｜[【"):
                rest = lines[index + 1].lstrip("|｜ ") if index + 1 < len(lines) else ""
            yield line[: match.start()], rest
