"""A measure in the graph carries the classes of its actions, what they bear on, and its figures."""

from __future__ import annotations

import pyoxigraph
import pytest
from msgspec.structs import replace

from kg.graph import prefixes_turtle, schemes_turtle, serialize
from kg.graph.vocabulary import vocabulary
from kg.linking.iri import mint
from kg.ontology import Ontology
from kg.records import Mention, Metadata, Observation, Relation, Report, Source, Statement

SAID = ("区法院建立纾困机制,审结案件23件。", "下一步,出台办法。", "区长李明任组长。")
TEXT = "".join(SAID)
QUERY = """
SELECT ?quote (GROUP_CONCAT(DISTINCT ?action; separator=",") AS ?actions) (GROUP_CONCAT(DISTINCT ?object) AS ?objects)
       (GROUP_CONCAT(DISTINCT ?figure) AS ?figures)
WHERE {
  ?statement a kg:Statement ; kg:quote ?quote .
  OPTIONAL {
    ?statement kg:action ?concept . ?concept skos:prefLabel ?action ; skos:inScheme ?scheme FILTER(LANG(?action) = "zh")
  }
  OPTIONAL { ?statement kg:actsOn ?entity . ?entity skos:prefLabel ?object }
  OPTIONAL { ?statement kg:hasFigure ?observation . ?observation kg:figure ?figure ; kg:statement ?statement }
} GROUP BY ?quote ORDER BY ?quote
"""


@pytest.fixture(scope="module")
def store(ontology: Ontology) -> pyoxigraph.Store:
    """The graph of a report of three statements."""

    def span(words: str) -> tuple[int, int]:
        return TEXT.index(words), TEXT.index(words) + len(words)

    def named(type_: str, path: str, words: str) -> Mention:
        return Mention(*span(words), type_, words, "test", mint(ontology.settings.base, path, "410203", words))

    statements = (
        Statement(*span(SAID[0]), "done", "disputes", None, ("founding", "handling")),
        Statement(*span(SAID[1]), "planned", "other", None, ("drafting",)),
        Statement(*span(SAID[2]), "done", "leadership"),
    )
    report = Report(
        "a", TEXT, Source("a.txt", "0" * 64, "text/plain"), Metadata(region_path=("河南省",), adcode="410203", year=2022)
    )
    report = replace(
        report,
        statements=statements,
        entities=(named("MECHANISM", "mechanism", "纾困机制"), named("PERSON", "person", "李明")),
        observations=(Observation(*span("23"), "23", 23, "件", "exact", "total", "审结案件", statement=0),),
        relations=(
            Relation("REPORT", "established", "纾困机制", *span("建立纾困机制"), None, span("纾困机制"), 0, "test"),
            Relation("李明", "holds_post", "组长", *span("李明任组长"), span("李明"), span("组长"), 2, "test"),
        ),
    )
    loaded = pyoxigraph.Store()
    turtle = prefixes_turtle(ontology) + schemes_turtle(ontology) + serialize(report, ontology).graph
    loaded.load(turtle.encode("utf-8"), format=pyoxigraph.RdfFormat.TURTLE)
    return loaded


def test_what_a_statement_tells(store: pyoxigraph.Store, ontology: Ontology) -> None:
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in vocabulary(ontology).prefixes.items())
    rows = [tuple(term.value if term else "" for term in row) for row in store.query(prefixes + QUERY)]
    told = {quote: (set(filter(None, actions.split(","))), objects, figures) for quote, actions, objects, figures in rows}
    assert told == {
        SAID[0]: ({"设立", "办理"}, "纾困机制", "23"),
        SAID[1]: ({"制发"}, "", ""),
        SAID[2]: (set(), "", ""),
    }


def test_every_action_has_labels_and_a_definition_in_both_languages(ontology: Ontology) -> None:
    for key, action in ontology.actions.concepts.items():
        assert action.zh, key
        assert action.en, key
        assert action.definition.zh, key
        assert action.definition.en, key
        assert any(verb in action.example for verb in action.verbs) or action.vague, key
