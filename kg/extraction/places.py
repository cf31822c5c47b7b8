"""Regions: names of the gazetteer, alone and in chains (湖南省石门县), and towns and villages by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kg.extraction.view import Candidate, View
from kg.extraction.walk import left_edge
from kg.ontology import Ontology

__all__ = ["find_places"]

_LONGEST_STEM = 5


@lru_cache(maxsize=4)
def _full_names(ontology: Ontology) -> tuple[AhoCorasick, tuple[str, ...]]:
    names = tuple(sorted(n for n in ontology.gazetteer.names() if len(n) > 2))
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names


@lru_cache(maxsize=64)
def _local_names(ontology: Ontology, adcode: str | None) -> tuple[AhoCorasick, tuple[str, ...]] | None:
    """Compile what the reporting region's surroundings are called for short: its own path, its siblings and its parts."""
    if adcode is None:
        return None
    gazetteer = ontology.gazetteer
    path = gazetteer.path(adcode)
    near = {r.name for r in path} | {r.name for parent in path for r in gazetteer.children(parent.adcode)}
    short = {gazetteer.short(name) for name in near}
    towns: set[str] = set()
    for county in {adcode, *(r.adcode for r in gazetteer.children(adcode))}:
        towns.update(gazetteer.towns(county))
    names = tuple(sorted(n for n in near | short | towns if len(n) > 1))
    if not names:
        return None
    # Used on one report, or a few: a DFA would take longer to compile than to search.
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA), names


@lru_cache(maxsize=4)
def _heads(ontology: Ontology) -> AhoCorasick:
    return AhoCorasick(ontology.classes["Region"].heads, matchkind=MatchKind.LeftmostLongest)


@lru_cache(maxsize=4)
def _patterns(ontology: Ontology) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what may follow a region's name as a part of it, and what may stand before a town's head word."""
    heads = sorted(ontology.classes["Region"].heads, key=lambda h: (-len(h), h))
    zones = sorted(ontology.mentions.places.zones, key=lambda z: (-len(z), z))
    below = f"[\\u4e00-\\u9fff0-9]{{1,4}}?(?:{'|'.join(heads)})"
    return re.compile(f"(?:{'|'.join(zones)})|{below}"), re.compile(f"(?:{'|'.join(ontology.mentions.places.figurative)})$")


def _spans(view: View) -> list[tuple[int, int, str]]:
    """Return (start, end, rule) of region names, chains joined, in the order of the text."""
    text = view.text
    below, figurative = _patterns(view.ontology)
    known: list[tuple[int, int, str]] = []
    automaton, _ = _full_names(view.ontology)
    known += [(a, b, "place:gazetteer") for _, a, b in automaton.find_matches_as_indexes(text)]
    local = _local_names(view.ontology, view.report.meta.adcode)
    if local:
        for index, start, end in local[0].find_matches_as_indexes(text):
            if len(local[1][index]) > 2 or not figurative.search(text, max(0, start - 4), start):
                known.append((start, end, "place:local"))
    known.sort(key=lambda s: (s[0], -s[1]))
    chained: list[tuple[int, int, str]] = []
    for start, end, rule in known:
        if chained and start < chained[-1][1]:
            continue
        if chained and start == chained[-1][1]:
            start, _, rule = chained.pop()
        chained.append((start, end, rule))
    chained = [_extended(text, span, below, view) for span in chained]
    covered = {i for start, end, _ in chained for i in range(start, end)}
    for _, start, end in _heads(view.ontology).find_matches_as_indexes(text):
        if start not in covered and end - 1 not in covered:
            begin = left_edge(view, start, "Region")
            begin = max([begin, *(i + 1 for i in range(begin, start) if i in covered)])
            if _is_stem(text[begin:start], view.ontology):
                chained.append((begin, end, "place:shape"))
    joined: list[tuple[int, int, str]] = []
    for start, end, rule in sorted(chained):
        if joined and start == joined[-1][1] and rule == "place:shape":  # 团山镇邓城村
            start, _, rule = joined.pop()
        joined.append((start, end, rule))
    return joined


def _extended(text: str, span: tuple[int, int, str], below: re.Pattern[str], view: View) -> tuple[int, int, str]:
    """Return ``span`` with the towns, villages and zones that directly follow it (师素镇西泊庄村) and a division before it."""
    start, end, rule = span
    rules = view.ontology.mentions.places
    while (match := below.match(text, end)) and not match.group().startswith((*rules.not_stems, *rules.not_below)):
        end = match.end()
    division = _division(view.ontology).search(text, max(0, start - _LONGEST_STEM), start)
    return division.start() if division else start, end, rule


@lru_cache(maxsize=4)
def _division(ontology: Ontology) -> re.Pattern[str]:
    return re.compile(ontology.mentions.places.divisions)


def _is_stem(stem: str, ontology: Ontology) -> bool:
    rules = ontology.mentions
    return (
        1 <= len(stem) <= _LONGEST_STEM
        and stem.isalnum()
        and not stem.startswith(rules.places.not_stems)
        and not stem.endswith(rules.places.not_stems)
        and stem not in rules.generic_modifiers
    )


def find_places(view: View) -> Iterator[Candidate]:
    """Yield region names as mentions; those inside a longer name lose to it when overlaps are resolved."""
    for start, end, rule in _spans(view):
        yield start, end, "REGION", rule
