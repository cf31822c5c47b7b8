"""Names that a report uses again: what is a name in one sentence is one in the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kg.extraction.view import Candidate, View

__all__ = ["find_repeated"]

# A shorter name may be a part of another word elsewhere: 张伟 of 张伟大.
_SHORTEST = 4
_FEW = 1 << 24  # characters; more are not compared with one name after the other: that would grow with the square of a text


def find_repeated(view: View, names: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield ``names`` wherever else they stand unmarked, as what they are marked most often."""
    text = view.text
    spans = sorted([(start, end, type) for start, end, type, _ in names])
    starts, ends = [start for start, _, _ in spans], [end for _, end, _ in spans]
    rest = "\n".join([text[end:start] for end, start in zip([0, *ends], [*starts, len(text)], strict=True)])
    known = {text[start:end] for start, end, _ in spans if end - start >= _SHORTEST}
    if len(known) * len(rest) < _FEW and not any(name in rest for name in known):  # as in most reports
        return
    counts = Counter((text[start:end], type) for start, end, type in spans if end - start >= _SHORTEST)
    types: dict[str, str] = {}
    for (name, type), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        types.setdefault(name, type)
    marked = bytearray(len(text))
    for start, end, _ in spans:
        marked[start:end] = b"\1" * (end - start)
    words = [*types]
    # Used on one text: a DFA would take longer to compile than to search.
    automaton = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.NoncontiguousNFA)
    for number, start, end in automaton.find_matches_as_indexes(text):
        if 1 not in marked[start:end]:
            yield start, end, types[words[number]], "repeated"
