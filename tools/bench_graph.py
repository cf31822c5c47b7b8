"""Measures writing the graph and asking it, beside rdflib on the same graph. Prints a line a figure; needs about a minute."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import rdflib
from pyoxigraph import QuerySolutions, RdfFormat, Store, parse

from kg.api import extract
from kg.graph import named_queries, prefixes_turtle, query, schemes_turtle, serialize
from kg.ontology import load

SEEDS = Path(__file__).parents[1] / "seeds"
ROUNDS = 5


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the seconds of the quickest of ``rounds`` runs."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def main() -> None:
    """Measure and print."""
    ontology = load()
    reports = list(extract(SEEDS, ontology=ontology))
    fragments = [serialize(report, ontology) for report in reports]
    graph = prefixes_turtle(ontology) + schemes_turtle(ontology) + "".join(f.graph for f in fragments)
    evidence = prefixes_turtle(ontology) + "".join(f.evidence for f in fragments)
    written = sum(sum(1 for _ in parse(prefixes_turtle(ontology) + text, format=RdfFormat.TURTLE))
                  for f in fragments for text in (f.graph, f.evidence))  # fmt: skip
    print(f"reports {len(reports)}, triples {written:,} in graph.ttl and evidence.ttl")
    ours = best(lambda: [serialize(report, ontology) for report in reports])
    print(f"write   kg {written / ours:,.0f} triples/s, terms made in the time")
    theirs = rdflib.Graph().parse(data=graph + evidence.replace(prefixes_turtle(ontology), ""), format="ox-turtle")
    slow = best(lambda: theirs.serialize(format="turtle"), 1)
    print(f"write   rdflib {len(theirs) / slow:,.0f} triples/s, terms made before")
    store = Store()
    store.bulk_load(graph.encode(), format=RdfFormat.TURTLE)
    queries = named_queries(ontology)

    def ask() -> None:
        for named in queries.values():
            solutions = query(store, named.sparql, ontology)
            assert isinstance(solutions, QuerySolutions)
            list(solutions)

    print(f"query   kg {best(ask):.2f} s for the {len(queries)} named queries")
    mine = rdflib.Graph().parse(data=graph, format="ox-turtle")
    took = best(lambda: [list(mine.query(named.sparql)) for named in queries.values()], 1)
    print(f"query   rdflib {took:.2f} s")


if __name__ == "__main__":
    main()
