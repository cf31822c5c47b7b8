"""Other stores load the files of a build and answer every named query with the same rows, by value."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store
from servers import STORES, MissingServerError, Results

from kg.graph import named_queries
from kg.ontology import Ontology, load

# rdflib warns of its own Dataset at every triple.
pytestmark = [pytest.mark.slow, pytest.mark.stores, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

FORMATS = {".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG}
DISTINCT = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o FILTER (STRSTARTS(STR(?s), %s)) } }"
IN_GRAPHS = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER (STRSTARTS(STR(?g), %s)) } }"


def value(term: dict[str, str] | None) -> Any:
    """Return what a term of SPARQL JSON says: 18, 18.0 and "18"^^xsd:integer are one number."""
    if term is None:
        return None
    if term["type"] == "uri":
        return "iri", term["value"]
    if "datatype" in term:
        try:
            return Decimal(term["value"])
        except InvalidOperation:
            pass
    return term["value"], term.get("xml:lang")


def rows(results: Results) -> Counter[tuple[Any, ...]]:
    names = results["head"]["vars"]
    return Counter(tuple(value(row.get(name)) for name in names) for row in results["results"]["bindings"])


def ours(files: Sequence[Path]) -> Any:
    store = Store()
    for file in files:
        store.bulk_load(path=file, format=FORMATS[file.suffix])

    def ask(sparql: str) -> Results:
        solutions = store.query(sparql)
        assert isinstance(solutions, QuerySolutions)
        return dict(json.loads(solutions.serialize(format=QueryResultsFormat.JSON) or b""))

    return ask


@pytest.mark.parametrize("name", STORES)
@pytest.mark.parametrize("files", [("graph.ttl", "evidence.ttl"), ("graph.trig",)], ids=["turtle", "trig"])
def test_a_store_says_what_ours_says(name: str, files: tuple[str, ...], built: Path, ontology: Ontology, tmp_path: Path) -> None:
    paths = [built / file for file in files]
    base = json.dumps(f"{ontology.settings.base}id/")
    whole = files[0].endswith(".ttl")
    asked = {"triples": (DISTINCT if whole else IN_GRAPHS) % base}
    if whole:  # named queries speak to the default graph
        asked |= {query: named.sparql for query, named in named_queries(load()).items()}
    expected = ours(paths)
    try:
        with STORES[name](paths, tmp_path) as ask:
            if hasattr(ask, "prepare"):
                ask.prepare(list(asked.values()))
            for query, sparql in asked.items():
                found, wanted = rows(ask(sparql)), rows(expected(sparql))
                assert found == wanted, f"{query}: only there {found - wanted}, only here {wanted - found}"
    except MissingServerError as missing:
        pytest.skip(f"{missing} is not installed")
