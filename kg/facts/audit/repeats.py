"""Figures that a report states twice for one indicator, period and agent, with different values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.facts.audit.contradictions import Contradiction
from kg.facts.audit.passages import Item, Passage
from kg.ontology import Ontology

__all__ = ["wrong_repeats"]

_Key = tuple[str | None, ...]
_KINDS = frozenset({"total", "rate"})


def wrong_repeats(found: Sequence[Passage], ontology: Ontology) -> Iterator[Contradiction]:
    """Yield figures of the passages ``found`` that differ from the first one of the same indicator in the same words."""
    rules = ontology.audit.repeats
    codes, partial = _compile(ontology)
    first: dict[_Key, tuple[Passage, int]] = {}
    for passage in found:
        stated: dict[_Key, tuple[Passage, int]] = {}
        for place, o in enumerate(passage.observations):
            if o.code is None or o.scope != "whole" or o.kind not in _KINDS or len(o.indicator) < rules.shortest:
                continue
            if codes.search(o.code):
                stated.setdefault((o.code, o.indicator, o.agent, o.period, passage.units[place]), (passage, place))
        if not stated or partial.search(passage.text):
            continue
        for key, repeated in stated.items():
            earlier = first.setdefault(key, repeated)
            if earlier is not repeated:
                yield from _differing(*(passage.items[place] for passage, place in (earlier, repeated)))


def _differing(one: Item, two: Item) -> Iterator[Contradiction]:
    if not one.interval.meets(two.interval):
        yield Contradiction("repeat", one.interval, two.interval, two.observation.unit, (one, two), "repeat")


@lru_cache(maxsize=4)
def _compile(ontology: Ontology) -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = ontology.audit.repeats
    return re.compile(rules.codes), re.compile(rules.partial)
