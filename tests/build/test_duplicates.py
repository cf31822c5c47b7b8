"""Reports of nearly the same text are found, said and linked; none is dropped, and neighbours' reports are left alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from pyoxigraph import RdfFormat, parse

import kg
from kg.build import Outcome, build, read_manifest
from kg.build.duplicates import near_duplicates
from kg.build.entry import Counts
from kg.build.export import export
from kg.build.likeness import alike, sketch
from kg.graph import validate
from kg.ontology import Ontology

SEED = "004_8f58528af628fc8b.txt"
SENTENCES = [
    f"第{number}项工作：{number}月，区司法局会同{number}个部门办理行政复议案件{number * 37}件。" for number in range(1, 120)
]


def outcome(path: str, text: str, region: str = "河南省许昌市", year: int | None = 2020) -> Outcome:
    counts = Counts(0, 0, 0, 0)
    return Outcome(path, "", None, path, f"https://x.example/{path}", None, region, year, counts, (), 0, 0, sketch(text), path)


@pytest.fixture(scope="module")
def text(seeds: Path) -> str:
    return (seeds / SEED).read_text("utf-8")


def test_likeness_follows_the_share_of_common_text() -> None:
    whole = sketch("".join(SENTENCES))
    estimates = [alike(whole, sketch("".join(SENTENCES[: len(SENTENCES) * tenths // 10]))) for tenths in range(11)]
    for tenths, estimate in enumerate(estimates):
        assert estimate == pytest.approx(tenths / 10, abs=0.15)  # four standard errors
    assert estimates[10] == 1


@pytest.mark.parametrize("changed", [str.upper, "\n\n".join, lambda t: t.replace("，", ","), lambda t: t.replace("0", "０")])
def test_what_is_no_letter_does_not_count(changed, text: str) -> None:  # type: ignore[no-untyped-def]
    assert alike(sketch(text), sketch(changed(text))) == 1
    assert alike(sketch(text), sketch(text.replace("的", ""))) < 1


def test_an_accent_belongs_to_the_letter_that_it_follows_at_once() -> None:
    assert sketch("Cafe\u0301，区") == sketch("Café区") != sketch("Cafe区")
    assert sketch("Cafe，\u0301区") == sketch("Cafe区")


def test_copies_are_found_and_other_reports_are_not(text: str) -> None:
    page = f"网站首页 > 政务公开 > 法治政府\n{text}\n打印 关闭 责任编辑：王某\n"
    reports = [
        outcome("a", text),
        outcome("b", page),
        outcome("neighbour", f"{page}漯河", region="河南省漯河市"),
        outcome("next year", f"{page}来年", year=2021),
        outcome("half", text[: len(text) // 2]),
    ]
    assert [(pair.report.path, pair.first.path) for pair in near_duplicates(reports)] == [("b", "a")]
    assert near_duplicates(reports) == near_duplicates(reports[::-1])


def test_the_same_letters_are_the_same_wherever_they_are_from(text: str) -> None:
    reports = [outcome("a", text), outcome("b", text.replace("\n", "\n\n"), region="", year=None)]
    assert [pair.report.path for pair in near_duplicates(reports)] == ["a"]


@pytest.mark.parametrize("short", ["", "略", "见附件。"])
def test_short_texts_are_alike_only_when_they_are_the_same(short: str) -> None:
    assert not near_duplicates([outcome("a", short), outcome("b", "办理完毕")])
    assert len(near_duplicates([outcome("a", short), outcome("b", f" {short}")])) == 1


def test_of_three_two_point_to_the_first(text: str) -> None:
    pairs = near_duplicates([outcome(name, f"{text}{name * 9}") for name in "cab"])
    assert [(pair.report.path, pair.first.path) for pair in pairs] == [("b", "a"), ("c", "a")]


@pytest.fixture(scope="module")
def out(text: str, ontology: Ontology, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("twice")
    (folder / "in").mkdir()
    (folder / "in" / "one.txt").write_text(text, "utf-8")
    (folder / "in" / "two.txt").write_text(f"{text}\n上一篇：无\n", "utf-8")
    (folder / "in" / "same.txt").write_text(text, "utf-8")
    rows = "path,url\none.txt,https://one.example/\ntwo.txt,https://two.example/\nsame.txt,https://same.example/\n"
    (folder / "in" / "list.csv").write_text(rows, "utf-8")
    build([folder / "in" / "list.csv"], folder / "out", ontology, workers=1, site=False)
    return folder / "out"


def test_it_is_said_and_linked_in_graph_table_and_manifest(out: Path) -> None:
    manifest = read_manifest(out)
    assert manifest["counts"]["reports"] == 2
    report = {each["path"]: each["report"] for each in manifest["inputs"]}
    assert set(report) == {"one.txt", "two.txt", "same.txt"}
    assert any(w.startswith("two.txt: nearly the same text as one.txt (") for w in manifest["warnings"])
    assert "same.txt: the same text as one.txt; the two are one report" in manifest["warnings"]
    with (out / "tables" / "reports.csv").open(encoding="utf-8-sig", newline="") as lines:
        linked = {row["report"]: row["same_text_as"] for row in csv.DictReader(lines)}
    assert linked == {report["one.txt"]: report["two.txt"], report["two.txt"]: report["one.txt"]}
    rows = kg.query(out, "SELECT ?one ?other { ?one kg:sameTextAs ?other }")
    assert {(row["one"], row["other"]) for row in rows} == set(linked.items())  # type: ignore[union-attr]
    sources = kg.query(out, f"SELECT ?url {{ <{report['one.txt']}> dcterms:source ?url }}")
    assert {row["url"] for row in sources} == {"https://one.example/", "https://same.example/"}  # type: ignore[union-attr]


def test_the_graph_with_links_is_valid_and_counted(out: Path) -> None:
    validation = validate(out)
    assert validation.conforms, validation.text
    triples = set(parse(path=out / "graph.ttl", format=RdfFormat.TURTLE))
    assert len(triples) == read_manifest(out)["counts"]["triples"]
    quads = list(parse(path=out / "graph.trig", format=RdfFormat.TRIG))
    evidence = set(parse(path=out / "evidence.ttl", format=RdfFormat.TURTLE))
    assert {quad.triple for quad in quads} == {quad.triple for quad in triples | evidence}


def test_parquet_has_the_link_too(out: Path, ontology: Ontology, tmp_path: Path) -> None:
    export(out, "parquet", tmp_path / "tables", ontology)
    column = pq.read_table(tmp_path / "tables" / "reports.parquet")["same_text_as"].to_pylist()
    assert len(column) == 2
    assert all(column)
