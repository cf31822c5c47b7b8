"""Which figures enter the data cube."""

import dataclasses
from typing import Any

import msgspec
import pytest

from kg.graph.cube import comparable
from kg.ontology import Ontology
from kg.records import Metadata, Observation, Report, Source, Statement

GIVEN = Observation(0, 1, "8", 8, "件", "exact", "total", "审结", "reconsideration.concluded")
META = Metadata(adcode="410203", year=2022, kind="government")


def report(*observations: Observation, meta: Metadata = META) -> Report:
    return Report("x", "8" * 99, Source("x.txt", "", "text/plain"), meta, observations=observations)


def changed(place: int, **fields: Any) -> Observation:
    return msgspec.structs.replace(GIVEN, start=place, end=place + 1, **fields)


@pytest.mark.parametrize(
    "left_out",
    [
        {"code": None},
        {"code": "no.such"},
        {"scope": "part"},
        {"kind": "change"},
        {"period": "2000/2022"},
        {"period": "as-of:2022-12-31"},
    ],
)
def test_what_cannot_be_compared_stays_out(left_out: dict[str, Any], ontology: Ontology) -> None:
    assert comparable(report(GIVEN), ontology) == {0: 2022}
    assert comparable(report(changed(0, **left_out)), ontology) == {}


def test_stocks_flows_and_cumulative_figures_are_not_mixed(ontology: Ontology) -> None:
    def entered(text: str, code: str, period: str | None = None) -> bool:
        start = text.index("8")
        given = Observation(start, start + 1, "8", 8, "名", "exact", "total", "", code, period=period, statement=0)
        statements = (Statement(0, len(text), "done"),)
        made = Report("x", text, Source("x.txt", "", "text/plain"), META, statements=statements, observations=(given,))
        return bool(comparable(made, ontology))

    assert entered("现有调解员8名", "mediation.mediators")
    assert entered("截至2022年底有调解员8名", "mediation.mediators", "as-of:2022-12-31")
    assert not entered("截至2022年6月有调解员8名", "mediation.mediators", "as-of:2022-06-30")
    assert not entered("新增调解员8名", "mediation.mediators")
    assert entered("审结案件8件", "reconsideration.concluded")
    assert not entered("累计审结案件8件", "reconsideration.concluded")
    assert not entered("截至2022年底审结案件8件", "reconsideration.concluded", "as-of:2022-12-31")


def test_the_first_of_equal_figures_stands_for_all(ontology: Ontology) -> None:
    assert comparable(report(GIVEN, changed(5)), ontology) == {0: 2022}


def test_figures_that_contradict_each_other_stay_out(ontology: Ontology) -> None:
    assert comparable(report(GIVEN, changed(5, value=9, figure="9")), ontology) == {}


def test_another_year_is_another_key(ontology: Ontology) -> None:
    last_year = changed(5, value=9, figure="9", period="2021")
    assert comparable(report(GIVEN, last_year), ontology) == {0: 2022, 1: 2021}


def test_a_department_reports_a_part_of_its_region(ontology: Ontology) -> None:
    assert comparable(report(GIVEN, meta=dataclasses.replace(META, kind="department")), ontology) == {}
