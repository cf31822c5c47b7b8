"""Records as JSON."""

from __future__ import annotations

import json
import pickle

import pytest
from msgspec.structs import replace

from kg.records import Observation, Relation, Report, Section, Source, Statement

REPORT = Report(
    "a",
    '八件“复议”\u2028\x85\x00\\"',
    Source("a.txt", "00", "text/plain"),
    sections=(Section(0, 2, 1, "一", "八件", "-"),),
    statements=(Statement(0, 2, "done", "-", "区司法局", ("handle",)),),
    observations=(
        Observation(0, 1, "八", 8, "件", "exact", "total", "案件"),
        Observation(0, 1, "八", 8.0, None, "about", "rate", "率", statement=0),
        Observation(0, 1, "八", 10**25, None, "min", "total", "案件"),
        Observation(0, 1, "八", 1e-7, None, "max", "change", "案件"),
    ),
    relations=(
        Relation("REPORT", "issued", "《办法》", 0, 2, None, (0, 2), None, "r"),
        Relation("区司法局", "issued", "《办法》", 0, 2, (0, 1), (1, 2), 0, "r"),
    ),
)


def test_a_record_comes_back_from_json_with_the_same_types() -> None:
    back = Report.from_json(REPORT.to_json())
    assert repr(back) == repr(REPORT)  # which tells 8 from 8.0, and a tuple from a list
    assert Report.from_json(REPORT.to_json().encode() + b"\n") == REPORT


def test_json_of_another_writer_is_read_too() -> None:
    raw = json.loads(REPORT.to_json())
    assert list(raw)[:4] == ["id", "text", "source", "meta"]
    assert raw["observations"][1]["value"] == 8
    assert Report.from_json(json.dumps(raw, ensure_ascii=False)) == REPORT
    assert Report.from_json(json.dumps(raw, indent=1)) == REPORT


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"id":"a",', "", "`id`"),
        ('"findings":[],', "", "`findings`"),
        ('"exact"', '"exactly"', "bound"),
        ('"start":0', '"start":"0"', "start"),
        ("[1,2]", "[1]", "object_span"),
        ("}]", "", "truncated|malformed"),
    ],
)
def test_what_is_no_record_is_a_value_error(old: str, new: str, said: str) -> None:
    line = REPORT.to_json()
    assert old in line
    with pytest.raises(ValueError, match=said):
        Report.from_json(line.replace(old, new))


def test_a_record_is_one_value() -> None:
    again = pickle.loads(pickle.dumps(REPORT))
    assert (again, hash(again)) == (REPORT, hash(REPORT))
    assert replace(REPORT, warnings=("w",)) != REPORT
    with pytest.raises(AttributeError):
        REPORT.text = ""  # type: ignore[misc]
