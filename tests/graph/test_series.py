"""Which reports belong together over the years, and which regions a name means."""

from __future__ import annotations

from typing import Any

import pytest

from kg.graph.compare import compare, entries, latest
from kg.graph.coverage import coverage
from kg.graph.series import AmbiguousRegionError, Series, UnknownNameError, select, series_of
from kg.ontology import Ontology
from kg.records import Metadata, Report, Source

XUCHANG = "河南省许昌市"


def report(adcode: str | None, year: int | None, *path: str, **fields: Any) -> Report:
    meta = Metadata(adcode=adcode, year=year, region_path=path, **{"level": "county", "kind": "government", **fields})
    return Report("a", f"{adcode}{year}{path}{fields}", Source("a.txt", "", ""), meta)


def names(found: list[Series]) -> list[str]:
    return [series.name for series in found]


@pytest.fixture(scope="module")
def known(ontology: Ontology) -> list[Series]:
    reports = (
        report("410000", 2020, "河南省", level="province"),
        report("411000", 2020, "河南省", "许昌市", level="city"),
        report("411023", 2014, "河南省", "许昌市", "许昌县"),
        report("411081", 2020, "河南省", "许昌市", "禹州市"),
        report("411081", 2020, "河南省", "许昌市", "禹州市", "火龙镇", level="township"),
        report("320106", 2020, "江苏省", "南京市", "鼓楼区"),
        report("350102", 2020, "福建省", "福州市", "鼓楼区"),
    )
    return [series for each in reports if (series := series_of(each, ontology))]


def test_a_government_a_township_and_an_organ_are_apart(ontology: Ontology) -> None:
    county = series_of(report("411081", 2020, "河南省", "许昌市", "禹州市"), ontology)
    town = series_of(report("411081", 2020, "河南省", "许昌市", "禹州市", "火龙镇", level="township"), ontology)
    bureau = series_of(
        report("411081", 2020, "河南省", "许昌市", "禹州市", kind="department", issuers=("禹州市司法局",)), ontology
    )
    assert county == Series("411081", "", "", f"{XUCHANG}禹州市", "county")
    assert town == Series("411081", "火龙镇", "", f"{XUCHANG}禹州市火龙镇", "township")
    assert bureau is not None
    assert (bureau.organ.rsplit("/", 1)[1], bureau.name) == ("司法局", f"{XUCHANG}禹州市 禹州市司法局")


def test_a_region_that_is_not_known_has_no_series(ontology: Ontology) -> None:
    assert series_of(report(None, 2020), ontology) is None


@pytest.mark.parametrize(
    ("asked", "level", "found"),
    [
        (["许昌市"], None, [XUCHANG]),
        (["许昌"], None, [XUCHANG]),
        (["411000"], None, [XUCHANG]),
        (["许昌市"], "county", [f"{XUCHANG}建安区", f"{XUCHANG}禹州市"]),
        (["河南省"], "city", [XUCHANG]),
        (["河南省"], "province", ["河南省"]),
        (["许昌县"], None, [f"{XUCHANG}建安区"]),
        (["建安区", "411023"], None, [f"{XUCHANG}建安区"]),
        (["火龙镇"], None, [f"{XUCHANG}禹州市火龙镇"]),
        (["禹州市"], "township", [f"{XUCHANG}禹州市火龙镇"]),
        (["鼓楼区"], None, ["江苏省南京市鼓楼区", "福建省福州市鼓楼区"]),
        (["福州市鼓楼区"], None, ["福建省福州市鼓楼区"]),
        (["鄢陵县"], None, [f"{XUCHANG}鄢陵县"]),
        (["张家口市桥东区"], None, ["河北省张家口市桥东区"]),
        (["许昌市许昌县"], None, [f"{XUCHANG}建安区"]),
        ([], "township", [f"{XUCHANG}禹州市火龙镇"]),
    ],
)
def test_what_a_name_means(
    asked: list[str], level: str | None, found: list[str], known: list[Series], ontology: Ontology
) -> None:
    assert names(select(known, asked, level, ontology)) == found


def test_names_that_mean_nothing_or_too_much(known: list[Series], ontology: Ontology) -> None:
    with pytest.raises(UnknownNameError, match="no region is called '火虎镇'; did you mean 火龙镇"):
        select(known, ["火虎镇"], None, ontology)
    with pytest.raises(AmbiguousRegionError, match=r"河北省张家口市桥东区 \(130702\).*give the code"):
        select(known, ["桥东区"], None, ontology)


def test_merged_and_divided_regions_keep_rows_of_their_own(ontology: Ontology) -> None:
    merged = [report(code, 2009, "北京市", name) for code, name in (("110101", "东城区"), ("110103", "崇文区"))]
    assert len({series_of(each, ontology) for each in merged}) == 2


def test_a_report_that_does_not_say_whose_it_is_counts_as_a_governments(ontology: Ontology) -> None:
    unknown, party = (
        report("411000", 2020, "河南省", "许昌市", kind=None),
        report("411000", 2020, "河南省", "许昌市", kind="party"),
    )
    nowhere = report(None, 2020)
    found, left_out = entries([unknown, party, nowhere], (), ("government",), ontology)
    assert [entry.series.organ for entry in found] == [""]
    assert left_out == {"of kind party": 1, "without region or year": 1}
    assert not entries([unknown], (), ("party",), ontology)[0]


def test_the_latest_does_not_depend_on_the_order(ontology: Ontology) -> None:
    versions = [
        report("411000", 2020, "河南省", "许昌市", published="2021-03-01"),
        report("411000", 2020, "河南省", "许昌市", signed="2021-04-01"),
        report("411000", 2020, "河南省", "许昌市"),
        report("411000", 2020, "河南省", "许昌市", signed="2021-04-01", source="x"),
    ]
    found, _ = entries(versions, (), ("government",), ontology)
    (one,), (other,) = (latest(order)[0].values() for order in (found, found[::-1]))
    assert one == other
    assert one.issued == "2021-04-01"
    assert one.report == max(entry.report for entry in found if entry.issued == "2021-04-01")


def test_nothing_to_compare(ontology: Ontology) -> None:
    assert compare([], ["legal_aid.cases"], ontology).cells == ()
    assert coverage([], ontology).lines == ()
