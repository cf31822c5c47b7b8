"""One report as text for the files of the graph, which are such texts one after the other, in the order of their IRIs."""

from __future__ import annotations

from dataclasses import dataclass

from kg.graph.evidence import evidence_triples
from kg.graph.facts import fact_triples
from kg.graph.resolution import Resolution
from kg.graph.turtle import body, iri
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["Fragments", "serialize"]


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
    found = Resolution(report, ontology)
    graph, evidence = body(fact_triples(report, found, ontology)), body(evidence_triples(report, found, ontology))
    return Fragments(found.iris.report, graph, evidence)
