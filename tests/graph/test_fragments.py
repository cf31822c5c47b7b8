"""The graph of the gold reports: portable, the same everywhere, and true to the records."""

import hashlib
import os
import re
import subprocess
import sys
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.graph import ontology_turtle, prefixes_turtle, schemes_turtle, serialize, shapes_turtle
from kg.linking.iri import mint
from kg.ontology import Ontology, load
from kg.records import Mention, Metadata, Relation, Report, Source, Statement

KG = "https://fazhi-kg.example/ontology#"
OA = "http://www.w3.org/ns/oa#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREF = "http://www.w3.org/2004/02/skos/core#prefLabel"


@lru_cache
def triples(path: Path) -> set[Triple]:
    return {q.triple for q in parse(path=path, format=RdfFormat.TURTLE)}


@lru_cache
def quads(path: Path) -> set[Quad]:
    return set(parse(path=path, format=RdfFormat.TRIG))


def test_trig_holds_the_triples_of_graph_and_evidence(out: Path) -> None:
    assert {q.triple for q in quads(out / "graph.trig")} == triples(out / "graph.ttl") | triples(out / "evidence.ttl")


def test_each_report_has_one_named_graph_that_holds_all_of_it(out: Path, gold: list[Report]) -> None:
    by_graph = defaultdict(set)
    for quad in quads(out / "graph.trig"):
        by_graph[str(quad.graph_name)].add(quad.triple.subject.value)
    named = {name for name in by_graph if name.startswith("<")}
    assert len(named) == len(gold)
    for name in named:
        assert name[1:-1] in by_graph[name]
        assert not any("/id/report/" in s and not s.startswith(name[1:-1]) for s in by_graph[name])


def test_data_keep_the_portable_rules(out: Path) -> None:
    for triple in triples(out / "graph.ttl") | triples(out / "evidence.ttl"):
        assert not any(isinstance(term, BlankNode) for term in triple)
        if isinstance(triple.object, Literal):
            assert triple.object.language in (None, "zh", "en")
            assert triple.object.datatype.value.removeprefix(XSD) not in ("double", "float", "nonNegativeInteger", "int")
    text = "\n".join((out / name).read_text("utf-8") for name in ("graph.ttl", "evidence.ttl", "graph.trig"))
    assert not re.search(r"^\s*GRAPH\b|<<|_:|@prefix [^ ]+ <[^>]*/id/", text, re.MULTILINE)


def test_every_record_is_in_the_graph(out: Path, gold: list[Report], ontology: Ontology) -> None:
    types = defaultdict(int)
    for triple in triples(out / "graph.ttl"):
        if triple.predicate.value.endswith("#type"):
            types[triple.object.value.removeprefix(KG)] += 1
    statuses = [s.status for r in gold for s in r.statements]
    assert types["Report"] == len(gold)
    assert types["Observation"] == sum(len(r.observations) for r in gold) > 100
    assert (types["Measure"], types["Problem"], types["Plan"]) == tuple(map(statuses.count, ("done", "problem", "planned")))
    assert types["Assertion"] == sum(len({(x.predicate, x.object_span, x.agent_span) for x in r.relations}) for r in gold) > 100


def test_values_and_spans_are_those_of_the_records(out: Path, gold: list[Report], ontology: Ontology) -> None:
    said = {(t.subject.value, t.predicate.value): t.object.value for t in triples(out / "graph.ttl")}
    for report in gold:
        iri = serialize(report, ontology).iri
        assert iri.endswith("/report/" + hashlib.sha256(report.text.encode()).hexdigest()[:16])
        for o in report.observations:
            s = f"{iri}/observation/{o.start}-{o.end}"
            assert float(said[s, KG + "value"]) == o.value
            assert report.text[int(said[s, KG + "start"]) : int(said[s, KG + "end"])] == o.figure
        for x in report.statements:
            if x.status != "frame":
                assert said[f"{iri}/statement/{x.start}-{x.end}", KG + "quote"] == report.text[x.start : x.end]


def test_each_assertion_has_its_direct_edge(out: Path) -> None:
    graph = triples(out / "graph.ttl")
    parts: dict[str, dict[str, object]] = defaultdict(dict)
    for t in graph:
        if "/assertion/" in t.subject.value:
            parts[t.subject.value][t.predicate.value.rpartition("#")[2]] = t.object
    assert parts
    for part in parts.values():
        assert Triple(part["subject"], part["predicate"], part["object"]) in graph  # type: ignore[arg-type]


def test_each_direct_edge_leads_to_report_span_and_quote(out: Path, ontology: Ontology) -> None:
    graph, evidence = triples(out / "graph.ttl"), triples(out / "evidence.ttl")
    edges = {KG + entry.property for entry in ontology.relations.relations.values()}
    said: dict[object, dict[str, object]] = defaultdict(dict)
    for t in graph | evidence:
        said[t.subject][t.predicate.value.rpartition("#")[2]] = t.object
    stated = {
        (a["subject"], a["predicate"], a["object"]): a for s, a in said.items() if "/assertion/" in str(s) and "subject" in a
    }
    direct = [t for t in graph if t.predicate.value in edges]
    assert len(direct) > 100
    for t in direct:
        assertion = stated[t.subject, t.predicate, t.object]
        assert said[assertion["wasDerivedFrom"]]
        assert assertion["quote"]
        assert said[assertion["hasTarget"]]["hasSelector"]


