"""Words with parts of speech: rjieba with the domain's words, hidden Markov model off.

The model stays off because it glues unknown characters to their neighbours, across the edges of names; the verbs, heads and
lexicon names of the ontology go in as words instead.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import numpy as np
import rjieba
from numpy.typing import NDArray

from kg.ontology import Ontology

__all__ = ["Tokens", "Vocabulary", "cut", "stable", "tokenize"]

# A frequency above that of jieba's own common words, so that a word of the ontology is not split into them.
_FREQUENCY = 20_000
_REMEMBERED = 1 << 14  # words; with more than these the vocabulary is begun anew

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words of a text: ``starts[i]`` is the offset of word ``i`` (code points, from 0), ``ends[i]`` its end, exclusive.

    ``holding[i]`` is the index of the word that holds character ``i``. ``numbers`` are those of the words, shape (4, words): the
    columns of the vocabulary, where word ``i`` stands at ``places[i]``.
    """

    starts: array[int]
    ends: array[int]
    holding: array[int]
    words: list[str]
    places: Numbers
    numbers: Numbers
    vocabulary: Vocabulary

    def among(self, words: Iterable[str]) -> list[int]:
        """Return the indices of the words that are one of ``words``."""
        places = [self.vocabulary[word] for word in words if word in self.vocabulary]
        wanted = np.zeros(len(self.vocabulary.tags), dtype=np.bool_)
        wanted[places] = True
        return np.flatnonzero(wanted.take(self.places)).tolist()

    def tag(self, index: int) -> str:
        """Return the part of speech of word ``index``."""
        return self.vocabulary.tags[self.places.item(index)]


@lru_cache(maxsize=4)
def _segmenter(ontology: Ontology) -> rjieba.Jieba:
    segmenter = rjieba.Jieba()
    rules = ontology.mentions.boundaries
    for word in (*rules.verbs, *rules.adverbs, *rules.particles):
        if len(word) > 1:
            segmenter.add_word(word, _FREQUENCY, "v")
    for word in ontology.mentions.words:
        segmenter.add_word(word, _FREQUENCY, "n")
    for entry in ontology.classes.values():
        for head in entry.heads:
            segmenter.add_word(head, _FREQUENCY, "n")
    return segmenter


def stable(word: str) -> int:
    """Return a positive number of ``word`` that is the same on any machine."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) + 1


class Vocabulary(dict[str, int]):
    """The words met so far, and where they stand in ``tags`` and ``numbers``: what depends on the word alone is told once.

    ``numbers`` has the shape (4, words): a word's length, the stable numbers of it and of its part of speech, and what boundary
    of names it is (1 verb, 2 adverb, 3 particle of the ontology, 0 none).
    """

    def __init__(self, ontology: Ontology) -> None:
        boundary = ontology.mentions.boundaries
        kinds = enumerate((boundary.verbs, boundary.adverbs, boundary.particles), 1)
        self._boundaries = {word: number for number, words in kinds for word in words}
        self._segmenter, self._lock = _segmenter(ontology), Lock()
        self.tags: list[str] = []
        self.numbers: Numbers = np.zeros((4, _REMEMBERED), dtype=np.int64)

    def __missing__(self, word: str) -> int:
        with self._lock:
            if word not in self:
                place, tag = len(self.tags), self._segmenter.tag(word, hmm=False)[0][1]
                if place == self.numbers.shape[1]:
                    self.numbers = np.concatenate((self.numbers, np.zeros_like(self.numbers)), axis=1)
                self.numbers[:, place] = len(word), stable(word), stable(tag), self._boundaries.get(word, 0)
                self.tags.append(tag)
                self[word] = place
            return self[word]


_vocabulary = lru_cache(maxsize=4)(Vocabulary)


def cut(text: str, ontology: Ontology) -> list[str]:
    """Return the words of ``text``; together they are the whole text, white space and punctuation included."""
    return _segmenter(ontology).cut(text, hmm=False)


def tokenize(text: str, ontology: Ontology) -> Tokens:
    """Return the words of ``text`` with their places and numbers."""
    vocabulary, words = _vocabulary(ontology), cut(text, ontology)
    places = np.fromiter(map(vocabulary.__getitem__, words), np.int64, len(words))
    numbers = vocabulary.numbers.take(places, axis=1)
    if len(vocabulary) > _REMEMBERED:
        _vocabulary.cache_clear()
    ends = np.cumsum(numbers[0])
    holding = np.repeat(np.arange(len(words), dtype=np.int64), numbers[0])
    starts, stops, held = (array("q", column.tobytes()) for column in (ends - numbers[0], ends, holding))
    return Tokens(starts, stops, held, words, places, numbers, vocabulary)
