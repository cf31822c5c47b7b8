"""One report as text for the files of the graph, which are such texts one after the other, in the order of their IRIs."""

from __future__ import annotations

from dataclasses import dataclass

from kg.graph.evidence import evidence_nodes
from kg.graph.facts import fact_nodes
from kg.graph.resolution import Resolution
from kg.graph.turtle import iri, node_body
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["Fragments", "named_graph", "serialize"]


@dataclass(frozen=True, slots=True)
class Fragments:
    """What the report ``iri`` adds to graph.ttl and to evidence.ttl: Turtle without prefixes."""

    iri: str
    graph: str
    evidence: str

    @property
    def trig(self) -> str:
        """The same triples as one named graph, called as the report."""
        return b"".join(named_graph(self.iri, self.graph.encode(), self.evidence.encode())).decode()


def named_graph(name: str, graph: bytes, evidence: bytes) -> tuple[bytes, ...]:
    """Return what a report with the IRI ``name`` adds to a TriG file, as pieces to be written one after the other."""
    return f"{iri(name)} {{\n".encode(), graph, evidence, b"}\n"


def serialize(report: Report, ontology: Ontology, found: Resolution | None = None) -> Fragments:
    """Return what ``report`` adds to the files of the graph. Raises ValueError when a mention's IRI is none of the ontology's.

    ``found`` is what its texts stand for, where that is known.
    """
    found = found or Resolution(report, ontology)
    graph, evidence = (node_body(nodes(report, found, ontology)) for nodes in (fact_nodes, evidence_nodes))
    return Fragments(found.iris.report, graph, evidence)
