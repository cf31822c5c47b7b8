"""Counts the distinct triples of a graph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph

from kg.linking.iri import mint
from kg.ontology import Ontology

__all__ = ["count_triples"]


def count_triples(path: Path, ontology: Ontology) -> int:
    """Return the number of distinct triples in the Turtle file ``path``, which is read as a stream.

    What is said of a report stands in its own fragment, once; only triples of shared entities may repeat, so only those are kept
    in memory, as hashes.
    """
    own = mint(ontology.settings.base, "report", "")
    count = 0
    shared: set[int] = set()
    for triple in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE):
        if isinstance(triple.subject, pyoxigraph.NamedNode) and triple.subject.value.startswith(own):
            count += 1
        else:
            shared.add(hash(triple))
    return count + len(shared)
