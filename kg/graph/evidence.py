"""Where in the report's text each mention and each assertion stands: Web Annotations with two selectors (evidence.ttl)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg.graph.forms import Form
from kg.graph.provenance import provenance_triples
from kg.graph.resolution import Resolution
from kg.graph.turtle import Node, integer, iri, minted, text
from kg.graph.vocabulary import Vocabulary, vocabulary
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["CONTEXT", "evidence_nodes"]

CONTEXT = 16  # characters of text before and after a span, enough to find it again after small edits


def evidence_nodes(report: Report, found: Resolution, ontology: Ontology) -> Iterator[Node]:
    """Yield the evidence of ``report``: an annotation a mention, a target an assertion, the rules behind them, its provenance."""
    for subject, predicate, object_ in provenance_triples(report, ontology):
        yield subject, f"{predicate} {object_}"
    v, iris = vocabulary(ontology), found.iris
    forms, identifying = _forms(v), v.checked("oa:identifying")
    targets: dict[tuple[int, int], str] = {}  # annotations of the same characters share it
    for mention in report.entities:
        if mention.iri is not None:
            span = targets.setdefault((mention.start, mention.end), iris.span(mention.start, mention.end))
            body, rule = iri(mention.iri), text(mention.rule)
            said = forms["Annotation"](motivatedBy=identifying, hasBody=body, rule=rule, hasTarget=minted(span))
            yield minted(iris.mention(mention)), said
    for observation in report.observations:
        if observation.rule:
            yield minted(iris.observation(observation)), f"{v.properties['rule']} {text(observation.rule)}"
    for relation in report.relations:
        if found.ends(relation) is not None:
            span = targets.setdefault((relation.start, relation.end), iris.span(relation.start, relation.end))
            yield minted(iris.assertion(relation)), forms["assertion"](rule=text(relation.rule), hasTarget=minted(span))
    for (start, end), span in targets.items():
        yield from _target(span, start, end, report, found, v)


def _target(span: str, start: int, end: int, report: Report, found: Resolution, v: Vocabulary) -> Iterator[Node]:
    """Yield the target ``span``, the characters from ``start`` to ``end``, with its selectors."""
    forms, position, quote = _forms(v), minted(f"{span}/position"), minted(f"{span}/quote")
    selectors = v.line("hasSelector", position) + v.line("hasSelector", quote)
    yield minted(span), forms["SpecificResource"](hasSource=minted(found.iris.report), hasSelector=selectors)
    yield position, forms["TextPositionSelector"](selectorStart=integer(start), selectorEnd=integer(end))
    yield (
        quote,
        forms["TextQuoteSelector"](
            exact=text(report.text[start:end]),
            prefix=text(report.text[max(0, start - CONTEXT) : start]),
            suffix=text(report.text[end : end + CONTEXT]),
        ),
    )


@lru_cache(maxsize=4)
def _forms(v: Vocabulary) -> dict[str, Form]:
    """Return the forms of the nodes of evidence by class; an assertion has its class in graph.ttl."""
    return {
        "Annotation": Form(v, (f"a {v.checked('oa:Annotation')}",), ("motivatedBy", "hasBody", "rule", "hasTarget")),
        "assertion": Form(v, (), ("rule", "hasTarget")),
        "SpecificResource": Form(v, (f"a {v.checked('oa:SpecificResource')}",), ("hasSource",), ("hasSelector",)),
        "TextPositionSelector": Form(v, (f"a {v.checked('oa:TextPositionSelector')}",), ("selectorStart", "selectorEnd")),
        "TextQuoteSelector": Form(v, (f"a {v.checked('oa:TextQuoteSelector')}",), ("exact", "prefix", "suffix")),
    }
