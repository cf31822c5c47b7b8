"""Finds the report among the lines of a web page.

The lines of a page are weighed: running text for it, links and the words of the page against. The report is the stretch with
the greatest sum (maximum subsequence segmentation: Pasternack and Roth, WWW 2009), from its title on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.ontology.reading import ReadingRules

if TYPE_CHECKING:
    from kg.reading.lines import Line

__all__ = ["main_text"]

RUNNING = 12  # a line with sentence marks is running text from this length on
FURNITURE = -60.0
LINK = -2.0  # a character of a line that is mostly links
MARGIN = 40.0  # a signature or byline outweighs a link or two between it and the text
SHORT = 0.5
LINKED = 0.5  # a line is mostly links from this share on
LONGEST_FURNITURE = 120  # a longer line is not of the page
BETWEEN_CELLS = "\t"  # as in ``lines``
BUTTONS = 12  # lines of buttons between the text and its tables, at most
LONGEST_BUTTON = 20
TITLE_WITHIN = 60  # lines above the text in which the title is looked for
SHORTEST_TITLE = 6
_SPACE = re.compile(r"\s+")


def main_text(lines: Sequence[Line], titles: tuple[str, ...], rules: ReadingRules) -> str:
    """Return the report among ``lines``, a line each; empty when there is no running text. ``titles`` are those of the page."""
    weights = [_weight(line, rules) for line in lines]
    start, end = _heaviest(weights)
    if start == end or not any(
        weight > MARGIN or _is_running(lines[i], rules) for i, weight in enumerate(weights[start:end], start)
    ):
        return ""
    first = _title(lines, start, end, titles, rules)
    last = _end_of_tables(lines, weights, end)
    above = [line for line, weight in zip(lines[first:start], weights[first:start], strict=True) if weight > 0]
    inside = [line for line, weight in zip(lines[start:end], weights[start:end], strict=True) if weight > FURNITURE]
    below = [line for line, weight in zip(lines[end:last], weights[end:last], strict=True) if weight > 0]
    return "\n".join(line.text for line in (*above, *inside, *below))


def _is_running(line: Line, rules: ReadingRules) -> bool:
    return len(line.text) >= RUNNING and any(mark in line.text for mark in rules.sentence_marks)


@lru_cache(maxsize=8)
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _weight(line: Line, rules: ReadingRules) -> float:
    """Return how much the line speaks for being of the report."""
    text = line.text
    if len(text) <= LONGEST_FURNITURE and _any(rules.furniture_lines).search(text):
        return FURNITURE
    if line.linked > LINKED * len(text):
        return LINK * min(line.linked, -int(FURNITURE) // 4)
    if _is_running(line, rules):
        return float(len(text))
    return MARGIN if len(text) <= LONGEST_FURNITURE and _any(rules.report_lines).search(text) else SHORT


def _heaviest(weights: Sequence[float]) -> tuple[int, int]:
    """Return (start, end) of the stretch with the greatest sum, the first and longest of equals; (0, 0) when none is above 0."""
    best, span = 0.0, (0, 0)
    total, start = 0.0, 0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, index
        total += weight
        if total > best:
            best, span = total, (start, index + 1)
    return span


def _end_of_tables(lines: Sequence[Line], weights: Sequence[float], end: int) -> int:
    """Return where the report ends when a table of data follows at ``end``, set apart by no more than buttons of the page.

    Its rows are short, so that they weigh less than a line of buttons does.
    """
    for first in range(end, min(end + BUTTONS, len(lines))):
        line, weight = lines[first], weights[first]
        if weight > 0 and BETWEEN_CELLS in line.text:
            break
        if weight > SHORT or (FURNITURE < weight < 0 and len(line.text) > LONGEST_BUTTON):
            return end  # other text, or a list of other pages
    else:
        return end
    last = next((index for index in range(first, len(lines)) if weights[index] <= 0), len(lines))
    rows = sum(BETWEEN_CELLS in line.text for line in lines[first:last])
    return _end_of_tables(lines, weights, last) if rows > 1 else end


def _title(lines: Sequence[Line], start: int, end: int, titles: tuple[str, ...], rules: ReadingRules) -> int:
    """Return the index of the line with which the report begins: its title, when it stands above ``start``."""
    known = [_SPACE.sub("", title) for title in titles]
    known += [re.split(rules.title_joints, title)[0] for title in known]
    above = range(max(0, start - TITLE_WITHIN), start)
    for index in above:
        text = _SPACE.sub("", lines[index].text)
        if len(text) >= SHORTEST_TITLE and not lines[index].linked and any(text in title for title in known):
            return index
    return next((index for index in above if lines[index].heading and not lines[index].linked), start)
