"""Names common to the country: programs, mechanisms, platforms, honours and documents of the lexicons, quoted or not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extraction.view import View
from kg.ontology import Ontology
from kg.records import Mention

__all__ = ["find_known_names"]


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


def find_known_names(view: View) -> Iterator[Mention]:
    """Yield names of the lexicons, with the quotation marks that enclose them."""
    automaton, names = _automaton(view.ontology)
    quotes = view.ontology.mentions.quotes
    for index, start, end in automaton.find_matches_as_indexes(view.text):
        begin = start - 1
        if view.closing.get(begin) == end and view.text[begin] in quotes:
            start, end = begin, end + 1
        yield view.report.mention(start, end, names[index][1], "lexicon")
