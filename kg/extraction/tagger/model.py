"""The tagger's model: a linear-chain conditional random field over characters, read from a small file and decoded with numpy.

Trained by ``tools/train_tagger.py`` (python-crfsuite, L-BFGS with an L1 and an L2 term). All numbers are integers, so that a
name is found on every machine or on none. Decoding is Viterbi's algorithm, run for all stretches of a text side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["Model", "bucket", "load_model"]

_BATCH = 512  # stretches decoded side by side: bounds memory, not speed
_BLOCK = 256  # characters whose weights are added up at once, so that they stay near the processor
_PART = 16  # labels whose weights, 32 bytes, numpy copies as one
_LINE = 64  # bytes of a line of a processor's cache
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

    @cached_property
    def table(self) -> NDArray[np.int16]:
        """``weights`` in rows of 16 labels, which numpy copies as one; those of a code begin where a line of a cache may."""
        codes, labels = self.weights.shape
        parts = -(-labels // _PART)
        room = np.zeros(codes * parts * _PART + _LINE, dtype=np.int16)
        start = -room.ctypes.data % _LINE // room.itemsize
        table = room[start : start + codes * parts * _PART].reshape(codes, -1)
        table[:, :labels] = self.weights
        return table.reshape(-1, _PART)

    def decode(self, codes: Callable[[NDArray[np.int64]], Codes], stretches: NDArray[np.int64]) -> Iterator[tuple[int, int, str]]:
        """Yield the names (start, end, type) in ``stretches``, rows of start and end in order, none overlapping, none empty.

        ``codes`` returns those of the characters at given offsets, shape (templates, characters). The names of one batch of
        stretches come after those of the one before, within a batch the last comes first.
        """
        for begin in range(0, len(stretches), _BATCH):
            for start, end, kind in _Lattice(self, codes, stretches[begin : begin + _BATCH]).names():
                yield start, end, self.types[kind]

    def scores(self, columns: Codes) -> NDArray[np.int16]:
        """Return the sum of the weights of each character's codes, shape (labels, characters); ``columns``: templates × those."""
        size, parts = columns.shape[1], len(self.table) // len(self.weights)
        scores = np.empty((parts, size, _PART), dtype=np.int16)
        for start in range(0, size, _BLOCK):
            block = columns[:, start : start + _BLOCK]
            # With `clip` numpy does not look whether there are such rows; there are.
            rows = self.buckets.take(bucket(block), mode="clip").astype(np.intp)
            rows *= self.known.take(rows, mode="clip") == block
            rows *= parts
            for part in scores:
                weights = self.table.take(rows, axis=0, mode="clip")
                np.add.reduce(weights, axis=0, dtype=np.int16, out=part[start : start + _BLOCK])
                rows += 1
        return scores.transpose(0, 2, 1).reshape(parts * _PART, size)[: self.weights.shape[1]]


class _Lattice:
    """What the best ways to label stretches (start, end) gain over one without a name, by character.

    The columns of all tables are the first characters of the stretches, the longest stretch first, then their second ones, and
    so on: ``places`` has the offsets that they stand for, ``before`` the columns of the characters before them (of first ones
    their own). ``best`` is what the best way up to a character gains in which no name goes on after it; ``begun`` (2 × types ×
    characters) that in which one begins there, and goes on or ends at once; ``inside`` and ``ended`` (types × characters) those
    in which one goes on and ends there, ``on`` both.
    """

    def __init__(self, model: Model, codes: Callable[[NDArray[np.int64]], Codes], stretches: NDArray[np.int64]) -> None:
        lengths = stretches[:, 1] - stretches[:, 0]
        order = np.argsort(-lengths, kind="stable")
        starts, lengths = stretches[order, 0], lengths[order]
        under_way = np.searchsorted(-lengths, -np.arange(1, lengths[0] + 1), side="right")  # stretches that are so long
        offsets = np.cumsum(under_way) - under_way
        steps = np.repeat(np.arange(lengths[0]), under_way)
        ranks = np.arange(len(steps)) - offsets.take(steps)
        self.places, self.before = starts.take(ranks) + steps, offsets.take(np.maximum(steps - 1, 0)) + ranks
        given = model.scores(codes(self.places)) + model.always
        types = len(model.types)
        gains = (given[1:] - given[0]).reshape(3, types, -1)
        gains[0, :, : len(starts)] += model.first
        gains[2][:, offsets.take(lengths - 1) + np.arange(len(lengths))] += model.last
        self.best = np.zeros(len(steps), dtype=np.int32)
        self.begun = gains[0] + np.stack((np.zeros_like(model.direct), model.direct))
        self.inside, self.ended = self.on = gains[1:]
        self._fill([0, *np.cumsum(under_way).tolist()])

    def _fill(self, edges: list[int]) -> None:
        """Turn what single characters gain in the tables into what whole ways do; ``edges`` part the columns by step."""
        best, begun, inside, on = self.best, self.begun, self.inside, self.on
        on[:, :, : edges[1]] = _NEVER
        for start, now, end in zip(edges, edges[1:], edges[2:], strict=False):
            before = slice(start, start + end - now)
            left = best[before]
            going = on[:, :, now:end]
            going += np.maximum(begun[:, :, before], inside[:, before])
            beginning = begun[:, :, now:end]
            beginning += left
            np.maximum(left, np.maximum.reduce(going[1]), out=best[now:end])

    def names(self) -> Iterator[tuple[int, int, int]]:
        """Yield the names (start, end, number of the type) on the best ways, the last in the text first."""
        begun, inside, size = self.begun, self.inside, len(self.places)
        ends = np.flatnonzero(self.best > self.best.take(self.before))
        ends = ends[np.argsort(-self.places.take(ends))]
        kinds = self.ended.take(ends, axis=1).argmax(axis=0)
        last = self.before.take(ends)
        at_once = begun[1][kinds, last] >= inside[kinds, last]
        longer = (inside > begun[0]).tobytes()  # whether a name that goes on has begun before this character
        places, before = memoryview(self.places), memoryview(self.before)
        limit = int(self.places.max()) + 1
        for end, kind, two in zip(ends.tolist(), kinds.tolist(), at_once.tolist(), strict=True):
            if places[end] < limit:
                column = before[end]
                if not two:
                    column = before[column]
                    while longer[kind * size + column]:
                        column = before[column]
                limit = places[column]
                yield limit, places[end] + 1, kind


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
