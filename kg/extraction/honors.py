"""Honours: what a verb of conferring or striving governs, when a word in it says that it is a title (被评为…先进单位)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extraction.view import Candidate, View
from kg.extraction.walk import is_stop
from kg.ontology import Ontology

__all__ = ["find_honors"]

_LONGEST = 50


@lru_cache(maxsize=4)
def _patterns(ontology: Ontology) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rules = ontology.mentions.honors

    def one_of(words: tuple[str, ...]) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))))

    return one_of(rules.verbs), one_of(rules.ends), one_of(rules.marks)


def find_honors(view: View) -> Iterator[Candidate]:
    """Yield the titles that follow a verb of conferring, up to the word or punctuation that ends them."""
    verbs, ends, marks = _patterns(view.ontology)
    text, generic = view.text, view.ontology.classes["Honor"].heads
    for verb in verbs.finditer(text):
        start = verb.end()
        end = _end(view, ends, start)
        if end - start >= 4 and marks.search(text, start, end) and text[start:end] not in generic:
            yield start, end, "HONOR", "honor"


def _end(view: View, ends: re.Pattern[str], start: int) -> int:
    """Return where what begins at ``start`` ends: before an ending word or a stop outside brackets and quotation marks."""
    text, stops = view.text, view.ontology.mentions.stops
    at, limit = start, min(len(view.text), start + _LONGEST)
    while at < limit:
        if at in view.closing:
            at = view.closing[at] + 1
            if at > limit:
                return start
            continue
        if text[at] in stops or text[at] in "、 " or is_stop(text, at) or at in view.opening or ends.match(text, at):
            break
        at += 1
    return at if at < limit else start
