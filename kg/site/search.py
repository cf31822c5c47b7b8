"""The search of the start page: names as written and official ones, and the initials of their pinyin.

The best known entities are in one index of bounded size. The rest are in chunks by pairs of characters: who searches for 司法局
loads the chunk that has every name with 司法 in it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from kg.linking.iri import key as name_key
from kg.site.chunks import bucket
from kg.site.corpus import Corpus, Entity
from kg.site.keys import data_prefix, official_name

__all__ = ["MOST_INDEXED", "initials", "pair_chunks", "search_index"]

MOST_INDEXED = 4000  # some 400 kB of names
_NAMES = 5  # forms of one name that are searched
_ENTRIES_A_CHUNK = 800

Entry = list[Any]  # key, class, how many reports, names (the first is shown), initials of the first and the official one


def initials(name: str) -> str:
    """Return the first letters of the pinyin of each character, other letters and digits as they are, in lower case.

    >>> initials("区司法局")
    'qsfj'
    >>> initials("“12345”热线")
    '12345rx'
    """
    from pypinyin import Style, lazy_pinyin  # 0.3 s: only who makes a site pays for it

    return "".join(lazy_pinyin(name_key(name).lower(), style=Style.FIRST_LETTER))


def search_index(corpus: Corpus, most: int = MOST_INDEXED) -> tuple[list[Entry], list[Entry]]:
    """Return the entries of the entities that most reports name, at most ``most``, and those of the rest."""
    ranked = sorted(corpus.entities.items(), key=lambda item: (-len(item[1].reports), -item[1].mentions, item[0]))
    entries = [_entry(key, entity, corpus) for key, entity in ranked]
    return entries[:most], entries[most:]


def pair_chunks(entries: list[Entry]) -> list[list[Entry]]:
    """Return the chunks, a power of two of them, in which ``entries`` are found by any two characters of their names."""
    if not entries:
        return []
    count = 1
    while count * _ENTRIES_A_CHUNK < 6 * len(entries):  # a name has some six pairs
        count *= 2
    chunks: list[list[Entry]] = [[] for _ in range(count)]
    for entry in entries:
        pairs = {a + b for text in (*entry[3], *entry[4]) for a, b in pairwise(text.lower())}
        for number in sorted({bucket(pair) % count for pair in pairs}):
            chunks[number].append(entry)
    return chunks


def _entry(key: str, entity: Entity, corpus: Corpus) -> Entry:
    written = [name for name, _ in sorted(entity.names.items(), key=lambda item: (-item[1], item[0]))][:_NAMES]
    official = official_name(data_prefix(corpus.ontology) + key, corpus.ontology)
    names = list(dict.fromkeys([*written, *([official] if official else [])]))
    letters = list(dict.fromkeys(initials(name) for name in (written[0], official) if name))
    return [key, entity.cls, len(entity.reports), names, letters]
