"""Names by shape: a head word at the right edge, the left edge found by walking (see walk.py)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extraction.view import View
from kg.extraction.walk import left_edge
from kg.ontology import Ontology
from kg.records import Mention

__all__ = ["find_headed", "head_words"]


@lru_cache(maxsize=4)
def _heads(ontology: Ontology) -> tuple[AhoCorasick, tuple[str, ...]]:
    by_head: dict[str, str] = {}
    for cls, entry in ontology.classes.items():
        if entry.type and cls != "Region":
            for head in entry.heads:
                by_head.setdefault(head, cls)
    heads = tuple(sorted(by_head))
    return AhoCorasick(heads, matchkind=MatchKind.LeftmostLongest), tuple(by_head[h] for h in heads)


@lru_cache(maxsize=4)
def _generic(ontology: Ontology) -> frozenset[str]:
    return frozenset(ontology.mentions.generic_modifiers)


def head_words(view: View) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, class) of the head words in the text, the longest at each place."""
    automaton, classes = _heads(view.ontology)
    for index, start, end in automaton.find_matches_as_indexes(view.text):
        yield start, end, classes[index]


def find_headed(view: View) -> Iterator[Mention]:
    """Yield names that end in a head word of their class and say before it what they are about."""
    text, quotes = view.text, view.ontology.mentions.quotes
    for start, end, cls in head_words(view):
        begin = left_edge(view, start, cls)
        if begin > 0 and end < len(text) and view.closing.get(begin - 1) == end and text[end] in quotes:
            begin, end = begin - 1, end + 1
        elif begin >= start or _is_generic(view, begin, start, cls):
            continue
        kind = view.ontology.classes[cls].type
        if kind:
            yield view.report.mention(begin, end, kind, "head")


def _is_generic(view: View, begin: int, head: int, cls: str) -> bool:
    """Whether the modifier between ``begin`` and ``head`` says only that there is work, leadership or coordination."""
    generic = _generic(view.ontology)
    if view.text[begin:head] in generic:
        return True
    if cls not in view.ontology.mentions.coordination.classes:
        return False
    tokens = view.tokens
    first, last = tokens.index(begin), tokens.index(head - 1)
    return all(tokens.words[i] in generic for i in range(first, last + 1))
