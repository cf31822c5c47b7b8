"""Names that a lexicon vouches for, where the tagger has marked nothing: what it has not learnt is a name all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extraction.view import Candidate, View

__all__ = ["find_certain"]


def find_certain(view: View, rules: Iterable[Candidate], tagged: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield those of ``rules`` that `certain` in rules/mentions.yaml names and that none of ``tagged`` overlaps."""
    certain = view.ontology.mentions.certain
    marked = bytearray(len(view.text))
    for start, end, _, _ in tagged:
        marked[start:end] = b"\1" * (end - start)
    for start, end, type, rule in rules:
        if type in certain.get(rule, ()) and 1 not in marked[start:end]:
            yield start, end, type, rule
