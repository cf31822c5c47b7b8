"""``kg compare`` and ``kg coverage`` on a small corpus of our own, taken through the real build."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.build import build
from kg.cli import main
from kg.graph.series import latest_code
from kg.ontology import Ontology

CONCLUDED = "reconsideration.concluded"
MEDIATORS = "mediation.mediators"
DISPUTES = "mediation.cases"


def text(who: str, year: int, body: str, signed: str) -> str:
    head = f"{who}{year}年法治政府建设情况报告\n\n{year}年,{who}深入推进法治政府建设。现将有关情况报告如下:\n"
    return f"{head}一、依法化解矛盾纠纷\n{body}\n二、下一步工作\n将继续审结行政复议案件。\n{who}人民政府\n{signed}\n"


CORPUS = {
    # A county that became a district in 2016.
    "old.txt": text("许昌县", 2015, "全年审结行政复议案件12件。", "2016年1月10日"),
    "new.txt": text("许昌市建安区", 2018, "全年审结行政复议案件20余件。现有人民调解员300名。", "2019年1月10日"),
    # Two versions of one report.
    "first.txt": text("许昌市建安区", 2019, "全年审结行政复议案件30件。", "2020年1月10日"),
    "second.txt": text("许昌市建安区", 2019, "全年审结行政复议案件31件。", "2020年3月1日"),
    # Stock, cumulative, part, bound.
    "yuzhou18.txt": text(
        "禹州市",
        2018,
        "截至2018年底,全市有人民调解员1200名。2016年以来,调解矛盾纠纷5000件。近3年办理行政复议工作扎实推进,行政复议案件审结及时。"
        "\n全年审结行政复议案件40件以上,其中审结公安行政复议案件6件。",
        "2019年1月20日",
    ),
    # Speaks of it without a figure.
    "yuzhou19.txt": text("禹州市", 2019, "依法审结行政复议案件,维护群众权益。全年调解矛盾纠纷900件。", "2020年1月20日"),
    # A figure about another year, and two figures that contradict each other.
    "changge18.txt": text("长葛市", 2018, "2017年审结行政复议案件7件。", "2019年1月5日"),
    "changge19.txt": text(
        "长葛市", 2019, "全年审结行政复议案件9件。\n行政复议质量提升,全年共审结行政复议案件10件。", "2020年1月5日"
    ),
    # A department's report.
    "bureau.txt": "许昌市司法局2018年法治政府建设情况报告\n\n2018年,我局深入推进法治政府建设。现将有关情况报告如下:\n"
    "一、依法化解矛盾纠纷\n全年审结行政复议案件77件。\n许昌市司法局\n2019年1月8日\n",
}


@pytest.fixture(scope="module")
def corpus(ontology: Ontology, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for name, content in CORPUS.items():
        (folder / name).write_text(content, "utf-8")
    build([folder], folder / "out", ontology, workers=1, site=False)
    return folder / "out"


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="kg")


def rows(*arguments: object) -> list[dict[str, object]]:
    result = kg(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert isinstance(found, list)
    return found


def cells(corpus: Path, code: str, *arguments: object) -> dict[tuple[str, int], list[str]]:
    """Return what stands in the cells, by the region's last name and year."""
    found: dict[tuple[str, int], list[str]] = {}
    for row in rows("compare", corpus, "--indicator", code, *arguments):
        key = (str(row["region"]).removeprefix("河南省许昌市"), int(str(row["year"])))
        found.setdefault(key, []).append(str(row["cell"]))
    return found


def test_value_bound_mention_silence_and_absence_are_told_apart(corpus: Path) -> None:
    found = cells(corpus, CONCLUDED)
    assert found["建安区", 2018] == ["≥20件"]
    assert found["禹州市", 2018] == ["≥40件"]
    assert found["禹州市", 2019] == ["提及"]
    assert found["禹州市", 2017] == ["无报告"]
    assert cells(corpus, "legal_aid.cases")["禹州市", 2019] == ["未提及"]


def test_a_region_keeps_its_row_through_a_change_of_name_and_code(corpus: Path) -> None:
    found = [r for r in rows("compare", corpus, "--indicator", CONCLUDED) if str(r["region"]).endswith("建安区")]
    assert [(r["year"], r["cell"]) for r in found if r["report"]] == [(2015, "12件"), (2018, "≥20件"), (2019, "31件")]
    assert found[0]["notes"] == "then 许昌县"
    assert {r["adcode"] for r in found} == {"411003"}
    asked = cells(corpus, CONCLUDED, "--region", "许昌县")
    assert asked["建安区", 2015] == ["12件"]
    assert {name for name, _ in asked} == {"建安区"}


@pytest.mark.parametrize(
    ("adcode", "goes_on"),
    [
        ("411023", "411003"),  # a county became a district
        ("411003", "411003"),
        ("130103", "130103"),  # divided between two districts
        ("110103", "110103"),  # merged into a district that was there before
        ("320202", "320202"),  # one of three that were merged
    ],
)
def test_only_a_region_that_goes_on_whole_is_followed(adcode: str, goes_on: str, ontology: Ontology) -> None:
    assert latest_code(adcode, ontology.gazetteer) == goes_on


def test_the_version_issued_last_counts(corpus: Path) -> None:
    (row,) = rows("compare", corpus, "--indicator", CONCLUDED, "--region", "411003", "--year", 2019)
    assert (row["value"], row["id"]) == (31, "second")
    assert row["notes"] == "latest of 2 reports, of 2020-03-01"


