"""Names that a report uses again: what is a name in one sentence is one in the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kg.extraction.view import View
from kg.records import Mention

__all__ = ["find_repeated"]

# A shorter name may be a part of another word elsewhere: 张伟 of 张伟大.
_SHORTEST = 4


def find_repeated(view: View, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the names of ``mentions`` wherever else they stand unmarked, as what they are marked most often."""
    text, marked = view.text, bytearray(len(view.text))
    counts: Counter[tuple[str, str]] = Counter()
    for mention in mentions:
        start, end = view.span(mention)
        marked[start:end] = b"\1" * (end - start)
        if end - start >= _SHORTEST:
            counts[text[start:end], mention.type] += 1
    types: dict[str, str] = {}
    for (name, type), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        types.setdefault(name, type)
    names = [*types]
    if not names:
        return
    # Used on one text: a DFA would take longer to compile than to search.
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.NoncontiguousNFA)
    for number, start, end in automaton.find_matches_as_indexes(text):
        if 1 not in marked[start:end]:
            yield view.mention(start, end, types[names[number]], "repeated")
