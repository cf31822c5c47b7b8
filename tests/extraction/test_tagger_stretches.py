"""The stretches that the tagger looks at: they end where no name goes on, and hold something that promises one."""

from __future__ import annotations

import pytest

from kg import extraction
from kg.extraction.tagger import clauses, promising, tag
from kg.extraction.view import Candidate, View
from kg.ontology import Ontology
from kg.records import Report, Source


def seen(text: str, ontology: Ontology) -> tuple[View, tuple[Candidate, ...]]:
    return extraction.by_rules(Report("a", text, Source("a", "", "text/plain")), ontology)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("。", []),
        ("全面推进", ["全面推进"]),
        ("，全面推进，。依法行政", ["全面推进", "依法行政"]),
        ("印发《甲，乙》，公开（丙，丁）。", ["印发《甲，乙》", "公开（丙，丁）"]),
        ("公开（丙。丁，戊）", ["公开（丙", "丁，戊）"]),  # a sentence ends in brackets too
        ("公开（丙，丁", ["公开（丙", "丁"]),
        ("法" * 900, ["法" * 400, "法" * 400, "法" * 100]),
    ],
)
def test_stretches_end_where_no_name_goes_on(text: str, expected: list[str], ontology: Ontology) -> None:
    view, _ = seen(text, ontology)
    assert [text[start:end] for start, end in clauses(view)] == expected


def test_stretches_that_promise_a_name_have_a_mention_or_a_head_word_or_a_cue(ontology: Ontology) -> None:
    text = "红桥区很好，天气晴朗，办公制度，大家高兴，天气晴朗"
    view, rules = seen(text, ontology)

    def promised(rules: tuple[Candidate, ...], *cues: str) -> list[str]:
        return [text[start:end] for start, end in promising(view, rules, cues)]

    assert rules == ((0, 3, "REGION", "place:gazetteer"),)
    assert promised(rules) == ["红桥区很好", "办公制度"]
    assert promised(()) == ["办公制度"]
    assert promised((), "大家") == ["办公制度", "大家高兴"]
    assert promised((), "家") == ["办公制度"]  # a cue is a whole word


@pytest.mark.parametrize("text", ["", "法", "\n", "，", "（", "天气晴朗" * 300])
def test_a_text_that_promises_nothing_has_no_names(text: str, ontology: Ontology) -> None:
    assert not [*tag(*seen(text, ontology))]


def test_names_are_found_at_both_ends_of_a_text_and_of_a_stretch(ontology: Ontology) -> None:
    text = "区司法局，区司法局"
    assert [*tag(*seen(text, ontology))] == [(0, 4, "AGENCY", "tagger"), (5, 9, "AGENCY", "tagger")]
