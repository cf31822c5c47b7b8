"""The nodes of shared entities: what their IRIs and the ontology say of them, the same in every report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.graph.classification import agency_type
from kg.graph.forms import Form, pattern
from kg.graph.turtle import END, Node, integer, iri, text
from kg.graph.vocabulary import Vocabulary, vocabulary
from kg.linking.entities import Entity, describe
from kg.linking.iri import mint
from kg.linking.jurisdiction import NATIONAL
from kg.ontology import Ontology

__all__ = ["closure", "entity_nodes"]


def closure(iris: Iterable[str], ontology: Ontology) -> dict[str, Entity]:
    """Return the entities ``iris`` and all that they hang on, by IRI: their regions, what they are parts of, their successors."""
    found: dict[str, Entity] = {}
    waiting = list(dict.fromkeys(iris))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = entity = describe(name, ontology)
            waiting += entity.successors
            if entity.part_of:
                waiting.append(entity.part_of)
            if entity.adcode and entity.adcode != NATIONAL:
                waiting.append(_region(entity.adcode, ontology))
    return found


@lru_cache(maxsize=1 << 12)  # the same in every report that names the entity
def entity_nodes(name: str, ontology: Ontology) -> tuple[Node, ...]:
    """Return the single-valued properties of the entity with the IRI ``name`` and its ties to other entities."""
    entity, v = describe(name, ontology), vocabulary(ontology)
    label = text(entity.label_zh, "zh")
    said = [
        v.lines("prefLabel", [label, text(entity.label_en, "en")] if entity.label_en else [label]),
        v.coded["level"].get(entity.level, ""),
        v.lines("succeededBy", [iri(successor) for successor in entity.successors]),
    ]
    names: list[Node] = []
    part_of = iri(entity.part_of) if entity.part_of else ""
    if entity.cls == "Region":
        said.append(v.line("within", part_of))
        if entity.adcode and name == _region(entity.adcode, ontology):
            names = list(_dated_names(entity.adcode, v))
            said.append(v.line("identifier", text(entity.adcode)))
            said.append(v.lines("datedName", [dated for dated, _ in names]))
    else:
        said.append(v.line("subOrganizationOf", part_of))
        if entity.adcode and entity.adcode != NATIONAL:
            said.append(v.line("spatial", iri(_region(entity.adcode, ontology))))
    if entity.cls == "Agency":
        said.append(v.coded["classification"].get(agency_type(name, ontology), ""))
    if entity.cls == "Document":
        said.append(v.line("title", label))
    subject = iri(name)
    return ((subject, f"{subject} {v.typed[entity.cls]}{''.join(sorted(said))}{END}"), *names)


def _dated_names(adcode: str, v: Vocabulary) -> Iterator[Node]:
    """Yield the names that the region of a code has borne, with their years."""
    form = _dated_form(v)
    for region in v.ontology.gazetteer.history(adcode):
        name = iri(mint(v.ontology.settings.base, "region-name", adcode, str(region.first)))
        said = form(
            subject=name,
            literalForm=text(region.name, "zh"),
            firstYear=integer(region.first),
            lastYear=v.number("lastYear", region.last),
        )
        yield name, said


@lru_cache(maxsize=4)
def _dated_form(v: Vocabulary) -> Form:
    said = {"literalForm": "{literalForm}", "firstYear": "{firstYear}"}
    return Form(pattern(v, "{subject}", v.types["DatedName"], said, ("lastYear",)))


@lru_cache(maxsize=1 << 9)  # most entities of a report are of few regions
def _region(adcode: str, ontology: Ontology) -> str:
    return mint(ontology.settings.base, "region", adcode)
