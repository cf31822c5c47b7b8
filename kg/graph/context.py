"""The JSON-LD context: short names for the classes and properties of the graph (context.jsonld)."""

from __future__ import annotations

import json
from typing import Any

from kg.graph.vocabulary import PREFIX, vocabulary
from kg.ontology import Ontology
from kg.ontology.slots import Slot

__all__ = ["context", "context_json"]


def context(ontology: Ontology) -> dict[str, Any]:
    """Return the value of ``@context``: all prefixes, every class, and every property with what its values are.

    Texts in two languages are maps by language, values that may repeat are arrays, resources are IRIs, numbers and dates have
    their datatype; so a compacted document reads like plain JSON and expands to the same triples.
    """
    v = vocabulary(ontology)
    terms: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type", **v.prefixes}
    terms |= {name: f"{PREFIX}:{name}" for name in ontology.classes}
    return terms | {name: {"@id": v.properties[name], **_values(slot)} for name, slot in v.slots.items()}


def context_json(ontology: Ontology) -> str:
    """Return the context as a document of its own."""
    return json.dumps({"@context": context(ontology)}, ensure_ascii=False, indent=1) + "\n"


def _values(slot: Slot) -> dict[str, Any]:
    containers = ["@set"] if slot.multivalued else []
    if slot.range == ("rdf:langString",):
        return {"@container": ["@language", *containers]}
    kept: dict[str, Any] = {"@container": containers} if containers else {}
    if len(slot.range) == 1 and slot.range[0].startswith("xsd:"):
        return kept if slot.range[0] == "xsd:string" else {**kept, "@type": slot.range[0]}
    # Where a literal may stand as well, nothing is said of the type: the value says it itself.
    return kept if any(name.startswith(("xsd:", "rdf:")) for name in slot.range) else {**kept, "@type": "@id"}
