"""Decides between mentions that overlap: one function, one documented key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.extraction.view import Candidate

__all__ = ["resolve"]

_KNOWN = "lexicon"  # the rule of mentions whose name a lexicon has
_SHAPES = ("head", "quoted")  # the rules of mentions whose left edge was found by walking


def resolve(candidates: Iterable[Candidate], precedence: Sequence[str], offsets: Sequence[int]) -> tuple[Candidate, ...]:
    """Return a flat, ordered selection of ``candidates`` in which none overlaps another; ``offsets`` are the view's.

    Where names nest the longest is marked (GUIDELINE §1): the key is length in the report, longest first; then what a lexicon
    knows; then the type that comes first in ``precedence``, others last; then the place in the text; then the rule's name.
    A name found by walking that would cut a known one in two (一公开监管联席会议 beside 双随机、一公开) is none.
    """
    rank = {name: number for number, name in enumerate(precedence)}

    def key(candidate: Candidate) -> tuple[int, bool, int, int, str]:
        start, end, type, rule = candidate
        return offsets[start] - offsets[end - 1], rule != _KNOWN, rank.get(type, len(rank)), start, rule

    ordered = sorted(candidates, key=key)
    known = [(start, end) for start, end, _, rule in ordered if rule == _KNOWN]
    within = {at: span for span in known for at in range(span[0] + 1, span[1])}
    taken: list[Candidate] = []
    occupied = bytearray(len(offsets))
    for candidate in ordered:
        start, end, _, rule = candidate
        if rule in _SHAPES and _cuts(start, end, within):
            continue
        if 1 not in occupied[start:end]:
            occupied[start:end] = b"\1" * (end - start)
            taken.append(candidate)
    return tuple(sorted(taken))


def _cuts(start: int, end: int, within: Mapping[int, tuple[int, int]]) -> bool:
    """Whether ``start`` or ``end`` lies inside a known name that they do not hold; ``within`` maps offsets to known names."""
    first, last = within.get(start), within.get(end)
    return bool((first and first[1] < end) or (last and start < last[0]))
