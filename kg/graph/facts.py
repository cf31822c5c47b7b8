"""The nodes of one report: the report itself, its statements, figures and relations, and the entities they name."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from kg.graph.cube import CUBE, cube_lines, year_of
from kg.graph.entities import closure, entity_nodes
from kg.graph.forms import Form, pattern
from kg.graph.resolution import Resolution
from kg.graph.turtle import Node, address, date, decimal, integer, iri, minted, quoted, text, year
from kg.graph.vocabulary import Vocabulary, vocabulary
from kg.ontology import Ontology
from kg.records import Finding, Report

__all__ = ["Facts", "facts"]

# The class of a statement by its status; one whose status is not here (a frame) is a plain Statement.
_CLASSES = {"done": "Measure", "planned": "Plan", "problem": "Problem"}


class Facts(NamedTuple):
    """All that a report adds to graph.ttl: ``own`` nodes and those of the ``entities`` that it names or that they hang on.

    Those are the same in every report; what this one says of entities beyond them is ``said``, lines by subject.
    """

    own: list[Node]
    entities: list[Node]
    said: dict[str, set[str]]


def facts(report: Report, found: Resolution, ontology: Ontology) -> Facts:
    """Return what ``report`` says."""
    v = vocabulary(ontology)
    own = [_report(report, found, v), *_relations(report, found, v)]
    own += [_finding(finding, report, found, v) for finding in report.findings]
    own += _observations(report, found, v)
    own += _statements(report, found, v)
    known = closure(found.entities(), ontology)
    entities = [node for name in known for node in entity_nodes(name, ontology)]
    said: defaultdict[str, set[str]] = defaultdict(set)
    for relation, subject, target in found.assertions:
        said[subject].add(f"{v.edges[relation.predicate]} {target}")
        if relation.predicate == "numbered":
            said[subject].add(f"{v.properties['localNumber']} {text(relation.object)}")
    for entity, name in {(m.iri, name) for m in report.entities if m.iri and (name := m.name) != known[m.iri].label_zh}:
        said[iri(entity)].add(f"{v.properties['altLabel']} {text(name, 'zh')}")
    return Facts(own, entities, said)


def _report(report: Report, found: Resolution, v: Vocabulary) -> Node:
    meta = report.meta
    labels = [text(meta.title or report.id, "zh")]
    if not meta.title and meta.region_path and meta.year is not None:
        made, region = v.ontology.site.untitled, "".join(meta.region_path)
        labels = [text(form.format(region=region, year=meta.year), tag) for tag, form in (("zh", made.zh), ("en", made.en))]
    issued = meta.published or meta.signed
    name = minted(found.iris.report)
    return name, _forms(v)["Report"](
        subject=name,
        prefLabel=v.lines("prefLabel", labels),
        title=v.line("title", text(meta.title, "zh") if meta.title else ""),
        region=v.line("region", iri(found.region) if found.region else ""),
        publisher=v.line("publisher", iri(found.agency) if found.agency else ""),
        year=v.number("year", meta.year),
        calendarYear=v.line("calendarYear", "" if meta.year is None else year(meta.year)),
        dateIssued=v.line("dateIssued", date(issued) if issued else ""),
        source=v.line("source", (address(report.source.url) if report.source.url else None) or ""),
        level=v.coded["level"].get(meta.level, ""),
        reportKind=v.coded["reportKind"].get(meta.kind, ""),
    )


def _statements(report: Report, found: Resolution, v: Vocabulary) -> list[Node]:
    """Return the nodes of the statements with the classes of their actions and the figures read from them.

    What they act on is the objects of the relations. A statement that only frames (heading, boilerplate) is written when a
    figure or a relation was read from it, else left out.
    """
    acted: defaultdict[int | None, list[str]] = defaultdict(list)
    for relation in report.relations:
        target = found.target(relation)
        acted[relation.statement] += [iri(target)] if target else []
    stated: defaultdict[int | None, list[str]] = defaultdict(list)
    for observation, figure in zip(report.observations, found.figures, strict=True):
        stated[observation.statement].append(figure)
    given = enumerate(report.statements)
    places = [place for place, s in given if s.status in _CLASSES or place in acted or place in stated]
    told = [report.statements[place] for place in places]
    types = {status: v.typed[_CLASSES.get(status, "Statement")] for status in {s.status for s in told}}
    statuses, topics, actions = v.coded["status"], v.coded["topic"], v.coded["action"]
    lines = v.lines
    return _forms(v)["Statement"].nodes(
        [found.statements[place] for place in places],
        types=[types[s.status] for s in told],
        report=minted(found.iris.report),
        start=[s.start for s in told],
        end=[s.end for s in told],
        quote=quoted([found.sentences[place] for place in places]),
        status=[statuses.get(s.status, "") for s in told],
        topic=[topics.get(s.topic, "") for s in told],
        agent=[lines("agent", found.agents(s.agent, s)) if s.agent else "" for s in told],
        mentions=[lines("mentions", found.inside(s.start, s.end)) for s in told],
        action=["".join(sorted({actions.get(key, "") for key in s.actions})) if s.actions else "" for s in told],
        actsOn=[lines("actsOn", acted[place]) if place in acted else "" for place in places],
        hasFigure=[lines("hasFigure", stated[place]) if place in stated else "" for place in places],
    )


def _observations(report: Report, found: Resolution, v: Vocabulary) -> list[Node]:
    """Return the nodes of the figures."""
    given = report.observations
    cube = cube_lines(report, found, v)
    bounds, kinds, scopes, indicators = (v.coded[name] for name in ("bound", "figureKind", "scope", "indicator"))
    within = [None if o.statement is None else report.statements[o.statement] for o in given]
    statement = v.starts["statement"]
    units = {unit: v.line("unit", text(unit)) if unit else "" for unit in {o.unit for o in given}}
    periods = {period: v.line("period", text(period)) if period else "" for period in {o.period for o in given}}
    years = {period: v.number("year", year_of(period, report)) for period in periods}
    return _forms(v)["Observation"].nodes(
        found.figures,
        types=cube.types,
        **cube.lines,
        report=minted(found.iris.report),
        start=[o.start for o in given],
        end=[o.end for o in given],
        statement=["" if o.statement is None else statement + found.statements[o.statement] for o in given],
        year=[years[o.period] for o in given],
        figure=quoted([o.figure for o in given]),
        value=[decimal(o.value) for o in given],
        unit=[units[o.unit] for o in given],
        indicatorText=quoted([o.indicator for o in given]),
        period=[periods[o.period] for o in given],
        bound=[bounds.get(o.bound, "") for o in given],
        figureKind=[kinds.get(o.kind, "") for o in given],
        scope=[scopes.get(o.scope, "") for o in given],
        indicator=[indicators.get(o.code, "") for o in given],
        corrected=[v.line("corrected", text(o.corrected)) if o.corrected else "" for o in given],
        agent=[v.lines("agent", found.agents(o.agent, s)) if o.agent else "" for o, s in zip(given, within, strict=True)],
    )


def _relations(report: Report, found: Resolution, v: Vocabulary) -> list[Node]:
    """Return the assertion of each relation; nothing when an end has no IRI."""
    given = [relation for relation, _, _ in found.assertions]
    statement = v.starts["statement"]
    return _forms(v)["Assertion"].nodes(
        found.relations,
        report=minted(found.iris.report),
        start=[r.start for r in given],
        end=[r.end for r in given],
        agent=[subject for _, subject, _ in found.assertions],
        predicate=[v.edges[relation.predicate] for relation in given],
        object=[target for _, _, target in found.assertions],
        quote=quoted([report.text[r.start : r.end] for r in given]),
        year=v.number("year", report.meta.year),
        statement=["" if r.statement is None else statement + found.statements[r.statement] for r in given],
    )


def _finding(finding: Finding, report: Report, found: Resolution, v: Vocabulary) -> Node:
    name = minted(found.iris.finding(finding, report.observations))
    return name, _forms(v)["Finding"](
        subject=name,
        report=minted(found.iris.report),
        start=integer(finding.start),
        end=integer(finding.end),
        findingKind=v.coded["findingKind"].get(finding.kind, ""),
        stated=decimal(finding.stated),
        computed=decimal(finding.computed),
        tolerance=decimal(finding.tolerance),
        rule=text(finding.rule),
        unit=v.line("unit", text(finding.unit) if finding.unit else ""),
        compares=v.lines("compares", [found.figures[index] for index in finding.observations]),
    )


@lru_cache(maxsize=4)
def _forms(v: Vocabulary) -> dict[str, Form]:
    """Return the forms of the nodes that a report has of its own, by class."""
    placed = {"derivedFrom": "{report}", "start": "{start}", "end": "{end}"}
    quote, figure, indicator = '"{quote}"@zh', '"{figure}"', '"{indicatorText}"@zh'
    asserted = {"subject": "{agent}", "predicate": "{predicate}", "object": "{object}", "quote": quote}
    compared = {name: f"{{{name}}}" for name in ("stated", "computed", "tolerance", "rule")}
    about = ("prefLabel", "title", "region", "publisher", "year", "calendarYear", "dateIssued", "source", "level", "reportKind")
    told = ("status", "topic", "agent", "mentions", "action", "actsOn", "hasFigure")
    stated = ("statement", "year", "unit", "period", "bound", "figureKind", "scope", "indicator", "corrected", "agent")
    measured = {"figure": figure, "value": "{value}", "indicatorText": indicator}
    patterns = {
        "Report": pattern(v, "{subject}", v.types["Report"], {}, about),
        "Statement": pattern(v, "{subject}", None, {**placed, "quote": quote}, told),
        "Observation": pattern(v, "{subject}", None, {**placed, **measured}, (*stated, *CUBE)),
        "Assertion": pattern(v, "{subject}", v.types["Assertion"], {**placed, **asserted}, ("year", "statement")),
        "Finding": pattern(v, "{subject}", v.types["Finding"], {**placed, **compared}, ("findingKind", "unit", "compares")),
    }
    return {name: Form(written) for name, written in patterns.items()}
