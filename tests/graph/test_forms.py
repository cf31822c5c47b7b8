"""What a form writes is what its triples would be, sorted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.forms import Form, pattern
from kg.graph.turtle import body, node_body, text
from kg.graph.vocabulary import Vocabulary, vocabulary
from kg.ontology import Ontology

ALWAYS = ("start", "quote", "derivedFrom")
PERHAPS = ("agent", "mentions", "topic")
S = "<https://fazhi-kg.example/id/report/0>"


@pytest.fixture(scope="module")
def v(ontology: Ontology) -> Vocabulary:
    return vocabulary(ontology)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(["Statement", "Measure", "Report"]), min_size=1, unique=True),
    st.tuples(*(st.text(max_size=6) for _ in ALWAYS)),
    st.tuples(*(st.lists(st.text(max_size=3), max_size=4) for _ in PERHAPS)),
)
def test_a_form_writes_what_its_triples_say(
    v: Vocabulary, classes: list[str], one: tuple[str, ...], several: tuple[list[str], ...]
) -> None:
    types = [f"a kg:{name}" for name in classes]
    given_ = {name: text(value) for name, value in zip(ALWAYS, one, strict=True)}
    lists = {name: [text(value) for value in values] for name, values in zip(PERHAPS, several, strict=True)}
    values = {**given_, **{name: v.lines(name, said) for name, said in lists.items()}}
    form = Form(pattern(v, "{subject}", types, {name: f"{{{name}}}" for name in ALWAYS}, PERHAPS))
    node = form(subject=S, **values)
    triples = [(S, "a", f"kg:{name}") for name in classes]
    triples += [(S, v.properties[name], value) for name, value in given_.items()]
    triples += [(S, v.properties[name], value) for name, said in lists.items() for value in said]
    assert node_body([(S, node)]) == body(triples)
    columns = {name: [value, value] for name, value in values.items()}
    assert list(form.nodes([S, S], **columns)) == [(S, node)] * 2


def test_nodes_that_stand_together_are_written_at_once(v: Vocabulary) -> None:
    form = Form(pattern(v, "{subject}", None, {"quote": "'{quote}%'"}), pattern(v, "{subject}", (), {"start": "{start}"}))
    *first, second = form(subject=S, types=v.typed["Report"], quote="%d", start="2").splitlines(keepends=True)
    types = [(S, *said.split()) for said in v.types["Report"]]
    assert "".join(first) == body([*types, (S, v.properties["quote"], "'%d%'")])
    assert second == body([(S, v.properties["start"], "2")])


def test_many_nodes_come_as_one_where_no_subject_comes_twice() -> None:
    form = Form("{subject} kg:p {p} ;\n\tkg:q 100% .\n")
    one, two, ten = "<x:1>", "<x:2>", "<x:10>"
    apart = form.apart([two, ten, one], p=["a", "b", "c"])
    assert apart == [(s, form(subject=s, p=p)) for s, p in ((two, "a"), (ten, "b"), (one, "c"))]
    assert form.nodes([two, ten, one], p=["a", "b", "c"]) == [(ten, node_body(apart))]
    assert form.nodes([two, two], p="a") == form.apart([two, two], p="a")
    assert form.nodes([], p=[]) == []


def test_a_value_that_is_missing_is_no_silent_gap(v: Vocabulary) -> None:
    with pytest.raises(KeyError, match="quote"):
        Form("{start} {quote}")(start="1")
    with pytest.raises(KeyError, match="quote"):
        Form("{start} {quote}").nodes([S], start=["1"])


def test_every_coded_property_has_a_line_for_each_concept_of_its_scheme(v: Vocabulary, ontology: Ontology) -> None:
    schemes = {f"concept:{scheme.path}": scheme for scheme in v.schemes}
    for name, slot in v.slots.items():
        for scheme in (schemes[range_] for range_ in slot.range if range_ in schemes):
            for key in scheme.concepts:
                assert v.coded[name][key].endswith(f" {v.concepts[scheme.path, key]}")
    assert v.coded["status"]["done"].split() == [";", "kg:status", v.concepts[ontology.statuses.path, "done"]]
    assert "nothing" not in v.coded["status"]
