"""The tagger's model: a linear-chain conditional random field over characters, read from a small file and decoded with numpy.

Trained by ``tools/train_tagger.py`` (python-crfsuite, L-BFGS with an L1 and an L2 term). All numbers are integers, so that a
name is found on every machine or on none. Decoding is Viterbi's algorithm, run for all stretches of a text side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["Model", "bucket", "load_model"]

_BATCH = 512  # stretches decoded side by side: bounds memory, not speed
_BLOCK = 256  # characters whose weights are added up at once, so that they stay near the processor
_NEVER = np.int32(-(1 << 30))

# Bits of a code that choose its bucket. No two codes of a model share one: of 41,000 in 4 million some 200 would.
_BUCKET_BITS = 22
_REST_BITS = np.uint32(32 - _BUCKET_BITS)

Codes = NDArray[np.uint32]
Numbers = NDArray[np.int32]


def bucket(codes: Codes) -> Codes:
    """Return the bucket of each code."""
    return codes >> _REST_BITS


@dataclass(frozen=True, eq=False)
class Model:
    """The weights of the field, for the labels of a character: outside all names; the beginning, the inside, the end of a name.

    ``known`` are the codes that have weights, sorted, behind a zero; row i of ``weights`` belongs to ``known[i]``, row 0 is zero.
    Its columns are the labels: outside, then the beginnings of all ``types``, their insides, their ends. ``buckets`` gives for
    each bucket the row of the one known code in it, else 0.

    The steps between labels are in ``always``, which each character has beside its weights (labels × 1), but for three things
    (types × 1): ``direct`` is added where the end follows the beginning at once, ``first`` to a beginning and ``last`` to an end
    at the edge of a stretch, where no step leads in or out.

    ``cues`` are the words in which names end where neither a rule nor a head word tells of one.
    """

    types: tuple[str, ...]
    known: Codes
    weights: NDArray[np.int16]
    buckets: NDArray[np.unsignedinteger]
    always: Numbers
    direct: Numbers
    first: Numbers
    last: Numbers
    cues: frozenset[str]

    def decode(self, codes: Codes, stretches: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
        """Yield the names (start, end, type) in ``stretches``, (start, end) offsets in order, none overlapping.

        ``codes`` has the shape (characters, templates). The names of one batch of stretches come after those of the one before,
        within a batch the last comes first.
        """
        columns = codes.T
        filled = [stretch for stretch in stretches if stretch[0] < stretch[1]]
        for begin in range(0, len(filled), _BATCH):
            batch = filled[begin : begin + _BATCH]
            origin, limit = batch[0][0], batch[-1][1]
            for start, end, kind in _Lattice(self, columns[:, origin:limit], np.array(batch) - origin).names():
                yield origin + start, origin + end, self.types[kind]

    def scores(self, columns: Codes) -> NDArray[np.int16]:
        """Return the sum of the weights of each character's codes, shape (characters, labels); ``columns``: templates × those."""
        size = columns.shape[1]
        scores = np.empty((size, self.weights.shape[1]), dtype=np.int16)
        for start in range(0, size, _BLOCK):
            block = columns[:, start : start + _BLOCK]
            rows = self.buckets.take(bucket(block))
            rows *= self.known.take(rows) == block
            np.add.reduce(self.weights.take(rows, axis=0), axis=0, dtype=np.int16, out=scores[start : start + _BLOCK])
        return scores


