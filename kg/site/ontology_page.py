"""The page that documents the ontology: classes, relations, properties and concept schemes.

It is a page of the site, and one file that needs no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.graph.vocabulary import vocabulary
from kg.ontology import Ontology
from kg.ontology.yaml_file import Label

__all__ = ["ontology_content", "ontology_page"]

_PARTS = (("site.css", "ontology.css"), ("site.js",))


def ontology_page(ontology: Ontology, counts: Mapping[str, int]) -> str:
    """Return the page as HTML. ``counts`` are those of :func:`kg.graph.uses.uses`; empty where there is no graph."""
    environment = Environment(
        loader=PackageLoader("kg.site"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    assets = files("kg.site") / "assets"
    style, script = ("".join((assets / name).read_text("utf-8") for name in names) for names in _PARTS)
    content = ontology_content(ontology, counts)
    words = {"ontology": ontology, "words": ontology.site, "style": Markup(style), "script": Markup(script)}
    return environment.get_template("ontology.html").render(**words, **content)


def ontology_content(ontology: Ontology, counts: Mapping[str, int]) -> dict[str, Any]:
    """Return what the template of the page's content asks for, besides the ontology and the words of the site."""
    v = vocabulary(ontology)
    edges = {entry.property for entry in ontology.relations.relations.values()}
    return {
        "said": ontology.documentation,
        "below": {name: [n for n, entry in ontology.classes.items() if entry.is_a == name] for name in ontology.classes},
        "properties": {name: slot for name, slot in v.slots.items() if name not in edges},
        "turtle": v.properties,
        "namespace": v.namespace,
        "schemes": v.schemes,
        "counts": counts,
        "named": lambda name: _label(name, ontology),
    }


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
