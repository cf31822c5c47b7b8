"""A report's relations as a network that a page can draw: nodes with their places, edges, and the facts behind them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.linking import reporting_agency
from kg.linking.entities import Entity, describe
from kg.linking.iri import key, mint
from kg.ontology import Ontology
from kg.records import Mention, Relation, Report
from kg.site import labels
from kg.site.layout import flowers, radial
from kg.site.passage import passage
from kg.site.report_page import span

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["CENTRE", "MOST_NODES", "Network", "box", "drawing", "network", "wrapped"]

CENTRE = "report"  # the node of the reporting body
MOST_NODES = 200  # above this a drawing says less, not more

_LINE = 8  # characters in a line of a name on the drawing
_LINES = 2
LARGE, SMALL = 22, 13  # pixels: a Han character of a hub's name, and of others
_LEADING, _DOT = 1.2, 38  # height of a line in characters; pixels: height of the dot with its margin


@dataclass(frozen=True, slots=True)
class Network:
    """A network, ready for a page.

    ``nodes`` and ``edges`` are pyvis's, ``details`` says more of each node, ``facts`` are the relations that edges and panel
    refer to by index, ``hidden`` counts the nodes left out.
    """

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    details: dict[str, dict[str, Any]]
    facts: list[dict[str, Any]]
    hidden: int


def network(report: Report, ontology: Ontology, most: int = MOST_NODES) -> Network:
    """Return the network of a report's relations with its ``most`` best connected nodes; the reporting body is its centre.

    A relation whose object is no entity (the post that a person holds) is a fact of its agent without an edge.
    """
    import networkx as nx  # 0.2 s: only who draws pays for it

    reporter = reporting_agency(report, ontology)
    node_at: dict[tuple[int, int], str] = {}
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in report.entities:
        node = node_at[mention.start, mention.end] = _node(mention, reporter, ontology)
        mentions[node].append(mention)

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node(CENTRE)
    facts: list[dict[str, Any]] = []
    for relation in report.relations:
        agent = CENTRE if relation.agent_span is None else node_at.get(relation.agent_span)
        if agent is None:
            continue
        target = node_at.get(relation.object_span)
        if target is None:
            graph.add_node(agent)
        else:
            graph.add_edge(agent, target, fact=len(facts))
        facts.append(_fact(report, relation, agent, target))

    degree = dict(graph.degree())
    ranked = sorted(graph, key=lambda n: (n != CENTRE, -degree[n], mentions[n][0].start if mentions[n] else 0))
    hidden = max(0, len(ranked) - most)
    graph.remove_nodes_from(ranked[most:])
    facts = [f for f in facts if f["agent"] in graph and (f["object"] is None or f["object"] in graph)]

    details = {node: _details(node, mentions[node], report, ontology) for node in ranked[:most]}
    nodes, edges = drawing(graph, facts, details, [CENTRE])
    return Network(nodes, edges, details, facts, hidden)


def _node(mention: Mention, reporter: str | None, ontology: Ontology) -> str:
    """Return the node's id: the IRI without the base; of an entity without IRI its type and text."""
    if mention.iri and mention.iri == reporter:
        return CENTRE
    prefix = f"{ontology.settings.base}id/"
    return mention.iri.removeprefix(prefix) if mention.iri else f"{mention.type} {mention.text}"


def _fact(report: Report, relation: Relation, agent: str, target: str | None) -> dict[str, Any]:
    marks = (relation.object_span, *([relation.agent_span] if relation.agent_span else []))
    return {
        "agent": agent,
        "object": target,
        "text": relation.object,
        "predicate": relation.predicate,
        "span": span(report, relation.statement, relation.start, relation.end),
        "sentence": [[piece.text, int(piece.marked)] for piece in passage(report, relation.statement, marks)],
    }


def _details(node: str, mentions: list[Mention], report: Report, ontology: Ontology) -> dict[str, Any]:
    """Return name, class, colour and region of a node, and how else the report writes it."""
    names = [name for name, _ in Counter(m.name for m in mentions).most_common()]
    if node == CENTRE:
        path, agency = report.meta.region_path, _entity(reporting_agency(report, ontology), ontology)
        official = agency.label_zh if agency else ""
        return {
            "name": path[-1] if path else report.id,
            "cls": CENTRE,
            "region": "".join(path),
            "official": official,
            "also": names,
        }
    entity = _entity(mentions[0].iri, ontology)
    region = _entity(mint(ontology.settings.base, "region", entity.adcode), ontology) if entity and entity.adcode else None
    return {
        "name": names[0],
        "cls": entity.cls if entity else labels.class_of_type(ontology).get(mentions[0].type, mentions[0].type),
        "region": region.label_zh if region else "",
        "official": entity.label_zh if entity and key(entity.label_zh) != key(names[0]) else "",
        "also": names[1:],
    }


def _entity(iri: str | None, ontology: Ontology) -> Entity | None:
    try:
        return describe(iri, ontology) if iri else None
    except ValueError:  # not an IRI of this ontology
        return None


def drawing(
    graph: nx.MultiDiGraph[str], facts: list[dict[str, Any]], details: dict[str, dict[str, Any]], hubs: Sequence[str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return pyvis's nodes and edges; relations between the same two nodes share an edge, since lines would cover each other.

    One hub stands in the middle; several have what hangs on them alone around them. The name of a hub is written large.
    """
    import networkx as nx
    from pyvis.network import Network as Drawing  # 0.35 s

    names = {node: wrapped(details[node]["name"]) for node in graph}
    large = set(hubs)

    def size(node: str) -> tuple[int, int]:
        return box(names[node], LARGE if node in large else SMALL)

    def order(node: str) -> tuple[str, str, str]:
        return details[node]["cls"], details[node]["name"], node

    plain = nx.Graph(graph.to_undirected())
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    places = radial(plain, hubs[0], size, order) if len(hubs) == 1 else flowers(plain, hubs, size, order)
    drawing = Drawing(directed=True)
    for node in sorted(graph):
        x, y = places[node]
        dot = 30 if node in large else round(8 + 3 * math.sqrt(graph.degree(node)), 1)
        letters = LARGE if node in large else SMALL
        drawing.add_node(node, label=names[node], group=details[node]["cls"], size=dot, x=x, y=y, letters=letters)
    between: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, fact in enumerate(facts):
        if fact["object"] is not None:
            between[fact["agent"], fact["object"]].append(place)
    for (source, target), places_of_facts in sorted(between.items()):
        drawing.add_edge(source, target, facts=places_of_facts)
    nodes, edges, *_ = drawing.get_network_data()
    return nodes, edges


def box(name: str, letters: int) -> tuple[int, int]:
    """Return width and height in pixels of a dot with a wrapped name below it."""
    lines = name.split("\n")
    return max(map(len, lines)) * letters + 10, _DOT + len(lines) * round(letters * _LEADING)


def wrapped(name: str) -> str:
    """Return a name in at most two short lines, cut with an ellipsis when it is longer."""
    if len(name) > _LINE * _LINES:
        name = name[: _LINE * _LINES - 1] + "…"
    long = math.ceil(len(name) / max(1, math.ceil(len(name) / _LINE))) or 1  # lines of one length: no lonely last character
    return "\n".join(name[i : i + long] for i in range(0, len(name), long))
