"""The path of one report: an explicit ordered list of stages, each Report → Report."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from msgspec.structs import replace

from kg.extraction import extract
from kg.facts import derive
from kg.linking import link
from kg.ontology import Ontology
from kg.reading import Input, read
from kg.reading.script import restored, simplified
from kg.records import Report
from kg.structure import segment

__all__ = ["STAGES", "process", "run"]

Stage = Callable[[Report, Ontology], Report]

STAGES: tuple[Stage, ...] = (segment, extract, link, derive)


def run(report: Report, ontology: Ontology) -> Report:
    """Take a report that has been read through all stages; one in traditional characters as if they were simplified."""
    folded = replace(report, text=simplified(report.text, ontology))
    done = reduce(lambda partial, stage: stage(partial, ontology), STAGES, folded)
    return done if done.text == report.text else restored(done, report.text)


def process(input: Input, ontology: Ontology) -> Report:
    """Read one input and take it through all stages. Raises ReadingError when it cannot be read."""
    return run(read(input, ontology.reading), ontology)
