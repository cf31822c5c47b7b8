"""Which entities the texts of a report stand for: agents, ends of relations, the reporting region and agency."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from operator import attrgetter

from kg.graph.iris import ReportIris, report_iri
from kg.graph.turtle import iri, minted, text
from kg.linking import place_of, reporting_agency
from kg.linking.iri import mint
from kg.ontology import Ontology
from kg.records import Mention, Relation, Report, Statement

__all__ = ["Resolution"]

_JOINT = "、"  # joins the agents of a statement (GUIDELINE §4)


class Resolution:
    """Looks up the entities of one report.

    ``iris`` makes the report's IRIs; ``region`` and ``agency`` are the IRIs of what the report is about and of whose report it
    is, None where the region is not known; ``place`` is where it speaks from.
    """

    def __init__(self, report: Report, ontology: Ontology) -> None:
        self.iris = ReportIris(report_iri(report, ontology))
        self.place = place = place_of(report, ontology)
        self.agency = reporting_agency(report, ontology, place)
        keys = [key for key in (place.adcode, place.town) if key]
        self.region = mint(ontology.settings.base, "region", *keys) if place.adcode else None
        self._report = report
        self._mentions = sorted(report.entities, key=attrgetter("start", "end"))
        self._starts = [m.start for m in self._mentions]
        self._of_span = {(m.start, m.end): m for m in self._mentions}
        self._of_text: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._mentions:
            self._of_text[mention.text].append(mention)

    @cached_property
    def statements(self) -> list[str]:
        """The IRIs of the report's statements, in order, as Turtle terms."""
        return [minted(self.iris.statement(statement)) for statement in self._report.statements]

    @cached_property
    def sentences(self) -> list[str]:
        """The texts of the statements, in order."""
        return [self._report.text[statement.start : statement.end] for statement in self._report.statements]

    @cached_property
    def figures(self) -> list[str]:
        """The IRIs of its figures, in order, as Turtle terms."""
        return [minted(self.iris.observation(observation)) for observation in self._report.observations]

    @cached_property
    def assertions(self) -> list[tuple[Relation, str, str]]:
        """The relations whose ends are known, with them, as :meth:`ends` returns them."""
        return [(relation, *ends) for relation in self._report.relations if (ends := self.ends(relation))]

    @cached_property
    def relations(self) -> list[str]:
        """The IRIs of the :attr:`assertions`, as Turtle terms."""
        return [minted(self.iris.assertion(relation)) for relation, _, _ in self.assertions]

    def entities(self) -> list[str]:
        """Return the IRIs of all entities that the report names or hangs on, with repetitions."""
        hangs_on = [name for name in (self.region, self.agency) if name]
        return [m.iri for m in self._mentions if m.iri] + hangs_on

    def inside(self, start: int, end: int) -> list[str]:
        """Return the entities named within ``start`` and ``end``, in order, as Turtle terms."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        return [iri(m.iri) for m in self._mentions[first:last] if m.end <= end and m.iri]

    def agents(self, names: str | None, statement: Statement | None) -> list[str]:
        """Return the agents ``names`` as Turtle terms: of the mention inside ``statement`` if there is one, else of the first."""
        found: list[str] = []
        for name in [names, *names.split(_JOINT)] if names else []:
            mentions = self._of_text.get(name, [])
            near = [m for m in mentions if statement and statement.start <= m.start and m.end <= statement.end]
            found += [iri(m.iri) for m in (near or mentions)[:1] if m.iri]
        return found

    def ends(self, relation: Relation) -> tuple[str, str] | None:
        """Return subject and object of ``relation`` as Turtle terms; a post is a literal. None when one has no IRI."""
        subject = self.agency if relation.agent_span is None else self.iri_at(relation.agent_span)
        if subject is None:
            return None
        mention = self._of_span.get(relation.object_span)
        if mention is None:
            return iri(subject), text(relation.object, "zh")
        return (iri(subject), iri(mention.iri)) if mention.iri else None

    def target(self, relation: Relation) -> str | None:
        """Return the IRI of the entity that is the object of ``relation``; None for a post, or an entity without IRI."""
        return self.iri_at(relation.object_span)

    def iri_at(self, span: tuple[int, int]) -> str | None:
        """Return the IRI of the mention with that ``span``; None when there is none, or it has no IRI."""
        mention = self._of_span.get(span)
        return mention.iri if mention else None
