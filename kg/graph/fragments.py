"""One report as text for the files of the graph, which are such texts one after the other, in the order of their IRIs."""

from __future__ import annotations

from dataclasses import dataclass

from kg.graph.evidence import evidence_nodes
from kg.graph.facts import facts
from kg.graph.resolution import Resolution
from kg.graph.turtle import END, NEXT, iri, node_body, said_of
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["Fragments", "named_graph", "serialize"]

Piece = bytes | memoryview


@dataclass(frozen=True, slots=True)
class Fragments:
    """What the report ``iri`` adds to graph.ttl and to evidence.ttl: Turtle without prefixes.

    Of the triples of its ``graph``, ``own`` is how many are about the report alone. The others are of entities: ``entities`` are
    nodes that are the same in every report that has them, ``said`` further triples.
    """

    iri: str
    graph: str
    evidence: str
    own: int
    entities: tuple[str, ...]
    said: tuple[str, ...]

    @property
    def trig(self) -> str:
        """The same triples as one named graph, called as the report."""
        return b"".join(named_graph(self.iri, self.graph.encode(), self.evidence.encode())).decode()


def named_graph(name: str, graph: Piece, evidence: Piece) -> tuple[Piece, ...]:
    """Return what a report with the IRI ``name`` adds to a TriG file, as pieces to be written one after the other."""
    return f"{iri(name)} {{\n".encode(), graph, evidence, b"}\n"


def serialize(report: Report, ontology: Ontology, found: Resolution | None = None) -> Fragments:
    """Return what ``report`` adds to the files of the graph. Raises ValueError when a mention's IRI is none of the ontology's.

    ``found`` is what its texts stand for, where that is known.
    """
    found = found or Resolution(report, ontology)
    own, entities, said = facts(report, found, ontology)
    about = node_body(own)
    written, further = dict(entities), []
    for subject, lines in said.items():
        known = said_of(subject, written[subject])
        further += [f"{subject} {line}" for line in lines.difference(known)]
        written[subject] = f"{subject} {NEXT.join(sorted(lines.union(known)))}{END}"
    written[f"<{found.iris.report}"] = about  # before it or behind it stands whatever stands so to each of its nodes
    graph = "".join([written[subject] for subject in sorted(written)])
    evidence = node_body(evidence_nodes(report, found, ontology))
    nodes = tuple(node for _, node in entities)
    return Fragments(found.iris.report, graph, evidence, about.count("\n"), nodes, tuple(sorted(further)))
