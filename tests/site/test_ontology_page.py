"""The page that documents the ontology holds all of it, escaped, with counts, and needs no other file."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

from kg.graph import open_store, uses
from kg.ontology import Ontology
from kg.site import ontology_page


@pytest.fixture(scope="module")
def counts(built: Path, ontology: Ontology) -> Counter[str]:
    return uses(open_store(built), ontology)


@pytest.fixture(scope="module")
def page(ontology: Ontology, counts: Counter[str]) -> str:
    return ontology_page(ontology, counts)


def test_everything_is_there_in_both_languages(page: str, ontology: Ontology) -> None:
    text = unescape(page)
    entries = [*ontology.classes.values(), *ontology.relations.relations.values(), *ontology.slots.slots.values()]
    entries += [
        *ontology.indicators.concepts.values(),
        *ontology.agency_types.concepts.values(),
        *ontology.topics.concepts.values(),
    ]
    for entry in entries:
        for words in (entry.zh, entry.en, entry.definition.zh, entry.definition.en, entry.example or ""):
            assert words in text
    assert all(relation.counter_example in text for relation in ontology.relations.relations.values())


def test_counts_are_those_of_the_graph(page: str, counts: Counter[str], built: Path) -> None:
    assert counts["Report"] == 5
    assert counts["topic/disputes"] > 20
    assert counts["indicator/litigation.appearance_rate"] == 5 - 1
    assert counts["issued"] > 10
    text = re.sub(r"<[^>]+>", " ", page)
    assert re.search(rf"kg:Observation\s+{counts['Observation']:,}\s", text)


def test_without_a_graph_there_are_no_counts(ontology: Ontology) -> None:
    assert 'class="tag"' not in ontology_page(ontology, {})


def test_it_needs_nothing_else(page: str) -> None:
    assert not re.search(r'(?:src|href)="(?!#|data:)', page)
    assert len(re.findall(r"\sid=\"([^\"]+)\"", page)) == len(set(re.findall(r"\sid=\"([^\"]+)\"", page)))
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(re.findall(r'\sid="([^"]+)"', page))
