"""One report as text for the files of the graph, and such texts joined to files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from kg.graph.evidence import evidence_triples
from kg.graph.facts import fact_triples
from kg.graph.iris import report_iri
from kg.graph.schemes import prefixes_turtle, schemes_turtle
from kg.graph.turtle import body, iri
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["Fragments", "OrderError", "serialize", "write_graph"]


class OrderError(ValueError):
    """The fragments do not come in the order of their reports' IRIs."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__(
            f"{after} comes after {before}: give the fragments sorted by `iri`, so that the files are always the same"
        )


@dataclass(frozen=True, slots=True)
class Fragments:
    """What the report ``iri`` adds to graph.ttl and to evidence.ttl: Turtle without prefixes."""

    iri: str
    graph: str
    evidence: str

    @property
    def trig(self) -> str:
        """The same triples as one named graph, called as the report."""
        return f"{iri(self.iri)} {{\n{self.graph}{self.evidence}}}\n"


def serialize(report: Report, ontology: Ontology) -> Fragments:
    """Return what ``report`` adds to the files of the graph. Raises ValueError when a mention's IRI is none of the ontology's."""
    graph, evidence = body(fact_triples(report, ontology)), body(evidence_triples(report, ontology))
    return Fragments(report_iri(report, ontology), graph, evidence)


def write_graph(folder: Path, fragments: Iterable[Fragments], ontology: Ontology) -> None:
    """Write graph.ttl, evidence.ttl and graph.trig into ``folder``, a report at a time; each file appears only when it is whole.

    Raises OrderError unless ``fragments`` come in the order of their IRIs.
    """
    prefixes, schemes = prefixes_turtle(ontology), schemes_turtle(ontology)
    heads = {"graph.ttl": prefixes + schemes, "evidence.ttl": prefixes, "graph.trig": prefixes + schemes}
    with ExitStack() as stack:
        files = {n: stack.enter_context((folder / f"{n}.part").open("w", encoding="utf-8", newline="")) for n in heads}
        for name, head in heads.items():
            files[name].write(head)
        last = ""
        for fragment in fragments:
            if fragment.iri < last:
                raise OrderError(last, fragment.iri)
            last = fragment.iri
            files["graph.ttl"].write(fragment.graph)
            files["evidence.ttl"].write(fragment.evidence)
            files["graph.trig"].write(fragment.trig)
    for name in heads:
        os.replace(folder / f"{name}.part", folder / name)
