"""The learned tagger: finds the mentions of a text, seeing the characters, the words, and what the rules marked.

The rules know right edges and known names; where a name begins, and what is a name at all, it has learnt from annotated reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.extraction.organs import is_below
from kg.extraction.tagger.features import codes, layers
from kg.extraction.tagger.model import Model, load_model
from kg.extraction.view import Candidate, View
from kg.extraction.walk import after_scope
from kg.ontology import Ontology

__all__ = ["MODEL", "clauses", "codes", "layers", "learned_types", "promising", "tag"]

Stretches = NDArray[np.int64]

MODEL = Path(__file__).with_name("model.npz")

# Work is bounded by characters: a longer stretch without an end is cut, so that no input makes a batch too large.
_LONGEST = 400


@lru_cache(maxsize=4)
def _ends(ontology: Ontology) -> NDArray[np.uint8]:
    """Return a table by code point: 2 for a mark that ends a sentence, 1 for one that ends a clause where nothing encloses it."""
    rules = ontology.mentions
    table = np.zeros(max(map(ord, rules.sentence_ends + rules.clause_ends)) + 2, dtype=np.uint8)  # the last stands for all others
    for kind, marks in ((2, rules.sentence_ends), (1, rules.clause_ends)):
        table[[*map(ord, marks)]] = kind
    return table


def clauses(view: View) -> Stretches:
    """Return the stretches (rows of start, end) that are tagged each by itself: no mention crosses their ends. None is empty."""
    characters = np.frombuffer(view.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _ends(view.ontology).take(characters, mode="clip")
    marks = np.flatnonzero(kinds)
    marks = marks[(kinds.take(marks) == 2) | (view.depth.take(marks) <= 0)]
    found = np.empty((len(marks) + 1, 2), dtype=np.int64)
    found[0, 0], found[1:, 0], found[:-1, 1], found[-1, 1] = 0, marks + 1, marks, len(view.text)
    lengths = found[:, 1] - found[:, 0]
    if lengths.max() > _LONGEST:
        cut = [(at, min(at + _LONGEST, end)) for start, end in found.tolist() for at in range(start, end, _LONGEST)]
        found = np.array(cut, dtype=np.int64)
    return found.compress(found[:, 0] < found[:, 1], axis=0)


def promising(view: View, rules: Iterable[Candidate], cues: Iterable[str]) -> Stretches:
    """Return the `clauses` that have one of ``rules``, a head word or a word of ``cues``; others hardly hold a name."""
    tokens, found = view.tokens, clauses(view)
    told = [start for start, _, _, _ in rules]
    told += [start for start, _, _ in view.heads]
    told += [tokens.starts[index] for index in tokens.among(cues)]
    inside = np.sort(np.array(told, dtype=np.int64)).searchsorted(found)
    return found[inside[:, 0] < inside[:, 1]]


@lru_cache(maxsize=1)
def learned_types() -> frozenset[str]:
    """Return the mention types that the model knows; those of classes added since it was trained are not among them."""
    return frozenset(load_model(MODEL).types)


def tag(view: View, rules: Iterable[Candidate], model: Model | None = None) -> Iterator[Candidate]:
    """Yield the mentions that the model sees; ``rules`` are those that the rules found, none overlapping."""
    model = model or load_model(MODEL)
    marks = bytearray(len(view.text))
    for at in (*view.closing, *view.opening):
        marks[at] = 1
    for start, end, kind in sorted(model.decode(partial(codes, layers(view, rules)), promising(view, rules, model.cues))):
        if 1 in marks[start:end]:
            start, end = _balanced(view, start, end)
        start = after_scope(view, start, end, kind)
        if start < end and not (kind == "AGENCY" and is_below(view, start)):
            yield start, end, kind, "tagger"


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
