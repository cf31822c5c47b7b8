"""Names by shape: a head word at the right edge, the left edge found by walking (see walk.py)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg.extraction.organs import is_below
from kg.extraction.view import Candidate, View
from kg.extraction.walk import after_scope, left_edge
from kg.ontology import Ontology

__all__ = ["find_headed"]

_AGENCY, _DOCUMENT, _HONOR = "Agency", "Document", "Honor"
_BRACKETS = "(（"


@lru_cache(maxsize=64)
def _generic(ontology: Ontology, cls: str) -> frozenset[str]:
    return frozenset((*ontology.mentions.generic_modifiers, *ontology.mentions.also_generic.get(cls, ())))


def find_headed(view: View) -> Iterator[Candidate]:
    """Yield names that end in a head word of their class and say before it what they are about."""
    text, quotes, tokens = view.text, view.ontology.mentions.quotes, view.tokens
    for start, end, cls in view.heads:
        if tokens.ends[tokens.holding[end - 1]] > end:  # a part of another word: 制度化, 中心组
            continue
        kind = view.ontology.classes[cls].type or ""
        begin = after_scope(view, left_edge(view, start, cls), start, kind)
        if begin > 0 and end < len(text) and view.closing.get(begin - 1) == end and text[end] in quotes:
            begin, end = begin - 1, end + 1
        elif begin > 0 and view.closing.get(begin - 1) == end - 1:  # the closing mark was lost
            begin -= 1
        elif begin >= start or not _is_name(view, begin, start, end, cls):
            continue
        if cls == _DOCUMENT and end in view.closing and text[end] in _BRACKETS:  # the years, (试行)
            end = view.closing[end] + 1
        yield begin, end, kind, "head"


def _is_name(view: View, begin: int, head: int, end: int, cls: str) -> bool:
    """Whether what begins at ``begin`` and ends in a head word, at ``head``–``end``, names a thing of class ``cls``."""
    word = view.text[head:end]
    if _is_generic(view, begin, head, cls) or _is_convened(view, begin, word):
        return False
    if view.text.startswith(view.ontology.mentions.after_head_not_a_name.get(cls, ()), end):
        return False
    if cls == _DOCUMENT and end - begin < view.ontology.mentions.shortest_bare_title:
        return False
    return cls != _HONOR or not _is_zone(view, begin, word)


def _is_convened(view: View, begin: int, head: str) -> bool:
    """Whether what begins at ``begin`` and ends in ``head`` is a meeting that somebody holds or attends."""
    rules = view.ontology.mentions.convened
    return head in rules.heads and view.text.endswith(rules.verbs, 0, begin)


def _is_zone(view: View, begin: int, head: str) -> bool:
    """Whether what ends in ``head`` may be a zone (自主创新示范区): a zone's word, and nobody is made one or wants to be."""
    rules = view.ontology.mentions
    return head in rules.places.zones and not view.text.endswith(rules.honors.verbs, 0, begin)


def _is_generic(view: View, begin: int, head: int, cls: str) -> bool:
    """Whether the modifier between ``begin`` and ``head`` says only that there is work, leadership or coordination."""
    generic, rules = _generic(view.ontology, cls), view.ontology.mentions
    modifier = view.text[begin:head]
    if cls == _AGENCY and rules.level_words.get(modifier) and is_below(view, begin):
        return True
    if modifier in rules.level_words and view.text.startswith(rules.determinate_heads, head):
        return False
    if modifier in generic:
        return True
    if cls not in rules.coordination.classes:
        return False
    tokens = view.tokens
    first, last = tokens.holding[begin], tokens.holding[head - 1]
    return generic.issuperset(tokens.words[first : last + 1])
