"""What one report says of an indicator: figures, each of one measure, and where it speaks of it without a figure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.ontology import Ontology
from kg.ontology.comparison import Measure
from kg.ontology.indicators import Cue
from kg.records import Observation, Report, Statement

__all__ = ["Figure", "figures", "mention"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that may be compared: its observation, its measure, and the sentence it was read from."""

    observation: Observation
    measure: Measure
    sentence: str


def figures(report: Report, codes: Collection[str], ontology: Ontology) -> dict[str, list[Figure]]:
    """Return by indicator the figures of ``report`` about its own year, of one of the indicator's kinds, in order of the text.

    Parts are among them; their scope tells.
    """
    found: dict[str, list[Figure]] = {}
    for observation in report.observations:
        code = observation.code
        if code not in codes or code is None or observation.kind not in ontology.indicators.concepts[code].kinds:
            continue
        statement = None if observation.statement is None else report.statements[observation.statement]
        measure = _measure(observation, statement, report, ontology)
        if measure:
            found.setdefault(code, []).append(Figure(observation, measure, _text(report, statement)))
    return found


def mention(report: Report, code: str, ontology: Ontology) -> str | None:
    """Return the first sentence in which ``report`` speaks of what ``code`` counts; None when there is none.

    That is one with a figure of the code, be it of a kind or year that does not compare, else one with a clause that a cue of the
    code describes and that gives no figure of another code. Plans and frames do not count.
    """
    others: list[tuple[int, int]] = []
    for observation in report.observations:
        if observation.code == code and observation.statement is not None:
            return _text(report, report.statements[observation.statement])
        if observation.code is not None:
            others.append((observation.start, observation.end))
    cues = ontology.indicators.concepts[code].cues
    for statement in report.statements:
        if statement.status in {"done", "problem"}:
            sentence = report.text[statement.start : statement.end]
            if any(_fits(cue, sentence, sentence) for cue in cues):
                for start, end in _clauses(statement, report, ontology):
                    clause = report.text[start:end]
                    taken = any(start <= first < end for first, _ in others)
                    if not taken and any(_fits(cue, clause, sentence) for cue in cues):
                        return sentence.strip()
    return None


def _measure(observation: Observation, statement: Statement | None, report: Report, ontology: Ontology) -> Measure | None:
    """Say of which measure a figure is; None when it is about another year than its report."""
    year, period = str(report.meta.year), observation.period or str(report.meta.year)
    if period.startswith("as-of:"):
        return "as_of" if period.startswith(f"as-of:{year}") else None
    if "/" in period:
        return "cumulative" if period.endswith(f"/{year}") else None
    if period != year:
        return None
    before = report.text[statement.start if statement else observation.start : observation.start]
    clause_end, cumulative, yearly = _patterns(ontology)
    clause = before[max((match.end() for match in clause_end.finditer(before)), default=0) :]
    return "cumulative" if cumulative.search(clause) and not yearly.search(before) else "year"


def _fits(cue: Cue, clause: str, sentence: str) -> bool:
    """Return whether ``cue`` describes ``clause``; words of its context may stand anywhere in the sentence."""
    return (
        all(any(word in clause for word in group) for group in cue.all)
        and all(any(word in sentence for word in group) for group in cue.context)
        and not any(word in clause for word in cue.none)
    )


def _clauses(statement: Statement, report: Report, ontology: Ontology) -> Iterator[tuple[int, int]]:
    start = statement.start
    for match in _patterns(ontology)[0].finditer(report.text, statement.start, statement.end):
        yield start, match.start()
        start = match.end()
    yield start, statement.end


def _text(report: Report, statement: Statement | None) -> str:
    return report.text[statement.start : statement.end].strip() if statement else ""


@lru_cache(maxsize=4)
def _patterns(ontology: Ontology) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what ends a clause, what makes a figure a cumulative one, what makes it one of its year after all."""
    phrase, rules = ontology.observations.phrase, ontology.comparison
    ends = re.compile(f"[{re.escape(phrase.clause_ends + phrase.sentence_ends)}]")
    return ends, re.compile("|".join(map(re.escape, rules.cumulative))), re.compile("|".join(rules.yearly))
