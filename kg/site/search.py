"""The search of the start page: names as written and official ones, and the initials of their pinyin.

The best known entities are in one index of bounded size. The rest are found by pairs of characters and triples of initials: for
司法局 the page loads the scripts that say which entities have 司法 and 法局 in a name, then those with their names. Of what is in
very many names (人民) the best known entities are told; the index lists such pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg.linking.iri import key as name_key
from kg.site.chunks import bucket
from kg.site.corpus import Corpus, Entity
from kg.site.keys import data_prefix, official_name

__all__ = ["ENTRIES_A_SCRIPT", "MOST_INDEXED", "Grams", "grams", "initials", "search_index"]

MOST_INDEXED = 3000  # some 400 kB
_NAMES = 3  # forms of one name that are searched
_MOST_OF_ONE = 200  # entries of one pair or triple
ENTRIES_A_SCRIPT = 200
_NUMBERS_A_CHUNK = 10_000

Entry = list[Any]  # key, class, how many reports, names (the first is shown), initials of the first and the official one


def initials(name: str) -> str:
    """Return the first letters of the pinyin of each character, other letters and digits as they are, in lower case.

    >>> initials("区司法局")
    'qsfj'
    >>> initials("“12345”热线")
    '12345rx'
    """
    import rjieba

    return "".join(map(_initials, rjieba.cut(name_key(name).lower())))


@lru_cache(maxsize=65536)
def _initials(word: str) -> str:
    """Do it for a word: names share most of their words, and some characters are read differently in different ones."""
    from pypinyin import Style, lazy_pinyin  # 0.3 s: only who makes a site pays for it

    return "".join(lazy_pinyin(word, style=Style.FIRST_LETTER))


def search_index(corpus: Corpus, most: int = MOST_INDEXED) -> tuple[list[Entry], list[Entry]]:
    """Return the entries of the entities that most reports name, at most ``most``, and those of the rest, best known first."""
    ranked = sorted(corpus.entities.items(), key=lambda item: (-len(item[1].reports), -item[1].mentions, item[0]))
    entries = [_entry(key, entity, corpus) for key, entity in ranked]
    return entries[:most], entries[most:]


@dataclass(frozen=True, slots=True)
class Grams:
    """How entries are found: ``chunks`` say which have a pair or triple in a name, best known first, ``cut`` what is in too many.

    Numbers are places in ``entries``, which are in the order of their keys, so that those of a region are together.
    """

    entries: list[Entry]
    chunks: list[dict[str, list[int]]]
    cut: list[str]


def grams(ranked: list[Entry]) -> Grams:
    """Return how the entries ``ranked``, best known first, are found; the number of chunks is a power of two."""
    entries = sorted(ranked, key=lambda entry: entry[0])
    number = {entry[0]: place for place, entry in enumerate(entries)}
    found: dict[str, list[int]] = defaultdict(list)
    cut: set[str] = set()
    for entry in ranked:
        for gram in {*_grams(entry[3], 2), *_grams(entry[4], 3)}:
            if len(found[gram]) < _MOST_OF_ONE:
                found[gram].append(number[entry[0]])
            else:
                cut.add(gram)
    count = 1
    while count * _NUMBERS_A_CHUNK < sum(map(len, found.values())):
        count *= 2
    chunks: list[dict[str, list[int]]] = [{} for _ in range(count if found else 0)]
    for gram in sorted(found):
        chunks[bucket(gram) % count][gram] = found[gram]
    return Grams(entries, chunks, sorted(cut))


def _grams(texts: Iterable[str], length: int) -> set[str]:
    lower = [text.lower() for text in texts]
    return {text[at : at + length] for text in lower for at in range(len(text) - length + 1)}


def _entry(key: str, entity: Entity, corpus: Corpus) -> Entry:
    written = [name for name, _ in sorted(entity.names.items(), key=lambda item: (-item[1], item[0]))][:_NAMES]
    official = official_name(data_prefix(corpus.ontology) + key, corpus.ontology)
    names = list(dict.fromkeys([*written, *([official] if official else [])]))
    letters = list(dict.fromkeys(initials(name) for name in (written[0], official) if name))
    return [key, entity.cls, len(entity.reports), names, letters]
