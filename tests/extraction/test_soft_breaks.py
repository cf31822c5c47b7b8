"""Names and titles broken over a line end, by a stray blank, or left without their closing mark."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import extraction
from kg.extraction.soft_breaks import soft_breaks
from kg.extraction.view import view
from kg.linking import describe, link
from kg.ontology import Ontology, load
from kg.records import Metadata, Report, Source
from kg.structure import segment

WRAPPED = """2021年，县委、县政府坚持把法治政府建设摆在重
要位置，定期听取工作汇报，协调解决重大问题，
全县依法行政水平有了新的提高。县政府办公室牵
头修订了议事规则，各乡镇结合实际细化了任务分
工，县司法局会同有关单位逐项开展了实地督导检
查。"""


def a_report(text: str) -> Report:
    """A report of a county, 石门县 in 湖南省."""
    meta = Metadata(region_path=("湖南省", "常德市", "石门县"), adcode="430726", level="county", year=2021)
    return msgspec.structs.replace(Report("test", text, Source("test.txt", "", "text/plain")), meta=meta)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("扎实推进行政复议\n体制改革，成效明显。", "扎实推进行政复议体制改革，成效明显。"),
        ("县委全面依法\n治县委员会召开会议。", "县委全面依法治县委员会召开会议。"),
        ("印发《石门县行政执法\n监督办法》。", "印发《石门县行政执法监督办法》。"),
        ("深化“放管\n服”改革。", "深化“放管服”改革。"),
        ("会同县公安局、\n县民政局开展督导。", "会同县公安局、县民政局开展督导。"),
        ("县司法局  \n 牵头开展，设立公共法律服\n务中心。", "县司法局  \n 牵头开展，设立公共法律服务中心。"),
        (
            "2021年全县办结复议案件12件，推广夹山镇评理茶\n桌做法，群众满意。",
            "2021年全县办结复议案件12件，推广夹山镇评理茶桌做法，群众满意。",
        ),
        ("石门县2021年度法治政\n府建设情况报告\n2021年", "石门县2021年度法治政府建设情况报告\n2021年"),
        ("县司 法局牵头，深化行政 复议体制改革。", "县司法局牵头，深化行政复议体制改革。"),
        (WRAPPED, WRAPPED.replace("\n", "")),
    ],
    ids=["word", "name", "title", "quotation", "list", "blanks", "running text", "heading", "stray blank", "wrapped lines"],
)
def test_a_broken_sentence_is_seen_whole(text: str, seen: str, ontology: Ontology) -> None:
    assert view(a_report(text), ontology).text == seen


@pytest.mark.parametrize(
    "text",
    [
        "一、加强组织领导，压实法治责任\n县委常委会会议专题研究。",
        "（一）推进行政复议体制改革\n县司法局积极作为。",
        "压实法治建设责任\n制定年度工作要点，明确任务。",
        "坚持依法科学民主决策\n制定《石门县重大行政决策目录》。",
        "推进行政复议\n\n体制改革",
        "推进行政复议\n　　体制改革",
        "落实工作责任\n一是健全机制。",
        "县委高度重视，专题研究法治工作，狠抓落实到位\n二、主要做法",
        "有关情况报告如下：\n县政府印发要点。",
        "石门县人民政府\n2022年1月10日",
        "来源：县司法局 日期：2023-01-12\n2022年，石门县坚持依法行政。",
        "县委 县政府 县人大常委会",
        "主持人：李 清",
    ],
)
def test_a_line_end_between_two_things_stays(text: str, ontology: Ontology) -> None:
    assert soft_breaks(text, ontology) == []
    assert view(a_report(text), ontology).text == text


def test_a_mention_holds_its_line_end_and_means_what_it_meant_without(ontology: Ontology) -> None:
    broken = "县委全面依法\n治县委员会印发《石门县行政执法\n监督办法》，县司 法局推进行政复议体制\n改革，设立公共法律服\n务中心。"
    whole = broken.replace("\n", "").replace(" ", "")
    one, other = (
        link(extraction.extract(segment(a_report(text), ontology), ontology), ontology).entities for text in (broken, whole)
    )
    assert [(m.name, m.type, m.iri) for m in one] == [(m.name, m.type, m.iri) for m in other]
    assert [m.text for m in one] == [
        "县委全面依法\n治县委员会",
        "《石门县行政执法\n监督办法》",
        "县司 法局",
        "行政复议体制\n改革",
        "公共法律服\n务中心",
    ]
    assert not any("\n" in describe(m.iri or "", ontology).label_zh for m in one)


@pytest.mark.parametrize(
    ("text", "enclosed"),
    [
        ("严格执行《湖南省规范性文件管理办法，建立台账。", ["《湖南省规范性文件管理办法"]),
        ("学习《安全生产法《消防法》等法律。", ["《安全生产法", "《消防法》"]),
        (
            "落实《法治政府建设实施纲要（2021－2025年）精神，明确任务。",
            ["《法治政府建设实施纲要（2021－2025年）", "（2021－2025年）"],
        ),
        ("印发《县政府2021年", []),
        ("推行“入企扫码，入企频次下降。", ["“入企扫码"]),
        ("深入推进“放管服 改革，成效明显。", ["“放管服改革"]),
        ("整治“怕、慢、散作风顽疾。", []),
        ("培育“法律明白人892人。", ["“法律明白人"]),
    ],
)
def test_where_a_name_ends_whose_closing_mark_was_lost(text: str, enclosed: list[str], ontology: Ontology) -> None:
    seen = view(a_report(text), ontology)
    assert [seen.text[start : seen.closing[start] + 1] for start in sorted(seen.closing)] == enclosed


@given(st.text(alphabet='区政府司法局行政复议体制改革《》“”（）\n \u3000，。、一二三1"', max_size=120))
def test_the_view_of_any_text_points_back_into_it(text: str) -> None:
    seen = view(a_report(text), load())
    assert "".join(text[at] for at in seen.offsets[:-1]) == seen.text
    assert seen.offsets[-1] == len(text)
    for end in range(1, len(seen.text) + 1):
        mention = seen.mention(end - 1, end, "AGENCY", "test")
        assert mention.text == seen.text[end - 1]
        assert (mention.start, mention.end) == (seen.offsets[end - 1], seen.offsets[end - 1] + 1)
