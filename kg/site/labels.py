"""How the pages name what the ontology defines: classes, predicates, indicators, levels."""

from __future__ import annotations

from functools import lru_cache

from kg.ontology import Ontology
from kg.ontology.concepts import Scheme
from kg.ontology.yaml_file import Label
from kg.records import Report

__all__ = ["class_of_type", "class_order", "colour", "concept", "predicate", "title"]

COLOURS = 12  # --c0 to --c11 of site.css


@lru_cache(maxsize=4)
def class_of_type(ontology: Ontology) -> dict[str, str]:
    """Return the class of each mention type, in the ontology's order."""
    return {entry.type: name for name, entry in ontology.classes.items() if entry.type}


@lru_cache(maxsize=4)
def class_order(ontology: Ontology) -> dict[str, int]:
    """Return the place of each class that has mentions: the order of groups and the number of its colour."""
    return {name: place for place, name in enumerate(class_of_type(ontology).values())}


def colour(type: str, ontology: Ontology) -> int:
    """Return the number of the colour of a mention type."""
    order = class_order(ontology)
    return order.get(class_of_type(ontology).get(type, ""), len(order)) % COLOURS


def predicate(name: str, ontology: Ontology) -> Label:
    """Return the label of a predicate of GUIDELINE §3, its name when the ontology has none."""
    entry = ontology.relations.relations.get(name)
    return Label(zh=entry.zh, en=entry.en) if entry else Label(zh=name, en=name)


def concept(name: str | None, scheme: Scheme) -> Label | None:
    """Return the label of a concept, its key when the scheme does not know it, None for None."""
    if not name:
        return None
    entry = scheme.concepts.get(name)
    return Label(zh=entry.zh, en=entry.en) if entry else Label(zh=name, en=name)


def title(report: Report, ontology: Ontology) -> Label:
    """Return the title that the report prints, else one made of region and year, else its id."""
    meta = report.meta
    if meta.title or not (meta.region_path and meta.year):
        printed = meta.title or report.id
        return Label(zh=printed, en=printed)
    made, region = ontology.site.untitled, "".join(meta.region_path)
    return Label(
        zh=made.zh.format(region=region, year=meta.year),
        en=made.en.format(region=region, year=meta.year),
    )
