"""The network of entities, from records and from a store."""

from pathlib import Path

from kg.graph import network, open_store
from kg.linking.iri import mint
from kg.ontology import Ontology
from kg.records import Report


def test_records_and_store_give_the_same_network(gold: list[Report], out: Path, ontology: Ontology) -> None:
    one, two = network(gold, ontology), network(open_store(out), ontology)
    assert dict(one.nodes(data=True)) == dict(two.nodes(data=True))
    assert sorted(one.edges(keys=True, data="weight")) == sorted(two.edges(keys=True, data="weight"))


def test_edges_carry_labels_and_how_often_they_are_stated(gold: list[Report], ontology: Ontology) -> None:
    graph = network(gold, ontology)
    base = ontology.settings.base
    court = mint(base, "agency", "120106", "区法院")
    opinion = mint(base, "document", "120106", "关于为民营企业发展提供优质司法服务和保障的意见")
    assert graph.nodes[court]["cls"] == "Agency"
    assert graph.edges[court, opinion, "issued"] == {"predicate": "issued", "label_zh": "制发", "label_en": "issued", "weight": 1}


def test_nodes_are_the_entities_of_the_reports(gold: list[Report], ontology: Ontology) -> None:
    graph = network(gold[:1], ontology)
    named = {m.iri for m in gold[0].entities}
    assert named <= set(graph)
    assert all(data["label"] and data["cls"] in ontology.classes for _, data in graph.nodes(data=True))
    assert not any("/report/" in node for node in graph)
