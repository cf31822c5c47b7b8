"""All reports together: which entities they name, where, and what they say of them. Grows by a report at a time, holds none."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from kg.linking import reporting_agency
from kg.ontology import Ontology
from kg.records import Mention, Report
from kg.site import labels
from kg.site.chunks import Spool
from kg.site.keys import data_prefix, known_entity
from kg.site.passage import passage
from kg.site.report_page import span

__all__ = ["Corpus", "Entity"]

_PLACES = 12  # places of a report that an entity's page links to


@dataclass(slots=True)
class Entity:
    """An entity: class, names as written with how often, reports that name it, and how many facts it has."""

    cls: str
    names: Counter[str] = field(default_factory=Counter)
    reports: set[str] = field(default_factory=set)
    facts: int = 0

    @property
    def mentions(self) -> int:
        """How often reports name it."""
        return sum(self.names.values())

    @property
    def name(self) -> str:
        """The form that is used most; of equal ones the first in the order of code points."""
        return min(self.names.items(), key=lambda item: (-item[1], item[0]))[0]


@dataclass
class Corpus:
    """The entities by key, their mentions and facts spooled, and how often which two are joined by which relation.

    A mention is ``[slug, count, [span, …]]``, a fact ``[relation, subject, object, text, slug, span, [[text, marked], …]]``
    with keys for subject and object ("" for none).
    """

    ontology: Ontology
    entities: dict[str, Entity] = field(default_factory=dict)
    mentions: Spool = field(default_factory=Spool)
    facts: Spool = field(default_factory=Spool)
    edges: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, report: Report, slug: str) -> None:
        """Take in a report, whose pages are called ``slug``."""
        named: dict[str, list[Mention]] = defaultdict(list)
        key_at: dict[tuple[int, int], str] = {}
        for mention in report.entities:
            if mention.iri:
                key = key_at[mention.start, mention.end] = mention.iri.removeprefix(data_prefix(self.ontology))
                named[key].append(mention)
        for key, mentions in named.items():
            entity = self._entity(key, mentions[0].iri or "", mentions[0].type)
            entity.names.update(m.name for m in mentions)
            entity.reports.add(slug)
            places = list(dict.fromkeys(f"{m.start}-{m.end}" for m in mentions))[:_PLACES]
            self.mentions.add(key, [slug, len(mentions), places])
        self._facts(report, slug, key_at)

    def _facts(self, report: Report, slug: str, key_at: dict[tuple[int, int], str]) -> None:
        reporter = reporting_agency(report, self.ontology)
        reporting = reporter.removeprefix(data_prefix(self.ontology)) if reporter else ""
        if reporter and report.relations:
            entity = self._entity(reporting, reporter, "")
            entity.reports.add(slug)
            if not entity.names:
                known = known_entity(reporter, self.ontology)
                entity.names[known.label_zh if known else reporting] = 0
        for relation in report.relations:
            subject = reporting if relation.agent_span is None else key_at.get(relation.agent_span, "")
            target = key_at.get(relation.object_span, "")
            marks = (relation.object_span, *([relation.agent_span] if relation.agent_span else []))
            sentence = [[piece.text, int(piece.marked)] for piece in passage(report, relation.statement, marks)]
            place = span(report, relation.statement, relation.start, relation.end)
            fact: list[Any] = [relation.predicate, subject, target, relation.object, slug, place, sentence]
            for key in dict.fromkeys(filter(None, (subject, target))):
                self.facts.add(key, fact)
                self.entities[key].facts += 1
            if subject and target and subject != target:
                self.edges[subject, relation.predicate, target] += 1

    def _entity(self, key: str, iri: str, type: str) -> Entity:
        if key not in self.entities:
            known = known_entity(iri, self.ontology)
            self.entities[key] = Entity(known.cls if known else labels.class_of_type(self.ontology).get(type, type))
        return self.entities[key]
