"""Tells what state each statement speaks of: done, planned, problem or frame (GUIDELINE §4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kg.ontology import Ontology
from kg.records import Status
from kg.structure.headings import Heading
from kg.structure.patterns import Search, any_of, searcher

__all__ = ["SectionKind", "find_statuses", "section_kind"]

SectionKind = Literal["problem", "planned", "mixed"] | None

BEGINNING = 180  # characters in which a turn to problems or plans is looked for
ENDING = 60
TITLE_LEVEL = 2  # headings of this level or above never are statements
STOPS, COMMAS = frozenset("。；;！!:：,，、.%％"), frozenset(",，、")
OPENING_SHARE = 0.4  # a first heading below this part of the text does not end the opening
SHORT = 60  # characters of a line around the text that is no sentence: it has neither comma nor full stop


@dataclass(frozen=True, slots=True)
class _Rules:
    """The patterns of :class:`~kg.ontology.structure.StatusRules`, compiled, by the names they have there."""

    problem_sections: Search
    planned_sections: Search
    no_section: Search
    problem_turns: Search
    planned_turns: Search
    problem_ends: Search
    no_problem: Search
    furniture_words: Search
    signatures: Search
    preamble: Search
    closing: Search
    result: Search
    lead_in: Search
    background: Search
    furniture: re.Pattern[str]
    year: re.Pattern[str]


@lru_cache(maxsize=4)
def _compiled(ontology: Ontology) -> _Rules:
    rules = ontology.status_rules
    searched = {name: searcher(getattr(rules, name)) for name in _Rules.__slots__ if name not in ("furniture", "year")}
    return _Rules(**searched, furniture=any_of(rules.furniture), year=any_of((rules.year,)))


def section_kind(title: str, year: int | None, ontology: Ontology) -> SectionKind:
    """Say what a section with this title holds; None for work done. ``year`` is the one reported on, when known."""
    rules = _compiled(ontology)
    problem = rules.problem_sections(title)
    planned = rules.planned_sections(title)
    if problem and planned:
        return "mixed"
    if rules.no_section(title):
        return None
    if problem:
        return "problem"
    years = [int(found) for found in rules.year.findall(title)]
    return "planned" if planned or (year is not None and year + 1 in years) else None


def find_statuses(
    text: str, spans: list[tuple[int, int]], headings: list[Heading], items: frozenset[int], ontology: Ontology
) -> list[Status]:
    """Return the status of each statement of ``spans``; ``items`` are those that begin with a number. Linear in the text."""
    rules = _compiled(ontology)
    pieces = [text[start:end] for start, end in spans]
    by_statement = {heading.statement: heading for heading in headings}
    first, last = _opening_end(pieces, spans, headings, rules), _closing_start(pieces, items, rules)
    year = _year(pieces[: max(first, 1)], rules)
    found: list[Status] = [_opening_status(piece, rules) for piece in pieces[:first]]
    stack: list[tuple[int, SectionKind]] = []
    turned: Status | None = None
    for index in range(first, last):
        heading = by_statement.get(index)
        if heading is not None:
            while stack and stack[-1][0] >= heading.level:
                stack.pop()
            around = stack[-1][1] if stack else None
            own = section_kind(heading.title, year, ontology)
            stack.append((heading.level, own or around))
            if own is not None or around != "mixed":
                turned = None
            if heading.alone:
                state = _state(stack[-1][1], turned)
                found.append(state if state != "done" and own is None and heading.level > TITLE_LEVEL else "frame")
                continue
        kind = stack[-1][1] if stack else None
        turned = _turn(pieces[index], _state(kind, turned), rules) or turned
        found.append(_status(pieces[index], _state(kind, turned), rules))
    return found + ["frame"] * (len(pieces) - len(found))


def _state(kind: SectionKind, turned: Status | None) -> Status:
    if turned is not None:
        return turned
    return "problem" if kind == "mixed" else kind or "done"


def _turn(piece: str, state: Status, rules: _Rules) -> Status | None:
    """Return the status to which ``piece`` turns the text; plans follow problems, never the reverse."""
    begin = piece[:BEGINNING]
    if state != "planned" and rules.planned_turns(begin):
        return "planned"
    if state == "done" and rules.problem_turns(begin):
        return "problem"
    return None


def _status(piece: str, state: Status, rules: _Rules) -> Status:
    end = piece[-ENDING:]
    if _is_furniture(piece, rules):
        return "frame"
    if state != "planned" and rules.background(piece[:BEGINNING]):
        return "frame"
    if state == "done":
        if rules.lead_in(end):
            return "frame"
        if rules.problem_ends(end) and not rules.no_problem(piece[-BEGINNING:]):
            return "problem"
    return state


def _opening_end(pieces: list[str], spans: list[tuple[int, int]], headings: list[Heading], rules: _Rules) -> int:
    """Return the index of the first statement after the opening: the first heading, or what follows the opening's phrases."""
    limit = OPENING_SHARE * spans[-1][1] if spans else 0
    if headings and headings[0].start <= limit:
        return headings[0].statement
    index = next((i for i, piece in enumerate(pieces) if spans[i][0] <= limit and rules.closing(piece[-BEGINNING:])), None)
    if index is not None:
        return index + 1
    for index, piece in enumerate(pieces):
        if not _is_margin(piece, rules) and not rules.preamble(piece):
            return index
        if not _is_margin(piece, rules) and index + 1 < len(pieces) and not rules.preamble(pieces[index + 1]):
            return index + 1
    return len(pieces)


def _opening_status(piece: str, rules: _Rules) -> Status:
    if rules.preamble(piece) or _is_margin(piece, rules):
        return "frame"
    return "done" if rules.result(piece) else "frame"


def _closing_start(pieces: list[str], items: frozenset[int], rules: _Rules) -> int:
    """Return the index of the first statement below the text: from the end up, lines of the page and of the signature."""
    index = len(pieces)
    while index > 0 and index - 1 not in items and _is_margin(pieces[index - 1], rules):
        index -= 1
    return index


def _is_margin(piece: str, rules: _Rules) -> bool:
    """Say whether ``piece`` is a line around the text: furniture, signature, date, or too short to be a sentence."""
    if rules.signatures(piece) or _is_furniture(piece, rules):
        return True
    return len(piece) <= SHORT and piece[-1] not in STOPS and not any(mark in piece for mark in COMMAS)


def _is_furniture(piece: str, rules: _Rules) -> bool:
    """Say whether ``piece`` is a line of the page: a menu, a byline, a footer."""
    if len(piece) > BEGINNING:
        return False
    begins = rules.furniture.match(piece) is not None
    return begins or (piece[-1] not in STOPS and bool(rules.furniture_words(piece)))


def _year(opening: list[str], rules: _Rules) -> int | None:
    """Return the first year that the opening names without a month."""
    for piece in opening:
        if match := rules.year.search(piece):
            return int(match.group(1))
    return None
