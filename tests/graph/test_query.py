"""Queries: prefixes preset, errors that point at the place, every named query answers."""

import dataclasses
import json
import shutil
import time
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode, Store

from kg.graph import (
    STORE,
    FormatError,
    GraphFileError,
    QuerySyntaxError,
    QueryTimeoutError,
    ServiceError,
    UnansweredError,
    absent_graphs,
    as_csv,
    as_json,
    as_table,
    as_turtle,
    named_queries,
    open_store,
    query,
    query_problems,
    write_store,
)
from kg.graph.sparql import first_break, words
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
        ("SELEKT ?x {}", 1, 1, "no query begins with 'SELEKT'; begin with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("PREFIX a: <x:y>\nhello", 2, 1, "no query begins with 'hello'"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", 1, 1, "INSERT would change the graph, which is only read; ask with SELECT, ASK"),
        ("PREFIX a: <x:y> delete where { ?s ?p ?o }", 1, 17, "delete would change the graph"),
        ("SELECT ?x\nWHERE { ?x zzz:name ?y }", 2, 12, "the prefix zzz: is not declared; put PREFIX zzz: <…> before"),
        ("SELECT ?x { ?x skso:notation ?y }", 1, 16, "the prefix skso: is not declared; write skos:"),
        ("PREFIX a: <x:y> SELECT ?x { ?x a:b }", 1, 36, "'}' cannot stand here"),
        ("SELECT ?x WHERE { ?x kg:year }", 1, 30, "'}' cannot stand here; mend it, or what stands before it"),
        ("SELECT ?x WHER { ?x kg:year ?y }", 1, 11, "'WHER' cannot stand here"),
        ("SELECT (COUNT(?s) ?n) { ?s ?p ?o }", 1, 19, "'?n' cannot stand here"),
        ("SELECT ?s { ?s ?p ?o FILTER(?o > ) }", 1, 34, "')' cannot stand here"),
        ("SELECT ?s { ?s ?p ?o } ORDER ?s", 1, 30, "'?s' cannot stand here"),
        ("SELECT ?x WHERE { ?x kg:year ?y }\n}", 2, 1, "'}' stands behind the end of the query; take it out"),
        ("SELECT ?x WHERE { ?x kg:year ?y", 1, 32, "the query breaks off here; close it with }"),
        ("SELECT ?x { FILTER(?x IN (1  # )\n", 1, 28, "the query breaks off here; close it with ))}"),
        ("SELECT ?s { ?s ?p 'abc }", 1, 19, "the text that begins here does not end; close it with another '"),
        ("SELECT ?s { ?s <a> ?o }", 1, 16, "<a> is no IRI in full; begin it with its scheme"),
        ("SELECT ?s { ?s a <not an iri> }", 1, 29, "what stands between < and > is no IRI"),
        ("SELECT ?地 { ?地 a kg:Region ， }", 1, 28, "'，' is no sign of SPARQL; write ','"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", 0, 0, "SELECT names a variable that GROUP BY does not; add it"),
        ("SELECT (?s AS ?s) { ?s ?p ?o }", 0, 0, "AS names a variable that the pattern has already; give"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", 0, 0, "SELECT * does not go with GROUP BY; name the variables"),
        (" # nothing\n", 0, 0, "it is empty; ask with SELECT"),
    ],
)
def test_an_error_points_at_the_place(sparql: str, line: int, column: int, said: str, store: Store, ontology: Ontology) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        query(store, sparql, ontology)
    assert (caught.value.line, caught.value.column) == (line, column)
    message, *picture = str(caught.value).split("\n")
    assert message.startswith(f"query, line {line}, column {column}: {said}" if line else f"query: {said}")
    assert "[_]" not in message
    assert len(picture) == (2 if line else 0)


