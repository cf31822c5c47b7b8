"""Whatever a report says, two RDF libraries read back the same text and the same names."""

import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse, serialize
from pyoxigraph import Triple as OxTriple

from kg.graph import turtle
from kg.linking.iri import mint

XSD = "http://www.w3.org/2001/XMLSchema#"
HEAD = f"@prefix xsd: <{XSD}> .\n@prefix kg: <https://fazhi-kg.example/ontology#> .\n"
BASE = "https://fazhi-kg.example/"
S, P = "<https://fazhi-kg.example/id/report/0>", "kg:quote"


def read_twice(body: str) -> tuple[list[OxTriple], rdflib.Graph]:
    return [q.triple for q in parse(HEAD + body, format=RdfFormat.TURTLE)], rdflib.Graph().parse(
        data=HEAD + body, format="turtle"
    )


@settings(deadline=None, max_examples=60)
@given(st.text())
@example('"""')
@example("ends in a backslash \\")
@example('"@zh . <a:b> <a:b> "')
@example("\x00\x01\x0b\x1f\x7f\x85\u2028\u2029\ufeff\ufffe\uffff")
@example("𠀀😀\r\n\t'''")
def test_any_text_reads_back(text: str) -> None:
    mine, theirs = read_twice(turtle.body([(S, P, turtle.text(text, "zh")), (S, P, turtle.text(text))]))
    assert {(t.object.value, t.object.language) for t in mine} == {(text, "zh"), (text, None)}
    assert {(str(o), o.language) for o in theirs.objects()} == {(text, "zh"), (text, None)}


@settings(deadline=None, max_examples=60)
@given(st.text(min_size=1))
@example("a b|c<d>e^f`g{h}\\")
@example("100%到位/一网通办#?")
@example("\x00\x07\ue000\ufffe\U000f0000\U0010ffff𠀀😀")
def test_any_name_makes_an_iri_that_reads_back(name: str) -> None:
    iri = mint(BASE, "program", name)
    mine, theirs = read_twice(turtle.body([(turtle.iri(iri), P, turtle.integer(1))]))
    assert [t.subject.value for t in mine] == [iri]
    assert [str(s) for s in theirs.subjects()] == [iri]


@pytest.mark.parametrize("bad", ["no scheme", "https://a.example/a b", "https://a.example/<", 'https://a.example/"'])
def test_what_is_no_iri_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        turtle.iri(bad)


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://a.example/x?y=1#z", "<https://a.example/x?y=1#z>"),
        (" https://a.example/年度 报告.html\n", "<https://a.example/年度%20报告.html>"),
        ('https://a.example/"><x:y>', "<https://a.example/%22%3E%3Cx:y%3E>"),
        ("/relative/path.html", None),
        ("", None),
        ("http://[broken", None),
    ],
)
def test_web_addresses(url: str, written: str | None) -> None:
    assert turtle.address(url) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(18, "18"), (18.0, "18"), (18.5, "18.5"), (92.30, "92.3"), (0, "0"), (-0.0, "0"), (0.1, "0.1"), (31000000, "31000000"),
     (1e16, "10000000000000000"), (2.6e-7, "0.00000026"), (-3.50, "-3.5"), (100, "100")],
)  # fmt: skip
def test_decimals_are_canonical(value: float, written: str) -> None:
    assert turtle.decimal(value) == f'"{written}"^^xsd:decimal'


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        turtle.decimal(value)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("pq"), st.text(max_size=3)), max_size=12), st.randoms())
def test_body_says_what_pyoxigraph_says_in_any_order(rows: list[tuple[str, str, str]], random: "object") -> None:
    triples = [(f"<x:{s}>", f"<x:{p}>", turtle.text(o)) for s, p, o in rows]
    terms = [OxTriple(NamedNode(f"x:{s}"), NamedNode(f"x:{p}"), Literal(o)) for s, p, o in rows]
    body = turtle.body(triples)
    assert set(parse(body, format=RdfFormat.TURTLE)) == set(
        parse(serialize(terms, format=RdfFormat.TURTLE), format=RdfFormat.TURTLE)
    )
    shuffled = triples * 2
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert turtle.body(shuffled) == body


def test_many_texts_are_escaped_as_one_is() -> None:
    every = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    lines = ["".join(every[start : start + 999]) for start in range(0, len(every), 999)]
    assert list(turtle.quoted(lines)) == [str(Literal(line))[1:-1] for line in lines]
    assert turtle.quoted([]) == []
    assert turtle.quoted(["", '\\"\\n', "\n\\"]) == ["", '\\\\\\"\\\\n', "\\n\\\\"]


def test_what_several_nodes_say_of_one_subject_is_joined() -> None:
    nodes = [("<x:b>", "<x:b> kg:p 1 .\n"), ("<x:a>", "<x:a> kg:q 1 .\n"), ("<x:b>", "<x:b> kg:o 2 ;\n\tkg:p 1 .\n")]
    joined = "<x:a> kg:q 1 .\n<x:b> kg:o 2 ;\n\tkg:p 1 .\n"
    assert turtle.node_body(nodes) == turtle.node_body(nodes[::-1]) == turtle.node_body(nodes * 2) == joined
