"""Quoted names: a quoted expression that the text treats as a thing of its own (GUIDELINE, PROGRAM)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extraction.view import Candidate, View
from kg.extraction.walk import left_edge
from kg.ontology import Ontology

__all__ = ["find_quoted"]

_LONGEST = 40


@lru_cache(maxsize=4)
def _patterns(ontology: Ontology) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rules = ontology.mentions

    def one_of(words: tuple[str, ...]) -> str:
        return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))

    return (
        re.compile(f"(?:{one_of(rules.after_quote_not_a_name)})"),
        re.compile(f"(?:{one_of(rules.before_quote_a_name)})(?:\\u4e86)?$"),
        re.compile("[" + re.escape(rules.quotes) + "]"),
    )


def find_quoted(view: View) -> Iterator[Candidate]:
    """Yield quoted programs without a head word: after a verb that does something with them, and in a list with such ones."""
    text = view.text
    not_name, verb, quote = _patterns(view.ontology)
    last_end, last_was_name = -1, False
    for start in sorted(view.closing):
        end = view.closing[start] + 1
        if not quote.match(text[start]) or end - start > _LONGEST or end - start < 4:
            continue
        begin = start if start - 1 in view.opening else left_edge(view, start, "Program", joining=False)
        listed = last_was_name and text[last_end:begin] in view.ontology.mentions.list_joins
        is_name = not not_name.match(text, end) and (listed or bool(verb.search(text[max(0, begin - 8) : begin])))
        last_end, last_was_name = end, is_name
        if is_name:
            yield begin, end, "PROGRAM", "quoted"
