"""The nodes of shared entities: what their IRIs and the ontology say of them, the same in every report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.graph.classification import agency_type
from kg.graph.turtle import Triple, integer, iri, text
from kg.graph.vocabulary import Vocabulary, vocabulary
from kg.linking.entities import Entity, describe
from kg.linking.iri import mint
from kg.linking.jurisdiction import NATIONAL
from kg.ontology import Ontology

__all__ = ["closure", "entity_triples"]


def closure(iris: Iterable[str], ontology: Ontology) -> dict[str, Entity]:
    """Return the entities ``iris`` and all that they hang on, by IRI: their regions, what they are parts of, their successors."""
    found: dict[str, Entity] = {}
    waiting = sorted(set(iris), reverse=True)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = entity = describe(name, ontology)
            waiting += _neighbours(entity, ontology)
    return found


@lru_cache(maxsize=1 << 12)  # the same in every report that names the entity
def entity_triples(entity: Entity, ontology: Ontology) -> tuple[Triple, ...]:
    """Return the single-valued properties of ``entity`` and its ties to other entities."""
    return tuple(_triples(entity, ontology))


def _triples(entity: Entity, ontology: Ontology) -> Iterator[Triple]:
    v = vocabulary(ontology)
    p = v.properties
    s = iri(entity.iri)
    for type_ in v.types[entity.cls]:
        yield s, "a", type_
    yield s, p["prefLabel"], text(entity.label_zh, "zh")
    if entity.label_en:
        yield s, p["prefLabel"], text(entity.label_en, "en")
    level = v.concepts.get((ontology.levels.path, entity.level or ""))
    if level:
        yield s, p["level"], level
    if entity.cls == "Region":
        if entity.adcode and entity.iri == _region(entity.adcode, ontology):
            yield s, p["identifier"], text(entity.adcode)
            yield from _dated_names(entity.adcode, v)
        if entity.part_of:
            yield s, p["within"], iri(entity.part_of)
    else:
        if entity.adcode and entity.adcode != NATIONAL:
            yield s, p["spatial"], iri(_region(entity.adcode, ontology))
        if entity.part_of:
            yield s, p["subOrganizationOf"], iri(entity.part_of)
    if entity.cls == "Agency":
        kind = v.concepts.get((ontology.agency_types.path, agency_type(entity.iri, ontology) or ""))
        if kind:
            yield s, p["classification"], kind
    if entity.cls == "Document":
        yield s, p["title"], text(entity.label_zh, "zh")
    for successor in entity.successors:
        yield s, p["succeededBy"], iri(successor)


def _dated_names(adcode: str, v: Vocabulary) -> Iterator[Triple]:
    """Yield the names that the region of a code has borne, with their years."""
    base, p = v.ontology.settings.base, v.properties
    s = iri(_region(adcode, v.ontology))
    for region in v.ontology.gazetteer.history(adcode):
        name = iri(mint(base, "region-name", adcode, str(region.first)))
        yield s, p["datedName"], name
        for type_ in v.types["DatedName"]:
            yield name, "a", type_
        yield name, p["literalForm"], text(region.name, "zh")
        yield name, p["firstYear"], integer(region.first)
        if region.last is not None:
            yield name, p["lastYear"], integer(region.last)


def _neighbours(entity: Entity, ontology: Ontology) -> list[str]:
    region = [_region(entity.adcode, ontology)] if entity.adcode and entity.adcode != NATIONAL else []
    return [*([entity.part_of] if entity.part_of else []), *region, *entity.successors]


def _region(adcode: str, ontology: Ontology) -> str:
    return mint(ontology.settings.base, "region", adcode)
