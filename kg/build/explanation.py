"""Every fact that a build holds about an entity: where it is named, what it did, which figures are its, and by which rules."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.build.assemble import read_reports
from kg.graph.resolution import Resolution
from kg.graph.turtle import minted
from kg.linking.entities import Entity, describe
from kg.linking.iri import key, segments
from kg.ontology import Ontology
from kg.records import Mention, Relation, Report
from kg.site.passage import Piece, passage

__all__ = ["Explanation", "Fact", "NothingKnownError", "ReportFacts", "explain"]

RECORDS = "reports.jsonl"
_NEAR, _LIKENESS = 5, 0.5  # so many names are suggested, so like must they be (difflib's ratio)


class NothingKnownError(ValueError):
    """A build knows nothing under a name; the message suggests others."""

    def __init__(self, wanted: str, near: list[str]) -> None:
        suggestion = f"near names: {', '.join(near)}" if near else "ask with a name as a report prints it, or with an IRI"
        super().__init__(f"nothing is known of {wanted!r}; {suggestion}")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with its sentence, in which its words are marked.

    ``kind`` is mention, relation or observation; ``said`` the fact in short ("" for a mention), ``rule`` what it was found by;
    ``at`` the offset into the report's text by which facts are ordered.
    """

    at: int
    kind: str
    said: str
    sentence: tuple[Piece, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The facts of one report, in the order of the text; those of one sentence stand together."""

    title: str
    path: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An entity, the names that reports give it with their frequency, the rules of linking with theirs, and its facts."""

    entity: Entity
    names: tuple[tuple[str, int], ...]
    rules: tuple[tuple[str, int], ...]
    reports: tuple[ReportFacts, ...]


def explain(out: Path, wanted: str, ontology: Ontology) -> list[Explanation]:
    """Return what the build in ``out`` knows of ``wanted``, in the order of IRIs.

    ``wanted`` is an IRI, the part of one behind ``…/id/``, or a name: a label, or as a report prints it; a name may mean several
    entities. Raises NothingKnownError when nothing is known.
    """
    found = _find(out, wanted, ontology)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    reports: dict[str, list[ReportFacts]] = defaultdict(list)
    for report in read_reports(out / RECORDS):
        resolution = Resolution(report, ontology)
        hits: dict[str, list[Mention]] = defaultdict(list)
        for mention in report.entities:
            if mention.iri in found:
                hits[mention.iri].append(mention)
        for iri in found:
            for mention in hits[iri]:
                names[iri][mention.name] += 1
                rules[iri][mention.rule.rpartition("/")[2]] += 1
            facts = [*_mentions(report, hits[iri]), *_relations(report, iri, resolution), *_figures(report, iri, resolution)]
            if facts:
                ordered = tuple(sorted(facts, key=lambda fact: fact.at))
                reports[iri].append(ReportFacts(report.meta.title or report.id, report.source.path, ordered))
    return [Explanation(describe(iri, ontology), _ranked(names[iri]), _ranked(rules[iri]), tuple(reports[iri])) for iri in found]


def _find(out: Path, wanted: str, ontology: Ontology) -> list[str]:
    """Return the IRIs that ``wanted`` means in the build, in order."""
    named: dict[str, set[str]] = defaultdict(set)
    for report in read_reports(out / RECORDS):
        for mention in report.entities:
            if mention.iri:
                named[mention.iri].add(mention.name)
        for iri in Resolution(report, ontology).entities():
            named[iri].add(describe(iri, ontology).label_zh)
    spelt = key(wanted)
    paths = {wanted, f"{ontology.settings.base}id/{wanted.strip('/')}"}
    found = sorted(paths & named.keys() or {iri for iri, names in named.items() if spelt in map(key, names)})
    if not found:
        known = {name for names in named.values() for name in names}
        known |= {"/".join(segments(ontology.settings.base, iri)) for iri in named}
        raise NothingKnownError(wanted, difflib.get_close_matches(wanted, sorted(known), _NEAR, _LIKENESS))
    return found


def _mentions(report: Report, mentions: list[Mention]) -> Iterator[Fact]:
    """Yield a fact a sentence that names the entity."""
    starts = [statement.start for statement in report.statements]
    by_sentence: dict[tuple[int | None, int], list[Mention]] = defaultdict(list)
    for mention in mentions:
        index = bisect_right(starts, mention.start) - 1
        inside = index >= 0 and mention.end <= report.statements[index].end
        by_sentence[index if inside else None, -1 if inside else mention.start].append(mention)
    for (statement, _), group in by_sentence.items():
        rules = ", ".join(dict.fromkeys(mention.rule for mention in group))
        sentence = passage(report, statement, [(m.start, m.end) for m in group])
        yield Fact(_at(report, statement, group[0].start), "mention", "", sentence, rules)


def _relations(report: Report, iri: str, resolution: Resolution) -> Iterator[Fact]:
    at = {(mention.start, mention.end): mention.iri for mention in report.entities}
    for relation in report.relations:
        agent = resolution.agency if relation.agent_span is None else at.get(relation.agent_span)
        if iri in (agent, at.get(relation.object_span)):
            marks = [span for span in (relation.agent_span, relation.object_span) if span]
            place = _at(report, relation.statement, relation.start)
            yield Fact(place, "relation", _triple(relation), passage(report, relation.statement, marks), relation.rule)


def _figures(report: Report, iri: str, resolution: Resolution) -> Iterator[Fact]:
    for figure in report.observations:
        statement = report.statements[figure.statement] if figure.statement is not None else None
        if minted(iri) in resolution.agents(figure.agent, statement):
            said = f"{figure.indicator}: {figure.figure} {figure.unit or ''}".rstrip()
            sentence = passage(report, figure.statement, [(figure.start, figure.end)])
            yield Fact(_at(report, figure.statement, figure.start), "observation", said, sentence, figure.rule)


def _at(report: Report, statement: int | None, start: int) -> int:
    return report.statements[statement].start if statement is not None else start


def _triple(relation: Relation) -> str:
    return f"{relation.agent} – {relation.predicate} – {relation.object}"


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
