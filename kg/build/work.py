"""What a worker does: one file → all that the build writes of it, put aside in one file.

A worker hands back only an :class:`Outcome`, some hundred bytes; the texts stay on disk until they are assembled, so that memory
does not grow with the corpus.
"""

from __future__ import annotations

import hashlib
import json
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from kg.build.deadline import Overdue, deadline
from kg.build.tables import rows
from kg.graph import Fragments, serialize
from kg.ontology import Ontology
from kg.pipeline import process
from kg.reading import Input, ReadingError
from kg.records import Report

__all__ = ["Failure", "Outcome", "Task", "attempt", "pieces", "work"]


@dataclass(frozen=True, slots=True)
class Task:
    """One report to be read; ``spool`` is the folder in which its pieces are put aside."""

    input: Input
    spool: Path

    @property
    def path(self) -> Path:
        """The file, as it was given."""
        return self.input.path

    @property
    def name(self) -> str:
        """The path as the record has it: relative to the root."""
        return self.input.name


@dataclass(frozen=True, slots=True)
class Outcome:
    """A report that is done: what it is, how much was found, and the file that holds its pieces."""

    path: str
    sha256: str
    id: str
    iri: str
    title: str | None
    region: str
    year: int | None
    counts: dict[str, int]
    warnings: tuple[str, ...]
    seconds: float
    spooled: Path


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be done: its name, its path as ``given``, and what was wrong, with place and remedy.

    As a string it is one line for people. The manifest has the name alone, which is the same on every machine.
    """

    path: str
    given: Path
    reason: str

    def __str__(self) -> str:
        return f"{self.given}: {self.reason}"

    @classmethod
    def of(cls, name: str, given: Path, error: ReadingError) -> Failure:
        """Make a failure of an error of reading."""
        return cls(name, given, error.said)


def attempt(input: Input, ontology: Ontology) -> Report | Failure:
    """Take one input through all stages. Never raises for what is in the file."""
    try:
        with deadline(input.limits.seconds):
            return process(input, ontology)
    except Overdue:
        reason = f"took more than {input.limits.seconds:,} seconds; give it more with --timeout, or leave it out"
        return Failure(input.name, input.path, reason)
    except ReadingError as error:
        return Failure.of(input.name, input.path, error)
    except Exception as error:  # a defect of a stage must not cost the other reports
        return _defect(input, error)


def work(task: Task, ontology: Ontology) -> Outcome | Failure:
    """Take one file through all stages and put its pieces aside. Never raises for what is in the file."""
    started = time.perf_counter()
    report = attempt(task.input, ontology)
    if isinstance(report, Failure):
        return report
    try:
        fragments = serialize(report, ontology)
        texts = json.dumps(pieces(report, fragments, ontology), ensure_ascii=False).encode()
    except Exception as error:
        return _defect(task.input, error)
    # Two files with the same text meet in one IRI, so the name also holds what tells them apart.
    spooled = task.spool / f"{fragments.iri.rsplit('/', 1)[1]}-{hashlib.sha256(str(task.path).encode()).hexdigest()[:16]}.json"
    spooled.write_bytes(texts)
    counts = {name: len(getattr(report, name)) for name in ("entities", "observations", "relations", "statements")}
    meta = report.meta
    return Outcome(
        path=report.source.path,
        sha256=report.source.sha256,
        id=report.id,
        iri=fragments.iri,
        title=meta.title,
        region="".join(meta.region_path),
        year=meta.year,
        counts=counts,
        warnings=report.warnings,
        seconds=time.perf_counter() - started,
        spooled=spooled,
    )


def pieces(report: Report, fragments: Fragments, ontology: Ontology) -> dict[str, str]:
    """Return what ``report`` adds to each file of the build, by the file's name."""
    return {
        "graph.ttl": fragments.graph,
        "evidence.ttl": fragments.evidence,
        "graph.trig": fragments.trig,
        "reports.jsonl": report.to_json() + "\n",
        **{f"tables/{name}.csv": text for name, text in rows(report, ontology).items()},
    }


def _defect(input: Input, error: Exception) -> Failure:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}: {' '.join(str(error).split())}"
    return Failure(input.name, input.path, f"{what}; this is a defect of kg: please report it with the file")
