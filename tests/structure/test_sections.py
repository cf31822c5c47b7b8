"""Headings of every style → sections with level, number, title, topic and span."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from kg.ontology import load
from kg.records import Report, Source
from kg.structure import segment

SEEDS = Path(__file__).parents[2] / "seeds"


def sections(text: str) -> list[tuple[int, str, str, str]]:
    found = segment(Report("x", text, Source("x.txt", "", "text/plain")), load()).sections
    for one in found:
        assert text[one.start :].startswith(one.number)
        assert one.title in text[one.start : one.end]
    return [(one.level, one.number, one.title, one.topic) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "一、健全行政执法工作体系\n(一)全面落实行政执法责任制。\n一是公告主体。二是持证上岗。\n二、加强普法宣传\n开展活动12场。",
            [
                (1, "一、", "健全行政执法工作体系", "enforcement"),
                (2, "(一)", "全面落实行政执法责任制", "enforcement"),
                (1, "二、", "加强普法宣传", "publicity"),
            ],
        ),
        (
            "（一）全面提高政府履职能力,统筹推进高质量发展。一是完善权责清单。修订清单2份。",
            [(1, "（一）", "全面提高政府履职能力,统筹推进高质量发展", "functions")],
        ),
        (
            "1. 统筹推进，法治建设组织领导不断加强\n1.1 区委主要领导带头履职，批示20次。\n2、强化审计监督\n完成审计12个。",
            [(1, "1.", "统筹推进，法治建设组织领导不断加强", "leadership"), (1, "2、", "强化审计监督", "oversight")],
        ),
        (
            "第一部分 组织领导\n区委召开会议。\n一、学法\n学法四次。",
            [(1, "第一部分", "组织领导", "leadership"), (2, "一、", "学法", "leadership")],
        ),
        ("（二）强执法.组建执法工作室，出动执法人员30人次.", [(1, "（二）", "强执法", "enforcement")]),
        (
            "工作开展情况\n区政府召开会议研究法治工作。\n存在的问题\n执法力量薄弱。",
            [(1, "", "工作开展情况", "other"), (1, "", "存在的问题", "other")],
        ),
        (
            "现将情况报告如下：\n加强组织领导，压实法治责任\n区委常委会会议专题研究法治建设工作四次，区政府常务会议会前学法十二次，领导干部述法实现全覆盖，法治素养进一步提升。\n办理复议案件4件",
            [(1, "", "加强组织领导，压实法治责任", "leadership")],
        ),
        ("1.推进行政复议。\n2.举办培训班3期；\n3.完善考核机制；", []),
        ("1.培训执法人员300人次。考试合格。", []),
        ("2.5吨柴油。2020年1.5万件。", []),
        ("区政府开展工作，取得成效。办理案件8件。", []),
    ],
)
def test_headings(text: str, found: list[tuple[int, str, str, str]]) -> None:
    assert sections(text) == found


def test_a_section_reaches_to_the_next_of_its_level() -> None:
    text = "一、总体情况\n甲乙。\n（一）行政执法\n丙丁。\n（二）普法\n戊己。\n二、问题\n庚辛。"
    found = segment(Report("x", text, Source("x.txt", "", "text/plain")), load()).sections
    assert [text[one.start : one.end].replace("\n", "") for one in found] == [
        "一、总体情况甲乙。（一）行政执法丙丁。（二）普法戊己。",
        "（一）行政执法丙丁。",
        "（二）普法戊己。",
        "二、问题庚辛。",
    ]


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_seeds_have_numbered_sections_in_order(seed: Path) -> None:
    text = seed.read_text("utf-8")
    found = segment(Report("x", text, Source("x.txt", "", "text/plain")), load()).sections
    assert len(found) >= 5
    assert all(one.start < other.start for one, other in pairwise(found))
    top = [one for one in found if one.level == 1]
    assert all(one.end == other.start for one, other in pairwise(top))
    assert top[-1].end == len(text)


def test_every_style_matches_its_example() -> None:
    for style in load().structure.headings:
        text = style.example + "\n区政府开展工作，取得成效。"
        (found, *_) = segment(Report("x", text, Source("x.txt", "", "text/plain")), load()).sections
        assert re.fullmatch(style.pattern, found.number + " ") or re.fullmatch(style.pattern, found.number)
