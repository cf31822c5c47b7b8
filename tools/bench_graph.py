"""Measures writing the graph and asking it, beside rdflib on the same graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import rdflib
from bench_measure import Clock, Figure
from pyoxigraph import QuerySolutions, RdfFormat, Store, parse

from kg.graph import named_queries, prefixes_turtle, query, schemes_turtle, serialize
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["graph_figures"]

_ROUNDS = 5
_ASKED = 20  # so many named queries, the first by name, are measured together


def graph_figures(reports: Sequence[Report], ontology: Ontology) -> Iterator[Figure]:
    """Yield how fast ``reports`` are written as Turtle, terms made in the time, and how long the named queries take on them."""
    fragments = [serialize(report, ontology) for report in reports]
    prefixes = prefixes_turtle(ontology)
    graph = prefixes + schemes_turtle(ontology) + "".join(f.graph for f in fragments)
    everything = graph + "".join(f.evidence for f in fragments)
    written = sum(_triples(prefixes + text) for f in fragments for text in (f.graph, f.evidence))
    ours = _best(lambda: [serialize(report, ontology) for report in reports])
    theirs = rdflib.Graph().parse(data=everything, format="ox-turtle")
    rival = len(theirs) / _best(lambda: theirs.serialize(format="turtle"), 1)
    yield Figure.beside("graph", "writing", written / ours, "triples/s", "rdflib, terms made before", rival)

    store = Store()
    store.bulk_load(graph.encode(), format=RdfFormat.TURTLE)
    asked = [named.sparql for named in named_queries(ontology).values()][:_ASKED]
    loaded = rdflib.Graph().parse(data=graph, format="ox-turtle")
    ours = _best(lambda: [_rows(query(store, sparql, ontology)) for sparql in asked])
    rival = _best(lambda: [list(loaded.query(sparql)) for sparql in asked], 1)
    yield Figure.beside("graph", f"{len(asked)} named queries", ours, "s", "rdflib", rival, less=True)


def _rows(found: object) -> int:
    assert isinstance(found, QuerySolutions)
    return sum(1 for _ in found)


def _triples(turtle: str) -> int:
    return sum(1 for _ in parse(turtle, format=RdfFormat.TURTLE))


def _best(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """Return the seconds of the quickest of ``rounds`` runs."""
    clock = Clock()
    for _ in range(rounds):
        clock.time("work", work)
        clock.end_round(1)
    return 1 / clock.speeds["work"]
