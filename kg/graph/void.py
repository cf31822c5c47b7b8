"""What the graph says of itself: licence, version, vocabularies and counts (void.ttl)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.graph.schemes import prefixes_turtle
from kg.graph.turtle import Triple, body, integer, iri, text
from kg.graph.vocabulary import Vocabulary, vocabulary
from kg.ontology import Ontology

__all__ = ["void_turtle"]


def void_turtle(ontology: Ontology, counts: Mapping[str, int]) -> str:
    """Return a VoID description of a graph with ``counts``: ``triples``, distinct, and ``reports``, both optional."""
    return prefixes_turtle(ontology) + body(_triples(vocabulary(ontology), counts))


def _triples(v: Vocabulary, counts: Mapping[str, int]) -> Iterator[Triple]:
    settings = v.ontology.settings
    s = iri(f"{settings.base}id/dataset")
    yield s, "a", v.checked("void:Dataset")
    yield s, v.checked("dcterms:title"), text(settings.title.zh, "zh")
    yield s, v.checked("dcterms:title"), text(settings.title.en, "en")
    yield s, v.checked("dcterms:description"), text(settings.description.zh, "zh")
    yield s, v.checked("dcterms:description"), text(settings.description.en, "en")
    yield s, v.checked("dcterms:license"), iri(settings.licence)
    yield s, v.checked("owl:versionInfo"), text(settings.version)
    yield s, v.checked("void:uriSpace"), text(f"{settings.base}id/")
    yield s, v.checked("void:feature"), iri("http://www.w3.org/ns/formats/Turtle")
    for prefix in sorted({name.partition(":")[0] for name in v.properties.values()}):
        yield s, v.checked("void:vocabulary"), iri(v.prefixes[prefix])
    if "triples" in counts:
        yield s, v.checked("void:triples"), integer(counts["triples"])
    if "reports" in counts:
        yield s, v.checked("void:documents"), integer(counts["reports"])
