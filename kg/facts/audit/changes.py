"""Changes beside the values that they lie between: 由41名增至57名,增加16名; 比上年增加14件,增长16.7%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kg.facts.audit.contradictions import Contradiction
from kg.facts.audit.intervals import Interval
from kg.facts.audit.passages import PERCENT, Item, Passage
from kg.ontology import Ontology

__all__ = ["wrong_changes"]

_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class _Compiled:
    from_: re.Pattern[str]
    to: re.Pattern[str]
    against: re.Pattern[str]
    step: re.Pattern[str]
    falling: tuple[str, ...]


def wrong_changes(passage: Passage, ontology: Ontology) -> Iterator[Contradiction]:
    """Yield changes of ``passage`` that do not follow from the two figures before them."""
    if not any(one == two for one, two in pairwise(passage.units[:-1])):
        return
    rules = _compile(ontology)
    for one, two, change in zip(passage.items, passage.items[1:], passage.items[2:], strict=False):
        step = rules.step.search(change.lead) if one.is_value and one.unit == two.unit else None
        if step is None:
            continue
        if two.is_value and _is_transition(one, two, step, rules):
            old, new, rule = one, two, "from-to"
            expected = _expected(old.interval, new.interval, change, old.unit, ontology)
        elif two.is_value and rules.against.search(two.lead):
            old, new, rule = two, one, "against"
            expected = _expected(old.interval, new.interval, change, old.unit, ontology)
        else:
            expected, rule = _from_difference(one, two, change, rules), "difference"
        if expected and not any(value.meets(change.interval) for value in expected):
            yield Contradiction("change", change.interval, expected[0], change.observation.unit, (change, one, two), rule)


def _is_transition(one: Item, two: Item, step: re.Match[str], rules: _Compiled) -> bool:
    """Say whether ``one`` became ``two``, and in the time that the change is of."""
    if not rules.to.search(two.lead) or not rules.from_.search(one.lead):
        return False
    years = [_YEAR.findall(words)[-1:] for words in (one.lead, two.lead)]
    apart = int(years[1][0]) - int(years[0][0]) if all(years) else 1
    return apart == 1 or not step["compared"]


def _expected(old: Interval, new: Interval, change: Item, unit: str | None, ontology: Ontology) -> list[Interval]:
    """Return what the change may be in its unit; nothing when that unit does not fit."""
    rules = ontology.audit.changes
    difference = abs(new - old)
    relative = difference.share(old)
    if change.unit == rules.fold:
        return [Interval(relative.low / 100, relative.value / 100, relative.high / 100)] if relative else []
    if change.unit == unit or (unit in PERCENT and change.unit == rules.point):
        return [difference, *([relative] if relative and change.unit in PERCENT else [])]
    return [relative] if relative and change.unit in PERCENT and unit not in PERCENT else []


def _from_difference(value: Item, difference: Item, change: Item, rules: _Compiled) -> list[Interval]:
    """Return the percentage that ``difference``, of its unit, is of what ``value`` was before it."""
    step = rules.step.search(difference.lead)
    fits = step and step["compared"] and value.is_count and change.unit in PERCENT
    if not fits or step is None:
        return []
    falls = step["verb"] in rules.falling
    old = value.interval + difference.interval if falls else value.interval - difference.interval
    relative = difference.interval.share(old)
    return [relative] if relative else []


@lru_cache(maxsize=4)
def _compile(ontology: Ontology) -> _Compiled:
    rules = ontology.audit.changes
    verbs = "|".join(sorted((*rules.rising, *rules.falling), key=lambda w: (-len(w), w)))
    return _Compiled(
        from_=re.compile(rules.from_),
        to=re.compile(rules.to),
        against=re.compile(rules.against),
        step=re.compile(rules.step.replace("{verbs}", verbs)),
        falling=rules.falling,
    )
