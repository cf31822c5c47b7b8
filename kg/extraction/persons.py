"""Persons: a post or a title beside a surname and a given name of one or two characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extraction.view import View
from kg.ontology import Ontology
from kg.records import Mention

__all__ = ["find_persons"]


@dataclass(frozen=True, slots=True)
class _Patterns:
    post: re.Pattern[str]
    title: re.Pattern[str]
    surname: re.Pattern[str]
    not_names: tuple[str, ...]
    joins: frozenset[str]


@lru_cache(maxsize=4)
def _patterns(ontology: Ontology) -> _Patterns:
    posts = ontology.posts

    def one_of(words: tuple[str, ...]) -> str:
        # The first characters go ahead: most places in a text are ruled out by them alone.
        firsts = "".join(sorted({w[0] for w in words}))
        return f"(?=[{re.escape(firsts)}])(?:{'|'.join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))})"

    surnames = one_of(posts.surnames)
    return _Patterns(
        re.compile(f"(?:{one_of(posts.posts)}|{one_of(posts.labels)}[：:]\\s?)(?={surnames})"),
        re.compile(f"(?P<name>{surnames}[\\u4e00-\\u9fff]{{1,2}}?){one_of(posts.titles_after)}"),
        re.compile(surnames),
        posts.not_names,
        frozenset(ontology.mentions.coordination.joins),
    )


def find_persons(view: View) -> Iterator[Mention]:
    """Yield persons directly behind a post (区委书记李清), in a list with such ones, or before a title (习近平总书记)."""
    patterns, text = _patterns(view.ontology), view.text
    for match in patterns.post.finditer(text):
        start = match.end()
        while end := _name_end(view, patterns, start):
            yield view.mention(start, end, "PERSON", "person:post")
            if end < len(text) and text[end] in patterns.joins and patterns.surname.match(text, end + 1):
                start = end + 1
            else:
                break
    for match in patterns.title.finditer(text):
        start, end = match.span("name")
        if not text[start:end].startswith(patterns.not_names) and view.tokens.starts[view.tokens.index(start)] == start:
            yield view.mention(start, end, "PERSON", "person:title")


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
            last = tokens.index(end - 1)
            if tokens.ends[last] == end:
                return end
    return 0
