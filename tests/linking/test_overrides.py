"""Reviewed decisions: how they are applied, and what loading says of unusable ones."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest
import yaml

from kg.linking import Place, mention_link
from kg.linking.iri import segments
from kg.ontology import Ontology, OntologyError, default_folder, load
from kg.ontology.overrides import Overrides, override_problems
from kg.ontology.yaml_file import read_yaml

HERE = Place("410203", "410000", "410200", "410203", 2022)


def with_decisions(source: str, ontology: Ontology) -> Ontology:
    return dataclasses.replace(ontology, overrides=Overrides.model_validate(yaml.safe_load(source)))


def linked(type: str, text: str, place: Place, ontology: Ontology) -> tuple[str, str]:
    found = mention_link(type, text, place, {}, ontology)
    return "/".join(segments(ontology.settings.base, found.iri)), found.rule


def test_same_as(ontology: Ontology) -> None:
    ontology = with_decisions(
        "same:\n"
        "- {iri: agency/410203/综合治理中心, as: agency/410203/综治办, why: 更名}\n"
        "- {iri: agency/410203/综治办, as: agency/410203/政法委员会, why: 合署}\n",
        ontology,
    )
    assert linked("AGENCY", "区综合治理中心", HERE, ontology) == ("agency/410203/政法委员会", "override")
    assert linked("AGENCY", "市综合治理中心", HERE, ontology) == ("agency/410200/综合治理中心", "name+level")


def test_different_from(ontology: Ontology) -> None:
    ontology = with_decisions(
        "different:\n"
        "- {text: 某特色办, type: AGENCY, region: '410200', iri: agency/410200/污染防治攻坚战指挥部, why: 全市统一}\n"
        "- {text: 某特色办, type: AGENCY, region: '410203', iri: agency/410203/某特色办, why: 该区自设}\n",
        ontology,
    )
    elsewhere = Place("410204", "410000", "410200", "410204", 2022)
    outside = Place("411000", "410000", "411000", None, 2022)
    assert linked("AGENCY", "某特色办", elsewhere, ontology) == ("agency/410200/污染防治攻坚战指挥部", "override")
    assert linked("AGENCY", "某特色办", HERE, ontology)[0] == "agency/410203/某特色办"
    assert linked("AGENCY", "某特色办", outside, ontology) == ("agency/411000/某特色办", "name+report")


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        (
            "same:\n- {iri: agency/1/甲, as: agency/1/乙, why: x}\n- {iri: agency/1/乙, as: agency/1/甲, why: x}\n",
            3,
            "comes back",
        ),
        ("same:\n- {iri: agency/1/甲, as: agency/1/甲, why: x}\n", 2, "comes back"),
        (
            "same:\n- {iri: agency/1/甲, as: agency/1/乙, why: x}\n- {iri: agency/1/甲, as: agency/1/丙, why: x}\n",
            3,
            "two decisions",
        ),
        ("same:\n- {iri: 司法局, as: agency/1/乙, why: x}\n", 2, "no IRI of the graph"),
        ("same:\n- {iri: thing/1, as: agency/1/乙, why: x}\n", 2, "no IRI of the graph"),
        ("same:\n- {iri: program/甲, as: agency/1/乙, why: x}\n", 2, "two classes"),
        ("same:\n- {iri: program/甲, as: program/乙}\n", 2, "'same.0.why' is missing"),
        ("same:\n- {iri: program/甲, is: program/乙, why: x}\n", 2, "unknown key 'same.0.is'"),
        ("different:\n- {text: 甲, type: ORGAN, iri: agency/1/乙, why: x}\n", 2, "'ORGAN'"),
        ("different:\n- {text: 甲, type: AGENCY, iri: program/乙, why: x}\n", 2, "no IRI of a mention of type AGENCY"),
        ("different:\n- {text: 甲, type: AGENCY, region: '999999', iri: agency/1/乙, why: x}\n", 2, "no region has the code"),
    ],
)
def test_an_unusable_decision_is_named_with_its_line(
    source: str, line: int, said: str, tmp_path: Path, ontology: Ontology
) -> None:
    path = tmp_path / "overrides.yaml"
    path.write_text(source, "utf-8")
    file = read_yaml(path, path.name, Overrides)
    problems = file.problems
    if file.value and not problems:
        problems = list(override_problems(file.value, file.root, ontology.classes, ontology.gazetteer))
    assert [p for p in problems if p.file == "overrides.yaml" and p.line == line and said in p.message], problems


def test_loading_checks_the_decisions(tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(default_folder(), folder)
    (folder / "overrides.yaml").write_text("same:\n- {iri: program/甲, as: program/甲, why: x}\n", "utf-8")
    with pytest.raises(OntologyError, match=r"overrides\.yaml:2: .*comes back to itself"):
        load(folder)


def test_the_decisions_that_come_with_the_program_hold(ontology: Ontology) -> None:
    for decision in ontology.overrides.same:
        name = decision.iri.rsplit("/", 1)[-1]
        assert linked("AGENCY", name, HERE, ontology) == (decision.target, "override")
