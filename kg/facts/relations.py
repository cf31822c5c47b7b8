"""Reads who did what to which entity from a report's statements (GUIDELINE §3)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.facts.agents import Subject, own_names, speaks_of_itself, subject_of
from kg.facts.clauses import Grammar, View, clauses, grammar, view
from kg.facts.posts import posts
from kg.facts.predicates import ClauseReader, Fact, Predicate
from kg.ontology import Ontology
from kg.records import Mention, Relation, Report, Statement

__all__ = ["relate"]

_OF_PREAMBLE = frozenset({"implemented", "numbered"})  # GUIDELINE §3: the preamble counts for these
_BRACKETS = ("", "(", "（", "〔", "[")


def relate(report: Report, ontology: Ontology, seen: View | None = None) -> tuple[Relation, ...]:
    """Return the relations of ``report``, in order of the text.

    Needs its statements with status, its mentions in order and, for the names of the reporting government, its metadata; ``seen``
    is the view of its mentions where it has been made already.
    Statements of plans and problems tell nothing that was done; nor do headings, and of the preamble only what is implemented.
    """
    compiled = grammar(ontology)
    seen = seen or view(report, compiled)
    own = own_names(report.meta, compiled)
    mentions = sorted(report.entities, key=lambda m: m.start)
    starts = [mention.start for mention in mentions]
    body = next((s.start for s in report.statements if s.status == "done"), len(report.text))
    found: list[Relation] = []
    for index, statement in enumerate(report.statements):
        preamble = statement.status == "frame" and statement.end <= body
        if statement.status != "done" and not preamble:
            continue
        named = mentions[bisect_left(starts, statement.start) : bisect_left(starts, statement.end)]
        if not named or (preamble and not _is_running_text(statement, seen)):
            continue
        for fact in (*_numbers(named, report.text), *_read(statement, seen, compiled)):
            if not preamble or fact.predicate in _OF_PREAMBLE:
                found += _relations(fact, index, own, compiled.domains[fact.predicate])
        if not preamble:
            found += posts(named, (statement.start, statement.end), index, report.text, seen, compiled)
    return tuple(sorted(dict.fromkeys(found), key=lambda r: (r.start, r.object_span, r.predicate, r.agent)))


def _is_running_text(statement: Statement, seen: View) -> bool:
    """Say whether ``statement`` has several clauses, as a preamble has and a heading or title has not."""
    return len(clauses(seen, statement.start, statement.end)) > 1


def _relations(fact: Fact, statement: int, own: frozenset[str], domain: frozenset[str]) -> Iterator[Relation]:
    """Yield a relation for each agent that may act so; the reporting government stands for the others and for itself."""
    span = (fact.object.start, fact.object.end)
    named = [agent for agent in fact.agents if agent.type in domain and not speaks_of_itself(agent.text, own)]
    if len(named) < len(fact.agents) or not fact.agents:
        yield Relation("REPORT", fact.predicate, fact.object.text, fact.start, fact.end, None, span, statement, fact.rule)
    for agent in named:
        start, end = min(fact.start, agent.start), max(fact.end, agent.end)
        by = (agent.start, agent.end)
        yield Relation(agent.text, fact.predicate, fact.object.text, start, end, by, span, statement, fact.rule)


def _numbers(mentions: Sequence[Mention], text: str) -> Iterator[Fact]:
    """Yield a fact for each issue number that stands right after a document, in brackets or not."""
    for document, number in pairwise(mentions):
        if number.type == "DOCNUM" and document.type == "DOCUMENT" and text[document.end : number.start].strip() in _BRACKETS:
            yield Fact((document,), "numbered", number, document.start, number.end, "number")


def _read(statement: Statement, seen: View, compiled: Grammar) -> Iterator[Fact]:
    """Yield the facts of a statement clause by clause; a subject holds until the next one or the end of its sentence."""
    subject: Subject | None = None
    open_list: Predicate | None = None
    for clause in clauses(seen, statement.start, statement.end):
        if clause.opens:
            subject = None
        if compiled.named.isdisjoint(clause.labels):
            open_list = None
            continue
        begun = subject_of(clause, seen, compiled)
        if begun is not None and (begun.acts or not begun.mentions):
            subject = begun
        if open_list is not None or compiled.may_relate(clause.labels):
            facts, open_list = ClauseReader(clause, seen, compiled, subject, begun).read(open_list)
            yield from facts
        if subject is not None and subject.passing:
            subject = None
