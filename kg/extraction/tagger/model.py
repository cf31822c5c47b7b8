"""The tagger's model: a linear-chain conditional random field over characters, read from a small file and decoded with numpy.

Trained by ``tools/train_tagger.py`` (python-crfsuite, L-BFGS with an L1 and an L2 term); decoding is Viterbi's algorithm, run
for all sentences of a text side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["Model", "load_model"]

_UNSEEN = np.float32(-30)  # the score of a transition that training never saw
_IMPOSSIBLE = np.float32(-1e9)
_BATCH = 512  # sentences decoded side by side: bounds memory, not speed


# Bits of a code that choose its bucket: some 25,000 codes in 4 million buckets leave few that share one.
_BUCKET_BITS = 22
_SHARED = np.int32(-1)


@dataclass(frozen=True, eq=False)
class Model:
    """Labels (``O``, then ``B-…``, ``I-…``, ``E-…``, ``S-…`` for all types in one order) and weights of the field.

    ``known`` are the codes that have weights, sorted; row i + 1 of ``weights`` (codes × labels) belongs to ``known[i]``, row 0 is
    zero. ``transitions`` (labels × labels) holds the score of a label (column) after another (row). ``buckets`` gives for the
    first bits of a code its row, 0 when no known code begins so, -1 when several do.
    """

    labels: tuple[str, ...]
    known: NDArray[np.uint32]
    weights: NDArray[np.float32]
    transitions: NDArray[np.float32]
    buckets: NDArray[np.int32]

    def decode(self, codes: NDArray[np.uint32], sentences: list[tuple[int, int]]) -> NDArray[np.int64]:
        """Return the label index of each character; outside ``sentences``, (start, end) offsets, it is that of ``O``.

        ``codes`` has the shape (characters, templates).
        """
        outside = self.labels.index("O")
        result = np.full(len(codes), outside, dtype=np.int64)
        scores = self._scores(codes)
        order = sorted(sentences, key=lambda s: s[0] - s[1])
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            paths = _viterbi([scores[a:b] for a, b in batch], self.transitions)
            for (start, end), path in zip(batch, paths, strict=True):
                result[start:end] = path
        return result

    def _scores(self, codes: NDArray[np.uint32]) -> NDArray[np.float32]:
        """Return the sum of the weights of each character's codes, shape (characters, labels)."""
        scores = np.zeros((len(codes), len(self.labels)), dtype=np.float32)
        for column in codes.T:
            rows = self.buckets[column >> np.uint32(32 - _BUCKET_BITS)]
            at = np.flatnonzero(rows)
            place = rows[at] - 1
            shared = np.flatnonzero(place < 0)
            if len(shared):
                found = np.searchsorted(self.known, column[at[shared]])
                place[shared] = np.minimum(found, len(self.known) - 1)
            right = self.known[place] == column[at]
            scores[at[right]] += self.weights[place[right] + 1]
        return scores


def _make_buckets(known: NDArray[np.uint32]) -> NDArray[np.int32]:
    buckets = np.zeros(1 << _BUCKET_BITS, dtype=np.int32)
    first = known >> np.uint32(32 - _BUCKET_BITS)
    buckets[first] = np.arange(1, len(known) + 1, dtype=np.int32)
    buckets[first[1:][first[1:] == first[:-1]]] = _SHARED
    return buckets


def _viterbi(scores: list[NDArray[np.float32]], transitions: NDArray[np.float32]) -> list[NDArray[np.int64]]:
    """Return the best well-formed label path of each sentence; ``scores`` are ordered by length, longest first.

    A name that has begun (B, I) goes on (I, E) with its own type; after O, E and S only O, B and S follow. So a step compares
    pairs of closed and opening labels and, for each type, two ways to go on, rather than all pairs of labels.
    """
    labels = transitions.shape[0]
    begin, inside, end, single = (slice(1 + k * (labels // 4), 1 + (k + 1) * (labels // 4)) for k in range(4))
    numbers = np.arange(labels)
    closed = np.concatenate(([0], numbers[end], numbers[single]))
    opening = np.concatenate(([0], numbers[begin], numbers[single]))
    arrivals = np.ascontiguousarray(transitions[np.ix_(closed, opening)].T)[None, :, :]
    going_on = [(to, transitions[numbers[begin], numbers[to]], transitions[numbers[inside], numbers[to]]) for to in (inside, end)]
    lengths = [len(s) for s in scores]
    count, longest = len(scores), lengths[0]
    padded = np.zeros((longest, count, labels), dtype=np.float32)
    for i, s in enumerate(scores):
        padded[: len(s), i] = s
    back = np.zeros((longest, count, labels), dtype=np.int16)
    best = padded[0].copy()
    best[:, inside] = best[:, end] = _IMPOSSIBLE
    final = np.zeros(count, dtype=np.int64)
    alive = count
    for t in range(1, longest + 1):
        while alive and lengths[alive - 1] == t:
            alive -= 1
            final[alive] = closed[best[alive, closed].argmax()]
        if not alive:
            break
        here, step = best[:alive], np.empty((alive, labels), dtype=np.float32)
        reach = here[:, None, closed] + arrivals
        choice = reach.argmax(axis=2)
        step[:, opening] = np.take_along_axis(reach, choice[:, :, None], axis=2)[:, :, 0]
        back[t, :alive, opening] = closed[choice].T
        for to, from_begin, from_inside in going_on:
            one, two = here[:, begin] + from_begin, here[:, inside] + from_inside
            step[:, to] = np.maximum(one, two)
            back[t, :alive, to] = np.where(one >= two, numbers[begin], numbers[inside])
        best[:alive] = step + padded[t, :alive]
    paths = []
    for i, length in enumerate(lengths):
        path = np.zeros(length, dtype=np.int64)
        path[-1] = final[i]
        for t in range(length - 1, 0, -1):
            path[t - 1] = back[t, i, path[t]]
        paths.append(path)
    return paths


@lru_cache(maxsize=2)
def load_model(path: Path) -> Model:
    """Read a model that ``tools/train_tagger.py`` wrote; its labels are put in the order O, B-…, I-…, E-…, S-…."""
    with np.load(path, allow_pickle=False) as file:
        names = [str(x) for x in file["labels"]]
        types = sorted({name[2:] for name in names if name != "O"})
        labels = ("O", *(f"{place}-{kind}" for place in "BIES" for kind in types))
        order = np.array([labels.index(name) for name in names])
        known = file["known"]
        weights = np.zeros((len(known) + 1, len(labels)), dtype=np.float32)
        weights[file["rows"] + 1, order[file["columns"]]] = file["values"].astype(np.float32) * file["scale"]
        transitions = np.full((len(labels), len(labels)), _UNSEEN, dtype=np.float32)
        transitions[np.ix_(order, order)] = file["transitions"]
    return Model(labels, known, weights, transitions, _make_buckets(known))
