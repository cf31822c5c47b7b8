"""Totals and their parts: 其中 and 分别为 behind a total, 共计 behind the parts, 受理 = 审结 + 未结."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from operator import add, attrgetter

from kg.facts.audit.contradictions import Contradiction
from kg.facts.audit.intervals import Interval
from kg.facts.audit.passages import Item, Passage, nearest
from kg.ontology import Ontology
from kg.ontology.audit import Balance, PartMarker

__all__ = ["wrong_sums"]

# A sum this many times its total, or its total this many times the sum, is a sign of another reading, not of a slip.
_PLAUSIBLE = Fraction(3, 2)
# Marks around a clause.
_EDGES = "、,，;；:：(（"
# Marks between parts, the stronger the later: a list does not go on behind a stronger one than its first.
_STRENGTHS = ("、", ",，", ";；")


@dataclass(frozen=True, slots=True)
class _Compiled:
    markers: tuple[tuple[re.Pattern[str], PartMarker], ...]
    total_after: re.Pattern[str]
    balances: tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str] | None, Balance], ...]
    overlapping: re.Pattern[str]
    follow_up: re.Pattern[str]
    carried_over: re.Pattern[str]


def wrong_sums(passage: Passage, ontology: Ontology) -> Iterator[Contradiction]:
    """Yield totals of ``passage`` that their parts contradict, each total once."""
    if passage.alike < 2:
        return
    rules = _compile(ontology)
    contradictions = [*_behind_markers(passage, rules)]
    if passage.alike > 2:  # a total and two parts
        contradictions += (*_before_totals(passage, rules), *_balances(passage, rules))
    seen: set[int] = set()
    for found in contradictions:
        if found.items[0].index not in seen:
            seen.add(found.items[0].index)
            yield found


def _behind_markers(passage: Passage, rules: _Compiled) -> Iterator[Contradiction]:
    """Find lists of parts behind a word that opens them."""
    for pattern, marker in rules.markers:
        for match in pattern.finditer(passage.text):
            position = passage.start + match.start()
            place = bisect_left(passage.items, passage.start + match.end(), key=attrgetter("start"))
            if place == len(passage.items):
                continue
            first = passage.items[place]
            total = nearest(passage.items, position, first.unit)
            if total is None or not first.is_count or total.depth > first.depth:
                continue
            between = passage.text[match.end() : first.start - passage.start]
            if (marker.adjacent and total.after != position) or _clauses(between) > 1:
                continue
            parts = _parts(passage.items, place, rules)
            yield from _judged(total, parts, marker.closed, passage, rules, marker.name)


def _parts(items: Sequence[Item], place: int, rules: _Compiled) -> list[Item]:
    """Return the parts that begin with ``items[place]``, up to what is no part any more."""
    first = items[place]
    parts, strength, opening = [first], 0, bool(rules.follow_up.match(_opening(first, rules)))
    for item in items[place + 1 :]:
        if item.floor < first.depth:
            break
        if item.depth > first.depth or _is_share(item):
            continue
        step = _strength(item.lead)
        other = item.unit != first.unit or not item.is_count or _interrupts(item.own, rules)
        weaker = len(parts) > 1 and step > strength
        if other or weaker or (not opening and rules.follow_up.match(_opening(item, rules))):
            break
        strength = max(strength, step)
        parts.append(item)
    return parts


def _before_totals(passage: Passage, rules: _Compiled) -> Iterator[Contradiction]:
    """Find totals that stand behind their parts."""
    items = passage.items
    for place, total in enumerate(items[2:], 2):
        if not total.is_count or not rules.total_after.search(total.lead):
            continue
        parts: list[Item] = []
        for item in reversed(items[:place]):
            if item.unit != total.unit or not item.is_count or item.depth != total.depth:
                break
            parts.insert(0, item)
            if _interrupts(item.own, rules):
                break
        tails = [parts[start:] for start in range(len(parts) - 1)]
        if len(parts) > 1 and not any(_sum(tail).meets(total.interval) for tail in tails):
            yield from _judged(total, parts, True, passage, rules, "total-after")


def _balances(passage: Passage, rules: _Compiled) -> Iterator[Contradiction]:
    """Find totals followed at once by what became of them."""
    items = passage.items
    counts = [place for place, item in enumerate(items[:-2]) if item.is_count]  # two parts follow a total
    for total_pattern, part_pattern, closed_by, balance in rules.balances:
        for place in counts:
            total = items[place]
            if not total_pattern.search(total.clause) or part_pattern.search(total.clause):
                continue
            parts: list[Item] = []
            for item in items[place + 1 :]:
                if item.depth > total.depth or _is_share(item):
                    continue
                fits = item.unit == total.unit and item.is_count and part_pattern.search(item.clause)
                if not fits or item.floor < total.depth or _clauses(item.own) or (parts and _opens(item.lead, rules)):
                    break
                parts.append(item)
            closed = closed_by is not None and any(closed_by.search(part.clause) for part in parts)
            if len(parts) > 1 and not (closed and rules.carried_over.search(passage.text)):
                yield from _judged(total, parts, closed, passage, rules, balance.name)


def _judged(
    total: Item, parts: Sequence[Item], closed: bool, passage: Passage, rules: _Compiled, rule: str
) -> Iterator[Contradiction]:
    """Yield a contradiction unless the parts agree with their total, or there is another way to read them.

    Another way: the first parts alone, or another count before them, give the total; or the parts overlap.
    """
    if any(rules.overlapping.search(_opening(part, rules) + part.tail) for part in parts):
        return
    computed = _sum(parts)
    if computed.low <= total.interval.high and not (closed and computed.high < total.interval.low):
        return
    if any(_sum(parts[:count]).meets(total.interval) for count in range(2, len(parts) + 1)):
        return
    earlier = [i.interval for i in passage.items if i.start < parts[0].start and i.unit == total.unit and i.is_count]
    if any(computed.meets(other) for other in earlier if other is not total.interval and parts[0].start > total.start):
        return
    larger, smaller = sorted((computed.value, total.interval.value), reverse=True)
    if larger <= smaller * _PLAUSIBLE:
        yield Contradiction("sum", total.interval, computed, total.observation.unit, (total, *parts), rule)


def _interrupts(words: str, rules: _Compiled) -> bool:
    """Say whether ``words`` between two figures separate them: another list begins, a clause or a number stands there."""
    return bool(_opens(words, rules) or _clauses(words) or re.search(r"\d", words))


def _opens(words: str, rules: _Compiled) -> bool:
    return any(pattern.search(words) for pattern, _ in rules.markers)


def _sum(parts: Sequence[Item]) -> Interval:
    return reduce(add, (part.interval for part in parts))


def _opening(item: Item, rules: _Compiled) -> str:
    """Return the words right before ``item``, without marks and without what opened the list."""
    words = item.lead.lstrip(_EDGES)
    for pattern, _ in rules.markers:
        words = pattern.split(words)[-1]
    return words.lstrip(_EDGES)


def _is_share(item: Item) -> bool:
    return item.observation.kind in {"rate", "change"}


def _clauses(words: str) -> int:
    """Return how many clauses stand whole in ``words``, between what ends the one before and what the figure stands in.

    >>> _clauses("，罚没款"), _clauses("，均已办结，罚没款")
    (0, 1)
    """
    return len(re.findall("[,，;；]", words.strip(_EDGES)))


def _strength(words: str) -> int:
    return max((level for level, marks in enumerate(_STRENGTHS) if any(mark in words for mark in marks)), default=0)


@lru_cache(maxsize=4)
def _compile(ontology: Ontology) -> _Compiled:
    rules = ontology.audit.sums
    return _Compiled(
        markers=tuple((re.compile(marker.pattern), marker) for marker in rules.markers),
        total_after=re.compile(rules.total_after.pattern),
        balances=tuple(
            (re.compile(b.total), re.compile(b.parts), re.compile(b.closed_by) if b.closed_by else None, b)
            for b in rules.balances
        ),
        overlapping=re.compile("|".join(rules.overlapping)),
        follow_up=re.compile(rules.follow_up),
        carried_over=re.compile(rules.carried_over),
    )
