"""The public interface: its examples run, it is lazy, and it says what it offers."""

from __future__ import annotations

import doctest
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import networkx as nx
import pytest
import rdflib

import kg
from kg import api
from kg.graph import ServiceError


def test_examples_work(workplace: Path) -> None:
    result = doctest.testmod(api, optionflags=doctest.ELLIPSIS)
    assert result.attempted >= 8
    assert result.failed == 0


def test_the_interface_is_what_it_says() -> None:
    assert kg.__all__ == ["build", "extract", "load", "network", "query"]
    assert all(callable(getattr(kg, name)) for name in kg.__all__)
    with pytest.raises(AttributeError, match="'nothing'"):
        kg.nothing  # noqa: B018


def test_importing_kg_loads_nothing_heavy() -> None:
    script = "import sys, kg; print(sorted({'pydantic', 'pyoxigraph', 'rdflib', 'yaml', 'numpy', 'kg.api'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_build_is_callable_from_outside(seeds: Path, tmp_path: Path) -> None:
    result = kg.build(seeds / "004_8f58528af628fc8b.txt", out=tmp_path / "out", workers=1, site=False)
    assert result.counts["reports"] == 1
    assert kg.query(tmp_path / "out", "ASK { ?r a kg:Report }") is True


def test_load_gives_an_rdflib_graph(built: Path) -> None:
    graph = kg.load(built)
    assert isinstance(graph, rdflib.Graph)
    assert len(graph) > 10_000
    assert len(kg.load(built, evidence=True)) > len(graph)


def test_network_is_networkx(built: Path) -> None:
    graph = kg.network(built)
    assert isinstance(graph, nx.MultiDiGraph)
    assert all(data["label"] and data["cls"] for _, data in graph.nodes(data=True))
    assert all(data["weight"] >= 1 and data["label_zh"] and data["label_en"] for *_, data in graph.edges(data=True))


def test_query_gives_python_values(built: Path) -> None:
    sparql = 'SELECT ?i ?d ?t ?u ?n { BIND(1 AS ?i) BIND(1.5 AS ?d) BIND("x"@zh AS ?t) BIND(kg:Report AS ?u) }'
    iri = "https://fazhi-kg.example/ontology#Report"
    assert kg.query(built, sparql) == [{"i": 1, "d": Decimal("1.5"), "t": "x", "u": iri, "n": None}]
    assert kg.query(built, "ASK { ?x a kg:Nothing }") is False
    graph = kg.query(built, "CONSTRUCT { ?r a kg:Report } { ?r a kg:Report }")
    assert isinstance(graph, rdflib.Graph)
    assert len(graph) == 5
    with pytest.raises(ServiceError):
        kg.query(built, "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
