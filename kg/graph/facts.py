"""The triples of one report: the report itself, its statements, figures and relations, and the entities they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.graph.cube import comparable, cube_triples, year_of
from kg.graph.entities import closure, entity_triples
from kg.graph.resolution import Resolution
from kg.graph.turtle import Triple, address, date, decimal, integer, iri, minted, text, year
from kg.graph.vocabulary import Vocabulary, vocabulary
from kg.ontology import Ontology
from kg.records import Finding, Observation, Relation, Report, Statement

__all__ = ["fact_triples"]

# The class of a statement by its status; one whose status is not here (a frame) is a plain Statement.
_CLASSES = {"done": "Measure", "planned": "Plan", "problem": "Problem"}


def fact_triples(report: Report, found: Resolution, ontology: Ontology) -> Iterator[Triple]:
    """Yield all triples that ``report`` adds to graph.ttl.

    A statement that only frames (heading, boilerplate) is written when a figure or a relation was read from it, else left out.
    """
    v = vocabulary(ontology)
    read: defaultdict[int | None, list[Relation]] = defaultdict(list)
    for relation in report.relations:
        read[relation.statement].append(relation)
    stated: defaultdict[int | None, list[Observation]] = defaultdict(list)
    for observation in report.observations:
        stated[observation.statement].append(observation)
    yield from _report(report, found, v)
    for place, statement in enumerate(report.statements):
        if statement.status in _CLASSES or place in read or place in stated:
            yield from _statement(statement, report, found, v)
            yield from _told(statement, read[place], stated[place], found, v)
    cube = comparable(report, ontology)
    for observation in report.observations:
        yield from _observation(observation, report, found, v)
        if observation in cube:
            yield from cube_triples(observation, report, found, v)
    for relation in report.relations:
        yield from _relation(relation, report, found, v)
    for finding in report.findings:
        yield from _finding(finding, report, found, v)
    entities = closure(found.entities(), ontology)
    for entity in entities.values():
        yield from entity_triples(entity, ontology)
    for mention in report.entities:
        if mention.iri and mention.name != entities[mention.iri].label_zh:
            yield iri(mention.iri), v.properties["altLabel"], text(mention.name, "zh")


def _report(report: Report, found: Resolution, v: Vocabulary) -> Iterator[Triple]:
    p, s, meta = v.properties, iri(found.iris.report), report.meta
    for type_ in v.types["Report"]:
        yield s, "a", type_
    if meta.title:
        yield s, p["prefLabel"], text(meta.title, "zh")
        yield s, p["title"], text(meta.title, "zh")
    elif meta.region_path and meta.year is not None:
        made, region = v.ontology.site.untitled, "".join(meta.region_path)
        yield s, p["prefLabel"], text(made.zh.format(region=region, year=meta.year), "zh")
        yield s, p["prefLabel"], text(made.en.format(region=region, year=meta.year), "en")
    else:
        yield s, p["prefLabel"], text(report.id, "zh")
    if found.region:
        yield s, p["region"], iri(found.region)
    if found.agency:
        yield s, p["publisher"], iri(found.agency)
    if meta.year is not None:
        yield s, p["year"], integer(meta.year)
        yield s, p["calendarYear"], year(meta.year)
    issued = meta.published or meta.signed
    if issued:
        yield s, p["dateIssued"], date(issued)
    source = address(report.source.url) if report.source.url else None
    if source:
        yield s, p["source"], source
    yield from _coded(s, "level", v.ontology.levels.path, meta.level, v)
    yield from _coded(s, "reportKind", v.ontology.report_kinds.path, meta.kind, v)


def _statement(statement: Statement, report: Report, found: Resolution, v: Vocabulary) -> Iterator[Triple]:
    p, s = v.properties, minted(found.iris.statement(statement))
    for type_ in v.types[_CLASSES.get(statement.status, "Statement")]:
        yield s, "a", type_
    yield from _placed(s, statement.start, statement.end, found, v)
    yield s, p["quote"], text(report.text[statement.start : statement.end], "zh")
    yield from _coded(s, "status", v.ontology.statuses.path, statement.status, v)
    yield from _coded(s, "topic", v.ontology.topics.path, statement.topic, v)
    for agent in found.agents(statement.agent, statement):
        yield s, p["agent"], iri(agent)
    for mention in found.inside(statement.start, statement.end):
        if mention.iri:
            yield s, p["mentions"], iri(mention.iri)


def _told(
    statement: Statement, read: list[Relation], stated: list[Observation], found: Resolution, v: Vocabulary
) -> Iterator[Triple]:
    """Yield what ``statement`` tells: the classes of its actions, what they bear on (the objects of ``read``), its figures."""
    p, s = v.properties, minted(found.iris.statement(statement))
    for key in statement.actions:
        yield from _coded(s, "action", v.ontology.actions.path, key, v)
    for relation in read:
        if target := found.target(relation):
            yield s, p["actsOn"], iri(target)
    for observation in stated:
        yield s, p["hasFigure"], minted(found.iris.observation(observation))


def _observation(observation: Observation, report: Report, found: Resolution, v: Vocabulary) -> Iterator[Triple]:
    p, s = v.properties, minted(found.iris.observation(observation))
    for type_ in v.types["Observation"]:
        yield s, "a", type_
    yield from _placed(s, observation.start, observation.end, found, v)
    statement = None if observation.statement is None else report.statements[observation.statement]
    if statement:
        yield s, p["statement"], minted(found.iris.statement(statement))
    about = year_of(observation, report)
    if about is not None:
        yield s, p["year"], integer(about)
    yield s, p["figure"], text(observation.figure)
    yield s, p["value"], decimal(observation.value)
    if observation.unit:
        yield s, p["unit"], text(observation.unit)
    yield s, p["indicatorText"], text(observation.indicator, "zh")
    if observation.period:
        yield s, p["period"], text(observation.period)
    yield from _coded(s, "bound", v.ontology.bounds.path, observation.bound, v)
    yield from _coded(s, "figureKind", v.ontology.figure_kinds.path, observation.kind, v)
    yield from _coded(s, "scope", v.ontology.scopes.path, observation.scope, v)
    yield from _coded(s, "indicator", v.ontology.indicators.path, observation.code, v)
    if observation.corrected:
        yield s, p["corrected"], text(observation.corrected)
    for agent in found.agents(observation.agent, statement):
        yield s, p["agent"], iri(agent)


def _relation(relation: Relation, report: Report, found: Resolution, v: Vocabulary) -> Iterator[Triple]:
    """Yield the assertion and the direct edge; nothing when an end has no IRI."""
    ends = found.ends(relation)
    if ends is None:
        return
    p, s = v.properties, minted(found.iris.assertion(relation))
    subject, target = ends
    edge = p[v.ontology.relations.relations[relation.predicate].property]
    yield subject, edge, target
    if relation.predicate == "numbered":
        yield subject, p["localNumber"], text(relation.object)
    for type_ in v.types["Assertion"]:
        yield s, "a", type_
    yield s, p["subject"], subject
    yield s, p["predicate"], edge
    yield s, p["object"], target
    yield from _placed(s, relation.start, relation.end, found, v)
    yield s, p["quote"], text(report.text[relation.start : relation.end], "zh")
    if report.meta.year is not None:
        yield s, p["year"], integer(report.meta.year)
    if relation.statement is not None:
        yield s, p["statement"], minted(found.iris.statement(report.statements[relation.statement]))


def _finding(finding: Finding, report: Report, found: Resolution, v: Vocabulary) -> Iterator[Triple]:
    p, s = v.properties, minted(found.iris.finding(finding, report.observations))
    for type_ in v.types["Finding"]:
        yield s, "a", type_
    yield from _placed(s, finding.start, finding.end, found, v)
    yield from _coded(s, "findingKind", v.ontology.finding_kinds.path, finding.kind, v)
    yield s, p["stated"], decimal(finding.stated)
    yield s, p["computed"], decimal(finding.computed)
    yield s, p["tolerance"], decimal(finding.tolerance)
    yield s, p["rule"], text(finding.rule)
    if finding.unit:
        yield s, p["unit"], text(finding.unit)
    for index in finding.observations:
        yield s, p["compares"], minted(found.iris.observation(report.observations[index]))


def _placed(s: str, start: int, end: int, found: Resolution, v: Vocabulary) -> Iterator[Triple]:
    yield s, v.properties["derivedFrom"], iri(found.iris.report)
    yield s, v.properties["start"], integer(start)
    yield s, v.properties["end"], integer(end)


def _coded(s: str, slot: str, path: str, key: str | None, v: Vocabulary) -> Iterator[Triple]:
    """Yield the concept ``key`` of the scheme ``path`` as value of ``slot``; nothing for a key that the scheme does not have."""
    concept = v.concepts.get((path, key or ""))
    if concept:
        yield s, v.properties[slot], concept
