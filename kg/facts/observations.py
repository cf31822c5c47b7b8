"""Observations: every figure that a report states as a result: what it counts, its kind, who and when (GUIDELINE §2)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extraction.figures import Figure, find_figures
from kg.facts.actors import Actor, actors
from kg.facts.clauses import View, grammar, view
from kg.facts.codes import code
from kg.facts.indicators import Phrase, phrases
from kg.facts.periods import period, scope
from kg.ontology import Ontology
from kg.records import FigureKind, Mention, Observation, Report, Statement

__all__ = ["observe"]

# Types of mentions whose inner numbers are part of a name.
NAMES = frozenset({"DOCUMENT", "DOCNUM", "PROGRAM", "MECHANISM", "PLATFORM", "HONOR", "AGENCY", "INSTITUTION", "REGION"})
# Types of mentions that act.
ACTING = frozenset({"AGENCY", "INSTITUTION", "PERSON", "REGION", "PLATFORM"})
# How far before its sentence the topic of a figure is looked for, in characters of the same line.
TOPIC_WINDOW = 60
# A longer sentence is none, and carrying over within it would cost the square of its length.
LONGEST_SENTENCE = 1000


@dataclass(frozen=True, slots=True)
class _Change:
    verb: re.Pattern[str]
    compared: re.Pattern[str]
    plain: re.Pattern[str]
    strong: re.Pattern[str]
    bounds: re.Pattern[str]
    parallel: re.Pattern[str]
    counted_days: re.Pattern[str]
    sentence_end: re.Pattern[str]
    clause_ends: str


def observe(report: Report, ontology: Ontology, seen: View | None = None) -> tuple[Observation, ...]:
    """Return the observations of ``report`` in order of their spans.

    Needs the text; uses statements (planned and frame ones state no result; without statements the whole text counts as
    done), mentions (numbers inside names, actors; ``seen`` is their view where it has been made already) and the reporting year
    as far as they are there.
    """
    statements: Sequence[Statement] = report.statements or (Statement(0, len(report.text), "done"),)
    telling = [(index, statement) for index, statement in enumerate(statements) if statement.status not in {"planned", "frame"}]
    if not telling:
        return ()
    hidden = [(m.start, m.end) for m in report.entities if m.type in NAMES]
    figures = find_figures(report.text, ontology, hidden, telling[0][1].start, telling[-1][1].end)
    starts = [figure.start for figure in figures]
    names = sorted((m for m in report.entities if m.type in ACTING), key=lambda m: m.start)
    name_starts = [m.start for m in names]
    seen = seen or view(report, grammar(ontology))
    found: list[Observation] = []
    for index, statement in telling:
        first, last = bisect_left(starts, statement.start), bisect_left(starts, statement.end)
        if first == last:
            continue
        for start, end in _sentences(report.text, statement, ontology):
            inside = figures[bisect_left(starts, start, first, last) : bisect_left(starts, end, first, last)]
            if inside:
                number = index if report.statements else None
                near = names[bisect_left(name_starts, start) : bisect_left(name_starts, end)]
                subjects = actors(report.text, start, end, inside[-1].start, {m.start: m for m in near}, seen, ontology)
                found += _observe_sentence(report, start, end, inside, subjects, near, number, ontology)
    return tuple(found)


def _sentences(text: str, statement: Statement, ontology: Ontology) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a statement; one that is endless (a table without full stops) is cut behind a clause."""
    rules = _compile(ontology)
    start = statement.start
    for end in (*(match.end() for match in rules.sentence_end.finditer(text, start, statement.end)), statement.end):
        while end - start > LONGEST_SENTENCE:
            cut = max(text.rfind(mark, start, start + LONGEST_SENTENCE) for mark in rules.clause_ends) + 1
            cut = cut if cut > start else start + LONGEST_SENTENCE
            yield start, cut
            start = cut
        if start < end:
            yield start, end
        start = end


