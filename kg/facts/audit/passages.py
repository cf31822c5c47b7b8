"""Figures as they stand in a passage: one after the other, with the words between them and the brackets they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.facts.audit.intervals import Interval, interval
from kg.ontology import Ontology
from kg.records import Observation, Report

__all__ = ["Item", "Passage", "nearest", "passages"]

_OPEN = "(（"
_BRACKET = re.compile(r"[()（）]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_MARKS = re.compile(r"[,，、;；:：()（）]")
# How far behind a numeral its unit may stand: room for 余万 and blanks.
_ROOM = 5
# A passage with more figures than this is cut: scraped pages may have lost their full stops.
_MOST = 40
# How many figures of the same line are kept as those before a passage.
_BEFORE = 40


@dataclass(eq=False)
class Item:
    """A figure in its passage.

    ``index`` is its place in ``Report.observations``; ``lead`` the words since the figure before, without bracketed ones,
    ``own`` those behind its tail; ``tail`` the words up to the next mark, ``behind`` those right behind its numeral; ``clause``
    those from the last mark before the figure to the first one behind it. ``start``/``after`` is the figure with its unit.
    ``depth`` counts the brackets around it, ``floor`` the fewest since the figure before. ``unit`` stands for all units that may
    be added to its own.
    """

    index: int
    observation: Observation
    unit: str | None
    start: int
    after: int
    lead: str
    own: str
    tail: str
    behind: str
    clause: str
    depth: int
    floor: int
    ontology: Ontology

    @cached_property
    def interval(self) -> Interval:
        """The values that it may stand for, worked out when a check asks for them."""
        return interval(self.observation, self.behind, self.ontology)

    @property
    def is_value(self) -> bool:
        """Whether it is an amount or a rate, rather than a rank or a change."""
        return self.observation.kind in {"total", "rate", "duration"} and self.unit is not None

    @property
    def is_count(self) -> bool:
        """Whether it says how many there are, rather than a rate, a rank or by how many they grew."""
        return self.observation.kind in {"total", "duration"} and self.unit is not None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text with its figures; ``before`` are the last ones of its line before it."""

    start: int
    end: int
    text: str
    items: tuple[Item, ...]
    before: tuple[Item, ...]


def passages(report: Report, ontology: Ontology) -> Iterator[Passage]:
    """Yield the passages of ``report`` that hold figures, in order."""
    text, observations = report.text, report.observations
    position, begin = 0, 0
    before: tuple[Item, ...] = ()
    for end in (*(match.end() for match in _ends(ontology).finditer(text)), len(text)):
        while position < len(observations) and observations[position].start < end:
            first = position
            while position < min(len(observations), first + _MOST) and observations[position].start < end:
                position += 1
            stop = observations[position - 1].end if position == first + _MOST else end
            items = tuple(_items(text, begin, stop, enumerate(observations[first:position], first), ontology))
            yield Passage(begin, stop, text[begin:stop], items, before)
            before = (before + items)[-_BEFORE:]
            begin = stop
        if text.endswith("\n", 0, end):
            before = ()
        begin = end


def nearest(items: tuple[Item, ...], position: int, unit: str | None) -> Item | None:
    """Return the last count in ``unit`` before ``position``, an offset into the text; None when there is none."""
    return next((i for i in reversed(items) if i.start < position and i.is_count and i.unit == unit), None)


def _items(
    text: str, start: int, end: int, observations: Iterable[tuple[int, Observation]], ontology: Ontology
) -> Iterator[Item]:
    units, late = _units(ontology), _late(ontology)
    depth, position, tail = 0, start, ""
    for index, observation in observations:
        since = text[position : observation.start]
        floor = depth
        for bracket in _BRACKET.findall(since):
            depth += 1 if bracket in _OPEN else -1
            depth = max(depth, 0)  # a bracket that was never opened
            floor = min(floor, depth)
        after = _after(text, observation, end, late)
        mark = _MARKS.search(text, after, end)
        lead = _bare(since)
        own, tail = _bare(since[len(tail) :]) if tail else lead, text[after : mark.start() if mark else end]
        yield Item(
            index=index,
            observation=observation,
            unit=units.get(observation.unit or "", observation.unit),
            start=observation.start,
            after=after,
            lead=lead,
            own=own,
            tail=tail,
            behind=text[observation.end : observation.end + _ROOM].lstrip(),
            clause=_MARKS.split(lead)[-1] + tail,
            depth=depth,
            floor=floor,
            ontology=ontology,
        )
        position = after


def _bare(words: str) -> str:
    """Return ``words`` without pairs of brackets and what is in them, and without white space.

    >>> _bare("、村（居）调委会 ")
    '、村调委会'
    """
    return "".join(_BRACKETS.sub("", words).split())


def _after(text: str, observation: Observation, end: int, late: re.Pattern[str]) -> int:
    """Return where the unit of ``observation`` and a bound behind it end."""
    position, unit = observation.end, observation.unit
    if unit:
        found = text.find(unit, position, min(end, position + len(unit) + _ROOM))
        position = found + len(unit) if found >= 0 else position
    bound = late.match(text, position, end)
    return bound.end() if bound else position


@lru_cache(maxsize=4)
def _late(ontology: Ontology) -> re.Pattern[str]:
    after = ontology.figures.bounds.after
    words = sorted((*after.over, *after.min, *after.max, *after.about), key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, words)))


@lru_cache(maxsize=4)
def _ends(ontology: Ontology) -> re.Pattern[str]:
    return re.compile(ontology.audit.ends)


@lru_cache(maxsize=4)
def _units(ontology: Ontology) -> dict[str, str]:
    return {unit: group[0] for group in ontology.audit.same_units for unit in group}
