"""Many reports → a folder with graph, tables and site."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kg.build.assemble import assemble, read_reports
from kg.build.folder import aside, publish
from kg.build.inputs import find_inputs
from kg.build.manifest import MANIFEST, describe, total, write_json
from kg.build.triples import count_triples
from kg.build.work import Failure, Outcome, Task
from kg.build.workers import outcomes
from kg.graph import STORE, ontology_turtle, shapes_turtle, void_turtle, write_store
from kg.ontology import Ontology
from kg.reading import Limits
from kg.site import write_site

__all__ = ["BuildResult", "NothingReadError", "Progress", "build"]

# Called after each report with the number done and the number of all.
Progress = Callable[[int, int], None]

# A worker takes about as long to start as this many reports to read.
_REPORTS_A_WORKER = 16
_DEFAULT = Limits()


class NothingReadError(ValueError):
    """Not one report could be read; the message gives the reason for each path, a line each."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        self.failures = tuple(failures)
        super().__init__("\n".join(map(str, failures)))


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: ``outcomes`` in the order of their IRIs, ``counts`` as in the manifest, ``seconds`` of wall time."""

    out: Path
    outcomes: tuple[Outcome, ...]
    failures: tuple[Failure, ...]
    warnings: tuple[str, ...]
    counts: dict[str, int]
    seconds: float


def build(
    paths: Sequence[Path],
    out: Path,
    ontology: Ontology,
    workers: int | None = None,
    site: bool = True,
    force: bool = False,
    progress: Progress = lambda done, of: None,
    limits: Limits = _DEFAULT,
    store: bool = False,
) -> BuildResult:
    """Read all reports under ``paths`` and write the build into ``out``, the same bytes whatever the order and ``workers``.

    ``workers`` None: as many as there are processors and work for. A report that fails is recorded and does not stop the others.
    ``force`` replaces files in ``out`` that no build of ours wrote; ``store`` adds a store on disk, for graphs too large for
    memory. Raises NothingReadError when every report failed (``out`` is then as before) and OutputError when ``out`` cannot be
    used.
    """
    clock = [("start", time.perf_counter())]
    inputs, failures = find_inputs(paths, out, limits)
    workers = workers or max(1, min(os.cpu_count() or 1, len(inputs) // _REPORTS_A_WORKER))
    with aside(out, force) as staging:
        spool, made = staging / "spool", staging / "made"
        spool.mkdir()
        made.mkdir()
        done: list[Outcome] = []
        for number, outcome in enumerate(outcomes((Task(each, spool) for each in inputs), ontology, workers), 1):
            if isinstance(outcome, Failure):
                failures.append(outcome)
            else:
                done.append(outcome)
            progress(number, len(inputs))
        if not done:
            raise NothingReadError(sorted(failures, key=lambda f: f.path))
        kept, warnings = _distinct(done)
        clock.append(("reports", time.perf_counter()))
        assemble(kept, made, ontology)
        triples = count_triples(made / "graph.ttl", ontology)
        counts = {**total(kept), "triples": triples}
        for name, text in (
            ("ontology.ttl", ontology_turtle(ontology)),
            ("shapes.ttl", shapes_turtle(ontology)),
            ("void.ttl", void_turtle(ontology, counts)),
        ):
            (made / name).write_text(text, "utf-8")
        clock.append(("graph", time.perf_counter()))
        if site:
            write_site(read_reports(made / "reports.jsonl"), made / "site", ontology, made)
        clock.append(("site", time.perf_counter()))
        write_json(made / MANIFEST, describe(kept, failures, warnings, made, ontology, triples))
        clock.append(("manifest", time.perf_counter()))
        if store:  # after the manifest: its bytes are the database's own affair
            write_store(made, made / STORE)
            clock.append(("store", time.perf_counter()))
        seconds = {name: round(end - start, 3) for (_, start), (name, end) in pairwise(clock)}
        each = {o.path: round(o.seconds, 3) for o in sorted(kept, key=lambda o: o.path)}
        write_json(made / "timings.json", {"workers": workers, "seconds": seconds, "reports": each})
        publish(made, out)
    return BuildResult(out, tuple(kept), tuple(failures), tuple(warnings), counts, clock[-1][1] - clock[0][1])


def _distinct(done: Iterable[Outcome]) -> tuple[list[Outcome], list[str]]:
    """Return one outcome an IRI, in the order of IRIs, and what is to be said of the rest."""
    kept: list[Outcome] = []
    warnings: list[str] = []
    for outcome in sorted(done, key=lambda o: (o.iri, o.path, o.sha256)):
        if kept and kept[-1].iri == outcome.iri:
            warnings.append(f"{outcome.path}: same text as {kept[-1].path}, which is kept; this file is left out")
            continue
        kept.append(outcome)
        warnings += (f"{outcome.path}: {warning}" for warning in outcome.warnings)
    named: dict[str, str] = {}
    for outcome in sorted(kept, key=lambda o: o.path):
        other = named.setdefault(outcome.id, outcome.path)
        if other != outcome.path:
            warnings.append(f"{outcome.path}: has the id {outcome.id} of {other}, so they share a page; rename one of the files")
    return kept, sorted(warnings)
