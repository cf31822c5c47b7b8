"""The nodes of one report: the report itself, its statements, figures and relations, and the entities they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from kg.graph.cube import comparable, cube_nodes, year_of
from kg.graph.entities import closure, entity_nodes
from kg.graph.forms import Form
from kg.graph.resolution import Resolution
from kg.graph.turtle import Node, address, date, decimal, integer, iri, minted, text, year
from kg.graph.vocabulary import Vocabulary, vocabulary
from kg.ontology import Ontology
from kg.records import Finding, Observation, Relation, Report, Statement

__all__ = ["fact_nodes"]

# The class of a statement by its status; one whose status is not here (a frame) is a plain Statement.
_CLASSES = {"done": "Measure", "planned": "Plan", "problem": "Problem"}
_PLACED = ("derivedFrom", "start", "end")


def fact_nodes(report: Report, found: Resolution, ontology: Ontology) -> Iterator[Node]:
    """Yield all nodes that ``report`` adds to graph.ttl.

    A statement that only frames (heading, boilerplate) is written when a figure or a relation was read from it, else left out.
    """
    v = vocabulary(ontology)
    read: defaultdict[int | None, list[Relation]] = defaultdict(list)
    for relation in report.relations:
        read[relation.statement].append(relation)
    stated: defaultdict[int | None, list[Observation]] = defaultdict(list)
    for observation in report.observations:
        stated[observation.statement].append(observation)
    yield _report(report, found, v)
    for place, statement in enumerate(report.statements):
        if statement.status in _CLASSES or place in read or place in stated:
            yield _statement(statement, read[place], stated[place], report, found, v)
    cube = comparable(report, ontology)
    for observation in report.observations:
        yield _observation(observation, report, found, v)
        if observation in cube:
            yield from cube_nodes(observation, report, found, v)
    for relation in report.relations:
        yield from _relation(relation, report, found, v)
    for finding in report.findings:
        yield _finding(finding, report, found, v)
    entities = closure(found.entities(), ontology)
    for name in entities:
        yield from entity_nodes(name, ontology)
    for mention in report.entities:
        if mention.iri and mention.name != entities[mention.iri].label_zh:
            yield iri(mention.iri), f"{v.properties['altLabel']} {text(mention.name, 'zh')}"


def _report(report: Report, found: Resolution, v: Vocabulary) -> Node:
    meta = report.meta
    labels = [text(meta.title or report.id, "zh")]
    if not meta.title and meta.region_path and meta.year is not None:
        made, region = v.ontology.site.untitled, "".join(meta.region_path)
        labels = [text(form.format(region=region, year=meta.year), tag) for tag, form in (("zh", made.zh), ("en", made.en))]
    issued = meta.published or meta.signed
    return iri(found.iris.report), _forms(v)["Report"](
        prefLabel=v.lines("prefLabel", labels),
        title=v.line("title", text(meta.title, "zh") if meta.title else ""),
        region=v.line("region", iri(found.region) if found.region else ""),
        publisher=v.line("publisher", iri(found.agency) if found.agency else ""),
        year=v.line("year", "" if meta.year is None else integer(meta.year)),
        calendarYear=v.line("calendarYear", "" if meta.year is None else year(meta.year)),
        dateIssued=v.line("dateIssued", date(issued) if issued else ""),
        source=v.line("source", (address(report.source.url) if report.source.url else None) or ""),
        level=v.coded.get(("level", meta.level), ""),
        reportKind=v.coded.get(("reportKind", meta.kind), ""),
    )


def _statement(
    statement: Statement, read: list[Relation], stated: list[Observation], report: Report, found: Resolution, v: Vocabulary
) -> Node:
    """Return the node of ``statement``, from which ``read`` and ``stated`` were read.

    It tells the classes of its actions, what they bear on (the objects of the relations), and its figures.
    """
    start, end, coded = statement.start, statement.end, v.coded
    return minted(found.iris.statement(statement)), _forms(v)[_CLASSES.get(statement.status, "Statement")](
        derivedFrom=minted(found.iris.report),
        start=integer(start),
        end=integer(end),
        quote=text(report.text[start:end], "zh"),
        status=coded.get(("status", statement.status), ""),
        topic=coded.get(("topic", statement.topic), ""),
        agent=v.lines("agent", [iri(agent) for agent in found.agents(statement.agent, statement)]),
        mentions=v.lines("mentions", [iri(mention.iri) for mention in found.inside(start, end) if mention.iri]),
        action="".join(sorted({coded.get(("action", key), "") for key in statement.actions})),
        actsOn=v.lines("actsOn", [iri(target) for relation in read if (target := found.target(relation))]),
        hasFigure=v.lines("hasFigure", [minted(found.iris.observation(observation)) for observation in stated]),
    )


def _observation(observation: Observation, report: Report, found: Resolution, v: Vocabulary) -> Node:
    statement = None if observation.statement is None else report.statements[observation.statement]
    about, coded = year_of(observation, report), v.coded
    return minted(found.iris.observation(observation)), _forms(v)["Observation"](
        derivedFrom=minted(found.iris.report),
        start=integer(observation.start),
        end=integer(observation.end),
        statement=v.line("statement", minted(found.iris.statement(statement)) if statement else ""),
        year=v.line("year", "" if about is None else integer(about)),
        figure=text(observation.figure),
        value=decimal(observation.value),
        unit=v.line("unit", text(observation.unit) if observation.unit else ""),
        indicatorText=text(observation.indicator, "zh"),
        period=v.line("period", text(observation.period) if observation.period else ""),
        bound=coded.get(("bound", observation.bound), ""),
        figureKind=coded.get(("figureKind", observation.kind), ""),
        scope=coded.get(("scope", observation.scope), ""),
        indicator=coded.get(("indicator", observation.code), ""),
        corrected=v.line("corrected", text(observation.corrected) if observation.corrected else ""),
        agent=v.lines("agent", [iri(agent) for agent in found.agents(observation.agent, statement)]),
    )


def _relation(relation: Relation, report: Report, found: Resolution, v: Vocabulary) -> Iterator[Node]:
    """Yield the assertion and the direct edge; nothing when an end has no IRI."""
    ends = found.ends(relation)
    if ends is None:
        return
    p, when = v.properties, report.meta.year
    subject, target = ends
    edge = p[v.ontology.relations.relations[relation.predicate].property]
    yield subject, f"{edge} {target}"
    if relation.predicate == "numbered":
        yield subject, f"{p['localNumber']} {text(relation.object)}"
    statement = None if relation.statement is None else report.statements[relation.statement]
    said = _forms(v)["Assertion"](
        derivedFrom=minted(found.iris.report),
        start=integer(relation.start),
        end=integer(relation.end),
        subject=subject,
        predicate=edge,
        object=target,
        quote=text(report.text[relation.start : relation.end], "zh"),
        year=v.line("year", "" if when is None else integer(when)),
        statement=v.line("statement", minted(found.iris.statement(statement)) if statement else ""),
    )
    yield minted(found.iris.assertion(relation)), said


def _finding(finding: Finding, report: Report, found: Resolution, v: Vocabulary) -> Node:
    compared = (report.observations[index] for index in finding.observations)
    return minted(found.iris.finding(finding, report.observations)), _forms(v)["Finding"](
        derivedFrom=minted(found.iris.report),
        start=integer(finding.start),
        end=integer(finding.end),
        findingKind=v.coded.get(("findingKind", finding.kind), ""),
        stated=decimal(finding.stated),
        computed=decimal(finding.computed),
        tolerance=decimal(finding.tolerance),
        rule=text(finding.rule),
        unit=v.line("unit", text(finding.unit) if finding.unit else ""),
        compares=v.lines("compares", [minted(found.iris.observation(observation)) for observation in compared]),
    )


@lru_cache(maxsize=4)
def _forms(v: Vocabulary) -> dict[str, Form]:
    """Return the forms of the nodes that a report has of its own, by class."""
    about = ("prefLabel", "title", "region", "publisher", "year", "calendarYear", "dateIssued", "source", "level", "reportKind")
    told = ("status", "topic", "agent", "mentions", "action", "actsOn", "hasFigure")
    stated = ("statement", "year", "unit", "period", "bound", "figureKind", "scope", "indicator", "corrected", "agent")
    asserted = (*_PLACED, "subject", "predicate", "object", "quote")
    compared = (*_PLACED, "stated", "computed", "tolerance", "rule")
    return {
        "Report": Form(v, v.types["Report"], (), about),
        **{name: Form(v, v.types[name], (*_PLACED, "quote"), told) for name in ("Statement", *_CLASSES.values())},
        "Observation": Form(v, v.types["Observation"], (*_PLACED, "figure", "value", "indicatorText"), stated),
        "Assertion": Form(v, v.types["Assertion"], asserted, ("year", "statement")),
        "Finding": Form(v, v.types["Finding"], compared, ("findingKind", "unit", "compares")),
    }
