"""The ontology as OWL, made from the YAML (ontology.ttl)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph.schemes import prefixes_turtle
from kg.graph.turtle import Triple, body, iri, text
from kg.graph.vocabulary import PREFIX, Vocabulary, vocabulary
from kg.ontology import Ontology
from kg.ontology.classes import ClassEntry
from kg.ontology.slots import Slot
from kg.ontology.yaml_file import Label

__all__ = ["ontology_turtle"]


def ontology_turtle(ontology: Ontology) -> str:
    """Return classes and properties with labels and definitions in both languages, domains, ranges and alignments.

    A property of another vocabulary is declared and nothing more: its meaning is that vocabulary's to define.
    """
    v = vocabulary(ontology)
    triples = [*_header(v)]
    for name, entry in ontology.classes.items():
        triples += _class(name, entry, v)
    for name, slot in v.slots.items():
        triples += _property(name, slot, v)
    return prefixes_turtle(ontology) + body(triples)


def _header(v: Vocabulary) -> Iterator[Triple]:
    settings = v.ontology.settings
    s = _ontology(v)
    yield s, "a", v.checked("owl:Ontology")
    for language, title, description in (
        ("zh", settings.title.zh, settings.description.zh),
        ("en", settings.title.en, settings.description.en),
    ):
        yield s, v.checked("dcterms:title"), text(title, language)
        yield s, v.checked("dcterms:description"), text(description, language)
    yield s, v.checked("dcterms:license"), iri(settings.licence)
    yield s, v.checked("owl:versionInfo"), text(settings.version)


def _class(name: str, entry: ClassEntry, v: Vocabulary) -> Iterator[Triple]:
    s = f"{PREFIX}:{name}"
    yield s, "a", v.checked("owl:Class")
    yield from _described(s, entry.zh, entry.en, entry.definition, entry.example, v)
    for above in (*([f"{PREFIX}:{entry.is_a}"] if entry.is_a else []), *entry.aligned):
        yield s, v.checked("rdfs:subClassOf"), v.checked(above)


def _property(name: str, slot: Slot, v: Vocabulary) -> Iterator[Triple]:
    s = v.properties[name]
    if slot.slot_uri:
        yield s, "a", v.checked("rdf:Property")
        return
    literal = all(map(_is_datatype, slot.range))
    yield s, "a", v.checked("owl:DatatypeProperty" if literal else "owl:ObjectProperty")
    if not slot.multivalued:
        yield s, "a", v.checked("owl:FunctionalProperty")
    yield from _described(s, slot.zh, slot.en, slot.definition, slot.example, v)
    for above in slot.aligned:
        yield s, v.checked("rdfs:subPropertyOf"), v.checked(above)
    for axiom, names in (("rdfs:domain", slot.domain), ("rdfs:range", slot.range)):
        terms = [_class_term(n, v) for n in names]
        if all(terms):
            yield s, v.checked(axiom), _union(sorted({t for t in terms if t}))


def _described(s: str, zh: str, en: str, definition: Label, example: str | None, v: Vocabulary) -> Iterator[Triple]:
    yield s, v.checked("rdfs:label"), text(zh, "zh")
    yield s, v.checked("rdfs:label"), text(en, "en")
    yield s, v.checked("skos:definition"), text(definition.zh, "zh")
    yield s, v.checked("skos:definition"), text(definition.en, "en")
    if example:
        yield s, v.checked("skos:example"), text(example, "zh")
    yield s, v.checked("rdfs:isDefinedBy"), _ontology(v)


def _class_term(name: str, v: Vocabulary) -> str | None:
    """Return what a name in a domain or range stands for in OWL; None for what restricts nothing."""
    if name in ("entity", "iri"):
        return None
    if name.startswith("concept:"):
        return v.checked("skos:Concept")
    return v.checked(name if ":" in name else f"{PREFIX}:{name}")


def _union(terms: list[str]) -> str:
    return terms[0] if len(terms) == 1 else f"[ a owl:Class ; owl:unionOf ( {' '.join(terms)} ) ]"


def _is_datatype(name: str) -> bool:
    return name.startswith(("xsd:", "rdf:"))


def _ontology(v: Vocabulary) -> str:
    return iri(v.namespace.removesuffix("#"))
