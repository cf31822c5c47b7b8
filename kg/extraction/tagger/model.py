"""The tagger's model: a linear-chain conditional random field over characters, read from a small file and decoded with numpy.

Trained by ``tools/train_tagger.py`` (python-crfsuite, L-BFGS with an L1 and an L2 term); decoding is Viterbi's algorithm, run
for all sentences of a text side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["Model", "load_model"]

# Labels that stand together because a step to each may come from as many others.
_OPENING, _GOING_ON = "OBS", "IE"
_BATCH = 512  # sentences decoded side by side: bounds memory, not speed
_BLOCK = 256  # characters whose weights are added up at once, so that they stay near the processor

# Bits of a code that choose its bucket: some 40,000 codes in 4 million buckets leave few that share one.
_BUCKET_BITS = 22
_REST_BITS = np.uint32(32 - _BUCKET_BITS)
_SHARED = np.int32(-1)

Scores = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class _Steps:
    """The steps between labels that spell names: a name that has begun (B, I) goes on (I, E), else O, B or S follows.

    ``into[i]`` has the score of the step from each label to label i, minus infinity where there is none. ``groups`` has the same
    for the labels that begin and those that go on: which labels these are, the labels that a step to each may come from (steps ×
    labels), and the scores (steps × labels × 1).
    """

    into: Scores
    groups: tuple[tuple[slice, NDArray[np.int64], Scores], ...]
    never_first: NDArray[np.int64]
    last: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Model:
    """Labels (``O``, ``B-…`` and ``S-…``, then ``I-…`` and ``E-…``, by type) and weights of the field.

    ``known`` are the codes that have weights, sorted, behind a zero; row i of ``weights`` (codes × labels) belongs to
    ``known[i]``, row 0 is zero. ``buckets`` gives for the first bits of a code its row, 0 when no known code begins so, -1 when
    several do. ``steps`` are the transitions.
    """

    labels: tuple[str, ...]
    known: NDArray[np.uint32]
    weights: Scores
    buckets: NDArray[np.int32]
    steps: _Steps

    def decode(self, codes: NDArray[np.uint32], sentences: list[tuple[int, int]]) -> NDArray[np.int64]:
        """Return the label index of each character; outside ``sentences``, (start, end) offsets, it is that of ``O``.

        ``codes`` has the shape (characters, templates).
        """
        result = np.full(len(codes), self.labels.index("O"), dtype=np.int64)
        scores = np.ascontiguousarray(self._scores(codes).T)
        order = sorted(sentences, key=lambda s: s[0] - s[1])
        for first in range(0, len(order), _BATCH):
            _viterbi(scores, self.steps, np.array(order[first : first + _BATCH]), result)
        return result

    def _scores(self, codes: NDArray[np.uint32]) -> Scores:
        """Return the sum of the weights of each character's codes, shape (characters, labels)."""
        columns = np.ascontiguousarray(codes.T)
        rows = self.buckets.take(columns >> _REST_BITS)
        shared = np.nonzero(rows < 0)
        rows[shared] = np.minimum(np.searchsorted(self.known, columns[shared]), len(self.known) - 1)
        rows *= self.known.take(rows) == columns
        scores = np.empty((len(codes), len(self.labels)), dtype=np.float32)
        for start in range(0, len(codes), _BLOCK):
            block = slice(start, start + _BLOCK)
            self.weights.take(rows[:, block], axis=0).sum(axis=0, out=scores[block])
        return scores


def _viterbi(scores: Scores, steps: _Steps, sentences: NDArray[np.int64], result: NDArray[np.int64]) -> None:
    """Write the best well-formed label path of each sentence (start, end), the longest first, into ``result``.

    ``scores`` has the shape (labels, characters).
    """
    starts, lengths = sentences[:, 0], sentences[:, 1] - sentences[:, 0]
    longest = int(lengths[0])
    under_way = np.searchsorted(-lengths, -np.arange(1, longest + 1), side="right").tolist()
    reached = scores.take(starts, axis=1)
    reached[steps.never_first] = -np.inf
    best = [reached]
    for t in range(1, longest):
        count = under_way[t]
        before, reached = reached[:, :count], scores.take(starts[:count] + t, axis=1)
        for labels, sources, step_scores in steps.groups:
            arrivals = before.take(sources, axis=0)
            arrivals += step_scores
            reached[labels] += np.maximum.reduce(arrivals)
        best.append(reached)
    path = np.empty(0, dtype=np.int64)
    for t in range(longest - 1, -1, -1):
        going_on = len(path)
        leaving = best[t][:, :going_on] + steps.into.take(path, axis=0).T
        ending = best[t][:, going_on:].take(steps.last, axis=0)
        path = np.concatenate((leaving.argmax(axis=0), steps.last.take(ending.argmax(axis=0))))
        result[starts[: len(path)] + t] = path


@lru_cache(maxsize=2)
def load_model(path: Path) -> Model:
    """Read a model that ``tools/train_tagger.py`` wrote."""
    with np.load(path, allow_pickle=False) as file:
        names = [str(x) for x in file["labels"]]
        order = sorted(range(len(names)), key=lambda i: ((_OPENING + _GOING_ON).index(names[i][0]), names[i]))
        labels = tuple(names[i] for i in order)
        known = np.concatenate((np.zeros(1, dtype=np.uint32), file["known"]))
        weights = np.zeros((len(known), len(labels)), dtype=np.float32)
        weights[file["rows"] + 1, np.argsort(order)[file["columns"]]] = file["values"].astype(np.float32) * file["scale"]
        steps = _make_steps(labels, file["transitions"][np.ix_(order, order)])
    return Model(labels, known, weights, _make_buckets(known), steps)


def _make_buckets(known: NDArray[np.uint32]) -> NDArray[np.int32]:
    buckets = np.zeros(1 << _BUCKET_BITS, dtype=np.int32)
    first = known[1:] >> _REST_BITS
    buckets[first] = np.arange(1, len(known), dtype=np.int32)
    buckets[first[1:][first[1:] == first[:-1]]] = _SHARED
    return buckets


def _make_steps(labels: Sequence[str], transitions: Scores) -> _Steps:
    """Return the steps between ``labels``, in their order; ``transitions[a, b]`` is the score of label b after label a."""
    places, types = zip(*(label.partition("-")[::2] for label in labels), strict=True)

    def may_follow(after: int, before: int) -> bool:
        if places[before] in "BI":
            return places[after] in _GOING_ON and types[after] == types[before]
        return places[after] in _OPENING

    numbers = range(len(labels))
    sources = {after: [before for before in numbers if may_follow(after, before)] for after in numbers}
    into = np.full((len(labels), len(labels)), -np.inf, dtype=np.float32)
    for after, befores in sources.items():
        into[after, befores] = transitions[befores, after]
    groups = []
    for kind in (_OPENING, _GOING_ON):
        alike = [i for i in numbers if places[i] in kind]
        most = max((len(sources[i]) for i in alike), default=0)
        if most:  # one with fewer steps has the first of them again, which changes nothing
            come_from = np.array([(sources[i] * most)[:most] for i in alike]).T
            groups.append((slice(alike[0], alike[-1] + 1), come_from, into[alike, come_from][:, :, None]))
    return _Steps(
        into=into,
        groups=tuple(groups),
        never_first=np.array([i for i in numbers if places[i] in _GOING_ON]),
        last=np.array([i for i in numbers if places[i] in "OES"]),
    )
