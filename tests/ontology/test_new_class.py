"""A class that is added in YAML alone is extracted and stands in Turtle, SHACL, documentation and site."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.build import build, read_reports
from kg.graph import named_queries, ontology_documents, validate
from kg.ontology import Ontology, load
from kg.site import ontology_page

TEAM = """
  Team:
    zh: 队伍
    en: Team
    definition: {zh: 成队的人员。, en: People who form a team.}
    example: 组建红桥区普法宣传小分队
    type: TEAM
    path: team
    scope: region
    heads: [小分队, 突击队]
"""
REPORT = """红桥区2022年法治政府建设情况报告
一、主要工作
（一）加强普法宣传。我区组建了青年普法小分队，开展法治宣传120场次，党员先锋突击队深入社区。
"""


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    folder = tmp_path_factory.mktemp("extended") / "ontology"
    shutil.copytree(load().folder, folder)
    with (folder / "classes.yaml").open("a", encoding="utf-8") as classes:
        classes.write(TEAM)
    return load(folder)


@pytest.fixture(scope="module")
def out(extended: Ontology, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("teams")
    (folder / "report.txt").write_text(REPORT, "utf-8")
    build([folder / "report.txt"], folder / "out", extended, workers=1)
    return folder / "out"


def test_its_mentions_are_extracted_and_linked(out: Path) -> None:
    (report,) = read_reports(out / "reports.jsonl")
    teams = {m.text: m.iri for m in report.entities if m.type == "TEAM"}
    assert teams.keys() == {"青年普法小分队", "党员先锋突击队"}
    assert all(iri and "/id/team/120106/" in iri for iri in teams.values())


def test_it_stands_in_the_graph_and_the_graph_conforms(out: Path) -> None:
    assert "青年普法小分队> a kg:Team ;" in (out / "graph.ttl").read_text("utf-8")
    validation = validate(out)
    assert validation.conforms, validation.text


def test_it_stands_in_owl_shacl_and_context(extended: Ontology) -> None:
    documents = ontology_documents(extended)
    assert "kg:Team a owl:Class ;" in documents["ontology.ttl"]
    assert "kg:TeamShape a sh:NodeShape ;" in documents["shapes.ttl"]
    assert '"Team": "kg:Team"' in documents["context.jsonld"]


def test_it_stands_on_the_site_and_in_the_documentation(out: Path, extended: Ontology) -> None:
    (page,) = (out / "site" / "reports").glob("*.html")
    text = page.read_text("utf-8")
    assert "队伍" in text
    assert "青年普法小分队" in text
    documentation = ontology_page(extended, {"Team": 2})
    assert "成队的人员。" in documentation
    assert "组建红桥区普法宣传小分队" in documentation


def test_the_ontology_it_was_added_to_does_not_know_it(ontology: Ontology) -> None:
    assert "Team" not in ontology.classes
    assert named_queries(ontology)
