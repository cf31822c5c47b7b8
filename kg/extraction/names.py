"""Names common to the country: programs, mechanisms, platforms, honours and documents of the lexicons, quoted or not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extraction.view import Candidate, View
from kg.ontology import Ontology

__all__ = ["find_known_names"]

_LONGEST_OPENING = 8


@lru_cache(maxsize=4)
def _automaton(ontology: Ontology) -> tuple[AhoCorasick, tuple[tuple[str, str], ...]]:
    """Compile the names with the class of each; of one name in two lexicons the class that comes first wins."""
    known: dict[str, str] = {}
    for key, entry in ontology.names.names.items():
        for name in (key, *entry.names):
            known.setdefault(name, entry.type)
    for document, details in ontology.documents.documents.items():
        for name in (document, *details.names):
            if len(name) >= ontology.mentions.shortest_bare_title:
                known.setdefault(name, "DOCUMENT")
    names = tuple(sorted(known.items()))
    return AhoCorasick([name for name, _ in names], matchkind=MatchKind.LeftmostLongest), names


@lru_cache(maxsize=4)
def _quote(ontology: Ontology) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(ontology.mentions.quotes)}]")


@lru_cache(maxsize=4)
def _endings(ontology: Ontology) -> dict[str, re.Pattern[str]]:
    return {type: re.compile(pattern) for type, pattern in ontology.mentions.after_known_names.items()}


@lru_cache(maxsize=4)
def _openings(ontology: Ontology) -> dict[str, re.Pattern[str]]:
    return {type: re.compile(pattern) for type, pattern in ontology.mentions.before_known_names.items()}


def find_known_names(view: View, places: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield names of the lexicons.

    Quotation marks inside and around them do not matter (行政执法“三项制度”) and belong to the mention; so does what says whose
    or which an institution, a platform, an honour is: one of ``places``, the word of a level.
    """
    regions = {end: start for start, end, _, _ in places}
    automaton, names = _automaton(view.ontology)
    endings, openings, text, quote = _endings(view.ontology), _openings(view.ontology), view.text, _quote(view.ontology)
    # The offset of each quotation mark in the text that remains when all are taken out.
    marks = [match.start() - number for number, match in enumerate(quote.finditer(text))]
    for index, first, last in automaton.find_matches_as_indexes(quote.sub("", text)):
        start, end = _with_marks(view, first + bisect_right(marks, first), last + bisect_right(marks, last - 1))
        if view.tokens.ends[view.tokens.holding[end - 1]] > end:  # a part of another word: 政务服务网络
            continue
        name, kind = names[index]
        ending = endings[kind].match(text, end) if kind in endings else None
        if ending and not name.endswith(ending.group()):
            end = ending.end()
        if kind in openings:
            start = _opening(view, regions, start, openings[kind])
        yield start, end, kind, "lexicon"


def _opening(view: View, regions: dict[int, int], start: int, pattern: re.Pattern[str]) -> int:
    """Return where what belongs to a name before its ``start`` begins; ``start`` when there is nothing."""
    not_after = view.ontology.mentions.not_after
    while True:
        if start in regions:
            return regions[start]
        match = pattern.search(view.text, max(0, start - _LONGEST_OPENING), start)
        if not match or (match.start() > 0 and view.text[match.start() - 1] in not_after):
            return start
        start = match.start()


def _with_marks(view: View, start: int, end: int) -> tuple[int, int]:
    """Return the span grown by the quotation marks that enclose it or a part of it at its edge."""
    quotes = view.ontology.mentions.quotes
    while end in view.opening and view.text[end] in quotes and view.opening[end] >= start - 1:
        start, end = min(start, view.opening[end]), end + 1
    while start - 1 in view.closing and view.text[start - 1] in quotes and start < view.closing[start - 1] < end:
        start -= 1
    return start, end
