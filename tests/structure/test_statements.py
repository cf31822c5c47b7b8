"""Text → statements: boundaries as in the gold, and what each speaks of."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kg.ontology import load
from kg.records import Report, Source
from kg.structure import segment
from kg.structure.cut import cut
from kg.structure.status import section_kind
from kg.structure.topics import best, weigh

GOLD = Path(__file__).parents[1] / "gold"


def segmented(text: str) -> Report:
    return segment(Report("x", text, Source("x.txt", "", "text/plain")), load())


def said(text: str) -> list[tuple[str, str, str]]:
    return [(one.status, one.topic, text[one.start : one.end]) for one in segmented(text).statements]


def gold() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / "gold.jsonl").read_text("utf-8").splitlines()]


def reference() -> Any:
    spec = importlib.util.spec_from_file_location("check_gold", GOLD / "check_gold.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts() -> Iterator[str]:
    for path in sorted((*GOLD.glob("???.txt"), *(GOLD / "train").glob("???.txt"), *(GOLD.parents[1] / "seeds").glob("*.txt"))):
        yield path.read_text("utf-8")
    yield from ("", "\n \n", "。；;！!", "1.2万元。1.", "12.一是(十一)（一）x", "a\r\nb", "一、x\n\u3000(1)y；z")


def test_the_cut_is_that_of_the_gold() -> None:
    statements = reference().statements
    rules = load().structure
    for text in texts():
        assert cut(text, rules) == list(statements(text))


def test_statements_cover_no_blanks_and_keep_order() -> None:
    for text in texts():
        statements = segmented(text).statements
        assert all(text[one.start : one.end] == text[one.start : one.end].strip() != "" for one in statements)
        assert all(one.end <= other.start for one, other in pairwise(statements))
        assert all((one.topic == "-") == (one.status == "frame") for one in statements)


def test_gold_status_and_topic() -> None:
    """Floors, some points under what is reached, so that a rule that costs more than it gives is noticed."""
    right = {"status": 0, "topic": 0}
    total = {"status": 0, "topic": 0}
    for report in gold():
        for found, want in zip(segmented(report["text"]).statements, report["statements"], strict=True):
            right["status"] += found.status == want["status"]
            total["status"] += 1
            if want["status"] != "frame":
                right["topic"] += found.topic == want["topic"]
                total["topic"] += 1
    assert right["status"] / total["status"] >= 0.97
    assert right["topic"] / total["topic"] >= 0.92


REPORT = """首页 > 政务公开 > 法治政府建设
某县2021年法治政府建设情况报告
来源：县司法局 发布时间：2022-01-12 浏览次数：12
2021年，我县坚持以习近平法治思想为指导，深入推进依法行政。现将有关情况报告如下：
一、主要做法
（一）加强组织领导。
1.压实责任。县委书记主持召开会议4次。
2.县政府常务会议学法12次，开展述法48人次；
3.举办培训班3期；
（二）规范行政执法
一是加强执法监督。评查案卷100卷。二是开展专项整治。针对执法不规范的问题，立案30件。
二、存在的问题
（一）执法力量薄弱
乡镇执法人员不足。
随着行政处罚法的修订，对执法提出了更高要求。
（二）普法形式单一。
三、2022年工作安排
（一）加强普法宣传。
持续推进“八五”普法。
特此报告。
某县人民政府
2022年1月10日
（此件公开发布）
主办：某县人民政府办公室
"""

EXPECTED = """frame -
frame -
frame -
frame -
frame -
frame -
frame -
frame -
done leadership
done leadership
done leadership
frame -
done enforcement
done enforcement
done enforcement
done enforcement
frame -
problem enforcement
problem enforcement
frame -
problem publicity
frame -
planned publicity
planned publicity
frame -
frame -
frame -
frame -
frame -"""


def test_a_whole_report() -> None:
    assert [f"{status} {topic}" for status, topic, _ in said(REPORT)] == EXPECTED.splitlines()


OPENING = "2020年，我市坚持依法行政。现将情况报告如下。\n一、工作情况\n市政府办理行政复议案件12件。\n"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("虽然我市依法行政取得一定成效，但仍存在一些问题：", "problem"),
        ("过去一年，虽取得一定成绩，但个别部门法治观念不强、执法力量薄弱等问题仍然存在。", "problem"),
        ("对照上级要求，还存在一定差距。", "problem"),
        ("当前主要问题：执法力量不足。", "problem"),
        ("基层执法人员业务能力有待提高。", "problem"),
        ("下一步，我市将深入推进放管服改革。", "planned"),
        ("2021年，我们将重点抓好行政执法监督。", "planned"),
        ("我市将继续加强法治宣传。", "planned"),
        ("针对执法力量不足的问题，招录执法人员30名。", "done"),
        ("着力解决群众反映强烈的突出问题。", "done"),
        ("我市将行政复议工作纳入年度考核。", "done"),
        ("我市将法律援助与人民调解有机整合。", "done"),
        ("2020年，市政府将述法列入考核并已全部完成。", "done"),
        ("全面整改法治督察发现的问题。", "done"),
        ("维护社会稳定和公共安全。", "done"),
        ("推进政府网站无障碍改造。", "done"),
        ("电话回访群众1200人次。", "done"),
        ("无障碍 简体| 繁体", "frame"),
        ("主办:某市人民政府办公室", "frame"),
        ("特此报告。", "frame"),
        ("抄送：市委办公室，市人大常委会办公室。", "frame"),
    ],
)
def test_status_of_a_sentence(sentence: str, status: str) -> None:
    assert [one for one, _, text in said(OPENING + sentence) if text == sentence] == [status]


def test_a_turn_lasts_until_the_next_heading() -> None:
    text = (
        OPENING
        + "工作中仍存在一些不足：一是执法力量薄弱；二是普法形式单一。下一步，我市将加强培训。开展普法宣传。\n"
        + "二、行政执法\n评查案卷10卷。"
    )
    assert [status for status, _, _ in said(text)][4:] == ["problem", "problem", "problem", "planned", "planned", "frame", "done"]


def test_a_report_without_headings() -> None:
    text = (
        "某局2020年总结\n2020年，我局坚持以习近平法治思想为指导。现总结如下：\n制定制度3项。办理复议案件2件。\n某局\n2021年1月3日"
    )
    assert [status for status, _, _ in said(text)] == ["frame", "frame", "frame", "done", "done", "frame", "frame"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("存在的问题与不足", "problem"),
        ("存在问题", "problem"),
        ("主要问题和短板", "problem"),
        ("工作中存在的主要困难", "problem"),
        ("下一步工作打算", "planned"),
        ("下步工作安排", "planned"),
        ("2021年工作思路", "planned"),
        ("2021年主要工作", "planned"),
        ("存在的问题和下一步打算", "mixed"),
        ("2020年主要工作", None),
        ("2020年工作计划完成情况", None),
        ("着力解决突出问题，规范执法", None),
        ("行政执法领域突出问题整改情况", None),
        ("坚持问题导向，强化监督", None),
        ("主要做法和成效", None),
    ],
)
def test_section_kinds(title: str, kind: str | None) -> None:
    assert section_kind(title, 2020, load()) == kind


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        # The chapters of the 法治政府建设实施纲要（2015—2020年）…
        ("依法全面履行政府职能", "functions"),
        ("完善依法行政制度体系", "rulemaking"),
        ("推进行政决策科学化、民主化、法治化", "decisions"),
        ("坚持严格规范公正文明执法", "enforcement"),
        ("强化对行政权力的制约和监督", "oversight"),
        ("依法有效化解社会矛盾纠纷", "disputes"),
        ("全面提高政府工作人员法治思维和依法行政能力", "leadership"),
        # … and of that of 2021—2025.
        ("健全政府机构职能体系，推动更好发挥政府作用", "functions"),
        ("健全依法行政制度体系，加快推进政府治理规范化程序化法治化", "rulemaking"),
        ("健全行政决策制度体系，不断提升行政决策公信力和执行力", "decisions"),
        ("健全行政执法工作体系，全面推进严格规范公正文明执法", "enforcement"),
        ("健全突发事件应对体系，依法预防处置重大突发事件", "emergency"),
        ("健全社会矛盾纠纷行政预防调处化解体系，不断促进社会公平正义", "disputes"),
        ("健全行政权力制约和监督体系，促进行政权力规范透明运行", "oversight"),
        ("健全法治政府建设科技保障体系，全面建设数字法治政府", "digital"),
        ("加强党的领导，完善法治政府建设推进机制", "leadership"),
        ("深入开展法治宣传教育，推进法治社会建设", "publicity"),
        ("完成审计项目6个，提出审计建议18条", "oversight"),
        ("全市参保人数稳步增长", None),
    ],
)
def test_topics(text: str, topic: str | None) -> None:
    assert best(weigh(text, load())) == topic


def test_content_outweighs_a_section_that_differs() -> None:
    text = OPENING + "（一）规范行政执法\n评查执法案卷120卷。\n全年受理行政复议申请14件，办理行政复议案件12件。"
    assert [topic for _, topic, _ in said(text)][-2:] == ["enforcement", "disputes"]


def test_every_topic_is_of_the_scheme() -> None:
    ontology = load()
    assert {*ontology.topic_rules.cues, ontology.topic_rules.fallback} == set(ontology.topics.concepts)
