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

_IMPOSSIBLE = np.float32(-1e9)


@dataclass(frozen=True, eq=False)
class Model:
    """Labels and weights of the field.

    ``known`` are the codes that have weights, sorted; row i + 1 of ``weights`` (codes × labels) belongs to ``known[i]``, row 0 is
    zero. ``transitions`` (labels × labels) holds the score of a label (column) after another (row).
    """

    labels: tuple[str, ...]
    known: NDArray[np.uint32]
    weights: NDArray[np.float32]
    transitions: NDArray[np.float32]

    def decode(self, codes: NDArray[np.uint32], sentences: list[tuple[int, int]]) -> NDArray[np.int64]:
        """Return the label index of each character; outside ``sentences``, (start, end) offsets, it is that of ``O``.

        ``codes`` has the shape (characters, templates).
        """
        outside = self.labels.index("O")
        result = np.full(len(codes), outside, dtype=np.int64)
        scores = self._scores(codes)
        order = sorted(sentences, key=lambda s: s[0] - s[1])
        for first in range(0, len(order), 64):
            batch = order[first : first + 64]
            paths = _viterbi([scores[a:b] for a, b in batch], self.transitions)
            for (start, end), path in zip(batch, paths, strict=True):
                result[start:end] = path
        return result

    def _scores(self, codes: NDArray[np.uint32]) -> NDArray[np.float32]:
        """Return the sum of the weights of each character's codes, shape (characters, labels)."""
        scores = np.zeros((len(codes), len(self.labels)), dtype=np.float32)
        if not len(self.known):
            return scores
        for column in codes.T:
            place = np.searchsorted(self.known, column)
            place[place == len(self.known)] = 0
            scores += self.weights[np.where(self.known[place] == column, place + 1, 0)]
        return scores


def _viterbi(scores: list[NDArray[np.float32]], transitions: NDArray[np.float32]) -> list[NDArray[np.int64]]:
    """Return the best label path of each sentence; ``scores`` are ordered by length, longest first."""
    lengths = [len(s) for s in scores]
    count, longest, labels = len(scores), lengths[0], transitions.shape[0]
    best = np.stack([s[0] for s in scores])
    back = np.zeros((longest, count, labels), dtype=np.int16)
    final = np.zeros(count, dtype=np.int64)
    alive = count
    for t in range(1, longest + 1):
        while alive and lengths[alive - 1] == t:
            alive -= 1
            final[alive] = int(best[alive].argmax())
        if not alive:
            break
        reach = best[:alive, :, None] + transitions[None, :, :]
        back[t, :alive] = reach.argmax(axis=1)
        best[:alive] = reach.max(axis=1) + np.stack([s[t] for s in scores[:alive]])
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
    """Read a model that ``tools/train_tagger.py`` wrote."""
    with np.load(path, allow_pickle=False) as file:
        labels = tuple(str(x) for x in file["labels"])
        known = file["known"]
        weights = np.zeros((len(known) + 1, len(labels)), dtype=np.float32)
        weights[file["rows"] + 1, file["columns"]] = file["values"].astype(np.float32) * file["scale"]
        transitions = file["transitions"].astype(np.float32)
    return Model(labels, known, weights, transitions)
