"""Agencies by lexicon: an organ's name behind the word of its level (区司法局) or the name of its region (河南省司法厅)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extraction.view import Candidate, View
from kg.ontology import Ontology
from kg.ontology.lexicons import LEVEL, with_level

__all__ = ["find_organs", "is_below"]

_LONGEST_UNIT = 12
_PLACE_NAME = "ns"  # the segmenter's part of speech of names of places


@dataclass(frozen=True, slots=True)
class _Lexicon:
    automaton: AhoCorasick
    names: tuple[str, ...]
    bare: frozenset[str]
    national: frozenset[str]
    decoys: dict[str, str]


@lru_cache(maxsize=4)
def _lexicon(ontology: Ontology) -> _Lexicon:
    """Compile all organ names, and as decoys the words in which a name is only a part (委托, 委员)."""
    local: set[str] = set()
    bare: set[str] = set()
    for key, organ in ontology.organs.organs.items():
        for name in (key, *organ.names):
            words = ontology.mentions.level_words if LEVEL in name else ("",)
            expanded = {with_level(name, word) for word in words}
            local |= expanded
            if LEVEL in name:
                bare |= expanded
        bare.update(organ.bare)
    national = {name for key, organ in ontology.national_organs.organs.items() for name in (key, *organ.names)}
    decoys = ontology.mentions.decoys
    names = tuple(sorted(local | bare | national | set(decoys)))
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    return _Lexicon(automaton, names, frozenset(bare), frozenset(national), decoys)


@lru_cache(maxsize=4)
def _zones(ontology: Ontology) -> tuple[str, ...]:
    return tuple(sorted(ontology.mentions.places.zones, key=lambda zone: (-len(zone), zone)))


def find_organs(view: View, places: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield agencies whose name is in the lexicon, with level or region prefix and with the unit that directly follows.

    ``places`` are the regions in the text, which may open an organ's name.
    """
    text, lexicon = view.text, _lexicon(view.ontology)
    regions = {end: start for start, end, _, _ in places}
    for index, start, end in lexicon.automaton.find_matches_as_indexes(text):
        name = lexicon.names[index]
        if name in lexicon.decoys:
            name = lexicon.decoys[name]
            end = start + len(name)
            if not name:
                continue
        begin, rule = _prefix(view, regions, start)
        if begin == start:
            if name in lexicon.national and not _level_list(view.ontology).match(text, start):
                rule = "organ:national"
            elif name in lexicon.bare and not _inside_word(view, start):
                rule = "organ:bare"
            else:
                continue
        if rule in ("organ:level", "organ:bare") and is_below(view, begin):
            continue
        yield begin, _unit(view, end), "AGENCY", rule


def is_below(view: View, begin: int) -> bool:
    """Whether what begins at ``begin`` is an organ of any town (镇政府, 街道党工委) in the report of a place above the towns."""
    level, tokens = view.report.meta.level, view.tokens
    if level in (None, "township") or not view.text.startswith(_towns(view.ontology), begin):
        return False
    return tokens.tag(tokens.holding[begin]) != _PLACE_NAME  # 镇海区公安局


@lru_cache(maxsize=4)
def _towns(ontology: Ontology) -> tuple[str, ...]:
    return tuple(word for word, level in ontology.mentions.level_words.items() if level == "township")


def _prefix(view: View, regions: dict[int, int], start: int) -> tuple[int, str]:
    """Return where the level or region prefix before ``start`` begins (``start`` when there is none), and the rule's name."""
    text, rules = view.text, view.ontology.mentions
    begin, rule = start, ""
    if start in regions:
        begin, rule = regions[start], "organ:region"
    elif text.endswith(_zones(view.ontology), 0, start):
        zone = next(z for z in _zones(view.ontology) if text.endswith(z, 0, start))
        if text[start - len(zone) - 1 : start - len(zone)] not in rules.not_after or start == len(zone):
            begin, rule = start - len(zone), "organ:zone"
    else:
        for length in (3, 2, 1):
            word = text[max(0, start - length) : start]
            if len(word) == length and word in rules.level_words:
                if text[start - length - 1 : start - length] not in rules.not_after or start == length:
                    begin, rule = start - length, "organ:level"
                break
    if begin < start:
        for party in rules.party_prefixes:
            if text.endswith(party, 0, begin):
                return begin - len(party), rule
    return begin, rule


def _inside_word(view: View, start: int) -> bool:
    return start > 0 and view.text[start - 1] in view.ontology.mentions.not_after


@lru_cache(maxsize=4)
def _level_list(ontology: Ontology) -> re.Pattern[str]:
    return re.compile(ontology.mentions.level_lists)


@lru_cache(maxsize=4)
def _joint_units(ontology: Ontology) -> re.Pattern[str]:
    return re.compile(ontology.mentions.joint_units)


def _unit(view: View, end: int) -> int:
    """Return the end of the unit that directly follows an organ's name, or ``end``."""
    tokens, rules = view.tokens, view.ontology.mentions
    heads, stops = rules.unit_heads, rules.unit_stops
    if joint := _joint_units(view.ontology).match(view.text, end):
        return joint.end()
    if view.text[end : end + 1] in rules.coordination.joins and view.text[end + 1 : end + 2] in rules.level_words:
        return end  # 和县 is a county, but not in 市政府和县人大常委会
    index = tokens.holding[end] if end < len(view.text) else len(tokens.words)
    if index < len(tokens.words) and tokens.starts[index] < end:
        return end
    while index < len(tokens.words) and tokens.ends[index] - end <= _LONGEST_UNIT:
        word = tokens.words[index]
        if word in stops or not word.isalpha():
            return end
        if word.endswith(heads):
            return tokens.ends[index] if tokens.ends[index] - end > 1 else end
        index += 1
    return end
