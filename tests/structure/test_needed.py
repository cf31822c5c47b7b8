"""Words that a regular expression needs, and tests that look for them first."""

from __future__ import annotations

import re

import pytest

from kg.ontology import load
from kg.structure.needed import first_characters, last_characters, needed_words
from kg.structure.patterns import any_of, ending, searcher


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("法治", {"法治"}),
        ("法治|依法行政", {"法治", "依法行政"}),
        ("法治|依法|法治政府", {"法治", "依法"}),  # who has 法治政府 has 法治
        ("(?:当前|目前)?存在(?:的)?问题", {"存在问题", "存在的问题"}),
        ("^随着.{0,80}(?:提出|要求)", {"随着"}),
        ("[0-9]{1,3}(?:件|宗)", {"件", "宗"}),
        ("[0-2]+", {"0", "1", "2"}),
        ("(?:有待.*)+", {"有待"}),
        ("(?P<first>不足)?有(?:待)", {"有待"}),
        ("还(?!需)有", {"还有"}),
        ("(?<=仍)存在", {"存在"}),
        ("[,，]将", {",将", "，将"}),
        # Their form tells nothing.
        ("", set()),
        ("(?:法治)?", set()),
        ("法治|.+", set()),
        ("[^法]", set()),
        ("[一-龥]", set()),
        ("(?:法治){0,3}", set()),
        ("(?i)all", set()),
        ("(?i:all)", set()),
        ("(?:法治|)", set()),
    ],
)
def test_words_of_patterns(pattern: str, words: set[str]) -> None:
    assert needed_words(pattern) == words


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [
        ("要是", "是"),
        ("(?:约[为占]|不超过|第[0-2]{1,2})(?<!过)$", "为占过012"),
        ("每(?:[一二]?个?[年月]|半年)", "年月"),
        ("一二?", "一二"),
        ("一(?:、[二三]*)*(?!四)", "一、二三"),
        ("[一二]+(?:年|月)?内?", "一二年月内"),
        # What may be nothing, or many things.
        ("", ""),
        ("一?二*", ""),
        ("一(?:二|)", ""),
        ("一|二\\d", ""),
        ("一()", ""),
        ("(一|二)[^三]", ""),
        ("(?i)a", ""),
    ],
)
def test_last_characters_of_patterns(pattern: str, characters: str) -> None:
    assert last_characters(pattern) == frozenset(characters)


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [
        ("一是", "一"),
        ("(?<![0-9.])[0-3]{1,2}[.](?![0-9])", "0123"),
        ("^(?:第[一二]|[(（]三)", "第(（"),
        ("(?P<number>一|二)、", "一二"),
        ("一?(?:二|三*四)五", "一二三四"),
        # What may be nothing, or many things.
        ("", ""),
        ("一*", ""),
        ("一*.", ""),
        ("一|", ""),
        ("[^一]", ""),
        ("\\S一", ""),
        (".一", ""),
        ("(?i)a", ""),
        ("(?i:a)", ""),
        ("(一)?(?(1)二|三)", ""),
    ],
)
def test_first_characters_of_patterns(pattern: str, characters: str) -> None:
    assert first_characters(pattern) == set(characters)


def test_blanks_are_told() -> None:
    assert {character for character in map(chr, range(0x110000)) if re.match("\\s", character)} == first_characters("\\s+一")


def test_an_ending_is_tried_where_it_can_stand() -> None:
    found = ending("(?:共|约[为占]?)\\s*$")
    for text in ("全年共", "约为", "约", "共 ", "共\n", "共计", "约为多", "", "为"):
        plain = re.search("(?:共|约[为占]?)\\s*$", text)
        assert (found(text) is None) == (plain is None), text
    assert ending("[^共]$")("全年")  # its form tells nothing


def test_many_strings_are_cut_short() -> None:
    digits = "一二三四五六七八九十"
    assert needed_words(f"[{digits}][{digits}]年度") == {f"{digit}年度" for digit in digits}
    assert needed_words(f"[{digits}][{digits}]{{9}}年度") == {"年度"}


def test_no_rule_loses_a_match() -> None:
    rules = load().status_rules
    texts = [
        "虽然取得了一定成效，但还存在薄弱环节。",
        "下一步，我局将继续深入推进依法行政。",
        "执法监督力度不够等问题依然存在。",
        "主要表现在以下几个方面：",
        "主要存在的问题：",
        "随着形势变化，对执法提出了新要求。",
        "全年共办理案件12件。",
        "来源：司法局",
        "",
    ]
    for name, patterns in rules:
        if isinstance(patterns, tuple):
            plain = [re.compile(pattern) for pattern in patterns]
            found = searcher(patterns)
            assert [bool(found(text)) for text in texts] == [any(p.search(text) for p in plain) for text in texts], name


def test_a_pattern_without_words_is_searched_everywhere() -> None:
    found = searcher(("法治", "第.件"))
    assert found("第三件")
    assert found("法治")
    assert not found("第三十件")


def test_alternatives_are_found_where_each_may_begin() -> None:
    heads = any_of(("[一二]是", "[(（][一二]+[)）]", "(?<![0-9.])[0-9]{1,2}\\.(?![0-9])"))
    assert [found[0] for found in heads.finditer("一是1.5万（二）12.公开(一)")] == ["一是", "（二）", "12.", "(一)"]
    assert [found[0] for found in any_of(("一是", ".要", "]")).finditer("一是二要]")] == ["一是", "二要", "]"]
