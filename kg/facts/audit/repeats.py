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
    first: dict[_Key, Item] = {}
    for passage in found:
        stated: dict[_Key, Item] = {}
        for item in passage.items:
            o = item.observation
            whole = o.scope == "whole" and o.kind in _KINDS and len(o.indicator) >= rules.shortest
            if whole and o.code is not None and codes.search(o.code):
                stated.setdefault((o.code, o.indicator, o.agent, o.period, item.unit), item)
        if not stated or partial.search(passage.text):
            continue
        for key, item in stated.items():
            earlier = first.setdefault(key, item)
            if not earlier.interval.meets(item.interval):
                yield Contradiction("repeat", earlier.interval, item.interval, item.observation.unit, (earlier, item), "repeat")


@lru_cache(maxsize=4)
def _compile(ontology: Ontology) -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = ontology.audit.repeats
    return re.compile(rules.codes), re.compile(rules.partial)
