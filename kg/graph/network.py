"""The graph as a network of entities, for networkx."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg.graph.entities import closure
from kg.graph.query import query
from kg.graph.resolution import Resolution
from kg.graph.vocabulary import PREFIX, vocabulary
from kg.linking.entities import Entity
from kg.ontology import Ontology
from kg.records import Report

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["network"]

# IRI of the subject, name of the property, IRI of the object
Edge = tuple[str, str, str]

_STATED = """
SELECT ?s ?p ?o (COUNT(?a) AS ?n) { ?a a kg:Assertion ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o FILTER isIRI(?o) }
GROUP BY ?s ?p ?o"""


def network(source: Iterable[Report] | Store, ontology: Ontology) -> nx.MultiDiGraph[str]:
    """Return the entities of ``source`` and what joins them; the same for reports and for a store of their graph.

    Nodes are IRIs with ``label`` (Chinese), ``cls``, ``level`` and ``region`` (concept's key and code; "" where there is none).
    Edges are relations, parts and successions, keyed by their property, with ``predicate``, ``label_zh``, ``label_en`` and
    ``weight``, how often reports state it (1 for what no report has to state).
    """
    import networkx as nx  # 0.2 s: only who asks for a network pays for it

    named, stated = _of_store(source, ontology) if isinstance(source, Store) else _of_reports(source, ontology)
    entities = closure(named, ontology)
    slots = vocabulary(ontology).slots
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, entity in sorted(entities.items()):
        graph.add_node(iri, label=entity.label_zh, cls=entity.cls, level=entity.level or "", region=entity.adcode or "")
    known = Counter(edge for entity in entities.values() for edge in _known(entity))
    for (subject, name, target), weight in sorted((stated + known).items()):
        labels = {"label_zh": slots[name].zh, "label_en": slots[name].en}
        graph.add_edge(subject, target, key=name, predicate=name, weight=weight, **labels)
    return graph


def _of_reports(reports: Iterable[Report], ontology: Ontology) -> tuple[set[str], Counter[Edge]]:
    """Return the entities that are named and how often each relation is stated."""
    named: set[str] = set()
    stated: Counter[Edge] = Counter()
    relations = ontology.relations.relations
    for report in reports:
        found = Resolution(report, ontology)
        named.update(found.entities())
        for relation in report.relations:
            subject, target = found.ends(relation) or (None, None)
            if subject and target and target.startswith("<"):
                stated[subject[1:-1], relations[relation.predicate].property, target[1:-1]] += 1
    return named, stated


def _of_store(store: Store, ontology: Ontology) -> tuple[set[str], Counter[Edge]]:
    """Return the same of a store."""
    v = vocabulary(ontology)
    classes = " ".join(f"{PREFIX}:{name}" for name, entry in ontology.classes.items() if entry.type)
    named = {iri for (iri,) in _rows(store, f"SELECT DISTINCT ?e {{ VALUES ?c {{ {classes} }} ?e a ?c }}", ontology)}
    rows = _rows(store, _STATED, ontology)
    return named, Counter({(s, p.removeprefix(v.namespace), o): int(n) for s, p, o, n in rows})


def _rows(store: Store, sparql: str, ontology: Ontology) -> Iterator[tuple[str, ...]]:
    solutions = query(store, sparql, ontology)
    assert isinstance(solutions, QuerySolutions)
    for solution in solutions:
        yield tuple(term.value if isinstance(term, NamedNode | Literal) else "" for term in solution)


def _known(entity: Entity) -> Iterator[Edge]:
    """Yield what the ontology knows to join ``entity`` to others."""
    if entity.part_of:
        yield entity.iri, "within" if entity.cls == "Region" else "subOrganizationOf", entity.part_of
    for successor in entity.successors:
        yield entity.iri, "succeededBy", successor
