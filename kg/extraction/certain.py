"""Names that a lexicon vouches for, where the tagger has marked nothing: what it has not learnt is a name all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extraction.view import View
from kg.records import Mention

__all__ = ["find_certain"]


def find_certain(view: View, rules: Iterable[Mention], tagged: Iterable[Mention]) -> Iterator[Mention]:
    """Yield those of ``rules`` that `certain` in rules/mentions.yaml names and that none of ``tagged`` overlaps."""
    certain = view.ontology.mentions.certain
    marked = bytearray(len(view.report.text))
    for mention in tagged:
        marked[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for mention in rules:
        if mention.type in certain.get(mention.rule, ()) and 1 not in marked[mention.start : mention.end]:
            yield mention
