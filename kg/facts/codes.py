"""The indicator code of an observation: the most specific cue of the scheme that fits, or none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from kg.ontology import Ontology

__all__ = ["code"]


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue: ``groups`` is how many groups of words it has, ``others`` those of the phrase behind the first."""

    code: str
    kinds: frozenset[str]
    units: frozenset[str | None] | None
    groups: int
    others: tuple[tuple[str, ...], ...]
    context: tuple[tuple[str, ...], ...]
    none: re.Pattern[str] | None


def code(phrase: str, unit: str | None, kind: str, context: str, ontology: Ontology) -> str | None:
    """Return the code of the indicator ``phrase``, counted in ``unit``, or None.

    ``context`` is what stands before the figure. Of several cues that fit the one wins that asks for most: first by the number
    of its word groups, then by the length of the words found, then by the order of the scheme. Precision comes first: a phrase
    that no cue describes has no code.
    """
    words, _, cues = _compile(ontology)
    numbers = _fitting(unit, kind, ontology)
    lengths: dict[int, int] = {}  # of the longest word of each cue's first group
    for word, start, end in words.find_matches_as_indexes(phrase, overlapping=True):
        for number in numbers[word]:
            lengths[number] = max(lengths.get(number, 0), end - start)
    best: tuple[int, int, str] | None = None
    for number in sorted(lengths):
        cue = cues[number]
        length = _length(cue.others, phrase)
        if length is None or (cue.none is not None and cue.none.search(phrase)):
            continue
        around = _length(cue.context, context + phrase) if cue.context else 0
        if around is None:
            continue
        weight = (cue.groups, lengths[number] + length + around)
        if best is None or weight > best[:2]:
            best = (*weight, cue.code)
    return best[2] if best else None


def _length(groups: tuple[tuple[str, ...], ...], text: str) -> int | None:
    """Return the summed length of the longest word of each group that stands in ``text``, None when a group has none."""
    total = 0
    for group in groups:
        for word in group:
            if word in text:
                total += len(word)
                break
        else:
            return None
    return total


@lru_cache(maxsize=4)
def _compile(ontology: Ontology) -> tuple[AhoCorasick, tuple[tuple[int, ...], ...], tuple[_Cue, ...]]:
    """Return an automaton of the words of all cues' first groups, for each of its words the numbers of its cues, and the cues."""
    scheme = ontology.indicators
    cues: list[_Cue] = []
    numbers: dict[str, list[int]] = {}
    for key, entry in scheme.concepts.items():
        for cue in entry.cues:
            for word in cue.all[0]:
                numbers.setdefault(word, []).append(len(cues))
            units = _units(cue.units if cue.units is not None else entry.units, scheme.units)
            none = re.compile("|".join(map(re.escape, cue.none))) if cue.none else None
            others, groups = _longest(cue.all[1:]), len(cue.all) + len(cue.context)
            cues.append(_Cue(key, frozenset(entry.kinds), units, groups, others, _longest(cue.context), none))
    return AhoCorasick(list(numbers)), tuple(map(tuple, numbers.values())), tuple(cues)


@lru_cache(maxsize=1 << 10)
def _fitting(unit: str | None, kind: str, ontology: Ontology) -> tuple[tuple[int, ...], ...]:
    """Return for each word of the automaton the numbers of its cues that a figure of ``kind`` in ``unit`` may fit."""
    _, numbers, cues = _compile(ontology)
    fit = {n for n, cue in enumerate(cues) if kind in cue.kinds and (cue.units is None or unit in cue.units)}
    return tuple(tuple(number for number in of_word if number in fit) for of_word in numbers)


def _longest(groups: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(sorted(group, key=lambda w: (-len(w), w))) for group in groups)


def _units(names: tuple[str, ...], groups: dict[str, tuple[str, ...]]) -> frozenset[str | None] | None:
    """Return the units that ``names`` (of groups, or units themselves) stand for; None means any unit, an empty list no unit."""
    if names == ("any",):
        return None
    if not names:
        return frozenset({None})
    return frozenset(unit for name in names for unit in groups.get(name, (name,)))
