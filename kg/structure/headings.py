"""Finds the headings of a report: numbered ones of every style, run into their text or alone, and plain titles on their own line."""

from __future__ import annotations

from dataclasses import dataclass

from kg.ontology.structure import StructureRules
from kg.structure.cut import begins_line, ends_line
from kg.structure.patterns import any_of

__all__ = ["Heading", "find_headings", "find_items"]

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
    numbers = [_numbered(begin, rules) for begin in begins]
    found: list[Heading] = []
    for index, (start, end) in enumerate(spans):
        number = numbers[index]
        if number is None:
            if _is_plain(text, spans, index, rules):
                found.append(Heading(index, start, end, 2, "", text[start:end].rstrip(":："), True))
            continue
        level, offset = number
        rest = begins[index][offset:]
        stop = any_of((rules.title_end,)).search(rest)
        title = rest[: stop.start()] if stop else rest
        whole = offset + (stop.end() if stop else len(rest))
        alone = start + whole >= end
        follower = numbers[index + 1] if index + 1 < len(spans) else None
        has_body = not alone or (index + 1 < len(spans) and (follower is None or follower[0] > level))
        if not 0 < len(title.strip()) <= rules.title_length or (stop is None and start + len(begins[index]) < end):
            continue
        counted = any_of((rules.figure,)).search(title) is not None
        if any_of((rules.item_end,)).search(begins[index][:whole]) or (counted and (level >= rules.counted_level or stop)):
            continue
        if not has_body and (stop or level >= rules.counted_level):
            continue
        shown = title.rstrip(":： \t\u3000")
        found.append(
            Heading(index, start, start + offset + len(shown), level, begins[index][:offset].strip(), shown.strip(), alone)
        )
    return found


def find_items(text: str, spans: list[tuple[int, int]], headings: list[Heading], rules: StructureRules) -> frozenset[int]:
    """Return the indexes of the statements that begin with a number or are headings."""
    lead = any_of((rules.item_lead,))
    items = {heading.statement for heading in headings}
    return frozenset(items.union(i for i, (start, _) in enumerate(spans) if lead.match(text, start)))


def _is_plain(text: str, spans: list[tuple[int, int]], index: int, rules: StructureRules) -> bool:
    """Say whether the statement is a known title without a number, alone on its line, with text below."""
    start, end = spans[index]
    if end - start > rules.plain_length or index + 1 == len(spans):
        return False
    alone = begins_line(text, start) and ends_line(text, end)
    return alone and any_of(rules.plain_headings).fullmatch(text[start:end].rstrip(":：")) is not None
