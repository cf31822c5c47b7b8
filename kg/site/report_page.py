"""What a report's page says, in the order of the page."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from kg.ontology import Ontology
from kg.ontology.yaml_file import Label
from kg.records import Mention, Observation, Report, Statement
from kg.site import labels
from kg.site.annotated_text import Block, annotated_text
from kg.site.keys import entity_key
from kg.site.passage import Piece, passage

__all__ = ["EntityGroup", "EntityItem", "Fact", "Figure", "ReportPage", "TopicRow", "report_page", "span"]

# A value with its bound, in signs that need no translation.
_BOUND_SIGNS = {"exact": "", "over": ">", "min": "≥", "max": "≤", "about": "≈"}


@dataclass(frozen=True, slots=True)
class EntityItem:
    """An entity of the report: the form that is used most, how often it is mentioned, its key (None: it has no page)."""

    name: str
    count: int
    key: str | None


@dataclass(frozen=True, slots=True)
class EntityGroup:
    """The entities of a class; ``colour`` numbers the class."""

    label: Label
    colour: int
    items: tuple[EntityItem, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the sentence in which it stands; ``kind`` is None for a total, which needs no saying.

    ``span`` is that of the sentence, as addresses have it: ``12-40``.
    """

    indicator: str
    code: Label | None
    value: str
    unit: str
    kind: Label | None
    part: bool
    agent: str | None
    sentence: tuple[Piece, ...]
    span: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation with its sentence; ``agent`` is None for the reporting body."""

    agent: str | None
    predicate: Label
    object: str
    sentence: tuple[Piece, ...]
    span: str


@dataclass(frozen=True, slots=True)
class TopicRow:
    """How many statements of a topic have which status."""

    label: Label
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """All of it. ``classes`` are label and colour of the classes that are mentioned."""

    blocks: tuple[Block, ...]
    classes: tuple[tuple[Label, int], ...]
    entities: tuple[EntityGroup, ...]
    figures: tuple[Figure, ...]
    facts: tuple[Fact, ...]
    topics: tuple[TopicRow, ...]
    problems: tuple[str, ...]
    plans: tuple[str, ...]


def report_page(report: Report, ontology: Ontology) -> ReportPage:
    """Return the page's content."""
    entities = _entities(report, ontology)
    return ReportPage(
        blocks=annotated_text(report, ontology),
        classes=tuple((group.label, group.colour) for group in entities),
        entities=entities,
        figures=tuple(_figure(report, o, ontology) for o in report.observations),
        facts=tuple(
            Fact(
                agent=None if r.agent_span is None else r.agent,
                predicate=labels.predicate(r.predicate, ontology),
                object=r.object,
                sentence=passage(report, r.statement, (r.object_span, *([r.agent_span] if r.agent_span else []))),
                span=span(report, r.statement, r.start, r.end),
            )
            for r in report.relations
        ),
        topics=_topics(report.statements, ontology),
        problems=_said(report, "problem"),
        plans=_said(report, "planned"),
    )


def value(observation: Observation) -> str:
    """Return the value as people write it.

    >>> o = Observation(0, 1, "1.2万", 12000, "元", "over", "total", "罚没")
    >>> value(o)
    '>12,000'
    """
    number = observation.value
    whole = int(number) if float(number).is_integer() else number
    return f"{_BOUND_SIGNS[observation.bound]}{whole:,}"


def _figure(report: Report, o: Observation, ontology: Ontology) -> Figure:
    return Figure(
        indicator=o.indicator,
        code=labels.concept(o.code, ontology.indicators),
        value=value(o),
        unit=o.unit or "",
        kind=labels.concept(o.kind, ontology.figure_kinds) if o.kind != "total" else None,
        part=o.scope == "part",
        agent=o.agent,
        sentence=passage(report, o.statement, ((o.start, o.end),)),
        span=span(report, o.statement, o.start, o.end),
    )


def span(report: Report, statement: int | None, start: int, end: int) -> str:
    """Return the statement's span as an address has it, without one that of the words."""
    if statement is not None and 0 <= statement < len(report.statements):
        start, end = report.statements[statement].start, report.statements[statement].end
    return f"{start}-{end}"


def _entities(report: Report, ontology: Ontology) -> tuple[EntityGroup, ...]:
    classes, order = labels.class_of_type(ontology), labels.class_order(ontology)
    by_class: dict[str, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for mention in report.entities:
        by_class[classes.get(mention.type, mention.type)][mention.iri or mention.text].append(mention)
    groups = []
    for cls in sorted(by_class, key=lambda c: (order.get(c, len(order)), c)):
        items = [
            EntityItem(Counter(m.name for m in mentions).most_common(1)[0][0], len(mentions), entity_key(mentions[0], ontology))
            for mentions in by_class[cls].values()
        ]
        items.sort(key=lambda item: -item.count)  # stable: equal counts stay in the order of the text
        entry = ontology.classes.get(cls)
        label = Label(zh=entry.zh, en=entry.en) if entry else Label(zh=cls, en=cls)
        groups.append(EntityGroup(label, order.get(cls, len(order)) % labels.COLOURS, tuple(items)))
    return tuple(groups)


def _topics(statements: tuple[Statement, ...], ontology: Ontology) -> tuple[TopicRow, ...]:
    counts = Counter((s.topic, s.status) for s in statements)
    return tuple(
        TopicRow(Label(zh=concept.zh, en=concept.en), tuple((s, counts[topic, s]) for s in ("done", "problem", "planned")))
        for topic, concept in ontology.topics.concepts.items()
        if any(counts[topic, s] for s in ("done", "problem", "planned"))
    )


def _said(report: Report, status: str) -> tuple[str, ...]:
    return tuple(report.text[s.start : s.end].strip() for s in report.statements if s.status == status)