class _Lattice:
    """The scores of the best ways to label stretches (start, end), by character.

    The columns of all tables are the first characters of the stretches, the longest stretch first, then their second ones, and
    so on: ``places`` has the offsets that they stand for. ``outside`` is what the best way up to a character is worth that leaves
    it outside all names; ``begun``, ``inside`` and ``ended`` (types × characters) those in which it is part of one; ``best`` that
    in which no name goes on after it.
    """

    def __init__(self, model: Model, columns: Codes, stretches: NDArray[np.int64]) -> None:
        lengths = stretches[:, 1] - stretches[:, 0]
        order = np.argsort(-lengths, kind="stable")
        starts, lengths = stretches[order, 0], lengths[order]
        under_way = np.searchsorted(-lengths, -np.arange(1, lengths[0] + 1), side="right")  # stretches that are so long
        offsets = np.cumsum(under_way) - under_way
        steps = np.repeat(np.arange(lengths[0]), under_way)
        ranks = np.arange(len(steps)) - offsets.take(steps)
        self.model, self.size = model, columns.shape[1]
        self.places = starts.take(ranks) + steps
        given = model.scores(columns.take(self.places, axis=1)).T + model.always
        types = len(model.types)
        self.outside, self.begun, self.inside, self.ended = np.split(given, (1, 1 + types, 1 + 2 * types))
        self.best = self.outside = self.outside[0]
        self.begun[:, : len(starts)] += model.first
        self.ended[:, offsets.take(lengths - 1) + np.arange(len(lengths))] += model.last
        self._fill([0, *np.cumsum(under_way).tolist()])

    def _fill(self, edges: list[int]) -> None:
        """Turn the scores of single characters in the tables into those of whole ways; ``edges`` part the columns by step."""
        direct, outside, begun, inside, ended = self.model.direct, self.outside, self.begun, self.inside, self.ended
        self.best = best = outside.copy()
        first = slice(edges[0], edges[1])
        inside[:, first] = ended[:, first] = _NEVER
        before = first
        for now in map(slice, edges[1:], edges[2:]):
            before = slice(before.start, before.start + now.stop - now.start)
            opened, within, left = begun[:, before], inside[:, before], best[before]
            ended[:, now] += np.maximum(opened + direct, within)
            inside[:, now] += np.maximum(opened, within)
            begun[:, now] += left
            outside[now] += left
            np.maximum(outside[now], np.maximum.reduce(ended[:, now]), out=best[now])
            before = now

    def names(self) -> Iterator[tuple[int, int, int]]:
        """Yield the names (start, end, number of the type) on the best ways, the last in the text first."""
        ends = np.flatnonzero(self.best > self.outside)
        column = np.empty(self.size, dtype=np.int64)  # of each offset
        column[self.places] = np.arange(len(self.places))
        begun, inside = self.begun, self.inside
        kinds = self.ended[:, ends].argmax(axis=0)
        before = column.take(self.places[ends] - 1)
        at_once = begun[kinds, before] + self.model.direct[kinds, 0] >= inside[kinds, before]
        longer = np.zeros((len(begun), self.size), dtype=np.bool_)  # whether a name that goes on has begun before this character
        longer[:, self.places] = inside > begun
        went_on = [row.tobytes() for row in longer]
        limit = self.size
        found = sorted(zip(self.places[ends].tolist(), kinds.tolist(), at_once.tolist(), strict=True), reverse=True)
        for last, kind, two in found:
            if last < limit:
                limit = last - 1 if two else went_on[kind].rfind(0, 0, last - 1)
                yield limit, last + 1, kind


@lru_cache(maxsize=2)
def load_model(path: Path) -> Model:
    """Read a model that ``tools/train_tagger.py`` wrote."""
    with np.load(path, allow_pickle=False) as file:
        types = tuple(str(x) for x in file["types"])
        known = np.concatenate((np.zeros(1, dtype=np.uint32), file["known"]))
        weights = np.zeros((len(known), 1 + 3 * len(types)), dtype=np.int16)
        weights[file["rows"] + 1, file["columns"]] = file["values"]
        always, direct, first, last = (file[name][:, None] for name in ("always", "direct", "first", "last"))
        cues = frozenset(file["cues"].tolist())
        buckets = np.zeros(1 << _BUCKET_BITS, dtype=np.min_scalar_type(len(known)))
        buckets[bucket(known[1:])] = np.arange(1, len(known))
        return Model(types, known, weights, buckets, always, direct, first, last, cues)