def test_selectors_select_what_they_say(out: Path, gold: list[Report], ontology: Ontology) -> None:
    texts = {serialize(r, ontology).iri: r.text for r in gold}
    nodes: dict[str, dict[str, str]] = defaultdict(dict)
    for t in triples(out / "evidence.ttl"):
        nodes[t.subject.value][t.predicate.value.removeprefix(OA)] = t.object.value
    spans = [s for s in nodes if s.endswith("/position")]
    assert len(spans) > 300
    for position in spans:
        quote = nodes[position.removesuffix("position") + "quote"]
        text = texts[position.partition("/span/")[0]]
        start, end = int(nodes[position]["start"]), int(nodes[position]["end"])
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])


def test_shared_entities_have_one_label_a_language(out: Path) -> None:
    labels = defaultdict(set)
    for t in triples(out / "graph.ttl"):
        if t.predicate.value == PREF and isinstance(t.object, Literal):
            labels[t.subject, t.object.language].add(t.object.value)
    assert labels
    assert all(len(values) == 1 for values in labels.values())


@pytest.mark.parametrize("ends", [(12, 20), (12, 125), (12, 125, 13, 129), (12, 12, 125)])
def test_each_subject_stands_once_and_in_order(ends: tuple[int, ...], gold: list[Report], ontology: Ontology) -> None:
    iri = mint(ontology.settings.base, "program", "410203", "一网通办")
    mentions = tuple(Mention(3, end, "PROGRAM", "字" * (end - 3), "rule", iri) for end in ends)
    for report in (*gold, Report("x", "字" * 200, gold[0].source, entities=mentions)):
        fragments = serialize(report, ontology)
        for turtle in (fragments.graph, fragments.evidence):
            subjects = [line.partition(" ")[0] for line in turtle.splitlines() if line.startswith("<")]
            assert subjects == sorted(set(subjects))
    assert sum("/span/" in subject for subject in subjects) == 3 * len(set(ends))


def test_an_empty_report_is_a_report(ontology: Ontology, gold: list[Report]) -> None:
    bare = Report("x", "", gold[0].source)
    fragments = serialize(bare, ontology)
    read = list(parse(prefixes_turtle(ontology) + fragments.graph, format=RdfFormat.TURTLE))
    assert {t.subject for t in read} == {NamedNode(fragments.iri)}
    assert "oa:" not in fragments.evidence


@settings(deadline=None, max_examples=30)
@given(st.text(min_size=1), st.text(min_size=1), st.text())
@example('"""@zh . <https://evil.example/> a <x> \\', "<|> \x00😀", "http://x.example/> . <y:z>")
def test_whatever_a_report_says_is_said_by_its_graph(text: str, title: str, url: str) -> None:
    ontology = load()
    base = ontology.settings.base
    mention = Mention(0, len(text), "PROGRAM", text, "rule", mint(base, "program", "410203", text))
    report = Report(
        id="x",
        text=text,
        source=Source("x.txt", "", "text/plain", url),
        meta=Metadata(title=title, adcode="410203", year=2022),
        statements=(Statement(0, len(text), "done", "functions"),),
        entities=(mention,),
        relations=(Relation("REPORT", "carried_out", text, 0, len(text), None, (0, len(text)), 0, "rule"),),
    )
    fragments = serialize(report, ontology)
    whole = prefixes_turtle(ontology) + fragments.graph + fragments.evidence
    mine = [q.triple for q in parse(whole, format=RdfFormat.TURTLE)]
    theirs = rdflib.Graph().parse(data=whole, format="turtle")
    for name, said in ((KG + "quote", text), (OA + "exact", text)):
        assert {t.object.value for t in mine if t.predicate.value == name} == {said}
        assert {str(o) for o in theirs.objects(None, rdflib.URIRef(name))} == {said}
    iri = rdflib.URIRef(fragments.iri)
    assert {str(o) for o in theirs.objects(iri, rdflib.DCTERMS.title)} == {title}
    assert {str(o) for o in theirs.objects(None, rdflib.URIRef(KG + "mentions"))} == {mention.iri}
    subjects = {t.subject.value for t in mine}
    assert {str(s) for s in theirs.subjects()} == subjects
    assert all(s.startswith(f"{base}id/") for s in subjects)


def test_an_untitled_report_is_called_after_region_and_year(out: Path) -> None:
    labels = {t.object.value for t in triples(out / "graph.ttl") if t.predicate.value == PREF}
    assert "河南省开封市顺河回族区2022年法治政府建设年度报告" in labels


PRINT = """
import sys
from kg.graph import ontology_turtle, schemes_turtle, serialize, shapes_turtle
from kg.ontology import load
from kg.records import Report
ontology = load()
made = serialize(Report.from_json(sys.stdin.buffer.read().decode()), ontology).trig
made += schemes_turtle(ontology) + ontology_turtle(ontology) + shapes_turtle(ontology)
sys.stdout.buffer.write(made.encode())
"""


def test_the_hash_seed_changes_nothing(gold: list[Report], ontology: Ontology) -> None:
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    there = subprocess.run(
        [sys.executable, "-c", PRINT],
        input=gold[0].to_json().encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    ).stdout.decode()
    here = serialize(gold[0], ontology).trig + schemes_turtle(ontology) + ontology_turtle(ontology) + shapes_turtle(ontology)
    assert there == here
