"""What a worker does: one file → all that a build writes of it, as one entry of the cache."""

from __future__ import annotations

import dataclasses
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kg.build.deadline import Overdue, deadline
from kg.build.entry import Counts, Outcome, pack
from kg.build.likeness import sketch
from kg.build.remote import at_hand
from kg.build.tables import rows
from kg.build.triples import census
from kg.graph import Fragments, serialize
from kg.graph.resolution import Resolution
from kg.ontology import Ontology
from kg.pipeline import process
from kg.reading import Input, ReadingError
from kg.records import Report

__all__ = ["SHARED", "Failure", "Made", "Task", "attempt", "pieces", "work"]

# The piece that is no file of the build: records of the triples that other reports may have too.
SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Task:
    """One report to be read, and the key under which its entry is kept.

    ``stamp`` is the SHA-256 of the file, or what a remote file system says instead; ``sent`` are its bytes, for a worker that
    cannot reach it.
    """

    input: Input
    key: str
    stamp: str
    sent: bytes | None = None

    @property
    def given(self) -> Path | str:
        """The file, as it was given: a path or a URL."""
        return self.input.remote or self.input.path


class Made(NamedTuple):
    """The entry of a report, and what it is about, with the time it took."""

    entry: bytes
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be done: its name, its path or URL as ``given``, and what was wrong, with place and remedy.

    As a string it is one line for people. The manifest has the name alone, which is the same on every machine.
    """

    path: str
    given: Path | str
    reason: str

    def __str__(self) -> str:
        return f"{self.given}: {self.reason}"

    @classmethod
    def of(cls, name: str, given: Path | str, error: ReadingError) -> Failure:
        """Make a failure of an error of reading."""
        return cls(name, given, error.said)


def attempt(input: Input, ontology: Ontology) -> Report | Failure:
    """Take one input through all stages. Never raises for what is in the file."""
    try:
        with deadline(input.limits.seconds):
            return process(input, ontology)
    except Overdue:
        spent = f"{input.limits.seconds:,} seconds of processor time"
        reason = f"took more than {spent}; give it more with --timeout, or leave it out"
        return Failure(input.name, input.path, reason)
    except ReadingError as error:
        return Failure.of(input.name, input.path, error)
    except Exception as error:  # a defect of a stage must not cost the other reports
        return _defect(input, error)


def work(task: Task, ontology: Ontology) -> Made | Failure:
    """Take one file through all stages and make its entry. Never raises for what is in the file."""
    started = time.perf_counter()
    try:
        with at_hand(task.input, task.sent) as input:
            report = attempt(input, ontology)
    except ReadingError as error:
        return Failure.of(task.input.name, task.given, error)
    if isinstance(report, Failure):
        return dataclasses.replace(report, given=task.given)
    if not task.input.remote and report.source.sha256 != task.stamp:
        return Failure(task.input.name, task.given, "changed while it was being read; run the same command again")
    try:
        outcome, made = _finished(report, task.key, ontology)
        entry = pack(outcome, made)
        return Made(entry, dataclasses.replace(outcome, seconds=round(time.perf_counter() - started, 4)))
    except Exception as error:
        return dataclasses.replace(_defect(task.input, error), given=task.given)


def pieces(report: Report, fragments: Fragments, ontology: Ontology, found: Resolution | None = None) -> dict[str, bytes]:
    """Return what ``report`` adds to each file of the build, by the file's name; graph.trig holds what the others do."""
    return {
        "graph.ttl": fragments.graph.encode(),
        "evidence.ttl": fragments.evidence.encode(),
        "reports.jsonl": report.to_line(),
        **{f"tables/{name}.csv": text.encode() for name, text in rows(report, ontology, found).items()},
    }


def _finished(report: Report, key: str, ontology: Ontology) -> tuple[Outcome, dict[str, bytes]]:
    found = Resolution(report, ontology)
    fragments = serialize(report, ontology, found)
    triples, shared = census(fragments)
    made = pieces(report, fragments, ontology, found)
    meta, source = report.meta, report.source
    outcome = Outcome(
        path=source.path,
        sha256=source.sha256,
        url=source.url,
        id=report.id,
        iri=fragments.iri,
        title=meta.title,
        region="".join(meta.region_path),
        year=meta.year,
        counts=Counts(*(len(getattr(report, name)) for name in Counts._fields)),
        warnings=report.warnings,
        triples=triples,
        size=sum(map(len, made.values())),
        sketch=sketch(report.text),
        key=key,
    )
    made[SHARED] = shared
    return outcome, made


def _defect(input: Input, error: Exception) -> Failure:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}: {' '.join(str(error).split())}"
    return Failure(input.name, input.path, f"{what}; this is a defect of kg: please report it with the file")
