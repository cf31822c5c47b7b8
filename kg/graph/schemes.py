"""The concept schemes and the data set: what every graph begins with, whatever its reports."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph.cube import dataset_triples
from kg.graph.turtle import Triple, body, iri, prefixes, text
from kg.graph.vocabulary import Vocabulary, vocabulary
from kg.linking.iri import mint
from kg.ontology import Ontology
from kg.ontology.concepts import Concept, Scheme

__all__ = ["cube_turtle", "prefixes_turtle", "schemes_turtle", "skos_turtle"]


def prefixes_turtle(ontology: Ontology) -> str:
    """Return the prefix declarations that stand at the head of every Turtle and TriG file."""
    return prefixes(vocabulary(ontology).prefixes)


def schemes_turtle(ontology: Ontology) -> str:
    """Return the concept schemes (SKOS) and the declaration of the data set (QB) as Turtle without prefixes."""
    return body([*_schemes(ontology), *dataset_triples(ontology)])


def skos_turtle(ontology: Ontology) -> str:
    """Return the concept schemes as a Turtle document of their own."""
    return prefixes_turtle(ontology) + body(_schemes(ontology))


def cube_turtle(ontology: Ontology) -> str:
    """Return the data set and its structure definition as a Turtle document of their own."""
    return prefixes_turtle(ontology) + body(dataset_triples(ontology))


def _schemes(ontology: Ontology) -> Iterator[Triple]:
    v = vocabulary(ontology)
    for scheme in v.schemes:
        yield from _scheme(scheme, v)


def _scheme(scheme: Scheme, v: Vocabulary) -> Iterator[Triple]:
    s = iri(mint(v.ontology.settings.base, scheme.path))
    yield s, "a", v.checked("skos:ConceptScheme")
    yield from _described(s, scheme, v)
    for key, concept in scheme.concepts.items():
        c = v.concepts[scheme.path, key]
        yield c, "a", v.checked("skos:Concept")
        yield c, v.checked("skos:inScheme"), s
        yield c, v.checked("skos:notation"), text(key)
        yield from _described(c, concept, v)
        if concept.example:
            yield c, v.checked("skos:example"), text(concept.example, "zh")
        if concept.broader:
            yield c, v.checked("skos:broader"), v.concepts[scheme.path, concept.broader]
        else:
            yield c, v.checked("skos:topConceptOf"), s
            yield s, v.checked("skos:hasTopConcept"), c


def _described(s: str, item: Scheme | Concept, v: Vocabulary) -> Iterator[Triple]:
    for language, label, definition in (("zh", item.zh, item.definition.zh), ("en", item.en, item.definition.en)):
        yield s, v.properties["prefLabel"], text(label, language)
        yield s, v.checked("skos:definition"), text(definition, language)
