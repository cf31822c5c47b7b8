"""What the pages call an entity in their addresses, and by which name it is known officially."""

from __future__ import annotations

from functools import lru_cache

from kg.linking.entities import Entity, describe
from kg.ontology import Ontology
from kg.records import Mention

__all__ = ["data_prefix", "entity_key", "fragment", "known_entity", "official_name"]

# What would end or split a value in the hash of an address; Han may stand there as it is.
_RESERVED = {ord(c): f"%{ord(c):02X}" for c in "%&+#=;\"'<> `"}


def data_prefix(ontology: Ontology) -> str:
    """Return what all data IRIs begin with."""
    return f"{ontology.settings.base}id/"


def entity_key(mention: Mention, ontology: Ontology) -> str | None:
    """Return the key of a mention's entity, its IRI without the base; None for a mention without IRI."""
    return mention.iri.removeprefix(data_prefix(ontology)) if mention.iri else None


def fragment(key: str) -> str:
    """Return ``key`` as a value in the hash of an address, short and readable.

    >>> fragment("agency/410203/司法局")
    'agency/410203/司法局'
    >>> fragment("document/1/a%20b&c")
    'document/1/a%2520b%26c'
    """
    return key.translate(_RESERVED)


@lru_cache(maxsize=65536)
def known_entity(iri: str, ontology: Ontology) -> Entity | None:
    """Return what the IRI and the ontology say of an entity; None for an IRI of another ontology."""
    try:
        return describe(iri, ontology)
    except ValueError:
        return None


def official_name(iri: str | None, ontology: Ontology) -> str:
    """Return the entity's label, "" when there is none."""
    found = known_entity(iri, ontology) if iri else None
    return found.label_zh if found else ""
