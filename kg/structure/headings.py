"""Finds the headings of a report: numbered ones of every style, run into their text or alone, and titles on their own line."""

from __future__ import annotations

from dataclasses import dataclass

from kg.ontology.structure import StructureRules
from kg.structure.cut import begins_line, ends_line
from kg.structure.patterns import any_of

__all__ = ["Heading", "find_headings", "find_items"]

PLAIN_LEVEL = 2  # of a known title without a number: as high as 一、
LOW_LEVEL = 7  # of another one: below every number
BEGINNING = 120  # characters of a statement in which a number and a title can stand


@dataclass(frozen=True, slots=True)
class Heading:
    """``statement`` is the index of the statement that holds it; ``alone`` says that the statement is nothing but the heading.

    ``level`` is that of the style in the rules; ``start``/``end`` cover number and title.
    """

    statement: int
    start: int
    end: int
    level: int
    number: str
    title: str
    alone: bool


def _numbered(piece: str, rules: StructureRules) -> tuple[int, int] | None:
    """Return (level, length of the number) when ``piece`` begins with the number of a heading style."""
    for style in rules.headings:
        if match := any_of((style.pattern,)).match(piece):
            return style.level, match.end()
    return None


def find_headings(text: str, spans: list[tuple[int, int]], rules: StructureRules) -> list[Heading]:
    """Return the headings among the statements ``spans`` of ``text``, in order."""
    begins = [text[start : min(end, start + BEGINNING)] for start, end in spans]
    number_of_any_style = any_of(tuple(style.pattern for style in rules.headings))
    numbers = [_numbered(begin, rules) if number_of_any_style.match(begin) else None for begin in begins]
    found: list[Heading] = []
    for index, span in enumerate(spans):
        number, below = numbers[index], numbers[index + 1] if index + 1 < len(spans) else None
        if number is not None:
            has_text = index + 1 < len(spans) and (below is None or below[0] > number[0])
            heading = _numbered_heading(begins[index], index, span, number, has_text, rules)
        else:
            heading = _plain_heading(text, spans, index, rules)
        if heading is not None:
            found.append(heading)
    return found


def _numbered_heading(
    begin: str, index: int, span: tuple[int, int], number: tuple[int, int], has_text: bool, rules: StructureRules
) -> Heading | None:
    """Return the heading that a statement, by index and span, is or begins with; ``has_text``: text of its own follows."""
    (start, end), (level, offset) = span, number
    stop = any_of((rules.title_end,)).search(begin, offset)
    title = begin[offset : stop.start()] if stop else begin[offset:]
    whole = stop.end() if stop else len(begin)
    alone = start + whole >= end
    if not title.strip() or len(title) > rules.title_length or (stop is None and not alone):
        return None
    if any_of((rules.item_end,)).search(begin[:whole]):
        return None
    # A figure, or nothing below, makes a sentence or a low level an item of a list.
    is_low = stop is not None or level >= rules.counted_level
    if is_low and (any_of((rules.figure,)).search(title) or (alone and not has_text)):
        return None
    shown = title.rstrip(":： \t\u3000")
    return Heading(index, start, start + offset + len(shown), level, begin[:offset].strip(), shown.strip(), alone)


def _plain_heading(text: str, spans: list[tuple[int, int]], index: int, rules: StructureRules) -> Heading | None:
    """Return the heading without a number that the statement is: alone on its line, a known title or short above a long line."""
    start, end = spans[index]
    if end - start > rules.plain_length or index + 1 == len(spans) or not (begins_line(text, start) and ends_line(text, end)):
        return None
    title = text[start:end].rstrip(":：")
    if any_of(rules.plain_headings).fullmatch(title):
        return Heading(index, start, start + len(title), PLAIN_LEVEL, "", title, True)
    below, below_end = spans[index + 1]
    follows_text = index > 0 and any_of((rules.title_end, "[:：]")).search(text[spans[index - 1][1] - 1 : spans[index - 1][1]])
    is_title = any_of((rules.plain_title,)).fullmatch(title) and not any_of((rules.figure,)).search(title)
    if follows_text and is_title and begins_line(text, below) and below_end - below >= rules.plain_text:
        return Heading(index, start, start + len(title), LOW_LEVEL, "", title, True)
    return None


def find_items(text: str, spans: list[tuple[int, int]], headings: list[Heading], rules: StructureRules) -> frozenset[int]:
    """Return the indexes of the statements that begin with a number or are headings."""
    lead = any_of((rules.item_lead,))
    items = {heading.statement for heading in headings}
    return frozenset(items.union(i for i, (start, _) in enumerate(spans) if lead.match(text, start)))
