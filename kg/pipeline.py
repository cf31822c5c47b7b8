"""The path of one report: an explicit ordered list of stages, each Report → Report."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path

from kg.extraction import extract
from kg.facts import derive
from kg.linking import link
from kg.ontology import Ontology
from kg.reading import read
from kg.records import Report
from kg.structure import segment

__all__ = ["STAGES", "process", "run"]

Stage = Callable[[Report, Ontology], Report]

STAGES: tuple[Stage, ...] = (segment, extract, link, derive)


def run(report: Report, ontology: Ontology) -> Report:
    """Take a report that has been read through all stages."""
    return reduce(lambda partial, stage: stage(partial, ontology), STAGES, report)


def process(path: Path, root: Path, ontology: Ontology) -> Report:
    """Read the file ``path`` below ``root`` and take it through all stages. Raises ReadingError when it cannot be read."""
    return run(read(path, root), ontology)
