"""The shapes that every graph conforms to, as SHACL made from the YAML (shapes.ttl).

Each class has a closed shape, so that a misspelt property is found, and a shape for each property that it declares; what classes
above or below it declare is checked there. The shapes of properties have targets of their own instead of hanging on the closed
shape by sh:property: a validator then looks at all nodes of a class at once, in 0.9 s where nested shapes took pySHACL 3.3.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph.schemes import prefixes_turtle
from kg.graph.turtle import Triple, body, text
from kg.graph.vocabulary import PREFIX, Vocabulary, vocabulary
from kg.ontology import Ontology
from kg.ontology.slots import Slot
from kg.ontology.yaml_file import Label

__all__ = ["shapes_turtle"]

# Classes of other vocabularies whose nodes the program writes but whose properties are not all its own.
_OPEN = ("skos:Concept", "skos:ConceptScheme")


def shapes_turtle(ontology: Ontology) -> str:
    """Return the shapes as Turtle, with messages in Chinese and English."""
    v = vocabulary(ontology)
    triples = [*_types(v)]
    foreign = {name for slot in v.slots.values() for name in slot.domain if ":" in name}
    for name in (*ontology.classes, *sorted(foreign)):
        triples += _class_shape(name, v)
    return prefixes_turtle(ontology) + body(triples)


def declared(name: str, v: Vocabulary) -> dict[str, Slot]:
    """Return the slots whose domain names the class ``name`` itself, or ``entity`` where it has a mention type."""
    entry = v.ontology.classes.get(name)
    entity = entry is not None and entry.type is not None
    return {n: slot for n, slot in v.slots.items() if name in slot.domain or (entity and "entity" in slot.domain)}


def _types(v: Vocabulary) -> Iterator[Triple]:
    """Yield the shape that finds a misspelt class: whatever has a type has one of those in use."""
    own = [f"{PREFIX}:{name}" for name in v.ontology.classes]
    foreign = sorted({name for slot in v.slots.values() for name in (*slot.domain, *slot.range) if _is_foreign_class(name)})
    cube = ("DataSet", "DataStructureDefinition", "ComponentSpecification", "Observation", "CodedProperty")
    roles = ("DimensionProperty", "MeasureProperty", "AttributeProperty")
    known = [*own, *foreign, *(v.checked(f"qb:{name}") for name in (*cube, *roles))]
    s = f"{PREFIX}:TypeShape"
    yield s, "a", v.checked("sh:PropertyShape")
    yield s, "sh:targetSubjectsOf", v.checked("rdf:type")
    yield s, "sh:path", "rdf:type"
    yield s, "sh:in", f"( {' '.join(known)} )"
    yield from _messages(s, v.ontology.slots.messages.type)


def _class_shape(name: str, v: Vocabulary) -> Iterator[Triple]:
    entry = v.ontology.classes.get(name)
    target = v.checked(name if ":" in name else f"{PREFIX}:{name}")
    local = target.rpartition(":")[2]
    slots = declared(name, v)
    for slot_name, slot in slots.items():
        yield f"{PREFIX}:{local}-{slot_name}", "sh:targetClass", target
        yield from _property_shape(f"{PREFIX}:{local}-{slot_name}", slot_name, slot, v)
    if name in _OPEN:
        return
    s = f"{PREFIX}:{local}Shape"
    yield s, "a", v.checked("sh:NodeShape")
    yield s, "sh:targetClass", target
    label = Label(zh=entry.zh, en=entry.en) if entry else Label(zh=name, en=name)
    elsewhere = {v.properties[n] for relative in _relatives(name, v) for n in declared(relative, v) if n not in slots}
    allowed = {v.properties[n] for n in slots} | elsewhere
    closed = v.ontology.slots.messages.closed
    yield s, "sh:closed", "true"
    yield s, "sh:ignoredProperties", f"( {' '.join(['rdf:type', *sorted(allowed)])} )"
    yield from _messages(s, Label(zh=closed.zh.format(name=label.zh), en=closed.en.format(name=label.en)))


def _property_shape(s: str, name: str, slot: Slot, v: Vocabulary) -> Iterator[Triple]:
    yield s, "a", v.checked("sh:PropertyShape")
    yield s, "sh:path", v.properties[name]
    yield s, "sh:name", text(slot.zh, "zh")
    yield s, "sh:name", text(slot.en, "en")
    if slot.required:
        yield s, "sh:minCount", "1"
    if not slot.multivalued:
        yield s, "sh:maxCount", "1"
    if slot.unique_lang:
        yield s, "sh:uniqueLang", "true"
    if slot.pattern:
        yield s, "sh:pattern", text(slot.pattern)
    if slot.range == ("rdf:langString",):
        yield s, "sh:languageIn", '( "zh" "en" )'
    yield s, *_range(slot, v)
    value = v.ontology.slots.messages.value
    zh = value.zh.format(name=slot.zh, definition=slot.definition.zh)
    en = value.en.format(name=slot.en, definition=slot.definition.en)
    yield from _messages(s, Label(zh=zh, en=en))


def _range(slot: Slot, v: Vocabulary) -> tuple[str, str]:
    if set(slot.range) & {"entity", "iri"}:
        return "sh:nodeKind", "sh:IRIOrLiteral" if "rdf:langString" in slot.range else "sh:IRI"
    tests = [_test(name, v) for name in slot.range]
    return tests[0] if len(tests) == 1 else ("sh:or", f"( {' '.join(f'[ {p} {o} ]' for p, o in tests)} )")


def _test(name: str, v: Vocabulary) -> tuple[str, str]:
    if name.startswith(("xsd:", "rdf:")):
        return "sh:datatype", v.checked(name)
    if name.startswith("concept:"):
        path = name.removeprefix("concept:")
        keys = [term for (scheme, _), term in v.concepts.items() if scheme == path]
        return "sh:in", f"( {' '.join(keys)} )"
    return "sh:class", v.checked(name if ":" in name else f"{PREFIX}:{name}")


def _relatives(name: str, v: Vocabulary) -> list[str]:
    """Return the classes above and below ``name``: a node of it may have their properties too."""
    if name not in v.ontology.classes:
        return []
    return [*v.ancestors(name), *(other for other in v.ontology.classes if name in v.ancestors(other))]


def _is_foreign_class(name: str) -> bool:
    return ":" in name and not name.startswith(("xsd:", "rdf:", "concept:"))


def _messages(s: str, label: Label) -> Iterator[Triple]:
    yield s, "sh:message", text(label.zh, "zh")
    yield s, "sh:message", text(label.en, "en")
