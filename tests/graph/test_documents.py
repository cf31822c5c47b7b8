"""What is generated from the ontology says what the YAML says, no more and no less."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import rdflib
import yaml
from pyoxigraph import RdfFormat, parse
from rdflib import OWL, RDF, RDFS, SH, SKOS, Literal, URIRef
from rdflib.namespace import QB

from kg.graph import compacted, context, ontology_documents
from kg.ontology import Ontology

KG = "https://fazhi-kg.example/ontology#"
ID = "https://fazhi-kg.example/id/"


def yaml_of(ontology: Ontology, name: str) -> dict[str, Any]:
    return yaml.load((ontology.folder / name).read_text("utf-8"), yaml.CSafeLoader)


@pytest.fixture(scope="module")
def documents(ontology: Ontology) -> dict[str, str]:
    return ontology_documents(ontology)


def graph(documents: dict[str, str], name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=documents[name], format="ox-turtle")


def both(entry: dict[str, Any]) -> set[Literal]:
    return {Literal(entry["zh"], "zh"), Literal(entry["en"], "en")}


def test_owl_has_every_class_with_its_texts_and_alignments(documents: dict[str, str], ontology: Ontology) -> None:
    owl = graph(documents, "ontology.ttl")
    classes = yaml_of(ontology, "classes.yaml")["classes"]
    assert {str(s) for s in owl.subjects(RDF.type, OWL.Class) if str(s).startswith(KG)} == {KG + name for name in classes}
    prefixes = yaml_of(ontology, "ontology.yaml")["prefixes"]
    for name, entry in classes.items():
        s = URIRef(KG + name)
        assert set(owl.objects(s, RDFS.label)) == both(entry)
        assert set(owl.objects(s, SKOS.definition)) == both(entry["definition"])
        assert set(owl.objects(s, SKOS.example)) == {Literal(entry["example"], "zh")}
        above = {KG + entry["is_a"]} if "is_a" in entry else set()
        for aligned in entry.get("aligned", ()):
            prefix, _, local = aligned.partition(":")
            above.add(prefixes[prefix] + local)
        assert {str(o) for o in owl.objects(s, RDFS.subClassOf)} == above


def test_owl_has_every_property_of_ours(documents: dict[str, str], ontology: Ontology) -> None:
    owl = graph(documents, "ontology.ttl")
    slots = {n: s for n, s in yaml_of(ontology, "slots.yaml")["slots"].items() if "slot_uri" not in s}
    edges = {r["property"]: r for r in yaml_of(ontology, "relations.yaml")["relations"].values()}
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    assert {str(s) for kind in kinds for s in owl.subjects(RDF.type, kind)} == {KG + name for name in (*slots, *edges)}
    for name, entry in {**slots, **edges}.items():
        assert set(owl.objects(URIRef(KG + name), RDFS.label)) == both(entry)
        assert set(owl.objects(URIRef(KG + name), SKOS.definition)) == both(entry["definition"])


def test_shacl_looks_at_every_class_and_property(documents: dict[str, str], ontology: Ontology) -> None:
    shapes = graph(documents, "shapes.ttl")
    targets = {str(o) for o in shapes.objects(None, SH.targetClass)}
    assert targets >= {KG + name for name in yaml_of(ontology, "classes.yaml")["classes"]}
    names = {
        str(o) for s in shapes.subjects(RDF.type, SH.PropertyShape) for o in shapes.objects(s, SH.name) if o.language == "zh"
    }
    assert names == {
        *(entry["zh"] for entry in yaml_of(ontology, "slots.yaml")["slots"].values()),
        *(entry["zh"] for entry in yaml_of(ontology, "relations.yaml")["relations"].values()),
    }


def test_skos_has_every_concept_of_every_scheme(documents: dict[str, str], ontology: Ontology) -> None:
    skos = graph(documents, "schemes.ttl")
    wanted: set[str] = set()
    for path in sorted((ontology.folder / "schemes").glob("*.yaml")):
        scheme = yaml_of(ontology, f"schemes/{path.name}")
        s = URIRef(ID + scheme["path"])
        assert (s, RDF.type, SKOS.ConceptScheme) in skos
        for key, concept in scheme["concepts"].items():
            c = URIRef(f"{s}/{key}")
            assert (c, SKOS.inScheme, s) in skos
            assert [str(o) for o in skos.objects(c, SKOS.notation)] == [key]
            assert set(skos.objects(c, SKOS.prefLabel)) == both(concept)
            assert set(skos.objects(c, SKOS.definition)) == both(concept["definition"])
            wanted.add(str(c))
    assert {str(s) for s in skos.subjects(RDF.type, SKOS.Concept)} == wanted


def test_the_data_structure_has_every_component(documents: dict[str, str], ontology: Ontology) -> None:
    cube = graph(documents, "cube.ttl")
    slots = yaml_of(ontology, "slots.yaml")["slots"].values()
    for role in ("dimension", "measure", "attribute"):
        assert len(set(cube.objects(None, QB[role]))) == sum(slot.get("component") == role for slot in slots) > 0
    (structure,) = cube.objects(None, QB.structure)
    assert len(set(cube.objects(structure, QB.component))) == sum("component" in slot for slot in slots)


def test_the_context_names_every_class_and_property(documents: dict[str, str], ontology: Ontology) -> None:
    terms = json.loads(documents["context.jsonld"])["@context"]
    slots, classes = yaml_of(ontology, "slots.yaml")["slots"], yaml_of(ontology, "classes.yaml")["classes"]
    assert {*slots, *classes} <= terms.keys()
    assert all(terms[name]["@id"] == slot.get("slot_uri", f"kg:{name}") for name, slot in slots.items())


def test_the_context_reads_as_the_graph_writes(documents: dict[str, str]) -> None:
    record = {
        **json.loads(documents["context.jsonld"]),
        "id": ID + "report/0",
        "type": "Report",
        "prefLabel": {"zh": "报告", "en": "report"},
        "year": 2022,
        "calendarYear": "2022",
        "region": ID + "region/410203",
    }
    read = {q.triple for q in parse(json.dumps(record), format=RdfFormat.JSON_LD)}
    turtle = (
        f'<{ID}report/0> a kg:Report ; skos:prefLabel "报告"@zh , "report"@en ; kg:year 2022 ; '
        f'kg:calendarYear "2022"^^xsd:gYear ; kg:region <{ID}region/410203> .'
    )
    heads = "".join(f"@prefix {p}: <{n}> .\n" for p, n in record["@context"].items() if p in {"kg", "skos", "xsd"})
    assert read == {q.triple for q in parse(heads + turtle, format=RdfFormat.TURTLE)}


@pytest.mark.parametrize(
    ("turtle", "written"),
    [
        ("kg:year 2022", {"year": 2022}),
        ("kg:year 02022", {"year": "02022"}),
        ("kg:year 99999999999999999999", {"year": "99999999999999999999"}),
        ("kg:year 'x', 2.50", {"year": [{"@value": "x"}, {"@value": "2.50", "@type": "xsd:decimal"}]}),
        ("kg:calendarYear '2022'^^xsd:gYear", {"calendarYear": "2022"}),
        ("skos:prefLabel '报告'@zh, 'a'@en, 'b'@en", {"prefLabel": {"zh": ["报告"], "en": ["a", "b"]}}),
        ("skos:prefLabel '报告'@zh, 'plain'", {"prefLabel": {"zh": ["报告"]}, "skos:prefLabel": "plain"}),
        ("dcterms:title '报告'@zh", {"title": {"zh": "报告"}}),
        ("kg:region <https://fazhi-kg.example/id/region/410203>", {"region": "https://fazhi-kg.example/id/region/410203"}),
        ("a kg:Report, skos:Concept", {"type": ["Report", "skos:Concept"]}),
        ("<x:y#z> <x:w>, <x:v>", {"x:y#z": [{"id": "x:w"}, {"id": "x:v"}]}),
        ("<x:y#z> 'a', 'b'@en", {"x:y#z": ["a", {"@value": "b", "@language": "en"}]}),
        ("rdfs:seeAlso skos:broader", {"rdfs:seeAlso": {"id": "skos:broader"}}),
    ],
)
def test_jsonld_is_short_and_says_the_same(turtle: str, written: dict[str, object], ontology: Ontology) -> None:
    spaces = {name: space for name, space in context(ontology).items() if str(space).endswith(("#", "/"))}
    heads = "".join(f"@prefix {name}: <{space}> .\n" for name, space in spaces.items())
    triples = [quad.triple for quad in parse(f"{heads}<{ID}report/0> {turtle} .", format=RdfFormat.TURTLE)]
    text = "".join(compacted(triples, ontology))
    (node,) = json.loads(text)["@graph"]
    assert node == {"id": f"{ID}report/0", **written}
    assert {quad.triple for quad in parse(text, format=RdfFormat.JSON_LD)} == set(triples)


def test_a_build_holds_the_same_documents(documents: dict[str, str], built: Path) -> None:
    for name in ("ontology.ttl", "shapes.ttl"):
        assert (built / name).read_text("utf-8") == documents[name]
