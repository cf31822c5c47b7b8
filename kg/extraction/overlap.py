"""Decides between mentions that overlap: one function, one documented key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.records import Mention

__all__ = ["resolve"]

_KNOWN = "lexicon"  # the rule of mentions whose name a lexicon has


def resolve(candidates: Iterable[Mention], precedence: Sequence[str]) -> tuple[Mention, ...]:
    """Return a flat, ordered selection of ``candidates`` in which none overlaps another.

    Where names nest the longest is marked (GUIDELINE §1): the key is length, longest first; then what a lexicon knows; then the
    type that comes first in ``precedence``, others last; then the place in the text; then the rule's name.
    """
    rank = {name: number for number, name in enumerate(precedence)}
    ordered = sorted(candidates, key=lambda m: (m.start - m.end, m.rule != _KNOWN, rank.get(m.type, len(rank)), m.start, m.rule))
    taken: list[Mention] = []
    occupied: set[int] = set()
    for mention in ordered:
        if occupied.isdisjoint(range(mention.start, mention.end)):
            occupied.update(range(mention.start, mention.end))
            taken.append(mention)
    return tuple(sorted(taken, key=lambda m: m.start))
