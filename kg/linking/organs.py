"""The lexicons of organs by name: what a local or central organ is called in IRIs."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from kg.linking.iri import key
from kg.ontology import Ontology
from kg.ontology.lexicons import LEVEL, Organ, with_level

__all__ = ["local_organ", "national_names", "national_organ", "organ_entry", "organ_key", "word_of"]


def organ_key(name: str, level: str | None, word: str, ontology: Ontology) -> str | None:
    """Return the key of the organ called ``name`` (without prefix) at ``level``, None for an unknown one.

    ``word`` is the word of the jurisdiction's own level: 全面依法治{level}委员会 is 全面依法治区委员会 in a district.
    """
    found = local_organ(name, level, ontology)
    return key(with_level(found[0], word)) if found else None


def local_organ(name: str, level: str | None, ontology: Ontology) -> tuple[str, str, Organ] | None:
    """Return the lexicon's key, the level word that the name contains ("" for none) and the entry of a local organ."""
    at_levels = _local(ontology).get(name)
    if at_levels is None:
        return None
    organ, word = at_levels.get(level or "") or at_levels[""]
    return organ, word, ontology.organs.organs[organ]


def organ_entry(keyed: str, ontology: Ontology) -> tuple[str, Organ] | None:
    """Return the lexicon's key and entry of an organ by its name in IRIs."""
    organ = _by_key(ontology).get(keyed)
    return (organ, ontology.organs.organs[organ]) if organ else None


def national_organ(name: str, ontology: Ontology) -> str | None:
    """Return the full name of the central organ called ``name``, None for an unknown one."""
    return national_names(ontology).get(name)


@lru_cache(maxsize=4)
def national_names(ontology: Ontology) -> dict[str, str]:
    """Return the names of all central organs, as keys, with the full ones."""
    organs = ontology.national_organs.organs
    return {key(name): organ for organ, entry in organs.items() for name in (organ, *entry.names)}


@lru_cache(maxsize=1 << 10)
def word_of(name: str, ontology: Ontology) -> str:
    """Return the level word that ends the name of a region or town: 区 of 顺河回族区, 街道 of 清平街道."""
    words = [word for word in _township_words(ontology) if name.endswith(word)]
    return max(words, key=len, default=name[-1:])


@lru_cache(maxsize=4)
def _township_words(ontology: Ontology) -> tuple[str, ...]:
    return tuple(word for word, level in ontology.mentions.level_words.items() if level == "township")


@lru_cache(maxsize=4)
def _local(ontology: Ontology) -> dict[str, dict[str, tuple[str, str]]]:
    """Return name → level → (organ, its level word); the level "" stands for any, and there the first entry wins."""
    known: defaultdict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    organs = ontology.organs.organs.items()
    for placed in (True, False):  # a name with a level word says more than the same letters without
        for organ, entry in organs:
            for name in (organ, *entry.names):
                if (LEVEL in name) == placed:
                    for word in _words(ontology) if placed else ("",):
                        for level in (*entry.levels, ""):
                            known[key(with_level(name, word))].setdefault(level, (organ, word))
    return dict(known)


@lru_cache(maxsize=4)
def _by_key(ontology: Ontology) -> dict[str, str]:
    organs = ontology.organs.organs
    words = {organ: _words(ontology) if LEVEL in organ else ("",) for organ in organs}
    return {key(with_level(organ, word)): organ for organ in organs for word in words[organ]}


@lru_cache(maxsize=4)
def _words(ontology: Ontology) -> tuple[str, ...]:
    words = {**ontology.mentions.level_words, **ontology.linking.level_words}
    return tuple(word for word, level in words.items() if level != "own")
