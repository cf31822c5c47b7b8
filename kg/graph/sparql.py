"""The text of a query: its words, and the word at which it stops being SPARQL.

Oxigraph's parser tells how far it has looked, which is up to a keyword's length behind the place. But what a query may begin
with it reads to the end: so it is asked about beginnings, by bisection.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from typing import NamedTuple

from pyoxigraph import Store

__all__ = ["Break", "Word", "first_break", "words"]

# SPARQL 1.1, 19.8, as far as it tells where a word ends. What fits nothing else is a word of one character.
_WORD = re.compile(
    r"""
    (?P<comment>\#[^\r\n]*)
  | (?: \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3} | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' )
    (?: @[A-Za-z][A-Za-z0-9-]* | \^\^<[^<>"{}|^`\\\s]*> | \^\^[\w.-]*:[\w.-]* )?
  | <[^<>"{}|^`\\\s]*>
  | [?$]\w+
  | [0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w:])
  | (?:[\w-]+(?:\.+[\w-]+)*)?:(?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.)+(?:\.+(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.)+)*)?
  | [\w-]+
  | \|\| | && | [<>!]= | \^\^ | <<\(? | \)?>>
  | \S
    """,
    re.VERBOSE | re.DOTALL,
)
# How Oxigraph begins the message of a syntax error: line and column from 1.
_PLACE = re.compile(r"error at (\d+):(\d+): ")
# More blanks than the longest keyword has letters.
_PADDING = "\n" + " " * 32


class Word(NamedTuple):
    """A word of a query, from character ``start`` to ``end`` of its text."""

    start: int
    end: int
    text: str


class Break(NamedTuple):
    """Where a query stops being SPARQL.

    ``words`` are its words up to there, the wrong one last; ``word`` is that one, None when the query breaks off, or is wrong as
    a whole. ``is_complete`` says that what stands before the word is a query by itself, ``said`` is Oxigraph's message.
    """

    words: list[Word]
    word: Word | None
    is_complete: bool
    said: str


def words(sparql: str) -> list[Word]:
    """Return the words of a query, without comments."""
    return [Word(*found.span(), found[0]) for found in _WORD.finditer(sparql) if not found["comment"]]


def first_break(sparql: str, prefixes: Mapping[str, str]) -> Break | None:
    """Return where ``sparql`` stops being SPARQL; None when it does not. Nothing but an empty store is asked."""
    said = _mistake(sparql, prefixes)
    if said is None:
        return None
    all_words = words(sparql)
    right = bisect_left(all_words, True, key=lambda word: not _may_begin(sparql[: word.end], prefixes))
    if right == len(all_words):
        return Break(all_words, None, False, said)
    before = sparql[: all_words[right - 1].end] if right else ""
    return Break(all_words[: right + 1], all_words[right], _mistake(before, prefixes) is None, said)


def _may_begin(text: str, prefixes: Mapping[str, str]) -> bool:
    """Say whether a query may begin with ``text``, which ends where a word does."""
    padded = text + _PADDING
    said = _mistake(padded, prefixes)
    place = _PLACE.match(said or "")
    return place is None or (int(place[1]), int(place[2])) == (padded.count("\n") + 1, len(_PADDING))


def _mistake(text: str, prefixes: Mapping[str, str]) -> str | None:
    """Return Oxigraph's message when ``text`` is no query."""
    try:
        Store().query(text, prefixes=dict(prefixes))
    except SyntaxError as error:
        return str(error)
    except (OSError, RuntimeError, ValueError):  # it is a query that cannot be answered
        return None
    return None
