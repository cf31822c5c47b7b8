"""The tables: plain columns that a spreadsheet opens right, described by a dictionary, the same in CSV and in Parquet."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import sys
from pathlib import Path

import msgspec
import networkx as nx
import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

import kg.build.tables
import kg.cli.export
from kg.build import build, read_manifest, read_reports
from kg.build.export import FORMATS
from kg.build.tables import TABLES, csv_lines, dictionary, header, table_rows
from kg.cli import main
from kg.graph import context, network
from kg.ontology import Ontology
from kg.records import Report

FORMULAS = ("=1+1", "+1", "-2+3", "@SUM(A1)", " =cmd|' /C calc'!A0", "\t=1", "＝1", "\r1")


def lines(content: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline="")))


def table(out: Path, name: str) -> list[dict[str, str]]:
    content = (out / "tables" / f"{name}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def kg_export(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)], prog_name="kg")


@pytest.fixture(scope="module")
def report(built: Path) -> Report:
    return next(r for r in read_reports(built / "reports.jsonl") if r.id.startswith("000_"))


def test_every_table_is_described_and_every_description_has_its_column(report: Report, ontology: Ontology) -> None:
    assert set(TABLES) == set(ontology.tables.tables)
    for name, content in table_rows(report, ontology).items():
        for row in content:
            assert set(row) == set(ontology.tables.columns(name)), name


def test_the_dictionary_describes_what_is_there(built: Path, ontology: Ontology) -> None:
    described = table(built, "dictionary")
    assert (built / "tables" / "dictionary.csv").read_bytes().decode() == dictionary(ontology)
    for name in TABLES:
        first = (built / "tables" / f"{name}.csv").read_bytes()
        assert first.startswith(b"\xef\xbb\xbf")
        columns = lines(first.decode("utf-8").split("\r\n")[0])[0]
        assert columns == [row["column"] for row in described if row["table"] == name]
    assert all(row["zh"] and row["en"] and row["type"] for row in described)


def test_columns_that_a_researcher_looks_for(built: Path) -> None:
    row = next(
        r for r in table(built, "observations") if r["code"] == "reconsideration.concluded" and r["county"] == "顺河回族区"
    )
    assert (row["province"], row["city"], row["adcode"], row["year"]) == ("河南省", "开封市", "410203", "2022")
    assert (row["level"], row["report_kind"]) == ("county", "government")
    assert (row["code_zh"], row["value"], row["unit"]) == ("审结行政复议案件", "8", "件")
    assert (row["status"], row["topic_zh"]) == ("done", "矛盾纠纷化解")
    assert row["figure"] in row["sentence"]
    entity = next(r for r in table(built, "entities") if r["type"] == "AGENCY" and r["iri"].endswith("/agency/410203/司法局"))
    assert entity["label"] == "顺河回族区司法局"
    relation = next(r for r in table(built, "relations") if r["agent"] == "REPORT" and r["adcode"] == "410203")
    assert relation["agent_label"] == "顺河回族区人民政府"
    assert relation["object_label"]
    statement = next(r for r in table(built, "statements") if r["status"] == "problem")
    assert (statement["status_zh"], bool(statement["topic_zh"])) == ("问题", True)


def test_a_municipality_has_no_city_and_a_town_stands_apart(report: Report, ontology: Ontology) -> None:
    def places(**changes: object) -> tuple[object, ...]:
        meta = dataclasses.replace(report.meta, **changes)  # type: ignore[arg-type]
        (row,) = table_rows(msgspec.structs.replace(report, meta=meta), ontology)["reports"]
        return tuple(row[name] for name in ("province", "city", "county", "township"))

    assert places(adcode="120106", region_path=("天津市", "红桥区")) == ("天津市", None, "红桥区", None)
    path = ("河南省", "开封市", "顺河回族区", "东苑街道")
    assert places(level="township", region_path=path) == ("河南省", "开封市", "顺河回族区", "东苑街道")
    assert places(adcode=None, region_path=()) == (None, None, None, None)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_text_is_a_formula(text: str, report: Report, ontology: Ontology) -> None:
    meta = dataclasses.replace(report.meta, title=text, source=text)
    content = table_rows(msgspec.structs.replace(report, meta=meta), ontology)["reports"]
    (cells,) = lines(csv_lines("reports", content, ontology))
    written = dict(zip(lines(header("reports", ontology))[0], cells, strict=True))
    assert written["title"] == written["source"] == f"'{text}"


@pytest.mark.parametrize("text", ["5=5", "法治-政府", "a@b", "《方案》", "", "'=1"])
def test_other_cells_stand_as_they_are(text: str, report: Report, ontology: Ontology) -> None:
    meta = dataclasses.replace(report.meta, title=text)
    content = table_rows(msgspec.structs.replace(report, meta=meta), ontology)["reports"]
    (cells,) = lines(csv_lines("reports", content, ontology))
    assert text in cells


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.one_of(st.none(), st.integers(), st.text()), min_size=1, max_size=4), max_size=4))
@example([[""], [None], ['"', ",", "\r", "\n", '",\r\n"']])
def test_lines_are_those_of_the_standard_library(content: list[list[str | int | None]]) -> None:
    theirs = io.StringIO(newline="")
    csv.writer(theirs).writerows(content)
    fields = kg.build.tables._Fields()
    assert "".join(fields.line(values) for values in content) == theirs.getvalue()


def test_numbers_are_plain_and_keep_their_sign(report: Report, ontology: Ontology) -> None:
    first = report.observations[0]
    several = [msgspec.structs.replace(first, value=value) for value in (18.0, 0.5, -3, 1e-6, 31_000_000)]
    content = table_rows(msgspec.structs.replace(report, observations=tuple(several)), ontology)["observations"]
    place = list(ontology.tables.columns("observations")).index("value")
    found = [line[place] for line in lines(csv_lines("observations", content, ontology))]
    assert found == ["18", "0.5", "-3", "0.000001", "31000000"]


def test_formats_of_the_command_are_those_there_are() -> None:
    assert set(kg.cli.export.FORMATS) == set(FORMATS)


def test_nquads_hold_every_quad(built: Path, tmp_path: Path) -> None:
    assert kg_export(built, "--format", "nq", "-o", tmp_path / "g.nq").exit_code == 0
    quads = set(pyoxigraph.parse(path=tmp_path / "g.nq", format=pyoxigraph.RdfFormat.N_QUADS))
    assert quads == set(pyoxigraph.parse(path=built / "graph.trig", format=pyoxigraph.RdfFormat.TRIG))
    assert len({quad.graph_name for quad in quads}) == 1 + read_manifest(built)["counts"]["reports"]


def test_jsonld_is_read_by_another_program(built: Path, ontology: Ontology, tmp_path: Path) -> None:
    assert kg_export(built, "--format", "jsonld", "-o", tmp_path / "g.jsonld").exit_code == 0
    graph = rdflib.Graph().parse(tmp_path / "g.jsonld", format="json-ld")
    assert len(graph) == read_manifest(built)["counts"]["triples"]
    assert set(graph) == set(rdflib.Graph().parse(built / "graph.ttl"))
    document = json.loads((tmp_path / "g.jsonld").read_text("utf-8"))
    assert document["@context"] == context(ontology)
    (report,) = (node for node in document["@graph"] if node.get("type") == "Report" and node["year"] == 2023)
    assert report["region"] == "https://fazhi-kg.example/id/region/420205"
    assert report["title"] == {"zh": "开发区·铁山区关于2023年度法治建设情况的报告"}


@pytest.mark.parametrize(("format_", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_are_read_back(format_: str, read, built: Path, ontology: Ontology, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / f"n.{format_}"
    result = kg_export(built, "--format", format_, "-o", target)
    assert result.exit_code == 0
    assert result.stdout == f"{target}  {target.stat().st_size:,} bytes\n"
    found, made = read(target), network(read_reports(built / "reports.jsonl"), ontology)
    assert set(found.nodes) == set(made.nodes)
    assert found.number_of_edges() == made.number_of_edges() > 100
    iri = next(node for node in found.nodes if node.endswith("/agency/410203/司法局"))
    attributes = found.nodes[iri]
    assert (attributes["label"], attributes["cls"]) == ("顺河回族区司法局", "Agency")
    assert "lastmodified" not in target.read_text("utf-8")


def test_parquet_holds_the_same_with_types(built: Path, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    result = kg_export(built, "--format", "parquet", "-o", tmp_path / "tables")
    assert result.exit_code == 0, result.output
    assert {path.name for path in (tmp_path / "tables").iterdir()} == {f"{name}.parquet" for name in TABLES}
    for name in TABLES:
        plain = pq.read_table(tmp_path / "tables" / f"{name}.parquet").to_pylist()
        for typed, written in zip(plain, table(built, name), strict=True):
            for column, value in typed.items():
                if isinstance(value, float):
                    assert value == float(written[column])
                else:
                    assert ("" if value is None else str(value)) == written[column].removeprefix("'")
    schema = pq.read_schema(tmp_path / "tables" / "observations.parquet")
    assert [str(schema.field(name).type) for name in ("year", "value", "sentence")] == ["int64", "double", "string"]
    assert schema.field("value").metadata[b"zh"].decode().startswith("数值")


def test_parquet_without_its_part_is_one_line(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    result = kg_export(built, "--format", "parquet", "-o", tmp_path / "tables")
    assert result.exit_code == 2
    assert result.stderr == "kg: parquet needs a part that is not installed; run: pip install 'fazhi-kg[parquet]'\n"
    assert not list(tmp_path.iterdir())


def test_an_export_to_a_place_that_cannot_be_says_so(built: Path, tmp_path: Path) -> None:
    for format_, target, said in (("nq", tmp_path, "is a folder"), ("nq", tmp_path / "no" / "g.nq", "there is no folder")):
        result = kg_export(built, "--format", format_, "-o", target)
        assert result.exit_code == 2
        assert said in result.stderr
        assert result.stderr.count("\n") == 1


def test_an_export_of_no_build_says_so(tmp_path: Path) -> None:
    result = kg_export(tmp_path, "--format", "nq", "-o", tmp_path / "g.nq")
    assert result.exit_code == 2
    assert "holds no complete build" in result.stderr


def test_a_report_about_nowhere_still_has_rows(ontology: Ontology, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("=HYPERLINK(1)办理行政复议案件8件。\n", "utf-8")
    build([tmp_path / "a.txt"], tmp_path / "out", ontology, workers=1, site=False)
    (row,) = table(tmp_path / "out", "reports")
    assert (row["adcode"], row["province"]) == ("", "")
    (record,) = (json.loads(line) for line in (tmp_path / "out" / "reports.jsonl").read_text("utf-8").splitlines())
    for written, statement in zip(table(tmp_path / "out", "statements"), record["statements"], strict=True):
        said = record["text"][statement["start"] : statement["end"]]
        assert written["text"] == ("'" if said.startswith("=") else "") + said


def test_an_export_follows_a_link_and_replaces_nothing_but_files(built: Path, tmp_path: Path) -> None:
    (tmp_path / "link.nq").symlink_to(tmp_path / "real.nq")
    assert kg_export(built, "--format", "nq", "-o", tmp_path / "link.nq").exit_code == 0
    assert (tmp_path / "link.nq").is_symlink()
    assert (tmp_path / "real.nq").stat().st_size > 0
    os.mkfifo(tmp_path / "pipe")
    result = kg_export(built, "--format", "nq", "-o", tmp_path / "pipe")
    assert (result.exit_code, "neither a file nor a folder" in result.output) == (2, True)
    assert (tmp_path / "pipe").is_fifo()
