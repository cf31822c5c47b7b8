"""Finds where a title or a quoted name ends whose closing mark was lost: 印发《任务分工方案，明确…; 推行“入企扫码，…"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.ontology import Ontology

__all__ = ["lost_closings"]

_TITLE = "《"
_LONGEST_TITLE = 60
_LONGEST_QUOTED = 16
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class _Patterns:
    openings: re.Pattern[str]
    title: re.Pattern[str]  # as far as a title without its closing mark can go
    quoted: re.Pattern[str]  # the same of a quoted name: not over a mark, a blank, a figure, the next name of a list


@lru_cache(maxsize=4)
def _patterns(ontology: Ontology) -> _Patterns:
    rules = ontology.mentions
    quotes = "".join(pair[0] for pair in rules.pairs if pair[0] in rules.quotes and pair[0] != pair[1])
    stops, marks = re.escape(rules.stops), re.escape("".join(rules.pairs) + "".join(rules.coordination.joins[:1]))
    return _Patterns(
        re.compile(f"[{_TITLE}{re.escape(quotes)}]"),
        re.compile(f"[^{stops}{_TITLE}]*"),
        re.compile(f"[^{stops}{marks}\\s\\d]*"),
    )


def lost_closings(text: str, closing: Mapping[int, int], ontology: Ontology) -> dict[int, int]:
    """Return the opening marks in ``text`` that are not in ``closing``, with the last character of the name that each opens.

    A title ends in a word of `title_heads` (rules/mentions.yaml); a quoted name is short and ends before the next punctuation.
    """
    patterns, rules = _patterns(ontology), ontology.mentions
    found: dict[int, int] = {}
    for opening in patterns.openings.finditer(text):
        start = opening.end()
        if opening.start() in closing:
            continue
        if opening.group() == _TITLE:
            whole = patterns.title.match(text, start, start + _LONGEST_TITLE)
            stop = whole.end() if whole else start
            ends = (
                end
                for end in range(stop, start + _SHORTEST, -1)
                if text.endswith(rules.title_heads, start, end) and (end == stop or text[end] in rules.after_title)
            )
            if end := next(ends, 0):
                found[opening.start()] = end - 1
        else:
            whole = patterns.quoted.match(text, start, start + _LONGEST_QUOTED + 1)
            if whole and _SHORTEST <= len(whole.group()) <= _LONGEST_QUOTED:
                found[opening.start()] = whole.end() - 1
    return found
