"""The learned tagger: finds the mentions of a text, seeing the characters, the words, and what the rules marked.

The rules know right edges and known names; where a name begins, and what is a name at all, it has learnt from annotated reports.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import compress
from pathlib import Path

from kg.extraction.organs import is_below
from kg.extraction.tagger.features import codes, depth
from kg.extraction.tagger.model import Model, load_model
from kg.extraction.view import View
from kg.extraction.walk import after_scope
from kg.ontology import Ontology
from kg.records import Mention

__all__ = ["MODEL", "clauses", "codes", "learned_types", "promising", "tag"]

MODEL = Path(__file__).with_name("model.npz")

# Work is bounded by characters: a longer stretch without an end is cut, so that no input makes a batch too large.
_LONGEST = 400


@lru_cache(maxsize=4)
def _ends(ontology: Ontology) -> tuple[re.Pattern[str], frozenset[str]]:
    rules = ontology.mentions
    return re.compile(f"[{re.escape(rules.sentence_ends + rules.clause_ends)}]"), frozenset(rules.clause_ends)


def clauses(view: View) -> list[tuple[int, int]]:
    """Return the stretches (start, end) that are tagged each by itself: no mention crosses their ends."""
    pattern, of_clauses = _ends(view.ontology)
    found, start, enclosed = [], 0, (depth(view) > 0).tobytes()
    for match in pattern.finditer(view.text):
        end = match.start()
        if not enclosed[end] or match[0] not in of_clauses:
            found.append((start, end))
            start = end + 1
    found.append((start, len(view.text)))
    return [(at, min(at + _LONGEST, end)) for start, end in found for at in range(start, end, _LONGEST)]


def promising(view: View, rules: Iterable[Mention], cues: Collection[str]) -> list[tuple[int, int]]:
    """Return the `clauses` that have a mention of ``rules``, a head word or a word of ``cues``; others hardly hold a name."""
    told = bytearray(len(view.text))
    words = compress(view.tokens.starts, map(cues.__contains__, view.tokens.words))
    for start in (*(view.span(mention)[0] for mention in rules), *(start for start, _, _ in view.heads), *words):
        told[start] = 1
    return [(start, end) for start, end in clauses(view) if told.find(1, start, end) >= 0]


@lru_cache(maxsize=1)
def learned_types() -> frozenset[str]:
    """Return the mention types that the model knows; those of classes added since it was trained are not among them."""
    return frozenset(load_model(MODEL).types)


def tag(view: View, rules: Iterable[Mention], model: Model | None = None) -> Iterator[Mention]:
    """Yield the mentions that the model sees; ``rules`` are those that the rules found, none overlapping."""
    model = model or load_model(MODEL)
    marks = bytearray(len(view.text))
    for at in (*view.closing, *view.opening):
        marks[at] = 1
    for start, end, kind in sorted(model.decode(codes(view, rules), promising(view, rules, model.cues))):
        if 1 in marks[start:end]:
            start, end = _balanced(view, start, end)
        start = after_scope(view, start, end, kind)
        if start < end and not (kind == "AGENCY" and is_below(view, start)):
            yield view.mention(start, end, kind, "tagger")


def _balanced(view: View, start: int, end: int) -> tuple[int, int]:
    """Return the span with its brackets and quotation marks in pairs: grown by a mark that adjoins it, else emptied.

    A name never begins with a bracketed part: that is a number, (一).
    """
    text, quotes = view.text, view.ontology.mentions.name_openings
    while start < end and start in view.closing and text[start] not in quotes:
        start = view.closing[start] + 1
    opened = [at for at in range(start, end) if at in view.closing and view.closing[at] >= end]
    closed = [at for at in range(start, end) if at in view.opening and view.opening[at] < start]
    if not opened and not closed:
        return start, end
    if len(opened) + len(closed) > 1:
        return start, start
    if opened:
        return (start, end + 1) if view.closing[opened[0]] == end else (start, start)
    return (start - 1, end) if view.opening[closed[0]] == start - 1 else (start, start)
