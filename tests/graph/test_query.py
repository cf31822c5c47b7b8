"""Queries: prefixes preset, errors that point at the place, every named query answers."""

import json
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Store

from kg.graph import (
    FormatError,
    GraphFileError,
    QuerySyntaxError,
    as_csv,
    as_json,
    as_table,
    as_turtle,
    named_queries,
    open_store,
    query,
)
from kg.ontology import Ontology, load


@pytest.fixture(scope="module")
def store(out: Path) -> Store:
    return open_store(out)


def rows(store: Store, ontology: Ontology, name: str) -> list[str]:
    return as_csv(query(store, named_queries(ontology)[name].sparql, ontology)).split("\r\n")[1:-1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("reports", "2020,许昌市2020年法治政府建设情况报告,"),
        ("indicators", "人大代表建议,许昌市,2020,186,件,exact,"),
        ("documents-issued", "区法院,关于为民营企业发展提供优质司法服务和保障的意见,,2020"),
        ("documents-implemented", "政府督查工作条例,1,1"),
        ("problems", "执法监督、法制审核力量不足"),
        ("topics", "行政执法,"),
        ("programs", "双随机、一公开,2,"),
        ("agencies", "人民政府,"),
        ("posts", "李清,区委书记,"),
        ("honours", "省法治政府建设示范项目,2020,"),
    ],
)
def test_named_queries_answer(name: str, expected: str, store: Store, ontology: Ontology) -> None:
    assert any(expected in row for row in rows(store, ontology, name))


def test_named_queries_run_elsewhere_as_they_are(ontology: Ontology) -> None:
    empty = rdflib.Graph()
    queries = named_queries(ontology)
    assert len(queries) >= 6
    for named in queries.values():
        assert named.zh != named.en
        assert list(empty.query(named.sparql)) == []


def test_each_document_number_is_that_of_its_document(store: Store, ontology: Ontology) -> None:
    sparql = """ASK { ?d kg:issueNumber ?n ; eli:id_local "汴法〔2022〕4号" ; skos:prefLabel ?t
      FILTER CONTAINS(?t, "2022年度工作要点") }"""
    assert query(store, sparql, ontology)


@pytest.mark.parametrize(
    ("sparql", "line", "column", "said"),
    [
        ("SELECT ?x\nWHERE { ?x foaff:name ?y }", 2, 22, "a prefix here is not declared"),
        ("SELECT ?x WHERE { ?x kg:year }", 1, 30, "expected"),
        ("SELECT ?x WHERE { ?x kg:year ?y }\n}", 2, 2, "expected"),
        ("SELECT ?x WHERE { ?x kg:year ?y", 1, 32, "expected"),
    ],
)
def test_an_error_points_at_the_place(sparql: str, line: int, column: int, said: str, store: Store, ontology: Ontology) -> None:
    with pytest.raises(QuerySyntaxError, match=said) as caught:
        query(store, sparql, ontology)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert "▸" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 320


def test_results_in_every_format(store: Store, ontology: Ontology) -> None:
    select = "SELECT ?r ?y { ?r a kg:Report ; kg:year ?y } ORDER BY ?y ?r"
    assert as_csv(query(store, select, ontology)).startswith("r,y\r\nhttps://fazhi-kg.example/id/report/")
    assert len(json.loads(as_json(query(store, select, ontology)))["results"]["bindings"]) == 3
    table = as_table(query(store, select, ontology), ontology)
    assert (table.row_count, [c.header for c in table.columns]) == (3, ["r", "y"])
    construct = "CONSTRUCT { ?r a kg:Report } WHERE { ?r a kg:Report }"
    assert len(rdflib.Graph().parse(data=as_turtle(query(store, construct, ontology), ontology), format="turtle")) == 3
    assert as_table(query(store, construct, ontology), ontology).row_count == 3
    assert json.loads(as_json(query(store, "ASK {}", ontology)))["boolean"] is True


@pytest.mark.parametrize(("sparql", "render"), [("SELECT * {}", "ttl"), ("CONSTRUCT {} WHERE {}", "csv"), ("ASK {}", "csv")])
def test_a_format_that_does_not_fit_says_what_to_do(sparql: str, render: str, store: Store, ontology: Ontology) -> None:
    results = query(store, sparql, ontology)
    with pytest.raises(FormatError, match="ask for"):
        as_turtle(results, ontology) if render == "ttl" else as_csv(results)


def test_a_table_shows_brackets_as_they_are(store: Store, ontology: Ontology) -> None:
    table = as_table(query(store, 'SELECT ("[red]x[/red]" AS ?t) {}', ontology), ontology)
    assert [cell.plain for cell in table.columns[0].cells] == ["[red]x[/red]"]  # type: ignore[union-attr]


def test_a_missing_or_damaged_graph_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphFileError, match=r"graph\.ttl: no such file; run `kg build`"):
        open_store(tmp_path)
    (tmp_path / "graph.ttl").write_text("<a> b", "utf-8")
    with pytest.raises(GraphFileError, match=r"graph\.ttl: not Turtle"):
        open_store(tmp_path)


def test_queries_follow_another_base(tmp_path: Path, ontology: Ontology) -> None:
    import shutil

    folder = tmp_path / "ontology"
    shutil.copytree(ontology.folder, folder)
    settings = folder / "ontology.yaml"
    settings.write_text(settings.read_text("utf-8").replace("fazhi-kg.example", "other.example"), "utf-8")
    assert "PREFIX kg: <https://other.example/ontology#>" in named_queries(load(folder))["reports"].sparql
