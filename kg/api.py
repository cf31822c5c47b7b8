"""The public interface for your own Python: ``kg.extract``, ``kg.build``, ``kg.load``, ``kg.network``, ``kg.query``."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from kg.ontology import Ontology
from kg.ontology import load as load_ontology
from kg.records import Report

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph
    import rdflib

__all__ = ["Value", "extract", "load", "network", "query"]

Value = str | int | Decimal | bool | None


def extract(*paths: str | Path, ontology: Ontology | None = None) -> Iterator[Report]:
    """Yield the record of each report under ``paths``, files, folders, zip archives or manifests, in the order of their names.

    Raises ReadingError at the first that cannot be read.

    >>> import kg
    >>> report = next(kg.extract("seeds/004_8f58528af628fc8b.txt"))
    >>> report.meta.title, report.meta.year
    ('许昌市2020年法治政府建设情况报告', 2020)
    >>> figure = next(o for o in report.observations if o.code == "proposals.npc")
    >>> figure.value, figure.unit, report.text[figure.start : figure.end]
    (186, '件', '186')
    """
    from kg.pipeline import process
    from kg.reading import discover

    known = ontology or load_ontology()
    inputs, errors, *_ = discover([Path(path) for path in paths])
    if errors:
        raise errors[0]
    for each in inputs:
        yield process(each, known)


def load(out: str | Path, evidence: bool = False) -> rdflib.Graph:
    """Return the graph of the build in ``out`` as an rdflib Graph on the Oxigraph store, prefixes bound.

    ``evidence`` adds the place of every mention and assertion. Raises IncompleteBuildError and GraphFileError.

    >>> import kg
    >>> graph = kg.load("out/")
    >>> titles = graph.query("SELECT ?title { ?r a kg:Report ; dcterms:title ?title ; kg:level/skos:notation 'city' }")
    >>> [str(row.title) for row in titles]
    ['许昌市2020年法治政府建设情况报告']
    """
    import rdflib
    from oxrdflib import OxigraphStore
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    from kg.graph.vocabulary import vocabulary

    store = OxigraphStore(store=_store(out, evidence))
    graph = rdflib.Graph(store=store, identifier=DATASET_DEFAULT_GRAPH_ID)
    for prefix, namespace in vocabulary(load_ontology()).prefixes.items():
        graph.bind(prefix, namespace)
    return graph


def network(out: str | Path, ontology: Ontology | None = None) -> nx.MultiDiGraph[str]:
    """Return the entities of the build in ``out`` and what joins them, for networkx.

    Nodes are IRIs with ``label``, ``cls``, ``level`` and ``region``; edges are keyed by property, with ``predicate``,
    ``label_zh``, ``label_en`` and ``weight``, how often reports state it. Raises IncompleteBuildError and GraphFileError.

    >>> import kg
    >>> graph = kg.network("out/")
    >>> graph.nodes["https://fazhi-kg.example/id/region/411000"]["label"]
    '许昌市'
    """
    from kg import graph

    return graph.network(_store(out), ontology or load_ontology())


def query(
    out: str | Path, sparql: str, seconds: float | None = 60, ontology: Ontology | None = None
) -> list[dict[str, Value]] | bool | rdflib.Graph:
    """Return what the build in ``out`` answers to ``sparql``, a query or the name of a named one: rows, yes or no, or a graph.

    A row maps each variable to a Python value: whole numbers to int, other numbers to Decimal, IRIs and texts to str, an unbound
    variable to None. Raises IncompleteBuildError, GraphFileError, QuerySyntaxError, ServiceError,
    UnansweredError, and after ``seconds`` QueryTimeoutError.

    >>> import kg
    >>> rows = kg.query("out/", "litigation")
    >>> [(row["region"], row["value"]) for row in rows if row["indicator"] == "行政诉讼败诉率"]
    [('凯里市', Decimal('8.45'))]
    >>> kg.query("out/", "ASK { ?r a kg:Report ; kg:year 2020 }")
    True
    """
    from pyoxigraph import QueryBoolean, QuerySolutions

    from kg import graph

    known = ontology or load_ontology()
    named = graph.named_queries(known).get(sparql)
    results = graph.query(_store(out), named.sparql if named else sparql, known, seconds)
    if isinstance(results, QueryBoolean):
        return bool(results)
    if isinstance(results, QuerySolutions):
        names = [variable.value for variable in results.variables]
        return [{name: _value(solution[name]) for name in names} for solution in results]
    import rdflib

    return rdflib.Graph().parse(data=graph.as_turtle(results, known), format="turtle")


def _store(out: str | Path, evidence: bool = False) -> pyoxigraph.Store:
    """Open the graph of a build whose files are those that its manifest names."""
    from kg.build import read_manifest
    from kg.graph import graph_files, open_store

    folder = Path(out)
    read_manifest(folder, *graph_files(folder, evidence))
    return open_store(folder, evidence)


def _value(term: object) -> Value:
    from pyoxigraph import BlankNode, Literal, NamedNode

    if isinstance(term, Literal):
        match term.datatype.value.rpartition("#")[2]:
            case "integer":
                return int(term.value)
            case "decimal":
                return Decimal(term.value)
            case "boolean":
                return term.value in {"true", "1"}
            case _:
                return term.value
    if isinstance(term, NamedNode | BlankNode):
        return term.value
    return None
