"""What the tagger sees of each character: 32-bit codes, one a feature template, computed for many characters at once.

A code is a hash of the template's number and of what stands at its places (characters, words, parts of speech, what the rules
marked). It depends on nothing else, so a model trained on one machine is read on any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.extraction.tokens import Tokens, stable
from kg.extraction.view import Candidate, View

__all__ = ["Layers", "codes", "layers"]

Layer = NDArray[np.uint64]
Hashes = NDArray[np.uint32]
Layers = tuple[Hashes, ...]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: the multiplier of Fibonacci hashing (Knuth, TAOCP 6.4)
_SHIFT = np.uint64(32)
_DIGIT = ord("0")
_TABLE = 1 << 16  # characters whose hashes are kept: few others are met

_stable = lru_cache(maxsize=1 << 8)(stable)  # of the few types and classes

# Layers of the text that the templates read.
_CHARACTER, _WORD, _TAG, _PLACE, _RULE, _DEPTH, _EDGE, _HEAD = range(8)

# A template is a list of (layer, offset): the values there, together, are one feature.
_TEMPLATES: tuple[tuple[tuple[int, int], ...], ...] = (
    *(((_CHARACTER, k),) for k in (-3, -2, -1, 0, 1, 2, 3)),
    *(((_CHARACTER, k), (_CHARACTER, k + 1)) for k in (-2, -1, 0)),
    ((_WORD, 0), (_PLACE, 0)),
    ((_TAG, 0), (_PLACE, 0)),
    ((_TAG, -1), (_TAG, 0), (_PLACE, 0)),
    ((_TAG, 0), (_TAG, 1), (_PLACE, 0)),
    ((_EDGE, 0), (_PLACE, 0)),
    ((_EDGE, 1), (_PLACE, 0)),
    ((_RULE, 0),),
    ((_RULE, -1), (_RULE, 0)),
    ((_RULE, 0), (_RULE, 1)),
    ((_RULE, 0), (_CHARACTER, -1)),
    ((_RULE, 0), (_EDGE, 0), (_PLACE, 0)),
    ((_RULE, -1), (_EDGE, -1), (_PLACE, 0)),
    ((_DEPTH, 0), (_RULE, 0)),
    ((_HEAD, 0),),
    ((_HEAD, 0), (_RULE, 0)),
    ((_HEAD, 0), (_CHARACTER, 1)),
    ((_EDGE, -1), (_HEAD, 0), (_PLACE, 0)),
    ((_WORD, -1), (_PLACE, -1), (_PLACE, 0)),
    ((_WORD, 1), (_PLACE, 0)),
)


_SEEN = tuple(sorted({place for template in _TEMPLATES for place in template}))
_REACH = max(abs(offset) for _, offset in _SEEN)


def _hashes(values: Layer) -> Hashes:
    """Return 32-bit hashes of ``values``: the upper halves of products, the bits mixed between two of them."""
    mixed = values * _MULTIPLIER
    mixed = (mixed ^ (mixed >> _SHIFT)) * _MULTIPLIER
    return (mixed >> _SHIFT).astype(np.uint32)


_BEGINS, _ENDS = 2, 4
_PLACES = _hashes(np.arange(1 + _BEGINS + _ENDS + 1, dtype=np.uint64))


# A code is the sum of the hashes at a template's places, each times an odd factor of that place in that template: multilinear
# hashing (Lemire and Kaser, Strongly universal string hashing is fast, 2014).
_FACTORS = _hashes(np.arange(1, sum(map(len, _TEMPLATES)) + 1, dtype=np.uint64)) | np.uint32(1)


def codes(layers: Layers, at: NDArray[np.int64]) -> Hashes:
    """Return an array of shape (templates, characters): the codes of the characters at the offsets ``at``."""
    factors = iter(_FACTORS)
    offsets = {offset: at + (_REACH + offset) for offset in range(-_REACH, _REACH + 1)}
    seen = {(layer, offset): layers[layer].take(offsets[offset]) for layer, offset in _SEEN}
    columns, product = np.empty((len(_TEMPLATES), len(at)), dtype=np.uint32), np.empty(len(at), dtype=np.uint32)
    for column, (first, *others) in zip(columns, _TEMPLATES, strict=True):
        np.multiply(seen[first], next(factors), out=column)
        for place in others:
            np.multiply(seen[place], next(factors), out=product)
            column += product
    return columns


def layers(view: View, rules: Iterable[Candidate]) -> Layers:
    """Return what stands at each character of the view's text, hashed, by layer, with zeros around the text.

    ``rules`` is what the rules found, none overlapping another.
    """
    text = view.text
    tokens = view.tokens
    _, words, tags, edges = tokens.numbers.astype(np.uint64)
    holding, enclosed = np.frombuffer(tokens.holding, dtype=np.int64), view.depth + 1
    hashed = np.zeros((_HEAD + 1, len(text) + 2 * _REACH), dtype=np.uint32)
    inner = hashed[:, _REACH : _REACH + len(text)]
    inner[_CHARACTER] = _characters(text)
    inner[_WORD] = _hashes(words).take(holding)
    inner[_TAG] = _hashes(tags).take(holding)
    inner[_PLACE] = _PLACES.take(_places(tokens, len(text)))
    _mark(inner[_RULE], [(start, end, type) for start, end, type, _ in rules])
    inner[_DEPTH] = _hashes(np.arange(enclosed.max(initial=0) + 1, dtype=np.uint64)).take(enclosed)
    inner[_EDGE] = _hashes(edges + np.uint64(1)).take(holding)
    _mark(inner[_HEAD], view.heads)
    return tuple(hashed)


def _characters(text: str) -> Hashes:
    """Return the hashes of the characters of ``text``."""
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    hashes = _of_characters().take(characters, mode="clip")
    if characters.max(initial=0) >= _TABLE:
        beyond = np.flatnonzero(characters >= _TABLE)
        hashes[beyond] = _hashes(characters[beyond].astype(np.uint64) + np.uint64(1))
    return hashes


@lru_cache(maxsize=1)
def _of_characters() -> Hashes:
    """Return the hashes of the characters below U+10000: full-width forms are read as ASCII (U+FF01–FF5E), all digits as one."""
    read = np.arange(_TABLE, dtype=np.uint64)
    read[0xFF01:0xFF5F] -= np.uint64(0xFEE0)
    read[(read >= _DIGIT) & (read <= _DIGIT + 9)] = _DIGIT
    return _hashes(read + np.uint64(1))


def _places(tokens: Tokens, size: int) -> NDArray[np.int64]:
    """Return for each of ``size`` characters whether it begins (bit 1) and ends (bit 2) its word."""
    places = np.ones(size, dtype=np.int64)
    places[np.frombuffer(tokens.starts, dtype=np.int64)] += _BEGINS
    places[np.frombuffer(tokens.ends, dtype=np.int64) - 1] += _ENDS
    return places


def _mark(layer: Hashes, marked: Sequence[tuple[int, int, str]]) -> None:
    """Write to ``layer`` the kind of what covers each character (start, end, kind), and its place in that; 1 outside all, hashed.

    No two of ``marked`` overlap.
    """
    layer[:] = _PLACES[1]
    if marked:
        starts, ends, kinds = zip(*marked, strict=True)
        first, lengths = np.array(starts), np.array(ends) - np.array(starts)
        after = np.cumsum(lengths)
        marks = np.repeat(np.array([*map(_stable, kinds)], dtype=np.uint64) << np.uint64(3), lengths)
        marks[after - lengths] += np.uint64(_BEGINS)
        marks[after - 1] += np.uint64(_ENDS)
        layer[np.repeat(first + lengths - after, lengths) + np.arange(len(marks))] = _hashes(marks)
