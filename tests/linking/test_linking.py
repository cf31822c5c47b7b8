"""What mentions are linked to, in reports of many places and years."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.linking import describe, link, mention_link, place_of, reporting_agency
from kg.linking.documents import short_titles
from kg.linking.iri import segments
from kg.ontology import Ontology
from kg.records import Metadata, Report, Source

BLOCKS = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf-8"))
CASES = [(block["report"], *case) for block in BLOCKS for case in block["cases"]]


def report_of(said: dict[str, Any], ontology: Ontology) -> Report:
    """Make a report of what a block of cases.yaml says of it."""
    adcode, year = said["adcode"], said["year"]
    path = tuple(said.get("path") or (ontology.gazetteer.path_names(adcode, year) if adcode else ()))
    region = ontology.gazetteer.by_code(adcode, year) if adcode else None
    meta = Metadata(
        region_path=path,
        adcode=adcode,
        level=said.get("level") or (region.level if region else None),
        year=year,
        issuers=tuple(said.get("issuers", ())),
        kind=said.get("kind", "government"),
    )
    return Report("r", said.get("text", ""), Source("r.txt", "0", "text/plain"), meta)


@pytest.mark.parametrize(("said", "type", "text", "path"), CASES, ids=[f"{c[0]['adcode']}-{c[0]['year']}-{c[2]}" for c in CASES])
def test_a_mention_means(said: dict[str, Any], type: str, text: str, path: str, ontology: Ontology) -> None:
    report = report_of(said, ontology)
    found = mention_link(type, text, place_of(report, ontology), short_titles(report.text, ontology), ontology)
    assert "/".join(segments(ontology.settings.base, found.iri)) == path, found.rule
    assert set(found.rule.split("+")) <= set(ontology.linking.rules)
    assert describe(found.iri, ontology).label_zh


def test_the_table_is_worth_its_name() -> None:
    assert len(CASES) >= 500
    assert {case[1] for case in CASES} >= {
        "REGION",
        "AGENCY",
        "DOCUMENT",
        "DOCNUM",
        "PROGRAM",
        "MECHANISM",
        "INSTITUTION",
        "HONOR",
    }


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({"adcode": "410203", "year": 2022}, "agency/410203/人民政府"),
        ({"adcode": "410203", "year": 2022, "kind": "party"}, "agency/410203/党委"),
        ({"adcode": "120106", "year": 2022, "kind": "party", "issuers": ["中共红桥区委"]}, "agency/120106/党委"),
        (
            {"adcode": "120106", "year": 2022, "kind": "party", "issuers": ["中共红桥区委全面依法治区委员会"]},
            "agency/120106/全面依法治区委员会",
        ),
        ({"adcode": "410203", "year": 2022, "kind": "department", "issuers": ["区司法局"]}, "agency/410203/司法局"),
        ({"adcode": "411000", "year": 2022, "kind": "department", "issuers": ["许昌市司法局"]}, "agency/411000/司法局"),
        (
            {"adcode": "410203", "year": 2021, "path": ["河南省", "开封市", "顺河回族区", "东郊乡"], "level": "township"},
            "agency/410203/东郊乡/人民政府",
        ),
    ],
)
def test_who_reports(said: dict[str, Any], path: str, ontology: Ontology) -> None:
    iri = reporting_agency(report_of(said, ontology), ontology)
    assert iri is not None
    assert "/".join(segments(ontology.settings.base, iri)) == path


def test_nobody_reports_from_an_unknown_region(ontology: Ontology) -> None:
    assert reporting_agency(report_of({"adcode": None, "year": 2021}, ontology), ontology) is None


def test_two_pages_from_unknown_places_share_nothing_local(ontology: Ontology) -> None:
    one, other = (report_of({"adcode": None, "year": 2021, "text": text}, ontology) for text in ("甲", "乙"))
    iris = {mention_link("AGENCY", "市司法局", place_of(r, ontology), {}, ontology).iri for r in (one, other)}
    assert len(iris) == 2


def test_link_keeps_what_found_a_mention_and_adds_its_own_rule(ontology: Ontology) -> None:
    text = "市司法局和市司法局"
    report = report_of({"adcode": "410203", "year": 2022, "text": text}, ontology)
    mentions = tuple(report.mention(at, at + 4, "AGENCY", "tagger") for at in (0, 5))
    linked = link(Report(report.id, text, report.source, report.meta, entities=mentions), ontology)
    assert [m.rule for m in linked.entities] == ["tagger/organ+level"] * 2
    assert len({m.iri for m in linked.entities}) == 1
