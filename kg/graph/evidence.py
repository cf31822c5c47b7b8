"""Where in the report's text each mention and each assertion stands: Web Annotations with two selectors (evidence.ttl)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph.provenance import provenance_triples
from kg.graph.resolution import Resolution
from kg.graph.turtle import Triple, integer, iri, minted, text
from kg.graph.vocabulary import Vocabulary, vocabulary
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["CONTEXT", "evidence_triples"]

CONTEXT = 16  # characters of text before and after a span, enough to find it again after small edits


def evidence_triples(report: Report, found: Resolution, ontology: Ontology) -> Iterator[Triple]:
    """Yield the evidence of ``report``: an annotation a mention, a target an assertion, the rules behind them, its provenance."""
    yield from provenance_triples(report, ontology)
    v = vocabulary(ontology)
    p = v.properties
    for mention in report.entities:
        if mention.iri is None:
            continue
        s = minted(found.iris.mention(mention))
        yield s, "a", v.checked("oa:Annotation")
        yield s, p["motivatedBy"], v.checked("oa:identifying")
        yield s, p["hasBody"], iri(mention.iri)
        yield s, p["rule"], text(mention.rule)
        yield from _target(s, mention.start, mention.end, report, found, v)
    for observation in report.observations:
        if observation.rule:
            yield minted(found.iris.observation(observation)), p["rule"], text(observation.rule)
    for relation in report.relations:
        if found.ends(relation) is None:
            continue
        s = minted(found.iris.assertion(relation))
        yield s, p["rule"], text(relation.rule)
        yield from _target(s, relation.start, relation.end, report, found, v)


def _target(s: str, start: int, end: int, report: Report, found: Resolution, v: Vocabulary) -> Iterator[Triple]:
    """Yield the target of ``s`` with its selectors; annotations of the same characters share it."""
    p = v.properties
    name = found.iris.span(start, end)
    span, position, quote = minted(name), minted(f"{name}/position"), minted(f"{name}/quote")
    yield s, p["hasTarget"], span
    yield span, "a", v.checked("oa:SpecificResource")
    yield span, p["hasSource"], iri(found.iris.report)
    yield span, p["hasSelector"], position
    yield span, p["hasSelector"], quote
    yield position, "a", v.checked("oa:TextPositionSelector")
    yield position, p["selectorStart"], integer(start)
    yield position, p["selectorEnd"], integer(end)
    yield quote, "a", v.checked("oa:TextQuoteSelector")
    yield quote, p["exact"], text(report.text[start:end])
    yield quote, p["prefix"], text(report.text[max(0, start - CONTEXT) : start])
    yield quote, p["suffix"], text(report.text[end : end + CONTEXT])
