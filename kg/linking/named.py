"""Programs, mechanisms, institutions, platforms, honours and persons → IRIs."""

from __future__ import annotations

from functools import lru_cache

from kg.linking.iri import key, mint
from kg.linking.jurisdiction import NATIONAL, Place, split_prefix
from kg.ontology import Ontology
from kg.ontology.classes import ClassEntry

__all__ = ["named_iri", "person_iri"]


def named_iri(text: str, entry: ClassEntry, place: Place, ontology: Ontology) -> str:
    """Return the IRI of the thing of class ``entry`` that ``text`` names.

    A name that the lexicon knows as common to the country hangs on no region (programs, mechanisms) or on the country; any other on
    the region of its prefix, or else of the report.
    """
    base, path = ontology.settings.base, entry.path or ""
    name = key(text)
    known = _known(ontology).get((name, entry.type or ""))
    if known and entry.type not in ontology.mentions.one_per_region:
        return mint(base, path, known) if entry.scope == "national" else mint(base, path, NATIONAL, known)
    adcode, town, rest = split_prefix(name, place, ontology)
    if adcode is None and name.startswith(ontology.mentions.national_prefixes):
        return mint(base, path, NATIONAL, name)
    canonical = _known(ontology).get((rest, entry.type or ""), rest)
    code = adcode or place.adcode or NATIONAL
    return mint(base, path, code, *([town] if town else []), canonical)


def person_iri(text: str, place: Place, ontology: Ontology) -> str:
    """Return the IRI of a person named ``text``; the post's jurisdiction is the report's region unless the lexicon knows the name."""
    name = key(text)
    code = NATIONAL if name in ontology.mentions.national_figures else place.adcode or NATIONAL
    return mint(ontology.settings.base, "person", code, name)


@lru_cache(maxsize=4)
def _known(ontology: Ontology) -> dict[tuple[str, str], str]:
    """Return (key of a name, type) → canonical name, for the names of the lexicon and what they are called with a head word."""
    known: dict[tuple[str, str], str] = {}
    for canonical, entry in ontology.names.names.items():
        for name in (canonical, *entry.names):
            known.setdefault((key(name), entry.type), key(canonical))
    for canonical, entry in ontology.names.names.items():
        for name in (canonical, *entry.names):
            for head in ontology.mentions.optional_heads:
                known.setdefault((key(name) + head, entry.type), key(canonical))
    return known
