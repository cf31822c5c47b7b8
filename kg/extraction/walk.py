"""Finds where a name begins, given where its head word stands: walks to the left, word by word.

The walk passes words that may stand inside a name and stops before a boundary word (``ontology/rules/mentions.yaml``), at
punctuation, and at a figure. Quoted and bracketed parts are passed whole. A coordination under one head (A、B和C制度) is passed
only when what it joins is no name of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.extraction.view import View
from kg.ontology import Ontology

__all__ = ["is_stop", "left_edge", "trim"]

_STOP = "."  # of a sentence in half-width punctuation, or behind a number
_PLACE_NAME = "ns"  # the segmenter's part of speech of names of places


@dataclass(frozen=True, slots=True)
class _Words:
    stops: dict[str, frozenset[str]]
    edges: frozenset[str]
    joins: frozenset[str]
    characters: frozenset[str]
    coordinating: frozenset[str]
    heads: tuple[str, ...]
    quoting: frozenset[str]
    levels: tuple[str, ...]


@lru_cache(maxsize=4)
def _words(ontology: Ontology) -> _Words:
    rules = ontology.mentions
    boundary = rules.boundaries
    edges = frozenset((*boundary.verbs, *boundary.adverbs, *boundary.particles))
    heads = tuple(sorted({h for entry in ontology.classes.values() for h in entry.heads}))
    return _Words(
        stops={cls: edges - frozenset(boundary.inner) | set(rules.also_stops.get(cls, ())) for cls in ontology.classes},
        edges=edges,
        joins=frozenset(rules.coordination.joins),
        characters=frozenset(rules.stops),
        coordinating=frozenset(rules.coordination.classes),
        heads=heads,
        quoting=frozenset(rules.before_quote_a_verb),
        levels=tuple(rules.level_words),
    )


def left_edge(view: View, head: int, cls: str) -> int:
    """Return the offset at which the name whose head word begins at ``head`` begins; ``head`` itself when nothing precedes it."""
    text, tokens, words = view.text, view.tokens, _words(view.ontology)
    at = head
    joined: int | None = None  # where the name begins if the coordination to the left is none of its own
    floor = max(0, head - view.ontology.mentions.longest_name)
    while at > floor:
        before = at - 1
        character = text[before]
        if before in view.opening:
            opened = view.opening[before]
            if opened < floor or character in words.characters:
                break
            at = opened
            continue
        if character in words.characters or character.isspace() or before in view.closing or is_stop(text, before):
            break
        index = tokens.index(before)
        if character in words.joins and tokens.words[index] == character:  # and not the 与 of 参与
            if cls not in words.coordinating or (joined is None and not _may_join(view, before, words)):
                break
            joined = at if joined is None else joined
            at = before
            continue
        start = max(tokens.starts[index], floor)
        word = text[start:at]
        if word in words.joins:
            if cls not in words.coordinating or not _may_join(view, start, words):
                break
            joined = at if joined is None else joined
            at = start
            continue
        if word in words.stops[cls] or _is_figure(word, tokens.tags[index], at, head):
            break
        if word in words.quoting and at in view.closing and text[at] in view.ontology.mentions.quotes:
            break
        at = start
    start = trim(view, at, head)
    if joined is not None and not _boundary_before(view, at, words):
        return trim(view, joined, head)
    return start


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
        index = tokens.index(start)
        word = view.text[start : tokens.ends[index]]
        if tokens.ends[index] <= head and (word in words.edges or word in words.joins or word.isspace() or word == _STOP):
            start = tokens.ends[index]
        else:
            break
    return start


def _may_join(view: View, end: int, words: _Words) -> bool:
    """Whether what ends at ``end`` is no name of its own, so that it may share the head of what follows."""
    text, index = view.text, view.tokens.index(end - 1)
    if view.tokens.tags[index] == _PLACE_NAME and view.tokens.words[index].endswith(words.levels):
        return False
    return not text.endswith(words.heads, max(0, end - 12), end) and text[end - 1] not in "》”"


def _boundary_before(view: View, at: int, words: _Words) -> bool:
    if at == 0:
        return False
    index = view.tokens.index(at - 1)
    return view.tokens.words[index] in words.edges


def _is_figure(word: str, tag: str, end: int, head: int) -> bool:
    return tag == "m" and not (word.isascii() and word.isdigit() and len(word) >= 3) and end != head
