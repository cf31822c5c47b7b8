"""The audit: planted errors are found, sound sums of the same wording are not, and rounding explains what it can."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.facts.audit.intervals import interval
from kg.ontology import Ontology
from kg.ontology.yaml_file import Entry
from kg.pipeline import run
from kg.records import Bound, Finding, Observation, Report, Source

PASSAGES = yaml.safe_load((Path(__file__).parent / "audit_passages.yaml").read_text("utf-8"))


def audited(text: str, ontology: Ontology) -> Report:
    return run(Report("t", text, Source("t.txt", "0" * 64, "text/plain")), ontology)


def told(findings: tuple[Finding, ...]) -> list[list[Any]]:
    return [[f.kind, f.stated, f.computed] for f in findings]


@pytest.mark.parametrize(("part", "sound", "planted"), [("tuned", 39, 27), ("held_out", 18, 14), ("later", 46, 27)])
def test_precision_and_recall(part: str, sound: int, planted: int, ontology: Ontology) -> None:
    right = wrong = missed = 0
    alarms: list[str] = []
    for passage in PASSAGES[part]:
        got, expected = told(audited(passage["text"], ontology).findings), passage.get("findings", [])
        hits = sum(finding in expected for finding in got)
        right, wrong, missed = right + hits, wrong + len(got) - hits, missed + len(expected) - hits
        alarms += [f"{finding}: {passage['text']}" for finding in got if finding not in expected]
    assert sum("findings" not in p for p in PASSAGES[part]) == sound
    assert right + missed == planted
    assert right / (right + wrong) >= 0.9, alarms
    assert right / planted >= 0.8


def test_the_seeds_contradict_themselves_once(seeds: Path, ontology: Ontology) -> None:
    reports = [audited(path.read_text("utf-8-sig"), ontology) for path in sorted(seeds.glob("*.txt"))]
    found = {str(number): told(report.findings) for number, report in enumerate(reports)}
    assert found == {"0": [], "1": [["rate", 97.26, 97.28]], "2": [], "3": [], "4": []}
    (finding,) = reports[1].findings
    assert finding.tolerance == 0.005
    assert finding.unit == "%"
    assert [reports[1].observations[index].figure for index in finding.observations] == ["97.26", "2036", "2093"]
    assert reports[1].text[finding.start : finding.end] == "2093件,调解成功2036件,调解成功率97.26%"
    (sentence,) = reports[1].sentences(finding)
    assert sentence.endswith("调解成功率97.26%,调解金额2.63亿元。")


def rules_of(entry: Entry) -> list[tuple[str, str]]:
    """Return all pairs of an example and its counter-example below ``entry``."""
    found: list[tuple[str, str]] = []
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if name.endswith("example"):
            found.append((value, getattr(entry, name.removesuffix("example") + "counter")))
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Entry):
                found += rules_of(part)
    return found


def test_every_rule_finds_its_example_and_not_its_counter_example(ontology: Ontology) -> None:
    pairs = rules_of(ontology.audit)
    assert len(pairs) == 17
    for example, counter in pairs:
        assert len(audited(example, ontology).findings) == 1, example
        assert not audited(counter, ontology).findings, counter


def test_every_rule_of_sums_is_found_by_its_own_name(ontology: Ontology) -> None:
    sums = ontology.audit.sums
    for rule in (*sums.markers, *sums.balances):
        assert [f.rule for f in audited(rule.example, ontology).findings] == [rule.name]


def test_every_kind_of_finding_is_a_concept_and_is_met(ontology: Ontology) -> None:
    met = {finding[0] for part in PASSAGES.values() for passage in part for finding in passage.get("findings", [])}
    assert met == set(ontology.finding_kinds.concepts)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("全年办理行政复议案件40件，其中结案52件。", "其中"),
        ("全年办理案件40件，其中市级20件（含上年2件）、县级30件。", "brackets"),
        ("共有执法证2060个。其中，镇和街道共855个，市直部门1305个。", "a sentence of its own"),
        ("共审结行政复议案件64件；其中，维持51件；驳回9件；撤销6件。", "semicolons"),
        ("全年办结案件九十件，其中民事六十件、刑事四十件。", "Chinese numerals"),
    ],
)
def test_wordings_of_one_error(sentence: str, words: str, ontology: Ontology) -> None:
    assert [f.kind for f in audited(sentence, ontology).findings] == ["sum"], words


def test_two_errors_of_a_sentence_are_two_findings(ontology: Ontology) -> None:
    text = "全年办理案件50件，其中民事40件、刑事16件，办结45件，办结率98%。"
    assert told(audited(text, ontology).findings) == [["sum", 50, 56], ["rate", 98, 90]]


def test_findings_survive_the_record(ontology: Ontology) -> None:
    report = audited("全年办理案件50件，其中民事40件、刑事16件。", ontology)
    assert report.findings
    assert Report.from_json(report.to_json()) == report


def figure(written: str, value: float, unit: str = "件", bound: Bound = "exact") -> Observation:
    return Observation(0, len(written), written, value, unit, bound, "total", "")


@pytest.mark.parametrize(
    ("observation", "behind", "low", "high"),
    [
        (figure("2093", 2093), "件", 2093, 2093),
        (figure("3 400", 3400), "件", 3400, 3400),
        (figure("97.26", 97.26, "%"), "%", Fraction("97.255"), Fraction("97.265")),
        (figure("98", 98, "%"), "%", Fraction("97.5"), Fraction("98.5")),
        (figure("135.6万", 1356000, "元"), "元", 1355500, 1356500),
        (figure("20万", 200000, "人次"), "人次", 195000, 205000),
        (figure("五万", 50000, "人次"), "人次", 49500, 50500),
        (figure("九十七点六", 97.6, "%"), "", Fraction("97.55"), Fraction("97.65")),
        (figure("4700", 4700, bound="over"), "余件", 4700, 4800),
        (figure("1.2万", 12000, bound="over"), "余件", 12000, 13000),
        (figure("16", 16, "封", "over"), "余封", 16, 26),
        (figure("300", 300, bound="over"), "件", 300, float("inf")),
        (figure("99", 99, "%", "min"), "%以上", 99, float("inf")),
        (figure("3", 3, "个工作日", "max"), "个工作日以内", 0, 3),
        (figure("800", 800, bound="about"), "件", 720, 880),
        (figure("0", 0), "件", 0, 0),
    ],
)
def test_what_a_figure_may_stand_for(observation: Observation, behind: str, low: float, high: float, ontology: Ontology) -> None:
    found = interval(observation, behind, ontology)
    assert (found.low, found.value, found.high) == (low, Fraction(str(observation.value)), high)
