"""Of which measure a figure is, and what counts as speaking of an indicator without one."""

from __future__ import annotations

import pytest

from kg.graph.measures import figures, mention
from kg.ontology import Ontology
from kg.records import Metadata, Observation, Report, Source, Statement

CODE = "mediation.cases"


def report(sentence: str, period: str | None = "2020", code: str | None = CODE, status: str = "done", **fields: object) -> Report:
    """Return a report of 2020 of one statement; the figure, if there is one, is 50."""
    start = sentence.find("50")
    given = {"value": 50, "unit": "件", "bound": "exact", "kind": "total", "indicator": "", **fields}
    found = () if start < 0 else (Observation(start, start + 2, "50", code=code, period=period, statement=0, **given),)  # type: ignore[arg-type]
    statements = (Statement(0, len(sentence), status),)  # type: ignore[arg-type]
    return Report("a", sentence, Source("a", "", ""), Metadata(year=2020), statements=statements, observations=found)


@pytest.mark.parametrize(
    ("sentence", "period", "measure"),
    [
        ("调解纠纷50件。", "2020", "year"),
        ("调解纠纷50件。", None, "year"),
        ("调解纠纷50件。", "2019", None),
        ("截至2020年底,调解纠纷50件。", "as-of:2020-12-31", "as_of"),
        ("截至2019年底,调解纠纷50件。", "as-of:2019-12-31", None),
        ("2016年以来,调解纠纷50件。", "2016/2020", "cumulative"),
        ("2016至2018年,调解纠纷50件。", "2016/2018", None),
        ("累计调解纠纷50件。", "2020", "cumulative"),
        ("全市累计调解纠纷50件。", "2020", "cumulative"),
        ("2020年,全市累计调解纠纷50件。", "2020", "year"),
        ("今年,接待群众9人,累计调解纠纷50件。", "2020", "year"),
        ("累计培训调解员9人,调解纠纷50件。", "2020", "year"),
    ],
)
def test_the_measure_of_a_figure(sentence: str, period: str | None, measure: str | None, ontology: Ontology) -> None:
    found = figures(report(sentence, period), {CODE}, ontology).get(CODE, [])
    assert [figure.measure for figure in found] == ([measure] if measure else [])


@pytest.mark.parametrize(
    ("sentence", "period", "measure"),
    [
        ("现有人民调解员50名。", "2020", "as_of"),
        ("全市共有人民调解员50名。", None, "as_of"),
        ("截至2020年底,有人民调解员50名。", "as-of:2020-12-31", "as_of"),
        ("新增人民调解员50名。", "2020", "year"),
        ("培训人民调解员50名。", "2020", "year"),
        ("累计聘任人民调解员50名。", "2020", "cumulative"),
        ("2016年以来,聘任人民调解员50名。", "2016/2020", "cumulative"),
    ],
)
def test_what_there_is_is_no_flow(sentence: str, period: str | None, measure: str, ontology: Ontology) -> None:
    made = report(sentence, period, "mediation.mediators", unit="名")
    assert [figure.measure for figure in figures(made, {"mediation.mediators"}, ontology)["mediation.mediators"]] == [measure]


@pytest.mark.parametrize(
    ("sentence", "code", "spoken"),
    [
        ("办理群众热线工单,回应关切。", "service.hotline_cases", True),
        ("公布举报热线电话。", "service.hotline_cases", False),
        ("组织重大决策听证,听取意见。", "decisions.hearings", True),
        ("完善听证制度。", "decisions.hearings", False),
        ("配齐执法记录仪。", "enforcement.recorders", True),
    ],
)
def test_a_wide_word_alone_does_not_speak_of_an_indicator(sentence: str, code: str, spoken: bool, ontology: Ontology) -> None:
    assert (mention(report(sentence), code, ontology) is not None) == spoken


def test_only_kinds_of_the_indicator_compare(ontology: Ontology) -> None:
    assert not figures(report("调解纠纷增长50件。", kind="change"), {CODE}, ontology)
    assert not figures(report("调解纠纷50件。"), {"legal_aid.cases"}, ontology)


@pytest.mark.parametrize(
    ("made", "spoken"),
    [
        (report("及时调解矛盾纠纷,维护稳定。"), True),
        (report("及时调解矛盾纠纷,维护稳定。", status="problem"), True),
        (report("及时调解矛盾纠纷,维护稳定。", status="planned"), False),
        (report("及时调解矛盾纠纷,维护稳定。", status="frame"), False),
        (report("发放宣传资料。"), False),
        (report("调解纠纷增长50件。", kind="change"), True),
        (report("化解涉法纠纷50件。", code="petitions.cases"), False),
        (report("纠纷不断,办理案件。"), False),
    ],
)
def test_what_speaks_of_an_indicator(made: Report, spoken: bool, ontology: Ontology) -> None:
    assert mention(made, CODE, ontology) == (made.text if spoken else None)
