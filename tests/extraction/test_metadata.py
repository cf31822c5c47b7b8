"""Texts → metadata: texts written for the test, the gold reports, and files whose metadata were judged by reading."""

from __future__ import annotations

import dataclasses
import itertools
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.extraction import extract
from kg.extraction.dates import find_date
from kg.extraction.metadata import read_metadata
from kg.ontology import Ontology, load
from kg.records import Metadata, Report, Source
from kg.structure import segment

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOLD = ROOT / "tests" / "gold"
TEXTS = yaml.safe_load((HERE / "metadata_texts.yaml").read_text("utf-8"))
FILES = yaml.safe_load((HERE / "metadata_files.yaml").read_text("utf-8"))


def said(text: str) -> dict[str, Any]:
    found = dataclasses.asdict(read_metadata(Report("x", text, Source("x.txt", "", "text/plain")), load()))
    return {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}


def full(expected: dict[str, Any]) -> dict[str, Any]:
    empty = {key: list(value) if isinstance(value, tuple) else value for key, value in dataclasses.asdict(Metadata()).items()}
    assert expected.keys() <= empty.keys()
    return {**empty, **expected}


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["name"])
def test_texts(case: dict[str, Any]) -> None:
    assert said(case["text"]) == full(case["expect"])


@pytest.mark.parametrize("name", FILES)
def test_files(name: str) -> None:
    assert said((ROOT / name).read_text("utf-8")) == full(FILES[name])


@pytest.mark.parametrize("id", ["000", "002", "004"])
def test_gold(id: str) -> None:
    gold = yaml.safe_load((GOLD / f"{id}.meta.yaml").read_text("utf-8"))
    gold.pop("region")
    for date in ("published", "signed"):
        gold[date] = str(gold[date]) if gold[date] else None
    assert said((GOLD / f"{id}.txt").read_text("utf-8")) == gold


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2023年1月3日", "2023-01-03"),
        ("2023-01-03 10:22", "2023-01-03"),
        ("2021.2.26", "2021-02-26"),
        ("2021/2/6", "2021-02-06"),
        ("二〇二〇年一月三日", "2020-01-03"),
        ("二○二○年十二月三十一日", "2020-12-31"),
        ("二〇二一年十月二十日", "2021-10-20"),
        ("2021226", "2021-02-26"),
        ("20210226", "2021-02-26"),
        ("2021112", "2021-01-12"),
        ("2021年2月30日", None),
        ("2021年度", None),
        ("1234567", None),
        ("办结2021件", None),
    ],
)
def test_dates(line: str, date: str | None) -> None:
    found = find_date(line, load().metadata)
    assert (found[0] if found else None) == date


def test_the_seven_kinds_are_there() -> None:
    """County, city, province, department, town, Party, damaged page: each stands at least once among the texts."""
    expected = [case["expect"] for case in TEXTS]
    assert {"county", "city", "province", "township"} <= {one.get("level") for one in expected}
    assert {"government", "party", "department"} == {one["kind"] for one in expected}
    assert any("title" not in one for one in expected)
    names = [case["name"] for case in TEXTS]
    assert all(a != b for a, b in itertools.combinations(names, 2))


@pytest.mark.parametrize(("given", "known"), [("许昌", True), ("河南省许昌市", True), ("不存在省", False)])
def test_a_region_that_was_given_and_is_unknown_is_said(given: str, known: bool, ontology: Ontology) -> None:
    report = Report(
        "a",
        "许昌市2020年法治政府建设年度报告\n许昌市办理行政复议案件8件。\n",
        Source("a", "", ""),
        Metadata(region_path=(given,)),
    )
    read = extract(segment(report, ontology), ontology)
    assert read.meta.region_path == ("河南省", "许昌市")
    assert [given in warning for warning in read.warnings] == ([] if known else [True])
