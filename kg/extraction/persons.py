"""Persons: a post or a title beside a surname and a given name of one or two characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extraction.view import Candidate, View
from kg.ontology import Ontology

__all__ = ["find_persons"]


_LONGEST = 4  # characters of a name: a surname of two and two given ones


@dataclass(frozen=True, slots=True)
class _Patterns:
    posts: AhoCorasick
    titles: AhoCorasick
    surname: re.Pattern[str]
    name: re.Pattern[str]
    not_names: tuple[str, ...]
    joins: frozenset[str]


@lru_cache(maxsize=4)
def _patterns(ontology: Ontology) -> _Patterns:
    posts = ontology.posts
    surname = "|".join(re.escape(name) for name in sorted(posts.surnames, key=lambda name: (-len(name), name)))
    labels = [label + colon + blank for label in posts.labels for colon in "：:" for blank in ("", " ", "\u3000", "\xa0")]
    return _Patterns(
        AhoCorasick([*posts.posts, *labels], matchkind=MatchKind.LeftmostLongest),
        AhoCorasick(posts.titles_after, matchkind=MatchKind.LeftmostLongest),
        re.compile(surname),
        re.compile(f"(?:{surname})[\\u4e00-\\u9fff]{{1,2}}$"),
        posts.not_names,
        frozenset(ontology.mentions.coordination.joins),
    )


def find_persons(view: View) -> Iterator[Candidate]:
    """Yield persons directly behind a post (区委书记李清), in a list with such ones, or before a title (习近平总书记)."""
    patterns, text = _patterns(view.ontology), view.text
    for _, _, start in patterns.posts.find_matches_as_indexes(text):
        while end := _name_end(view, patterns, start):
            yield start, end, "PERSON", "person:post"
            if end < len(text) and text[end] in patterns.joins:
                start = end + 1
            else:
                break
    for _, end, _ in patterns.titles.find_matches_as_indexes(text):
        name = patterns.name.search(text, max(0, end - _LONGEST), end)
        if name is None or name[0].startswith(patterns.not_names):
            continue
        if view.tokens.starts[view.tokens.holding[name.start()]] == name.start():
            yield name.start(), end, "PERSON", "person:title"


def _name_end(view: View, patterns: _Patterns, start: int) -> int:
    """Return where a name that begins at ``start`` ends, or 0: at a word's end, three characters rather than two."""
    tokens = view.tokens
    surname = patterns.surname.match(view.text, start)
    if not surname:
        return 0
    for given in (2, 1):
        end = surname.end() + given
        name = view.text[start:end]
        if end <= len(view.text) and name.isalpha() and not name.startswith(patterns.not_names):
            last = tokens.holding[end - 1]
            if tokens.ends[last] == end:
                return end
    return 0