@pytest.mark.parametrize(
    ("sparql", "picture"),
    [
        ("SELECT ?x\n\tWHER { ?x a ?y }", ["   WHER { ?x a ?y }", "   ^"]),
        ('ASK { ?x ?y "县长" ] }', ['  ASK { ?x ?y "县长" ] }', "                     ^"]),
        (f"ASK {{ {'?a ?b ?c . ' * 20}] {'?a ?b ?c . ' * 20}}}", [f"  …{('?a ?b ?c . ' * 9)[-50:]}] {('?a ?b ?c . ' * 9)[:48]}…",
                                                                f"  {' ' * 51}^"]),
    ],
)  # fmt: skip
def test_a_caret_stands_under_the_place(sparql: str, picture: list[str], store: Store, ontology: Ontology) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        query(store, sparql, ontology)
    assert str(caught.value).split("\n")[1:] == picture


@pytest.mark.parametrize("name", ["reports", "indicators", "topics", "litigation", "unreported-indicators"])
def test_every_beginning_of_a_query_breaks_off_and_no_word_is_found_wrong(name: str, ontology: Ontology) -> None:
    sparql = named_queries(ontology)[name].sparql
    found = [first_break(sparql[: word.end], {}) for word in words(sparql)]
    assert [each.word for each in found if each] == [None] * (len(found) - found.count(None))


def test_what_oxigraph_cannot_answer_is_said(store: Store, ontology: Ontology) -> None:
    for seconds in (None, 10):
        with pytest.raises(UnansweredError, match=r"query: The custom function <.*#f> is not supported; ask without it"):
            query(store, "SELECT (kg:f(1) AS ?x) {}", ontology, seconds)


@pytest.mark.parametrize(
    ("sparql", "said"),
    [
        ("SELECT * { ?s ?p ?o }", []),
        ("SELECT * { ?from ?p 'GRAPH <x:a>' } # FROM <x:a>", []),
        ("SELECT * FROM <x:no> { ?s ?p ?o }", ["FROM <x:no>"]),
        ("PREFIX x: <y:> SELECT * FROM NAMED x:no FROM kg:y { GRAPH ?g {} }", ["FROM x:no", "FROM kg:y", "GRAPH ?g"]),
        ("ASK { GRAPH <x:no> { ?s ?p ?o } }", ["GRAPH <x:no>"]),
    ],
)
def test_a_graph_that_is_not_there_is_told_of(sparql: str, said: list[str], store: Store, ontology: Ontology) -> None:
    no_graph = "finds nothing: there is no such graph; leave"
    found = list(absent_graphs(store, sparql, ontology))
    assert [warning.split(" finds")[0] for warning in found] == [f"query: {words}" for words in said]
    assert all(no_graph in warning for warning in found)


def test_the_graphs_that_are_there_are_named(ontology: Ontology) -> None:
    store = Store()
    store.add_graph(NamedNode("https://fazhi-kg.example/ontology#there"))
    assert not list(absent_graphs(store, "ASK FROM kg:there { GRAPH ?g {} }", ontology))
    (warning,) = absent_graphs(store, "ASK FROM kg:here {}", ontology)
    assert warning.endswith("there is no such graph; there are <https://fazhi-kg.example/ontology#there>")


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
    folder = tmp_path / "ontology"
    shutil.copytree(ontology.folder, folder)
    settings = folder / "ontology.yaml"
    settings.write_text(settings.read_text("utf-8").replace("fazhi-kg.example", "other.example"), "utf-8")
    assert "PREFIX kg: <https://other.example/ontology#>" in named_queries(load(folder))["reports"].sparql


