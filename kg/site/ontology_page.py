"""The page that documents the ontology: classes, relations, properties and concept schemes, one file that needs no other."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.graph.vocabulary import vocabulary
from kg.ontology import Ontology
from kg.ontology.yaml_file import Label

__all__ = ["ontology_page"]


def ontology_page(ontology: Ontology, counts: Mapping[str, int]) -> str:
    """Return the page as HTML. ``counts`` are those of :func:`kg.graph.uses.uses`; empty where there is no graph."""
    environment = Environment(
        loader=PackageLoader("kg.site"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    v = vocabulary(ontology)
    edges = {entry.property for entry in ontology.relations.relations.values()}
    assets = files("kg.site") / "assets"
    return environment.get_template("ontology.html").render(
        ontology=ontology,
        words=ontology.site,
        said=ontology.documentation,
        below={name: [n for n, entry in ontology.classes.items() if entry.is_a == name] for name in ontology.classes},
        properties={name: slot for name, slot in v.slots.items() if name not in edges},
        turtle=v.properties,
        namespace=v.namespace,
        schemes=v.schemes,
        counts=counts,
        named=lambda name: _label(name, ontology),
        style=Markup((assets / "site.css").read_text("utf-8")),
        script=Markup((assets / "site.js").read_text("utf-8")),
    )


def _label(name: str, ontology: Ontology) -> Label:
    """Return how the page calls what stands in a domain or range."""
    if name in ontology.classes:
        entry = ontology.classes[name]
        return Label(zh=entry.zh, en=entry.en)
    if name == "entity":
        return ontology.documentation.any
    if name in {"text", "rdf:langString", "xsd:string"}:
        return ontology.documentation.text
    for scheme in vocabulary(ontology).schemes:
        if name == f"concept:{scheme.path}":
            return Label(zh=scheme.zh, en=scheme.en)
    return Label(zh=name, en=name)
