"""The shapes accept what the program writes and find what it must not write."""

import shutil
from pathlib import Path

import pyshacl
import pytest
import rdflib

from kg.graph import ontology_turtle, prefixes_turtle, schemes_turtle, serialize, shapes_turtle, validate
from kg.linking.iri import mint
from kg.ontology import Ontology, load
from kg.records import Mention, Report, Source

ORGAN = "<https://fazhi-kg.example/id/agency/410203/a>"
LABELLED = f'{ORGAN} a kg:Agency , kg:Organization ; skos:prefLabel "甲"@zh'
FIGURE = """@prefix x: <https://x.example/> . @prefix bound: <https://fazhi-kg.example/id/bound/> .
x:o a kg:Observation ; prov:wasDerivedFrom x:r ; kg:start 1 ; kg:end 2 ; kg:figure "8" ; kg:indicatorText "审结"@zh ;
  kg:bound bound:exact ; kg:scope <https://fazhi-kg.example/id/scope/whole> ; kg:value {value} ;
  kg:figureKind <https://fazhi-kg.example/id/figure-kind/total> .
x:r a kg:Report ; skos:prefLabel "报告"@zh ."""


@pytest.fixture(scope="module")
def shapes(ontology: Ontology) -> rdflib.Graph:
    return rdflib.Graph().parse(data=shapes_turtle(ontology), format="turtle")


def report_of(turtle: str, ontology: Ontology, shapes: rdflib.Graph) -> tuple[bool, str]:
    data = rdflib.Graph().parse(data=prefixes_turtle(ontology) + turtle, format="turtle")
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes)
    return conforms, text


@pytest.mark.parametrize(
    "turtle",
    [
        f"{LABELLED} .",
        f'{LABELLED} ; skos:prefLabel "A"@en ; skos:altLabel "乙"@zh , "丙"@zh .',
        f"{LABELLED} ; kg:succeededBy <https://fazhi-kg.example/id/agency/410203/b> . "
        '<https://fazhi-kg.example/id/agency/410203/b> a kg:Agency ; skos:prefLabel "乙"@zh .',
        FIGURE.format(value='"8"^^xsd:decimal'),
    ],
)
def test_conforms(turtle: str, ontology: Ontology, shapes: rdflib.Graph) -> None:
    conforms, text = report_of(turtle, ontology, shapes)
    assert conforms, text


@pytest.mark.parametrize(
    ("turtle", "said"),
    [
        pytest.param(f'{LABELLED} ; skos:altLable "乙"@zh .', "altLable", id="a misspelt property"),
        pytest.param(f'{LABELLED} ; kg:quote "原文"@zh .', "quote", id="a property of another class"),
        pytest.param(f"{ORGAN} a kg:Agency , kg:Organization .", "prefLabel", id="a missing label"),
        pytest.param(f'{LABELLED} ; skos:prefLabel "乙"@zh .', "UniqueLang", id="two labels of one language"),
        pytest.param(f'{ORGAN} a kg:Agency ; skos:prefLabel "甲" .', "LanguageIn", id="a label without language"),
        pytest.param(f'{ORGAN} a kg:Agncy ; skos:prefLabel "甲"@zh .', "Agncy", id="a misspelt class"),
        pytest.param(FIGURE.format(value="8"), "kg:value", id="an integer for a decimal"),
        pytest.param(FIGURE.format(value="8e0"), "kg:value", id="a double for a decimal"),
        pytest.param(FIGURE.format(value='"8"^^xsd:decimal , "9"^^xsd:decimal'), "MaxCount", id="two values"),
        pytest.param(FIGURE.format(value='"8"^^xsd:decimal').replace(":exact", ":exakt"), "exakt", id="no such concept"),
        pytest.param(f"{LABELLED} ; kg:succeededBy <https://x.example/b> .", "succeededBy", id="a stray end"),
    ],
)  # fmt: skip
def test_finds(turtle: str, said: str, ontology: Ontology, shapes: rdflib.Graph) -> None:
    conforms, text = report_of(turtle, ontology, shapes)
    assert not conforms
    assert said in text


def test_a_real_report_conforms_with_its_evidence(
    gold: list[Report], ontology: Ontology, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("one")
    (folder / "shapes.ttl").write_text(shapes_turtle(ontology), "utf-8")
    fragments = serialize(min(gold, key=lambda r: len(r.text)), ontology)
    graph = prefixes_turtle(ontology) + schemes_turtle(ontology) + fragments.graph + fragments.evidence
    (folder / "graph.ttl").write_text(graph, "utf-8")
    validation = validate(folder)
    assert validation.conforms, validation.text


TEAM = """
  Team:
    zh: 队伍
    en: Team
    definition: {zh: 成队的人员。, en: People who form a team.}
    example: 组建红桥区普法志愿队伍
    type: TEAM
    path: team
    scope: region
    heads: [队伍]
"""


def test_a_class_added_in_yaml_is_in_turtle_owl_and_shapes(ontology: Ontology, tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(ontology.folder, folder)
    with (folder / "classes.yaml").open("a", encoding="utf-8") as classes:
        classes.write(TEAM)
    extended = load(folder)
    mention = Mention(0, 6, "TEAM", "普法志愿队伍", "heads", mint(extended.settings.base, "team", "120106", "普法志愿队伍"))
    report = Report("x", "普法志愿队伍", Source("x.txt", "", "text/plain"), entities=(mention,))
    graph = serialize(report, extended).graph
    assert "/id/team/120106/普法志愿队伍> a kg:Team ;" in graph
    assert "kg:Team a owl:Class ;" in ontology_turtle(extended)
    shapes = rdflib.Graph().parse(data=shapes_turtle(extended), format="turtle")
    assert report_of(graph, extended, shapes)[0]
    conforms, text = report_of(graph.replace("skos:prefLabel", "skos:prefLable", 1), extended, shapes)
    assert not conforms
    assert "prefLable" in text


def test_messages_stand_in_both_languages(shapes: rdflib.Graph) -> None:
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    properties = set(shapes.subjects(rdflib.RDF.type, sh.PropertyShape))
    assert len(properties) > 50
    assert all({m.language for m in shapes.objects(p, sh.message)} == {"zh", "en"} for p in properties)


def test_ontology_has_both_labels_definition_and_only_known_ends(ontology: Ontology) -> None:
    graph = rdflib.Graph().parse(data=ontology_turtle(ontology), format="turtle")
    owl, rdfs = rdflib.OWL, rdflib.RDFS
    own = {s for kind in (owl.Class, owl.ObjectProperty, owl.DatatypeProperty) for s in graph.subjects(rdflib.RDF.type, kind)}
    named = {s for s in own if isinstance(s, rdflib.URIRef)}
    assert len(named) > 40
    for term in named:
        assert {label.language for label in graph.objects(term, rdfs.label)} == {"zh", "en"}
        assert {text.language for text in graph.objects(term, rdflib.SKOS.definition)} == {"zh", "en"}
    kg = "https://fazhi-kg.example/ontology#"
    ends = (
        set(graph.objects(None, rdfs.domain)) | set(graph.objects(None, rdfs.range)) | set(graph.objects(None, rdfs.subClassOf))
    )
    assert all(end in named for end in ends if str(end).startswith(kg))
    assert (rdflib.URIRef(kg + "Agency"), rdfs.subClassOf, rdflib.URIRef(kg + "Organization")) in graph
