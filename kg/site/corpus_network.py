"""The network of all reports: the best connected entities, where each stands, and what joins them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from kg.linking.iri import mint
from kg.ontology import Ontology
from kg.site.corpus import Corpus
from kg.site.keys import data_prefix, known_entity
from kg.site.network import Network, drawing

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["MOST_NODES", "corpus_network", "region_names"]

MOST_NODES = 1000
MOST_EDGES = 3000  # more are a carpet, and slow to drag


def corpus_network(
    corpus: Corpus, regions: dict[str, str], reporters: Collection[str], most: int = MOST_NODES, most_edges: int = MOST_EDGES
) -> Network:
    """Return the network of the ``most`` entities with most neighbours, or of fewer when they have more than ``most_edges``.

    ``regions`` gives the region of each report's slug, ``reporters`` are the keys of those who report: hubs of the drawing. A
    fact is ``agent``, ``object``, ``predicate`` and ``count``; the sentences are with the entities.
    """
    import networkx as nx  # 0.2 s: only who draws pays for it

    whole: nx.Graph[str] = nx.Graph()
    whole.add_edges_from((subject, target) for subject, _, target in sorted(corpus.edges))
    ranked = sorted(whole, key=lambda n: (-whole.degree(n), -corpus.entities[n].mentions, n))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(_within(whole, ranked[:most], most_edges))
    facts: list[dict[str, Any]] = []
    for (subject, predicate, target), count in sorted(corpus.edges.items()):
        if subject in graph and target in graph:
            graph.add_edge(subject, target)
            facts.append({"agent": subject, "object": target, "predicate": predicate, "count": count})
    named = {region: number for number, region in enumerate(region_names(regions))}
    details = {node: _details(node, corpus, regions, named) for node in graph}
    hubs = [node for node in sorted(reporters) if node in graph] or list(graph)[:1]
    nodes, edges = drawing(graph, facts, details, hubs) if hubs else ([], [])
    return Network(nodes, edges, details, facts, len(ranked) - len(graph))


def _within(whole: nx.Graph[str], ranked: list[str], most_edges: int) -> list[str]:
    """Return the first of ``ranked``, as many as have at most ``most_edges`` among them; at least two."""
    taken: dict[str, None] = {}
    edges = 0
    for node in ranked:
        edges += sum(neighbour in taken for neighbour in whole[node])
        if edges > most_edges and len(taken) > 1:
            break
        taken[node] = None
    return list(taken)


def region_names(regions: dict[str, str]) -> list[str]:
    """Return the regions that have reports, in the order in which details number them."""
    return sorted({region for region in regions.values() if region})


def _details(node: str, corpus: Corpus, regions: dict[str, str], numbers: dict[str, int]) -> dict[str, Any]:
    entity, ontology = corpus.entities[node], corpus.ontology
    names = [name for name, _ in sorted(entity.names.items(), key=lambda item: (-item[1], item[0]))][:6]
    known = known_entity(data_prefix(ontology) + node, ontology)
    official = known.label_zh if known else ""
    own = _region(known.adcode, ontology) if known and known.adcode else ""
    return {
        "name": official or names[0],
        "cls": entity.cls,
        "region": own,
        "official": "",
        "also": [name for name in names if name != official],
        "regions": sorted({numbers[regions[slug]] for slug in entity.reports if regions.get(slug)}),
    }


def _region(adcode: str, ontology: Ontology) -> str:
    found = known_entity(mint(ontology.settings.base, "region", adcode), ontology)
    return found.label_zh if found else ""
