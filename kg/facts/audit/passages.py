"""Figures as they stand in a passage: one after the other, with the words between them and the brackets they stand in."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cached_property, lru_cache

from msgspec import Struct

from kg.facts.audit.intervals import Interval, interval
from kg.ontology import Ontology
from kg.records import Observation, Report

__all__ = ["PERCENT", "Item", "Passage", "nearest", "passages"]

PERCENT = frozenset("%％")
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
_COUNTS = frozenset({"total", "duration"})


class Item(Struct, eq=False, dict=True):
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
        return self.observation.kind in _COUNTS and self.unit is not None


class Passage(Struct, eq=False, dict=True):
    """A stretch of text with its figures: ``observations``, one at least, are those of the report from its ``first`` on.

    ``units`` are theirs, each one standing for all that may be added to it: they show that most passages hold no contradiction,
    and that their figures need not be read. ``previous`` is the passage before it that has figures in the same line.
    """

    start: int
    end: int
    text: str
    first: int
    observations: tuple[Observation, ...]
    units: tuple[str | None, ...]
    previous: Passage | None
    report: Report
    ontology: Ontology

    @cached_property
    def alike(self) -> int:
        """How many counts have the same unit, at most: only such add up to, or are a share of, one another."""
        counts = [unit for o, unit in zip(self.observations, self.units, strict=True) if unit is not None and o.kind in _COUNTS]
        return max(map(counts.count, counts)) if len(set(counts)) < len(counts) else min(1, len(counts))

    @property
    def rates(self) -> list[int]:
        """The places of the percentages among the observations, changes excepted."""
        return [place for place, o in enumerate(self.observations) if o.kind == "rate" and self.units[place] in PERCENT]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The figures in order."""
        return tuple(_items(self))

    @property
    def before(self) -> tuple[Item, ...]:
        """The last figures of its line before it."""
        found: tuple[Item, ...] = ()
        passage = self.previous
        while passage is not None and len(found) < _BEFORE:
            found, passage = passage.items + found, passage.previous
        return found[-_BEFORE:]


def passages(report: Report, ontology: Ontology) -> Iterator[Passage]:
    """Yield the passages of ``report`` that hold figures, in order."""
    text, observations, same = report.text, report.observations, _units(ontology)
    units = tuple([same.get(o.unit or "", o.unit) for o in observations])
    starts = [*[o.start for o in observations], sys.maxsize]
    first = begin = 0
    previous: Passage | None = None
    for end in (*[match.end() for match in _ends(ontology).finditer(text)], len(text)):
        while starts[first] < end:
            last = first + 1
            while starts[last] < end and last < first + _MOST:
                last += 1
            stop, own = observations[last - 1].end if last == first + _MOST else end, slice(first, last)
            previous = Passage(begin, stop, text[begin:stop], first, observations[own], units[own], previous, report, ontology)
            yield previous
            begin, first = stop, last
        if text[end - 1 : end] == "\n":
            previous = None
        begin = end


def nearest(items: tuple[Item, ...], position: int, unit: str | None) -> Item | None:
    """Return the last count in ``unit`` before ``position``, an offset into the text; None when there is none."""
    return next((i for i in reversed(items) if i.start < position and i.is_count and i.unit == unit), None)


def _items(passage: Passage) -> Iterator[Item]:
    text, end, ontology = passage.report.text, passage.end, passage.ontology
    late = _late(ontology)
    bracketed = _BRACKET.search(passage.text) is not None
    depth, position, tail = 0, passage.start, ""
    for index, (observation, unit) in enumerate(zip(passage.observations, passage.units, strict=True), passage.first):
        since = text[position : observation.start]
        floor = depth
        for bracket in _BRACKET.findall(since) if bracketed else ():
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
            unit=unit,
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
