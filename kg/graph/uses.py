"""How often a graph uses what the ontology defines."""

from __future__ import annotations

from collections import Counter

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg.graph.query import query
from kg.graph.vocabulary import PREFIX, vocabulary
from kg.ontology import Ontology

__all__ = ["uses"]

_QUERIES = (
    "SELECT ?used (COUNT(DISTINCT ?s) AS ?n) { ?s a ?used } GROUP BY ?used",
    "SELECT ?used (COUNT(*) AS ?n) { ?s ?used ?o } GROUP BY ?used",
    "SELECT ?used (COUNT(*) AS ?n) { ?s ?p ?used . ?used skos:inScheme ?scheme . "
    "FILTER NOT EXISTS { ?s a ?kind . VALUES ?kind { skos:Concept skos:ConceptScheme } } } GROUP BY ?used",
)


def uses(store: Store, ontology: Ontology) -> Counter[str]:
    """Return how many things each class has, how many triples each property, how many times each concept is named.

    Keys are the names of classes and properties, and ``path/key`` of concepts.
    """
    v = vocabulary(ontology)
    names = {v.expand(f"{PREFIX}:{name}"): name for name in ontology.classes}
    names |= {v.expand(turtle): name for name, turtle in v.properties.items()}
    names |= {term[1:-1]: f"{path}/{key}" for (path, key), term in v.concepts.items()}
    found: Counter[str] = Counter()
    for sparql in _QUERIES:
        solutions = query(store, sparql, ontology)
        assert isinstance(solutions, QuerySolutions)
        for used, number in solutions:
            if isinstance(used, NamedNode) and isinstance(number, Literal) and used.value in names:
                found[names[used.value]] += int(number.value)
    return found
