"""What the scripts of the pages need of the ontology: words, and the names of classes, relations and concepts."""

from __future__ import annotations

from typing import Any

from kg.ontology import Ontology
from kg.ontology.concepts import Scheme
from kg.site import labels

__all__ = ["script_words"]


def script_words(ontology: Ontology) -> dict[str, Any]:
    """Return them by kind, each with ``zh`` and ``en``; a class also has the number of its ``colour``."""
    order = labels.class_order(ontology)
    return {
        "words": ontology.site.model_dump(),
        "classes": {
            name: {"zh": entry.zh, "en": entry.en, "colour": order[name] % labels.COLOURS}
            for name, entry in ontology.classes.items()
            if name in order
        },
        "relations": {name: {"zh": entry.zh, "en": entry.en} for name, entry in ontology.relations.relations.items()},
        "statuses": _concepts(ontology.statuses),
        "topics": _concepts(ontology.topics),
        "levels": _concepts(ontology.levels),
        "cells": ontology.comparison.cells.model_dump(),
        "measures": {name: label.model_dump() for name, label in ontology.comparison.measures.items()},
    }


def _concepts(scheme: Scheme) -> dict[str, dict[str, str]]:
    return {name: {"zh": concept.zh, "en": concept.en} for name, concept in scheme.concepts.items()}
