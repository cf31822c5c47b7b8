"""The extractors, one by one, on sentences written for them; how overlaps are decided; what the tagger does with their marks."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kg import extraction
from kg.extraction import EXTRACTORS, repeated
from kg.extraction.certain import find_certain
from kg.extraction.extractor import Extractor, ExtractorError, check, run
from kg.extraction.overlap import resolve
from kg.extraction.repeated import find_repeated
from kg.extraction.view import Candidate, view
from kg.extraction.walk import after_scope
from kg.ontology import Ontology, load
from kg.records import Metadata, Report, Source, SpanError

MARK = re.compile(r"⟦([^⟦⟧|]+)\|([A-Z]+)⟧")
CASES = yaml.safe_load(Path(__file__).with_name("mention_cases.yaml").read_text("utf-8"))
BY_NAME = {f"find_{extractor.name.replace(' ', '_')}": extractor for extractor in EXTRACTORS}
TYPES = ["DOCUMENT", "AGENCY", "PROGRAM"]


def a_report(text: str) -> Report:
    """A report of a county-level city, 仙桃市 in 湖北省."""
    meta = Metadata(region_path=("湖北省", "仙桃市"), adcode="429004", level="county", year=2021)
    return replace(Report("test", text, Source("test.txt", "", "text/plain")), meta=meta)


def read(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the text without the marks and (start, end, type) of each mark."""
    text, spans, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        spans.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    return text + marked[at:], spans


def test_every_extractor_has_cases() -> None:
    assert set(CASES) == set(BY_NAME)


@pytest.mark.parametrize(("extractor", "marked"), [(name, case) for name, cases in CASES.items() for case in cases])
def test_extractor(extractor: str, marked: str, ontology: Ontology) -> None:
    text, expected = read(marked)
    one = BY_NAME[extractor]
    earlier = [e for e in EXTRACTORS if e.name in one.needs]
    seen = view(a_report(text), ontology)
    given = {e.name: run([e], seen) for e in earlier}
    candidates = resolve(one.find(seen, *(given[need] for need in one.needs)), TYPES, seen.offsets)
    found = [seen.mention(*candidate) for candidate in candidates]
    classes = one.emits or ontology.classes
    assert {m.type for m in found} <= {ontology.classes[name].type for name in classes}
    assert [(m.start, m.end, m.type) for m in found] == expected, [m.text for m in found]


NONE: list[Candidate] = []


@pytest.mark.parametrize(
    ("extractors", "said"),
    [
        ([Extractor("organs", ("Agency",), ("places",), lambda *_: NONE)], "needs 'places', which none before it gives: no extr"),
        (list(reversed(EXTRACTORS)), "'organs' needs 'places', which none before it gives: put 'places' before it"),
        ([EXTRACTORS[0], EXTRACTORS[0]], "two extractors are called 'titles'"),
        ([Extractor("teams", ("Team",), (), lambda *_: NONE)], "'teams' emits 'Team', which is no class of classes.yaml"),
        ([Extractor("reports", ("Report",), (), lambda *_: NONE)], "emits 'Report', which has no `type` in classes.yaml"),
    ],
)
def test_extractors_that_cannot_work_are_named_at_the_start(extractors: list[Extractor], said: str, ontology: Ontology) -> None:
    with pytest.raises(ExtractorError, match=re.escape(said)):
        check(extractors, ontology)


def test_the_extractors_can_work_in_their_order(ontology: Ontology) -> None:
    check(EXTRACTORS, ontology)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 4, "PROGRAM"), (0, 8, "DOCUMENT")], [(0, 8, "DOCUMENT")]),
        ([(0, 4, "PROGRAM"), (0, 4, "AGENCY")], [(0, 4, "AGENCY")]),
        ([(0, 4, "PROGRAM"), (4, 6, "AGENCY")], [(0, 4, "PROGRAM"), (4, 6, "AGENCY")]),
        ([(0, 5, "PROGRAM"), (3, 9, "AGENCY"), (8, 10, "PROGRAM")], [(3, 9, "AGENCY")]),
    ],
    ids=["longest", "precedence", "neighbours", "chain"],
)
def test_overlaps_are_decided_by_length_then_type(
    spans: list[tuple[int, int, str]], expected: list[tuple[int, int, str]]
) -> None:
    found = resolve([(*span, "r") for span in spans], TYPES, range(20))
    assert [(start, end, type) for start, end, type, _ in found] == expected


