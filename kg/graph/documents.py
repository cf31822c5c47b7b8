"""All that is generated from the ontology, by file name."""

from __future__ import annotations

from kg.graph.context import context_json
from kg.graph.owl import ontology_turtle
from kg.graph.schemes import cube_turtle, skos_turtle
from kg.graph.shapes import shapes_turtle
from kg.ontology import Ontology

__all__ = ["ontology_documents"]


def ontology_documents(ontology: Ontology) -> dict[str, str]:
    """Return the ontology as OWL, SHACL, SKOS, data structure definition (QB) and JSON-LD context, by file name."""
    return {
        "ontology.ttl": ontology_turtle(ontology),
        "shapes.ttl": shapes_turtle(ontology),
        "schemes.ttl": skos_turtle(ontology),
        "cube.ttl": cube_turtle(ontology),
        "context.jsonld": context_json(ontology),
    }
