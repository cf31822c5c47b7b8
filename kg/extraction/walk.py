"""Finds where a name begins, given where its head word stands: walks to the left, word by word.

The walk passes words that may stand inside a name and stops before a boundary word (``ontology/rules/mentions.yaml``), at
punctuation, and at a figure. Quoted and bracketed parts are passed whole. A coordination under one head (A、B和C制度) is passed
only when what it joins is no name of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extraction.view import View
from kg.ontology import Ontology
from kg.ontology.lexicons import with_level

__all__ = ["after_scope", "is_stop", "left_edge", "trim"]

_STOP = "."  # of a sentence in half-width punctuation, or behind a number
_LONGEST_ORGAN = 9  # characters of an organ's short name before a join
_PLACE_NAME = "ns"  # the segmenter's part of speech of names of places


@dataclass(frozen=True, slots=True)
class _Words:
    stops: dict[str, frozenset[str]]
    edges: frozenset[str]
    joins: frozenset[str]
    characters: frozenset[str]
    coordinating: frozenset[str]
    inside: dict[str, tuple[str, ...]]
    times: tuple[str, ...]
    titled: frozenset[str]
    organs: frozenset[str]
    heads: tuple[str, ...]
    quoting: frozenset[str]
    levels: tuple[str, ...]
    measures: frozenset[str]


@lru_cache(maxsize=4)
def _words(ontology: Ontology) -> _Words:
    rules = ontology.mentions
    boundary = rules.boundaries
    edges = frozenset((*boundary.verbs, *boundary.adverbs, *boundary.particles))
    heads = tuple(sorted({*rules.coordination.closed, *(h for entry in ontology.classes.values() for h in entry.heads)}))
    return _Words(
        stops={cls: edges - frozenset(boundary.inner) | set(rules.also_stops.get(cls, ())) for cls in ontology.classes},
        edges=edges,
        joins=frozenset(rules.coordination.joins),
        characters=frozenset(rules.stops),
        coordinating=frozenset(rules.coordination.classes),
        inside=rules.coordination.inside,
        organs=frozenset(with_level(name, "") for key, organ in ontology.organs.organs.items() for name in (key, *organ.names)),
        titled=frozenset(rules.titled),
        times=rules.times,
        heads=heads,
        quoting=frozenset(rules.before_quote_a_verb),
        levels=tuple(rules.level_words),
        measures=frozenset(rules.measures),
    )


def left_edge(view: View, head: int, cls: str, *, joining: bool = True) -> int:
    """Return the offset at which the name whose head word begins at ``head`` begins; ``head`` itself when nothing precedes it.

    ``joining``: whether it may be a coordination under one head.
    """
    text, tokens, words = view.text, view.tokens, _words(view.ontology)
    starts, holding, opening, closing = tokens.starts, tokens.holding, view.opening, view.closing
    stops, joins, at = words.stops[cls], words.joins, head
    figures = cls in words.titled  # stand in the name
    joined: int | None = None  # where the name begins if the coordination to the left is none of its own
    floor = max(0, head - view.ontology.mentions.longest_name)
    while at > floor:
        before = at - 1
        character = text[before]
        if before in opening:
            opened = opening[before]
            if opened < floor or character in words.characters:
                break
            at = opened
            continue
        if character in words.characters or character.isspace() or before in closing:
            break
        if character == _STOP and is_stop(text, before):
            break
        index = holding[before]
        if character in joins and tokens.words[index] == character:  # and not the 与 of 参与
            if not joining or not _joins(view, before, cls, joined is not None, words):
                break
            joined = at if joined is None else joined
            at = before
            continue
        start = max(starts[index], floor)
        word = text[start:at]
        if text[start] in joins and word[1:] in words.levels:  # 和县 is a county, but not in 市政府和县公安局
            at = start + 1
            continue
        if word in joins:
            if not joining or cls not in words.coordinating or not _may_join(view, start, words):
                break
            joined = at if joined is None else joined
            at = start
            continue
        if word in stops or (not figures and _is_figure(view, index, at, head, words)):
            break
        if word in words.quoting and at in closing and text[at] in view.ontology.mentions.quotes:
            break
        at = start
    start = trim(view, at, head)
    if joined is None or (_boundary_before(view, at, words) if cls in words.coordinating else _is_placed(view, start, words)):
        return start
    return trim(view, joined, head)


def is_stop(text: str, at: int) -> bool:
    """Whether a half-width full stop at ``at`` ends a sentence or a number: it stands between figures in 2.0."""
    return text[at] == _STOP and not (text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit())


def trim(view: View, start: int, head: int) -> int:
    """Return ``start`` moved past words that cannot begin a name, never past ``head``."""
    tokens, words = view.tokens, _words(view.ontology)
    while start < head:
        if start in view.closing:
            if view.text[start] in view.ontology.mentions.name_openings:
                break
            start = view.closing[start] + 1  # a number: (一)
            continue
        index = tokens.holding[start]
        word = view.text[start : tokens.ends[index]]
        if tokens.ends[index] <= head and (word in words.edges or word in words.joins or word.isspace() or word == _STOP):
            start = tokens.ends[index]
        else:
            break
    return start


def after_scope(view: View, start: int, end: int, type: str) -> int:
    """Return ``start`` of a name of ``type`` moved past the words that tell how far or how many: 全区, 三级, 30户."""
    rules = view.ontology.mentions.before_names
    match = _scope(view.ontology).match(view.text, start, end) if type in rules.types else None
    return match.end() if match and match.end() < end - 1 else start


@lru_cache(maxsize=4)
def _scope(ontology: Ontology) -> re.Pattern[str]:
    return re.compile(ontology.mentions.before_names.pattern)


def _may_join(view: View, end: int, words: _Words) -> bool:
    """Whether what ends at ``end`` is no name of its own, so that it may share the head of what follows."""
    text, index = view.text, view.tokens.holding[end - 1]
    if view.tokens.tag(index) == _PLACE_NAME and view.tokens.words[index].endswith(words.levels):
        return False
    return not text.endswith(words.heads, max(0, end - 12), end) and text[end - 1] not in "》”"


def _joins(view: View, at: int, cls: str, joined: bool, words: _Words) -> bool:
    """Whether the join at ``at`` may stand in a name of class ``cls``; ``joined``: one stands already to the right of it."""
    if cls in words.coordinating:
        return joined or _may_join(view, at, words)
    if joined or not view.text.startswith(words.inside.get(cls, ()), at) or view.text.startswith(words.levels, at + 1):
        return False
    organ = any(view.text[at - length : at] in words.organs for length in range(2, _LONGEST_ORGAN))
    return not organ and _may_join(view, at, words)


def _is_placed(view: View, start: int, words: _Words) -> bool:
    """Whether the name that begins at ``start`` begins with a place or the word of a level."""
    return view.text.startswith(words.levels, start) or view.tokens.tag(view.tokens.holding[start]) == _PLACE_NAME


def _boundary_before(view: View, at: int, words: _Words) -> bool:
    if at == 0:
        return False
    index = view.tokens.holding[at - 1]
    return view.tokens.words[index] in words.edges


def _is_figure(view: View, index: int, end: int, head: int, words: _Words) -> bool:
    """Whether the word ``index``, which ends at ``end``, counts something: a figure or the measure word behind one."""
    tokens = view.tokens
    word, start = tokens.words[index], tokens.starts[index]
    if word in words.measures and view.text[start - 1 : start].isdigit():
        return True
    if tokens.tag(index) != "m" or end == head or (len(word) >= 3 and word.isascii() and word.isdigit()):
        return False
    return not view.text.startswith(words.times, end)
