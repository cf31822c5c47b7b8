"""What is around an entity, and the network of all reports: who is drawn, where, and how many are said to be hidden."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kg.ontology import load
from kg.site.corpus import Corpus
from kg.site.corpus_network import corpus_network
from kg.site.ego import Egos

sys.path.insert(0, str(Path(__file__).parent))
from records import gold_reports, synthetic_reports

ONTOLOGY = load()
LAW = "document/100000/中华人民共和国行政处罚法"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    made = Corpus(ONTOLOGY)
    for report in (*gold_reports(ONTOLOGY), *synthetic_reports(ONTOLOGY, 40)):
        made.add(report, report.id)
    return made


def joined(corpus: Corpus, key: str) -> set[str]:
    return {end for edge in corpus.edges for end in edge[::2] if key in edge[::2]} - {key}


def drawn(
    corpus: Corpus, **options: int
) -> dict[str, tuple[list[tuple[str, int, int, int]], list[tuple[str, str, str]], list[int]]]:
    found = {}
    for keys, content in Egos(corpus, **options).scripts():
        assert list(content["egos"]) == keys
        for key, ego in content["egos"].items():
            numbers = ego["n"]
            nodes = [(content["names"][numbers[i]][0], *numbers[i + 1 : i + 4]) for i in range(0, len(numbers), 4)]
            lines = ego["e"]
            edges = [
                (nodes[lines[i]][0], nodes[lines[i + 1]][0], content["lines"][lines[i + 2]]) for i in range(0, len(lines), 3)
            ]
            found[key] = nodes, edges, ego["h"]
    return found


def test_neighbours_and_theirs_are_around_an_entity(corpus: Corpus) -> None:
    every = drawn(corpus)
    assert set(every) == {end for edge in corpus.edges for end in edge[::2]}
    assert every == drawn(corpus)
    for key, (nodes, edges, hidden) in every.items():
        near = {node for node, _, _, steps in nodes if steps == 1}
        far = {node for node, _, _, steps in nodes if steps == 2}
        assert nodes[0] == (key, 0, 0, 0)
        assert len(nodes) <= 120
        assert near <= joined(corpus, key)
        assert hidden[0] == len(joined(corpus, key) - near)
        within_two = {other for one in joined(corpus, key) for other in joined(corpus, one)} - {key} - joined(corpus, key)
        assert far <= within_two
        assert hidden[1] == hidden[0] + len(within_two - far)
        assert {frozenset((a, b)) for a, b, _ in edges} >= {frozenset((key, other)) for other in near}
        places = [(x, y) for _, x, y, _ in nodes]
        assert all(abs(ax - bx) >= 100 or abs(ay - by) >= 50 for i, (ax, ay) in enumerate(places) for bx, by in places[:i])


def test_an_entity_with_many_neighbours_says_how_many_are_hidden(corpus: Corpus) -> None:
    key = max(drawn(corpus), key=lambda k: len(joined(corpus, k)))
    nodes, _, hidden = drawn(corpus, most=10)[key]
    assert len(nodes) == 10
    assert hidden[0] == len(joined(corpus, key)) - 9 > 0


def test_the_network_of_all_keeps_within_nodes_and_edges(corpus: Corpus) -> None:
    whole = corpus_network(corpus, {}, ())
    assert whole.hidden == 0
    few = corpus_network(corpus, {}, (), most=30)
    assert (len(few.nodes), few.hidden) == (30, len(whole.nodes) - 30)
    thin = corpus_network(corpus, {}, (), most_edges=25)
    assert 2 <= len(thin.nodes) < len(whole.nodes)
    assert len(thin.nodes) + thin.hidden == len(whole.nodes)
    assert len({frozenset((fact["agent"], fact["object"])) for fact in thin.facts}) <= 25
    assert sum(fact["count"] for fact in whole.facts) == sum(corpus.edges.values())