def _observe_sentence(
    report: Report,
    start: int,
    end: int,
    figures: Sequence[Figure],
    subjects: Sequence[Actor],
    names: Sequence[Mention],
    number: int | None,
    ontology: Ontology,
) -> Iterator[Observation]:
    sentence = report.text[start:end]
    local = [_moved(f, start) for f in figures]
    named = [(a.start - start, a.end - start) for a in subjects if a.name]
    words = [(m.start - start, m.end - start) for m in names]
    found = phrases(sentence, local, named, words, ontology)
    line = report.text.rfind("\n", max(0, start - TOPIC_WINDOW), start) + 1
    topic = report.text[max(line, start - TOPIC_WINDOW) : start]
    for figure, inner, phrase in zip(figures, local, found, strict=True):
        before = sentence[: inner.start]
        kind = _kind(figure, phrase, ontology)
        agent = _agent(figure, phrase, subjects, ontology)
        concept = code(phrase.text, figure.unit, kind, topic + before, ontology)
        yield Observation(
            start=figure.start,
            end=figure.end,
            figure=report.text[figure.start : figure.end],
            value=figure.value,
            unit=figure.unit,
            bound=figure.bound,
            kind=kind,
            indicator=phrase.text,
            code=concept,
            agent=agent,
            scope=scope(before, phrase.text, concept, agent, ontology),
            period=period(before, report.meta.year, ontology),
            statement=number,
            rule="figure",
        )


def _moved(figure: Figure, start: int) -> Figure:
    """Return ``figure`` with offsets from ``start``."""
    f = figure
    return Figure(f.begin - start, f.start - start, f.end - start, f.after - start, f.value, f.unit, f.bound, f.kind)


def _agent(figure: Figure, phrase: Phrase, subjects: Sequence[Actor], ontology: Ontology) -> str | None:
    """Return the last subject before ``figure``.

    A clause that begins with the figure, or with what things are about, has a subject of its own.
    """
    if not subjects or not phrase.before.strip() or phrase.before.lstrip().startswith(ontology.observations.phrase.own_subject):
        return None
    last = next((actor for actor in reversed(subjects) if actor.end <= figure.start), None)
    if last is None or last.name is None or last.until < figure.start or phrase.text.endswith(last.name):
        return None
    return last.name


def _kind(figure: Figure, phrase: Phrase, ontology: Ontology) -> FigureKind:
    """Say of what kind a figure is: what its form says, unless the words before it make it a change or a count of days."""
    rules = _compile(ontology)
    if figure.kind != "rank" and rules.verb.search(phrase.before):
        before = rules.bounds.sub("", rules.parallel.sub("", phrase.before))
        pattern = {"rate": rules.plain, "duration": rules.strong}.get(figure.kind, rules.compared)
        if pattern.search(before) or rules.compared.search(before):
            return "change"
    if figure.kind == "duration" and rules.counted_days.search(phrase.text):
        return "total"
    return figure.kind


@lru_cache(maxsize=4)
def _compile(ontology: Ontology) -> _Change:
    change, phrase = ontology.observations.change, ontology.observations.phrase
    bounds = ontology.figures.bounds.before
    words = sorted((*bounds.over, *bounds.min, *bounds.max, *bounds.about), key=lambda w: (-len(w), w))
    verbs, strong = "|".join(change.verbs), "|".join(change.strong)
    aspects = "|".join(ontology.figures.one.aspects)
    return _Change(
        verb=re.compile("|".join((*change.verbs, *change.strong))),
        compared=re.compile(rf"(?:{'|'.join(change.comparisons)})[^,，]{{0,12}}(?:{verbs})(?:{aspects})?\s*$"),
        plain=re.compile(rf"(?:{verbs})(?:{aspects})?\s*$"),
        strong=re.compile(rf"(?:{strong})(?:{aspects})?\s*$"),
        bounds=re.compile(rf"(?:{'|'.join(words)})?\s*$"),
        parallel=re.compile(rf"(?:[\d.]+[%％]?(?:{'|'.join(phrase.joints)}))+$"),
        counted_days=re.compile("|".join(phrase.counted_days)),
        sentence_end=re.compile("|".join([*map(re.escape, phrase.sentence_ends), phrase.full_stop])),
        clause_ends=phrase.clause_ends,
    )
