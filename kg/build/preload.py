"""What the fork server does before workers are forked from it, so that none of them has to: it loads the ontology and warms up.

To import this module is to do so, since the names of modules are all that a fork server can be told.
"""

from __future__ import annotations

import gc
from contextlib import suppress

from kg.build.work import pieces
from kg.graph import serialize
from kg.ontology import Ontology, load
from kg.ontology.load import default_folder
from kg.pipeline import run
from kg.records import Report, Source

__all__ = ["warm_up"]


def warm_up(ontology: Ontology) -> None:
    """Read the ontology's own examples, which makes all that is made once: automata, patterns, tables, the tagger's model."""
    examples = [concept.example for concept in ontology.indicators.concepts.values() if concept.example]
    report = run(Report("examples", "\n".join(examples), Source("", "", "")), ontology)
    pieces(report, serialize(report, ontology), ontology)


with suppress(Exception):  # a worker that meets the same will say so
    warm_up(load(default_folder()))
gc.freeze()  # what is here stays, and need not be copied for the marks of a collection
