"""Measures reading reports, stage by stage, beside jieba on the same text in the same run."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from functools import reduce

import jieba
import jieba.posseg
import rjieba
from bench_measure import Clock, Figure

from kg.build.work import pieces
from kg.graph import serialize
from kg.ontology import Ontology
from kg.pipeline import STAGES
from kg.reading import Input, read
from kg.records import Report

__all__ = ["POSSEG", "tagging_speed", "text_figures"]

POSSEG = "jieba.posseg.cut"
_TAG = "rjieba tag"
_UNIT = "characters/s"


def text_figures(rounds: Sequence[Sequence[Input]], ontology: Ontology) -> Iterator[Figure]:
    """Yield the speeds of the stages on ``rounds`` of inputs, each of the best round.

    The rounds hold different texts, so that nothing is remembered of one in the next but what all reports share.
    """
    _warm_up(rounds[0][0], ontology)
    clock = Clock()
    for inputs in rounds:
        clock.end_round(sum(_one(input, ontology, clock) for input in inputs))
    speeds = clock.speeds
    yield Figure.beside("extraction", "kg, mentions and metadata", speeds["extract"], _UNIT, POSSEG, speeds[POSSEG])
    yield Figure.beside("extraction", _TAG, speeds[_TAG], _UNIT, POSSEG, speeds[POSSEG])
    for name in ("read", *(stage.__name__ for stage in STAGES)):
        yield Figure.beside("read → records", name, speeds[name], _UNIT, POSSEG, speeds[POSSEG])
    yield Figure.beside("read → records", "all stages", speeds["records"], _UNIT, POSSEG, speeds[POSSEG])
    for name in ("Turtle", "records and tables"):
        yield Figure.beside("records → files", name, speeds[name], _UNIT, POSSEG, speeds[POSSEG])


def tagging_speed(texts: Sequence[str]) -> float:
    """Return how many characters a second jieba.posseg.cut tags."""
    clock = Clock()
    for text in texts:
        clock.time(POSSEG, _posseg(text))
    clock.end_round(sum(map(len, texts)))
    return clock.speeds[POSSEG]


def _one(input: Input, ontology: Ontology, clock: Clock) -> int:
    """Time all that is done with one report; return the number of its characters."""

    def stages(report: Report) -> Report:
        return reduce(lambda partial, stage: clock.time(stage.__name__, lambda: stage(partial, ontology)), STAGES, report)

    report = clock.time("records", lambda: stages(clock.time("read", lambda: read(input, ontology.reading))))
    fragments = clock.time("Turtle", lambda: serialize(report, ontology))
    clock.time("records and tables", lambda: pieces(report, fragments, ontology))
    clock.time(POSSEG, _posseg(report.text))
    clock.time(_TAG, lambda: rjieba.tag(report.text))
    return len(report.text)


def _posseg(text: str) -> Callable[[], object]:
    return lambda: sum(1 for _ in jieba.posseg.cut(text))


def _warm_up(input: Input, ontology: Ontology) -> None:
    """Load what is loaded once: dictionaries, the compiled rules of the ontology, the tagger's model; freeze it, as builds do."""
    jieba.setLogLevel(60)
    report = reduce(lambda partial, stage: stage(partial, ontology), STAGES, read(input, ontology.reading))
    pieces(report, serialize(report, ontology), ontology)
    _posseg(report.text)()
    rjieba.tag(report.text)
    gc.collect()
    gc.freeze()