@pytest.mark.parametrize(
    ("sparql", "line", "column"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 1, 12),
        ("ASK {\n  service silent ?where { ?s ?p ?o } }", 2, 3),
        ("ASK { #x\rSERVICE <http://127.0.0.1:1/> {} }", 1, 10),
        ("ASK { {}SERVICESILENT<http://127.0.0.1:1/> {} }", 1, 9),
        ("ASK { ?s ?p ?o.SERVICE <http://127.0.0.1:1/> {} }", 1, 16),
        ("ASK { ?s ?p 1SERVICE <http://127.0.0.1:1/> {} }", 1, 14),
        ("PREFIX : <http://127.0.0.1:1/> ASK { SERVICE:x {} }", 1, 38),
        ("ASK { FILTER(1<2)SERVICE <http://127.0.0.1:1/> {} FILTER(2>1) }", 1, 18),
    ],
)
def test_no_query_contacts_the_network(sparql: str, line: int, column: int, store: Store, ontology: Ontology) -> None:
    with pytest.raises(ServiceError, match="no network") as caught:
        query(store, sparql, ontology)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize(
    "sparql",
    [
        'ASK { ?service ?p "a \\" SERVICE" }',
        "# SERVICE\nASK {}",
        "ASK { ?s <http://a.example/#service> '''x ' SERVICE''' }",
        "PREFIX service: <http://a.example/> ASK { ?s service:service $service }",
        "SELECT (COUNT(?service) AS ?Service) { ?service ?p ?o } GROUP BY ?p",
    ],
)
def test_the_word_service_may_stand_elsewhere(sparql: str, store: Store, ontology: Ontology) -> None:
    query(store, sparql, ontology)


def test_a_query_has_a_time_limit(store: Store, ontology: Ontology) -> None:
    started = time.monotonic()
    with pytest.raises(QueryTimeoutError, match=r"not done after 0\.2 s"):
        query(store, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?a = ?i && ?d = ?c) }", ontology, 0.2)
    assert time.monotonic() - started < 5


def test_a_limited_query_gives_the_same(store: Store, ontology: Ontology) -> None:
    select = "SELECT ?r ?y ?z { ?r a kg:Report ; kg:year ?y } ORDER BY ?y ?r"
    assert as_csv(query(store, select, ontology, 30)) == as_csv(query(store, select, ontology))
    construct = "CONSTRUCT { ?r a kg:Report } WHERE { ?r a kg:Report }"
    assert as_turtle(query(store, construct, ontology, 30), ontology) == as_turtle(query(store, construct, ontology), ontology)
    with pytest.raises(QuerySyntaxError):
        query(store, "SELECT", ontology, 30)


def test_a_store_on_disk_holds_graph_and_evidence(out: Path, ontology: Ontology, tmp_path: Path) -> None:
    write_store(out, tmp_path / STORE)
    on_disk, in_memory = open_store(tmp_path), open_store(out, evidence=True)
    assert len(on_disk) == len(in_memory)
    asked = named_queries(ontology)["indicators"].sparql
    assert as_csv(query(on_disk, asked, ontology)) == as_csv(query(in_memory, asked, ontology))
    with pytest.raises(RuntimeError, match="read-write"):
        on_disk.update("CLEAR ALL")


def test_mistakes_in_named_queries_are_told_with_file_and_line(ontology: Ontology, tmp_path: Path) -> None:
    folder = shutil.copytree(ontology.folder, tmp_path / "ontology")
    assert query_problems(load(folder)) == []
    (folder / "queries" / "a.rq").write_text("# zh: 问？\n# en: Asked?\nSELECT * {\n  ?a foaff:x ?b\n}\n", "utf-8")
    (folder / "queries" / "b.rq").write_text("# zh: 问？\nSELECT * {}\n", "utf-8")
    (folder / "queries" / "c.rq").write_text("# zh: 问？\n# en: Asked?\nSELECT * { SERVICE <x:y> {} }\n", "utf-8")
    problems = query_problems(ontology_in(folder, ontology))
    assert [(p.file, p.line) for p in problems] == [("queries/a.rq", 4), ("queries/b.rq", 1), ("queries/c.rq", 3)]
    assert all(p.message and p.remedy for p in problems)


def ontology_in(folder: Path, ontology: Ontology) -> Ontology:
    return dataclasses.replace(ontology, folder=folder)
