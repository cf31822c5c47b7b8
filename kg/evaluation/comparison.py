"""When two texts, spans or triples of gold and prediction count as the same (GUIDELINE, ``score.py``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

__all__ = ["REPORT", "Json", "Triple", "intersection_over_union", "normalise", "own_names", "shared", "similarity", "triple"]

Json = Mapping[str, Any]
Triple = tuple[str, str, str]

# How GUIDELINE §3 writes the reporting government as an agent.
REPORT = "REPORT"
_IGNORED = re.compile(r"[\s“”\"'‘’「」]+")


def normalise(text: object) -> str:
    """Return ``text`` without white space and quotation marks; None and 0 become the empty string.

    >>> normalise("“放管服” 改革")
    '放管服改革'
    """
    return _IGNORED.sub("", str(text or ""))


def similarity(a: object, b: object) -> float:
    """Return the Dice coefficient of the character bigrams of two texts, normalised; equal texts give 1.

    >>> similarity("办理行政复议案件", "行政复议案件")
    0.8333333333333334
    """
    left, right = normalise(a), normalise(b)
    if left == right:
        return 1.0
    pairs, others = Counter(pairwise(left)), Counter(pairwise(right))
    size = pairs.total() + others.total()
    return 2 * (pairs & others).total() / size if size else 0.0


def shared(a: Json, b: Json) -> int:
    """Return how many characters two spans share; negative is the gap between them."""
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def intersection_over_union(a: Json, b: Json) -> float:
    """Return the share of two spans' common extent that both cover."""
    common = shared(a, b)
    return common / (max(a["end"], b["end"]) - min(a["start"], b["start"])) if common > 0 else 0.0


def own_names(meta: Json, government_names: Sequence[str]) -> frozenset[str]:
    """Return the names, normalised, under which a report speaks of its own region or government.

    ``government_names`` are what follows the region's name in the name of its government.
    """
    path = [normalise(name) for name in meta.get("region_path") or ()]
    if not path or meta.get("kind") == "department":
        return frozenset(map(normalise, meta.get("issuers") or ()))
    own = path[-1]
    # The region itself; with its parent; with all above it.
    full = {own, "".join(path[-2:]), "".join(path)}
    # The government may be called by the bare level (the last character of the name) or by the name without its level.
    stems = full | {own[-1]} | ({own[:-1]} if len(own) > 2 else set())
    return frozenset(full | {stem + ending for stem in stems for ending in government_names})


def triple(relation: Json | Sequence[str], own: frozenset[str]) -> Triple:
    """Return (agent, predicate, object) of a relation, normalised; an agent with one of the ``own`` names becomes REPORT."""
    if isinstance(relation, Mapping):
        agent, predicate, value = relation["agent"], relation["predicate"], relation["object"]
    else:
        agent, predicate, value = relation[:3]
    agent = normalise(agent)
    return (REPORT if agent in own else agent, normalise(predicate), normalise(value))
