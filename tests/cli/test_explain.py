"""``kg explain``: every fact about an entity, with its sentence, its report and its rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.build.explanation import NothingKnownError, explain
from kg.cli import main
from kg.ontology import Ontology


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="kg")


def test_an_iri_is_explained(built: Path, ontology: Ontology) -> None:
    (found,) = explain(built, "agency/120106/公安局", ontology)
    assert found.entity.label_zh == "红桥区公安局"
    assert dict(found.names)["公安红桥分局"] >= 2
    assert dict(found.rules)["branch+region"] >= 2
    (report,) = found.reports
    assert report.path.startswith("002")
    kinds = [fact.kind for fact in report.facts]
    assert "mention" in kinds
    assert "observation" in kinds
    for fact in report.facts:
        assert any(piece.marked for piece in fact.sentence), fact
        assert fact.rule


def test_the_whole_iri_and_its_end_are_one(built: Path, ontology: Ontology) -> None:
    whole = explain(built, f"{ontology.settings.base}id/agency/120106/公安局", ontology)
    assert whole == explain(built, "agency/120106/公安局", ontology)


def test_a_text_may_mean_several(built: Path, ontology: Ontology) -> None:
    paths = {found.entity.iri.rpartition("/id/")[2] for found in explain(built, "区司法局", ontology)}
    assert paths == {"agency/120106/司法局", "agency/410203/司法局", "agency/420205/司法局"}


def test_a_label_and_quotes_make_no_difference(built: Path, ontology: Ontology) -> None:
    assert explain(built, "红桥区司法局", ontology) == explain(built, "agency/120106/司法局", ontology)
    assert explain(built, "放管服改革", ontology) == explain(built, "“放管服”改革", ontology)


def test_relations_of_the_reporting_body_are_its_facts(built: Path, ontology: Ontology) -> None:
    (found,) = explain(built, "agency/410203/人民政府", ontology)
    assert any(fact.kind == "relation" and fact.said.startswith("REPORT – ") for r in found.reports for fact in r.facts)


def test_nothing_found_suggests_near_names(built: Path, ontology: Ontology) -> None:
    with pytest.raises(NothingKnownError, match=r"near names: .*区司法局"):
        explain(built, "区司法居", ontology)
    with pytest.raises(NothingKnownError, match="ask with a name"):
        explain(built, "zzzzzz", ontology)


def test_the_command_prints_sentence_report_and_rule(built: Path) -> None:
    result = kg("explain", built, "公安红桥分局")
    assert result.exit_code == 0, result.output
    for part in ("红桥区公安局", "agency/120106/公安局", "branch+region", "002_", "破获一起", "mention", "observation"):
        assert part in result.stdout


def test_nothing_found_is_status_2_and_one_line(built: Path) -> None:
    result = kg("explain", built, "区司法居")
    assert result.exit_code == 2
    assert result.stderr.startswith("kg: nothing is known of '区司法居'; near names: ")
    assert result.stderr.count("\n") == 1


def test_a_folder_without_a_build(tmp_path: Path) -> None:
    result = kg("explain", tmp_path, "区司法局")
    assert result.exit_code == 2
    assert "no complete build" in result.stderr
