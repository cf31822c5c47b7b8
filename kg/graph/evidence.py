"""Where in the report's text each mention and each assertion stands: Web Annotations with two selectors (evidence.ttl)."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from kg.graph.forms import Form, pattern
from kg.graph.provenance import provenance_triples
from kg.graph.resolution import Resolution
from kg.graph.turtle import END, Node, iri, minted, quoted, text
from kg.graph.vocabulary import Vocabulary, vocabulary
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["CONTEXT", "evidence_nodes"]

CONTEXT = 16  # characters of text before and after a span, enough to find it again after small edits


def evidence_nodes(report: Report, found: Resolution, ontology: Ontology) -> list[Node]:
    """Return the evidence of ``report``: an annotation a mention, a target an assertion, the rules of both, its provenance."""
    forms, name, whole = _forms(vocabulary(ontology)), found.iris.report, report.text
    mentions = [mention for mention in report.entities if mention.iri is not None]
    relations = [relation for relation, _, _ in found.assertions]
    figures = [(name, o.rule) for name, o in zip(found.figures, report.observations, strict=True) if o.rule]
    marked = [(mention.start, mention.end) for mention in mentions]
    read = [(relation.start, relation.end) for relation in relations]
    spans = sorted({*marked, *read})
    targets = [f"<{name}/span/{start}-{end}" for start, end in spans]
    # One kind after the other as their subjects come, which makes them easy to sort.
    nodes = [(s, f"{s} {predicate} {object_}{END}") for s, predicate, object_ in provenance_triples(report, name, ontology)]
    nodes += forms["assertion"].nodes(
        found.relations,
        rule=[_rule(relation.rule) for relation in relations],
        target=[f"<{name}/span/{start}-{end}>" for start, end in read],
    )
    nodes += forms["annotation"].nodes(
        [f"<{name}/mention/{start}-{end}>" for start, end in marked],
        body=[iri(mention.iri) for mention in mentions if mention.iri],
        rule=[_rule(mention.rule) for mention in mentions],
        target=[f"<{name}/span/{start}-{end}>" for start, end in marked],
    )
    nodes += forms["observation"].nodes(
        [name for name, _ in figures],
        rule=[_rule(rule) for _, rule in figures],
    )
    # Selectors stand before their target, unless another span's name goes on where this one's ends.
    extended = any(after.startswith(before) for before, after in pairwise(sorted(targets)))
    nodes += (forms["selectors"].apart if extended else forms["span"].nodes)(
        [f"{target}/position>" for target in targets],
        target=targets,
        start=[start for start, _ in spans],
        end=[end for _, end in spans],
        exact=quoted([whole[start:end] for start, end in spans]),
        prefix=quoted([whole[max(0, start - CONTEXT) : start] for start, _ in spans]),
        suffix=quoted([whole[end : end + CONTEXT] for _, end in spans]),
        report=minted(name),
    )
    if extended:
        nodes += forms["target"].apart([f"{target}>" for target in targets], target=targets, report=minted(name))
    return nodes


@lru_cache(maxsize=1 << 9)  # few words in many combinations
def _rule(rule: str) -> str:
    return text(rule)


@lru_cache(maxsize=4)
def _forms(v: Vocabulary) -> dict[str, Form]:
    """Return the forms of the nodes of evidence; assertions and observations have their classes in graph.ttl."""
    motive = v.checked("oa:identifying")
    annotation = {"motivatedBy": motive, "hasBody": "{body}", "rule": "{rule}", "hasTarget": "{target}"}
    selectors = v.lines("hasSelector", ("{target}/position>", "{target}/quote>")).removeprefix(v.starts["hasSelector"])
    target = {"hasSource": "{report}", "hasSelector": selectors}
    position = {"selectorStart": "{start}", "selectorEnd": "{end}"}
    quote = {"exact": '"{exact}"', "prefix": '"{prefix}"', "suffix": '"{suffix}"'}
    selected = (
        pattern(v, "{subject}", (f"a {v.checked('oa:TextPositionSelector')}",), position),
        pattern(v, "{target}/quote>", (f"a {v.checked('oa:TextQuoteSelector')}",), quote),
    )
    resource = pattern(v, "{target}>", (f"a {v.checked('oa:SpecificResource')}",), target)
    return {
        "annotation": Form(pattern(v, "{subject}", (f"a {v.checked('oa:Annotation')}",), annotation)),
        "assertion": Form(pattern(v, "{subject}", (), {"rule": "{rule}", "hasTarget": "{target}"})),
        "observation": Form(pattern(v, "{subject}", (), {"rule": "{rule}"})),
        "selectors": Form(*selected),
        "target": Form(resource),
        "span": Form(*selected, resource),
    }
