"""Where in the report's text each mention and each assertion stands: Web Annotations with two selectors (evidence.ttl)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, repeat

from kg.graph.forms import Form
from kg.graph.provenance import provenance_triples
from kg.graph.resolution import Resolution
from kg.graph.turtle import Node, integer, iri, minted, text
from kg.graph.vocabulary import Vocabulary, vocabulary
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["CONTEXT", "evidence_nodes"]

CONTEXT = 16  # characters of text before and after a span, enough to find it again after small edits


def evidence_nodes(report: Report, found: Resolution, ontology: Ontology) -> list[Node]:
    """Return the evidence of ``report``: an annotation a mention, a target an assertion, the rules of both, its provenance."""
    v, iris = vocabulary(ontology), found.iris
    forms, rule = _forms(v), v.properties["rule"]
    mentions = [(mention, mention.iri) for mention in report.entities if mention.iri is not None]
    relations = [relation for relation in report.relations if found.ends(relation) is not None]
    annotations = forms["Annotation"].each(
        motivatedBy=repeat(v.checked("oa:identifying")),
        hasBody=[iri(name) for _, name in mentions],
        rule=[text(mention.rule) for mention, _ in mentions],
        hasTarget=[minted(iris.span(mention.start, mention.end)) for mention, _ in mentions],
    )
    assertions = forms["assertion"].each(
        rule=[text(relation.rule) for relation in relations],
        hasTarget=[minted(iris.span(relation.start, relation.end)) for relation in relations],
    )
    spans = {(mention.start, mention.end) for mention, _ in mentions} | {(r.start, r.end) for r in relations}
    nodes = [(subject, f"{predicate} {object_}") for subject, predicate, object_ in provenance_triples(report, ontology)]
    nodes += zip([minted(iris.mention(mention)) for mention, _ in mentions], annotations, strict=True)
    nodes += [(minted(iris.observation(o)), f"{rule} {text(o.rule)}") for o in report.observations if o.rule]
    nodes += zip([minted(iris.assertion(relation)) for relation in relations], assertions, strict=True)
    nodes += _targets(sorted(spans), report, found, v)
    return nodes


def _targets(spans: Sequence[tuple[int, int]], report: Report, found: Resolution, v: Vocabulary) -> Iterator[Node]:
    """Yield the targets of annotations, the characters of each of ``spans``, with their selectors."""
    forms, whole = _forms(v), report.text
    names = [found.iris.span(*span) for span in spans]
    positions, quotes = [f"<{name}/position>" for name in names], [f"<{name}/quote>" for name in names]
    targets = forms["SpecificResource"].each(
        hasSource=repeat(minted(found.iris.report)),
        hasSelector=[v.lines("hasSelector", selectors) for selectors in zip(positions, quotes, strict=True)],
    )
    placed = forms["TextPositionSelector"].each(
        selectorStart=[integer(start) for start, _ in spans],
        selectorEnd=[integer(end) for _, end in spans],
    )
    quoted = forms["TextQuoteSelector"].each(
        exact=[text(whole[start:end]) for start, end in spans],
        prefix=[text(whole[max(0, start - CONTEXT) : start]) for start, _ in spans],
        suffix=[text(whole[end : end + CONTEXT]) for _, end in spans],
    )
    subjects = chain(map(minted, names), positions, quotes)
    return zip(subjects, chain(targets, placed, quoted), strict=True)


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