@pytest.mark.parametrize(
    ("text", "type", "name"),
    [
        ("全县案件回访制度", "MECHANISM", "案件回访制度"),
        ("县乡村三级调解中心", "INSTITUTION", "调解中心"),
        ("30余家律师事务所", "INSTITUTION", "律师事务所"),
        ("全省先进集体", "HONOR", "全省先进集体"),
        ("12345热线", "PLATFORM", "12345热线"),
        ("24小时自助小屋", "INSTITUTION", "24小时自助小屋"),
        ("各级", "AGENCY", "各级"),
    ],
)
def test_words_that_tell_how_far_or_how_many_are_outside_names(text: str, type: str, name: str, ontology: Ontology) -> None:
    assert text[after_scope(view(a_report(text), ontology), 0, len(text), type) :] == name


def test_what_a_lexicon_vouches_for_is_marked_where_the_tagger_saw_nothing(ontology: Ontology) -> None:
    seen, rules = extraction.by_rules(a_report("市民到县政务服务中心办事，深化“放管服”改革。"), ontology)
    assert [seen.mention(*rule).text for rule in rules] == ["县政务服务中心", "“放管服”改革"]
    assert [*find_certain(seen, rules, ())] == [*rules[:1]]
    start, end, type, _ = rules[0]
    assert not [*find_certain(seen, rules, [(start + 1, end, type, "tagger")])]


@pytest.mark.parametrize("few", [0, 1 << 24])
def test_a_name_is_marked_wherever_it_stands_again(few: int, ontology: Ontology, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeated, "_FEW", few)
    seen = view(a_report("甲乙丙丁戊，甲乙丙丁，甲乙丙丁戊己，乙丙丁，甲乙丙丁"), ontology)
    short, long = (6, 10, "PROGRAM", "tagger"), (0, 5, "AGENCY", "tagger")
    assert [*find_repeated(seen, [short, long])] == [(11, 16, "AGENCY", "repeated"), (22, 26, "PROGRAM", "repeated")]
    assert not [*find_repeated(seen, [(18, 21, "PERSON", "tagger")])]
    assert not [*find_repeated(seen, [])]


def test_a_name_that_cuts_a_known_one_in_two_is_none() -> None:
    known, cut, whole = (0, 7, "PROGRAM", "lexicon"), (4, 13, "INSTITUTION", "head"), (0, 13, "INSTITUTION", "head")
    assert resolve([known, cut], TYPES, range(20)) == (known,)
    assert resolve([known, whole], TYPES, range(20)) == (whole,)


def test_the_length_of_a_name_is_that_in_the_report() -> None:
    broken, whole = (0, 4, "PROGRAM", "r"), (3, 8, "PROGRAM", "r")
    assert resolve([broken, whole], TYPES, range(20)) == (whole,)
    assert resolve([broken, whole], TYPES, (0, 3, 6, 7, *range(8, 20))) == (broken,)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from(TYPES)), max_size=30))
def test_resolved_mentions_never_overlap(spans: list[tuple[int, int, str]]) -> None:
    found = resolve([(start, start + size, type, "r") for start, size, type in spans], TYPES, range(50))
    assert all(one[1] <= two[0] for one, two in pairwise(found))


@given(st.text(alphabet='区政府《》“”()（）〈〉\n，。、制度推行"0１ab镇村 \u3000😀', max_size=80))
def test_any_text_gives_flat_mentions_that_hold_their_text(text: str) -> None:
    report = extraction.extract(a_report(text), load())
    assert all(text[m.start : m.end] == m.text for m in report.entities)
    assert all(one.end <= two.start for one, two in pairwise(report.entities))


def test_a_mention_asserts_its_text() -> None:
    with pytest.raises(SpanError, match="holds '区', not '市'"):
        a_report("区政府").mention(0, 1, "AGENCY", "test", text="市")


@pytest.mark.parametrize(
    "marked",
    [
        "在⟦区委|AGENCY⟧⟦区政府|AGENCY⟧的领导下，⟦县委|AGENCY⟧⟦县政府|AGENCY⟧高度重视。",
        "⟦区委|AGENCY⟧、⟦区政府|AGENCY⟧高度重视，⟦区司法局|AGENCY⟧牵头推进⟦“放管服”改革|PROGRAM⟧。",
        "全面落实⟦行政执法责任制|MECHANISM⟧，制定⟦《行政执法监督办法》|DOCUMENT⟧。",
        "⟦县法律援助中心|INSTITUTION⟧受理案件12件，⟦12348公共法律服务热线|PLATFORM⟧接听咨询30人次。",
        "各部门健全工作机制，严格规范公正文明执法。",
    ],
)
def test_the_whole_extraction(marked: str, ontology: Ontology) -> None:
    text, expected = read(marked)
    assert [(m.start, m.end, m.type) for m in extraction.extract(a_report(text), ontology).entities] == expected
