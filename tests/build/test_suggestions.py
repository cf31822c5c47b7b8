"""What a corpus proposes for the ontology."""

from __future__ import annotations

from kg.build.suggestions import suggest
from kg.ontology import Ontology
from kg.records import Mention, Report, Source

TEXT = "推行“码上诉”做法。\n“码上诉”受到欢迎。\n组建平安小分队。\n组建青年小分队。\n深入开展“放管服”改革。\n评价“关键一招”。\n"


def report(ontology: Ontology) -> Report:
    names = [("平安小分队", "INSTITUTION"), ("青年小分队", "INSTITUTION"), ("“放管服”改革", "PROGRAM")]
    at = [(TEXT.index(name), name, kind) for name, kind in names]
    mentions = tuple(Mention(start, start + len(name), kind, name, "rule") for start, name, kind in at)
    return Report("x", TEXT, Source("x.txt", "", "text/plain"), entities=mentions)


def test_names_and_heads_that_nobody_knows_are_proposed(ontology: Ontology) -> None:
    found = suggest([report(ontology)], ontology)
    assert [(s.text, s.count, s.reports, s.sentence) for s in found.names] == [("码上诉", 2, 1, "推行“码上诉”做法。")]
    elsewhere = Report("y", "码上诉，没有引号。", Source("y.txt", "", "text/plain"))
    (name,) = suggest([elsewhere, report(ontology)], ontology).names
    assert (name.count, name.reports, name.sentence) == (2, 1, "推行“码上诉”做法。")
    assert ("小分队", 2) in {(s.text, s.count) for s in found.heads}
    assert "改革" not in {s.text for s in found.heads}
    assert not {"放管服", "改革"} & {s.text for s in found.phrases}


def test_what_is_rare_is_left_out_unless_asked_for(ontology: Ontology) -> None:
    assert {s.text for s in suggest([report(ontology)], ontology, least=1).names} == {"码上诉", "关键一招"}
    assert len(suggest([report(ontology)], ontology, least=1, most=1).names) == 1


def test_a_head_points_to_its_class(ontology: Ontology) -> None:
    text = "“平安云平台”上线，“平安云平台”好用。"
    (name,) = suggest([Report("x", text, Source("x.txt", "", "text/plain"))], ontology).names
    assert (name.text, name.cls) == ("平安云平台", "Platform")
