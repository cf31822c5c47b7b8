"""The words in which names end, with the class that each tells: 区法律援助中心 ends in that of an institution."""

from __future__ import annotations

from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.ontology import Ontology

__all__ = ["HeadWord", "head_words"]

HeadWord = tuple[int, int, str]


def head_words(text: str, ontology: Ontology) -> list[HeadWord]:
    """Return (start, end, class) of the head words in ``text``, the longest at each place."""
    automaton, classes = _heads(ontology)
    return [(start, end, classes[index]) for index, start, end in automaton.find_matches_as_indexes(text)]


@lru_cache(maxsize=4)
def _heads(ontology: Ontology) -> tuple[AhoCorasick, tuple[str, ...]]:
    by_head: dict[str, str] = {}
    for cls, entry in ontology.classes.items():
        if entry.type and cls != "Region":
            for head in entry.heads:
                by_head.setdefault(head, cls)
    heads = tuple(sorted(by_head))
    return AhoCorasick(heads, matchkind=MatchKind.LeftmostLongest), tuple(by_head[head] for head in heads)
