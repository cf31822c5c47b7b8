"""Decides between mentions that overlap: one function, one documented key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from kg.records import Mention

__all__ = ["resolve"]

_KNOWN = "lexicon"  # the rule of mentions whose name a lexicon has
_SHAPES = ("head", "quoted")  # the rules of mentions whose left edge was found by walking


def resolve(candidates: Iterable[Mention], precedence: Sequence[str]) -> tuple[Mention, ...]:
    """Return a flat, ordered selection of ``candidates`` in which none overlaps another.

    Where names nest the longest is marked (GUIDELINE §1): the key is length, longest first; then what a lexicon knows; then the
    type that comes first in ``precedence``, others last; then the place in the text; then the rule's name.
    A name found by walking that would cut a known one in two (一公开监管联席会议 beside 双随机、一公开) is none.
    """
    rank = {name: number for number, name in enumerate(precedence)}
    ordered = sorted(candidates, key=lambda m: (m.start - m.end, m.rule != _KNOWN, rank.get(m.type, len(rank)), m.start, m.rule))
    taken: list[Mention] = []
    occupied = bytearray(max((mention.end for mention in ordered), default=0))
    within = {at: mention for mention in ordered if mention.rule == _KNOWN for at in range(mention.start + 1, mention.end)}
    for mention in ordered:
        if mention.rule in _SHAPES and _cuts(mention, within):
            continue
        if 1 not in occupied[mention.start : mention.end]:
            occupied[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            taken.append(mention)
    return tuple(sorted(taken, key=attrgetter("start")))


def _cuts(mention: Mention, within: Mapping[int, Mention]) -> bool:
    """Whether ``mention`` begins or ends inside a known name that it does not hold; ``within`` maps offsets to known names."""
    first, last = within.get(mention.start), within.get(mention.end)
    return bool((first and first.end < mention.end) or (last and mention.start < last.start))
