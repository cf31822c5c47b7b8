"""What one report says of an indicator: figures, each of one measure, and where it speaks of it without a figure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.facts.wording import tag
from kg.ontology import Ontology
from kg.ontology.comparison import Measure
from kg.ontology.indicators import Cue
from kg.records import Observation, Report, Statement

# A cue's word of at most this many characters alone is wide.
WIDE = 2

__all__ = ["Figure", "figures", "measure_of", "mention"]


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
        if _is_of_its_year(observation, report):
            measure = measure_of(observation, report, ontology)
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
    # Few cues have all their words in a report: the others need not be sought in each of its sentences.
    concept = ontology.indicators.concepts[code]
    cues = [cue for cue in concept.cues if _may_fit(cue, report.text)]
    if not cues:
        return None
    others_of = _other_words(concept.example, ontology)
    for statement in report.statements:
        if statement.status in {"done", "problem"}:
            sentence = report.text[statement.start : statement.end]
            if any(_fits(cue, sentence, sentence) for cue in cues):
                for start, end in _clauses(statement, report, ontology):
                    clause = report.text[start:end]
                    taken = any(start <= first < end for first, _ in others)
                    if not taken and any(_fits(cue, clause, sentence) and _is_told(cue, sentence, others_of) for cue in cues):
                        return sentence.strip()
    return None


def measure_of(observation: Observation, report: Report, ontology: Ontology) -> Measure:
    """Say of which measure a figure is: what was done in its year, what there is as of a day or in a year, or what has added up.

    A figure without a day is a stock when its indicator is one, and no word of its clause says what was added or taken away.
    """
    period = observation.period or str(report.meta.year)
    if period.startswith("as-of:"):
        return "as_of"
    if "/" in period:
        return "cumulative"
    statement = None if observation.statement is None else report.statements[observation.statement]
    before = report.text[statement.start if statement else observation.start : observation.start]
    clause_end, cumulative, yearly, flows = _patterns(ontology)
    clause = before[max((match.end() for match in clause_end.finditer(before)), default=0) :]
    if cumulative.search(clause) and not yearly.search(before):
        return "cumulative"
    concept = ontology.indicators.concepts.get(observation.code or "")
    stock = concept is not None and concept.stock
    return "as_of" if stock and not flows.search(clause + observation.indicator) else "year"


def _is_of_its_year(observation: Observation, report: Report) -> bool:
    """Say whether a figure is about the year of its report."""
    year, period = str(report.meta.year), observation.period or str(report.meta.year)
    return period == year or period.startswith(f"as-of:{year}") or period.endswith(f"/{year}")


def _fits(cue: Cue, clause: str, sentence: str) -> bool:
    """Return whether ``cue`` describes ``clause``; words of its context may stand anywhere in the sentence."""
    return (
        all(any(word in clause for word in group) for group in cue.all)
        and all(any(word in sentence for word in group) for group in cue.context)
        and not any(word in clause for word in cue.none)
    )


def _is_told(cue: Cue, sentence: str, others: tuple[str, ...]) -> bool:
    """Say whether a wide cue, one of short words alone (热线), has another word of what it counts beside it (办理, 工单)."""
    wide = len(cue.all) == 1 and not cue.context
    words = [word for word in cue.all[0] if word in sentence] if wide else []
    return not wide or max(map(len, words)) > WIDE or any(word in sentence for word in others if word not in words)


@lru_cache(maxsize=512)
def _other_words(example: str, ontology: Ontology) -> tuple[str, ...]:
    """Return the words of an indicator's example."""
    return tuple(word for word, _ in tag(example, ontology) if len(word) > 1)


def _may_fit(cue: Cue, text: str) -> bool:
    return all(any(word in text for word in group) for group in (*cue.all, *cue.context))


def _clauses(statement: Statement, report: Report, ontology: Ontology) -> Iterator[tuple[int, int]]:
    start = statement.start
    for match in _patterns(ontology)[0].finditer(report.text, statement.start, statement.end):
        yield start, match.start()
        start = match.end()
    yield start, statement.end


def _text(report: Report, statement: Statement | None) -> str:
    return report.text[statement.start : statement.end].strip() if statement else ""


@lru_cache(maxsize=4)
def _patterns(ontology: Ontology) -> tuple[re.Pattern[str], ...]:
    """Return what ends a clause, what makes a figure cumulative, what one of its year after all, what a stock's figure a flow."""
    phrase, rules = ontology.observations.phrase, ontology.comparison
    ends = re.compile(f"[{re.escape(phrase.clause_ends + phrase.sentence_ends)}]")
    cumulative, flows = (re.compile("|".join(map(re.escape, words))) for words in (rules.cumulative, rules.flows))
    return ends, cumulative, re.compile("|".join(rules.yearly)), flows
