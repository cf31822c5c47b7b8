"""Words with parts of speech: rjieba with the domain's words, hidden Markov model off.

The model stays off because it glues unknown characters to their neighbours, across the edges of names; the verbs, heads and
lexicon names of the ontology go in as words instead.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import rjieba

from kg.ontology import Ontology

__all__ = ["Tokens", "tokenize"]

# A frequency above that of jieba's own common words, so that a word of the ontology is not split into them.
_FREQUENCY = 20_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text: ``starts[i]`` is the offset of word ``i`` (code points, from 0), ``ends[i]`` its end, exclusive."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    tags: list[str]

    def index(self, offset: int) -> int:
        """Return the index of the word that holds the character at ``offset``."""
        return bisect_right(self.starts, offset) - 1


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


def tokenize(text: str, ontology: Ontology) -> Tokens:
    """Return the words of ``text``; together they are the whole text, white space and punctuation included."""
    tagged = _segmenter(ontology).tag(text, hmm=False)
    words, tags = [word for word, _ in tagged], [tag for _, tag in tagged]
    starts = [0, *accumulate(map(len, words))]
    return Tokens(starts[:-1], starts[1:], words, tags)
