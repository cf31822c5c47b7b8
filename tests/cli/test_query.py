"""``kg query``: formats, named queries, and mistakes that say where they are."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.cli.query import FORMATS
from kg.graph import FORMATS as WRITTEN
from kg.graph import named_queries
from kg.ontology import Ontology

REPORTS = "SELECT ?report ?year { ?report a kg:Report ; kg:year ?year } ORDER BY ?report"


def query(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["query", *map(str, arguments)], prog_name="kg")


def test_formats_are_those_that_the_graph_writes() -> None:
    assert FORMATS == WRITTEN


def test_csv(built: Path) -> None:
    result = query(built, REPORTS, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout_bytes.decode("utf-8"), newline="")))
    assert len(rows) == 5
    assert all(row["report"].startswith("https://fazhi-kg.example/id/report/") for row in rows)
    assert result.stdout_bytes.startswith(b"report,year\r\n")


def test_json(built: Path) -> None:
    bindings = json.loads(query(built, REPORTS, "--format", "json").stdout)["results"]["bindings"]
    assert {row["year"]["value"] for row in bindings} >= {"2020", "2022"}


def test_turtle(built: Path) -> None:
    result = query(built, "CONSTRUCT { ?r a kg:Report } WHERE { ?r a kg:Report }", "--format", "ttl")
    assert result.stdout.count("a kg:Report") == 5


def test_table(built: Path) -> None:
    result = query(built, REPORTS)
    assert result.stdout.count("report/") == 5


def test_evidence_is_there_when_asked_for(built: Path) -> None:
    ask = "ASK { ?s oa:start|oa:exact ?o }"
    assert "false" in query(built, ask).stdout
    assert "true" in query(built, ask, "--evidence").stdout


def test_a_query_from_a_file(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text("# 报告\n" + REPORTS, "utf-8")
    assert query(built, "-f", path).stdout == query(built, REPORTS).stdout


def test_without_a_query_the_named_ones_are_listed(built: Path, ontology: Ontology) -> None:
    listed = query(built).stdout
    for named in named_queries(ontology).values():
        assert named.name in listed
        assert named.zh in listed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["SELECT ?s {\n ?s ?p }"], "line 2, column "),
        (["SELECT * { ?s nope:x ?o }"], "kg: query, line 1, column 15: the prefix nope: is not declared"),
        (["SELECT * { ?s nope:x ?o }"], "kg:   SELECT * { ?s nope:x ?o }\nkg:                 ^\n"),
        (["DROP ALL"], "DROP would change the graph, which is only read; ask with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        (["SELECT (kg:f(1) AS ?x) {}"], "is not supported; ask without it"),
        ([REPORTS, "--format", "ttl"], "kg: Turtle cannot hold rows"),
        (["ASK {}", "--format", "csv"], "kg: CSV cannot hold"),
        (["-n", "no-such-query"], "no query is called 'no-such-query'; there are: agencies, "),
        (["-f", "/no/such/file.rq"], "/no/such/file.rq: No such file or directory; check the path."),
        (["-n", "reports", REPORTS], "Give one query"),
        ([REPORTS, "--format", "xml"], "'xml' is not one of"),
    ],
)
def test_mistakes(arguments: list[str], message: str, built: Path) -> None:
    result = query(built, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_a_graph_that_is_not_there_is_warned_of(built: Path) -> None:
    result = query(built, "SELECT * FROM <x:no> { ?s ?p ?o }", "--format", "csv")
    assert result.exit_code == 0
    assert "kg: warning: query: FROM <x:no> finds nothing: there is no such graph; leave FROM out" in result.stderr


def test_a_damaged_graph_is_named(built: Path, tmp_path: Path) -> None:
    out = shutil.copytree(built, tmp_path / "out")
    size = (out / "graph.ttl").stat().st_size
    for content, said in (
        (b"cut off", "graph.ttl has changed"),
        (bytes(size), "graph.ttl has changed"),
        (None, "graph.ttl is missing"),
    ):
        (out / "graph.ttl").unlink() if content is None else (out / "graph.ttl").write_bytes(content)
        result = query(out, REPORTS)
        assert result.exit_code == 2
        assert said in result.stderr
        assert "run the same kg build again" in result.stderr
