"""The nodes of one report: the report itself, its statements, figures and relations, and the entities they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import repeat

from kg.graph.cube import CUBE, cube_lines, year_of
from kg.graph.entities import closure, entity_nodes
from kg.graph.forms import Form
from kg.graph.resolution import Resolution
from kg.graph.turtle import Node, address, date, decimal, integer, iri, minted, text, year
from kg.graph.vocabulary import Vocabulary, vocabulary
from kg.ontology import Ontology
from kg.records import Finding, Report

__all__ = ["fact_nodes"]

# The class of a statement by its status; one whose status is not here (a frame) is a plain Statement.
_CLASSES = {"done": "Measure", "planned": "Plan", "problem": "Problem"}
_PLACED = ("derivedFrom", "start", "end")


def fact_nodes(report: Report, found: Resolution, ontology: Ontology) -> list[Node]:
    """Return all nodes that ``report`` adds to graph.ttl."""
    v = vocabulary(ontology)
    statements = [minted(found.iris.statement(statement)) for statement in report.statements]
    figures = [minted(found.iris.observation(observation)) for observation in report.observations]
    nodes = [_report(report, found, v)]
    nodes += _statements(report, statements, figures, found, v)
    nodes += zip(figures, _observations(report, statements, found, v), strict=True)
    nodes += _relations(report, statements, found, v)
    nodes += [_finding(finding, figures, report, found, v) for finding in report.findings]
    entities = closure(found.entities(), ontology)
    for name in entities:
        nodes += entity_nodes(name, ontology)
    named = {(m.iri, name) for m in report.entities if m.iri and (name := m.name) != entities[m.iri].label_zh}
    nodes += [(iri(entity), f"{v.properties['altLabel']} {text(name, 'zh')}") for entity, name in named]
    return nodes


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
        level=v.coded["level"].get(meta.level, ""),
        reportKind=v.coded["reportKind"].get(meta.kind, ""),
    )


def _statements(report: Report, names: Sequence[str], figures: Sequence[str], found: Resolution, v: Vocabulary) -> Iterator[Node]:
    """Yield the nodes of the statements, called ``names``, with the classes of their actions and the figures read from them.

    What they act on is the objects of the relations. A statement that only frames (heading, boilerplate) is written when a
    figure or a relation was read from it, else left out.
    """
    acted: defaultdict[int | None, list[str]] = defaultdict(list)
    for relation in report.relations:
        target = found.target(relation)
        acted[relation.statement] += [iri(target)] if target else []
    stated: defaultdict[int | None, list[str]] = defaultdict(list)
    for observation, figure in zip(report.observations, figures, strict=True):
        stated[observation.statement].append(figure)
    places, told = [], []
    for place, statement in enumerate(report.statements):
        if statement.status in _CLASSES or place in acted or place in stated:
            places.append(place)
            told.append(statement)
    spans = [(s.start, s.end) for s in told]
    statuses, topics, actions = v.coded["status"], v.coded["topic"], v.coded["action"]
    said = _forms(v)["Statement"].each(
        types=[v.typed[_CLASSES.get(s.status, "Statement")] for s in told],
        derivedFrom=repeat(minted(found.iris.report)),
        start=[integer(start) for start, _ in spans],
        end=[integer(end) for _, end in spans],
        quote=[text(report.text[start:end], "zh") for start, end in spans],
        status=[statuses.get(s.status, "") for s in told],
        topic=[topics.get(s.topic, "") for s in told],
        agent=[v.lines("agent", [iri(agent) for agent in found.agents(s.agent, s)]) for s in told],
        mentions=[v.lines("mentions", [iri(m.iri) for m in found.inside(*span) if m.iri]) for span in spans],
        action=["".join(sorted({actions.get(key, "") for key in s.actions})) for s in told],
        actsOn=[v.lines("actsOn", acted.get(place, ())) for place in places],
        hasFigure=[v.lines("hasFigure", stated.get(place, ())) for place in places],
    )
    return zip([names[place] for place in places], said, strict=True)


def _observations(report: Report, statements: Sequence[str], found: Resolution, v: Vocabulary) -> Iterator[str]:
    """Yield what is said of each figure."""
    given = report.observations
    cube = cube_lines(report, found, v)
    bounds, kinds, scopes, indicators = (v.coded[name] for name in ("bound", "figureKind", "scope", "indicator"))
    within = [(o, None if o.statement is None else report.statements[o.statement]) for o in given]
    return _forms(v)["Observation"].each(
        types=cube.types,
        **cube.lines,
        derivedFrom=repeat(minted(found.iris.report)),
        start=[integer(o.start) for o in given],
        end=[integer(o.end) for o in given],
        statement=["" if o.statement is None else v.line("statement", statements[o.statement]) for o in given],
        year=["" if (about := year_of(o, report)) is None else v.line("year", integer(about)) for o in given],
        figure=[text(o.figure) for o in given],
        value=[decimal(o.value) for o in given],
        unit=[v.line("unit", text(o.unit) if o.unit else "") for o in given],
        indicatorText=[text(o.indicator, "zh") for o in given],
        period=[v.line("period", text(o.period) if o.period else "") for o in given],
        bound=[bounds.get(o.bound, "") for o in given],
        figureKind=[kinds.get(o.kind, "") for o in given],
        scope=[scopes.get(o.scope, "") for o in given],
        indicator=[indicators.get(o.code, "") for o in given],
        corrected=[v.line("corrected", text(o.corrected) if o.corrected else "") for o in given],
        agent=[v.lines("agent", [iri(agent) for agent in found.agents(o.agent, statement)]) for o, statement in within],
    )


def _relations(report: Report, statements: Sequence[str], found: Resolution, v: Vocabulary) -> list[Node]:
    """Return the assertion and the direct edge of each relation; nothing when an end has no IRI."""
    p, when = v.properties, report.meta.year
    sure = [(relation, *ends) for relation in report.relations if (ends := found.ends(relation))]
    edges = [p[v.ontology.relations.relations[relation.predicate].property] for relation, _, _ in sure]
    nodes = [(subject, f"{edge} {target}") for (_, subject, target), edge in zip(sure, edges, strict=True)]
    nodes += [(subject, f"{p['localNumber']} {text(r.object)}") for r, subject, _ in sure if r.predicate == "numbered"]
    said = _forms(v)["Assertion"].each(
        derivedFrom=repeat(minted(found.iris.report)),
        start=[integer(r.start) for r, _, _ in sure],
        end=[integer(r.end) for r, _, _ in sure],
        subject=[subject for _, subject, _ in sure],
        predicate=edges,
        object=[target for _, _, target in sure],
        quote=[text(report.text[r.start : r.end], "zh") for r, _, _ in sure],
        year=repeat(v.line("year", "" if when is None else integer(when))),
        statement=["" if r.statement is None else v.line("statement", statements[r.statement]) for r, _, _ in sure],
    )
    nodes += zip([minted(found.iris.assertion(r)) for r, _, _ in sure], said, strict=True)
    return nodes


def _finding(finding: Finding, figures: Sequence[str], report: Report, found: Resolution, v: Vocabulary) -> Node:
    return minted(found.iris.finding(finding, report.observations)), _forms(v)["Finding"](
        derivedFrom=minted(found.iris.report),
        start=integer(finding.start),
        end=integer(finding.end),
        findingKind=v.coded["findingKind"].get(finding.kind, ""),
        stated=decimal(finding.stated),
        computed=decimal(finding.computed),
        tolerance=decimal(finding.tolerance),
        rule=text(finding.rule),
        unit=v.line("unit", text(finding.unit) if finding.unit else ""),
        compares=v.lines("compares", [figures[index] for index in finding.observations]),
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
        "Statement": Form(v, None, (*_PLACED, "quote"), told),
        "Observation": Form(v, None, (*_PLACED, "figure", "value", "indicatorText"), (*stated, *CUBE)),
        "Assertion": Form(v, v.types["Assertion"], asserted, ("year", "statement")),
        "Finding": Form(v, v.types["Finding"], compared, ("findingKind", "unit", "compares")),
    }