def test_parts_come_only_on_request(corpus: Path) -> None:
    assert cells(corpus, CONCLUDED, "--parts")["禹州市", 2018] == ["≥40件", "其中 审结公安行政复议案件 6件"]


def test_stock_flow_and_cumulative_are_never_in_one_row(corpus: Path) -> None:
    mediators = [r for r in rows("compare", corpus, "--indicator", MEDIATORS, "--year", 2018) if r["value"]]
    stocks = [("300名 (截至 2018)", "as_of"), ("1,200名 (截至 2018-12-31)", "as_of")]
    assert [(r["cell"], r["measure"]) for r in mediators] == stocks
    disputes = [r for r in rows("compare", corpus, "--indicator", DISPUTES) if r["value"]]
    assert [(r["cell"], r["measure"]) for r in disputes] == [("5,000件 (2016–2018 累计)", "cumulative"), ("900件", "year")]
    table = kg("compare", corpus, "--indicator", DISPUTES, "--region", "禹州市").stdout
    lines = [line.split("│")[1:-1] for line in table.splitlines() if line.startswith("│")]
    measures = [line[1].strip() for line in lines if line[1].strip()]
    assert measures == ["当年", "累计"]
    assert "–" in lines[0][2]
    assert "900件" in lines[0][3]
    assert "5,000件" in lines[1][2]


def test_a_figure_about_another_year_fills_no_cell(corpus: Path) -> None:
    assert cells(corpus, CONCLUDED)["长葛市", 2018] == ["提及"]
    assert cells(corpus, CONCLUDED)["长葛市", 2017] == ["无报告"]


def test_figures_that_contradict_each_other_are_all_shown(corpus: Path) -> None:
    assert cells(corpus, CONCLUDED)["长葛市", 2019] == ["9件", "10件"]
    result = kg("compare", corpus, "--indicator", CONCLUDED, "--region", "长葛市", "--year", 2019)
    assert "9件" in result.stdout
    assert "10件" in result.stdout
    assert "the report gives several figures" in result.stdout


def test_departments_only_on_request_and_by_themselves(corpus: Path) -> None:
    assert not [r for r in rows("compare", corpus, "--indicator", CONCLUDED) if r["value"] == 77]
    assert "kg: left out: 1 report of kind department" in kg("compare", corpus, "--indicator", CONCLUDED).stderr
    found = rows("compare", corpus, "--indicator", CONCLUDED, "--kind", "department")
    assert [(r["region"], r["value"]) for r in found] == [("河南省许昌市 许昌市司法局", 77)]


def test_every_cell_opens_its_sentence(corpus: Path) -> None:
    for row in rows("compare", corpus, "--indicator", CONCLUDED, "--indicator", MEDIATORS):
        if row["status"] in {"value", "mentioned"}:
            content = CORPUS[f"{row['id']}.txt"]
            assert str(row["sentence"]) in content
        if row["status"] == "value":
            assert content[int(str(row["start"])) : int(str(row["end"]))] in str(row["cell"]).replace(",", "")
            assert str(row["report"]).startswith("https://")
    result = kg("compare", corpus, "--indicator", CONCLUDED, "--sentences")
    assert "建安区 2019: 全年审结行政复议案件31件。 — " in result.stdout
    assert "30件" not in result.stdout


def test_csv_is_for_spreadsheets(corpus: Path) -> None:
    result = kg("compare", corpus, "--indicator", "审结行政复议案件", "--level", "county", "--format", "csv")
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbfindicator,")
    found = list(csv.DictReader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"), newline="")))
    assert [
        {k: str(v if v is not None else "") for k, v in row.items()} for row in rows("compare", corpus, "--indicator", CONCLUDED)
    ] == found


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["--indicator", "reconsideration.conclude"], ["no indicator is called", "did you mean reconsideration.concluded"]),
        (["--indicator", CONCLUDED, "--region", "许唱市"], ["no region is called", "did you mean 许昌市?"]),
        (["--indicator", CONCLUDED, "--region", "鼓楼区"], ["320106", "410204", "give the code"]),
    ],
)
def test_what_nobody_knows_is_one_line_with_near_matches(corpus: Path, arguments: list[str], parts: list[str]) -> None:
    result = kg("compare", corpus, *arguments)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert all(part in result.stderr for part in parts)


def test_without_an_indicator_those_of_the_build_are_listed(corpus: Path) -> None:
    result = kg("compare", corpus)
    assert CONCLUDED in result.stdout
    assert "litigation.loss_rate" not in result.stdout


def test_coverage(corpus: Path) -> None:
    found = {(r["region"], r["year"]): r["reports"] for r in rows("coverage", corpus)}
    assert found["河南省许昌市建安区", 2015] == 1
    assert found["河南省许昌市建安区", 2016] == 0
    assert found["河南省许昌市建安区", 2019] == 2
    assert len({region for region, _ in found}) == 3
    assert sorted({year for _, year in found}) == [2015, 2016, 2017, 2018, 2019]


def test_coverage_of_a_city_lists_the_counties_without_any_report(corpus: Path) -> None:
    found = rows("coverage", corpus, "--region", "许昌市", "--level", "county")
    regions = {str(r["region"]).removeprefix("河南省许昌市") for r in found}
    assert regions == {"魏都区", "建安区", "鄢陵县", "襄城县", "禹州市", "长葛市"}
    assert sum(int(str(r["reports"])) for r in found if "鄢陵县" in str(r["region"])) == 0
    table = kg("coverage", corpus, "--region", "许昌市").stdout
    assert "region-years with a report: 7 of 35" in table
