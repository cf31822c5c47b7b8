"""Rates beside the two counts that they come from, and shares of one whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from operator import add

from kg.facts.audit.contradictions import Contradiction
from kg.facts.audit.intervals import Interval
from kg.facts.audit.passages import Item, Passage
from kg.ontology import Ontology

__all__ = ["wrong_rates", "wrong_shares"]

_WHOLE = Interval(Fraction(100), Fraction(100), Fraction(100))
# Shares that add up to more than this many per cent are shares of several wholes.
_PLAUSIBLE = 150
# How many figures before a rate its numerator stands at most.
_NEAR = 3
# The shortest stem that a rate and its numerator have in common, in characters.
_STEM = 2


@dataclass(frozen=True, slots=True)
class _Compiled:
    name: re.Pattern[str]
    share: re.Pattern[str]
    of_whole: re.Pattern[str]
    narrowing: re.Pattern[str]
    smaller_base: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    complements: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    part: re.Pattern[str]
    overlapping: re.Pattern[str]


def wrong_rates(passage: Passage, ontology: Ontology) -> Iterator[Contradiction]:
    """Yield rates of ``passage`` that no pair of counts before them gives."""
    if passage.alike < 2 or not passage.rates:
        return
    rules = _compile(ontology)
    for place in passage.rates:
        rate = passage.items[place]
        pair = _share_pair(passage, place, rules) or _rate_pair(passage, place, rules, ontology)
        if pair is None:
            continue
        numerators, base = pair
        earlier = [i for i in (*passage.before, *passage.items[:place]) if i.is_count and i.unit == base.unit]
        quotients = [n.interval.share(d.interval) for n in numerators for d in earlier if d is not n]
        if any(q.meets(rate.interval) for q in quotients if q):
            continue
        computed = numerators[0].interval.share(base.interval)
        if computed is None or (computed.value < rate.interval.value and _has_smaller_base(rate, base, rules)):
            continue
        if abs(computed.value - rate.interval.value) <= Fraction(str(ontology.audit.rates.reach)):
            yield Contradiction("rate", rate.interval, computed, rate.observation.unit, (rate, numerators[0], base), "rate")


def wrong_shares(passage: Passage, ontology: Ontology) -> Iterator[Contradiction]:
    """Yield shares of one whole that add up to more than it."""
    if len(passage.rates) < 2:
        return
    rules = _compile(ontology)
    rates = [passage.items[place] for place in passage.rates]
    shares = [i for i in rates if rules.of_whole.search(i.lead)]
    nested = any(rules.part.search(item.lead) for item in shares[1:])
    overlap = any(rules.overlapping.search(item.lead) for item in shares)
    if len(shares) > 1 and not nested and not overlap:
        yield from _over(shares, "shares")
    for one, other in rules.complements:
        pair = [next((i for i in rates if pattern.search(i.lead)), None) for pattern in (one, other)]
        if pair[0] and pair[1]:
            yield from _over([pair[0], pair[1]], "complement")


def _over(shares: Sequence[Item], rule: str) -> Iterator[Contradiction]:
    computed = reduce(add, (share.interval for share in shares))
    if computed.low > _WHOLE.high and computed.value <= _PLAUSIBLE:
        yield Contradiction("shares", _WHOLE, computed, shares[0].observation.unit, tuple(shares), rule)


def _share_pair(passage: Passage, place: int, rules: _Compiled) -> tuple[list[Item], Item] | None:
    """Return the count right before a share and the total it is a share of."""
    rate, part = passage.items[place], passage.items[place - 1] if place else None
    if part is None or not part.is_count or not rules.share.search(rate.lead):
        return None
    counts = [i for i in passage.items[: place - 1] if i.is_count and i.unit == part.unit]
    opened = [m.start() + passage.start for m in rules.part.finditer(passage.text, 0, part.start - passage.start)]
    totals = [i for i in counts if not opened or i.start < opened[-1]]
    totals = totals[-1:] if opened else totals[:1]
    return ([part], totals[0]) if totals and totals[0].interval.high >= part.interval.low else None


def _rate_pair(passage: Passage, place: int, rules: _Compiled, ontology: Ontology) -> tuple[list[Item], Item] | None:
    """Return the counts that a rate names as its numerator, the nearest first, and the count that this one is part of."""
    rate = passage.items[place]
    name = rules.name.search(rate.lead)
    if name is None:
        return None
    named = [i for i in reversed(passage.items[:place]) if i.is_count and _names(name["stem"], rate.lead, i, rules, ontology)]
    near = {i.index for i in passage.items[max(0, place - _NEAR) : place]}
    for numerator in named[:1]:
        if numerator.index not in near:
            break
        for base in reversed(passage.items[: passage.items.index(numerator)]):
            if base.is_count and base.unit == numerator.unit and base.interval.high >= numerator.interval.low:
                return named, base
    return None


def _names(stem: str, rate: str, item: Item, rules: _Compiled, ontology: Ontology) -> bool:
    """Say whether ``item`` counts what the rate called ``stem`` is a rate of."""
    if set(rules.narrowing.findall(rate)) != set(rules.narrowing.findall(item.clause)):
        return False
    audit = ontology.audit.rates
    words = [stem[-length:] for length in range(len(stem), _STEM - 1, -1)]
    words += [other for word in words for other in audit.stems.get(word, ())]
    for word in words:
        found = item.clause.rfind(word)
        if found >= 0:
            return not item.clause[:found].endswith(audit.negation)
    return False


def _has_smaller_base(rate: Item, base: Item, rules: _Compiled) -> bool:
    return any(named.search(rate.lead) and not of.search(base.clause) for named, of in rules.smaller_base)


@lru_cache(maxsize=4)
def _compile(ontology: Ontology) -> _Compiled:
    rates, shares, sums = ontology.audit.rates, ontology.audit.shares, ontology.audit.sums
    return _Compiled(
        name=re.compile(rates.name),
        share=re.compile(rates.share),
        of_whole=re.compile(shares.share),
        narrowing=re.compile("|".join(rates.narrowing)),
        smaller_base=tuple((re.compile(entry.rate), re.compile(entry.of)) for entry in rates.smaller_base),
        complements=tuple((re.compile(one), re.compile(other)) for one, other in shares.complements),
        part=re.compile("|".join(m.pattern for m in sums.markers if not m.adjacent)),
        overlapping=re.compile("|".join(sums.overlapping)),
    )
