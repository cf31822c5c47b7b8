"""Many reports → a folder with graph, tables and site."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from kg.build.assemble import assemble, read_reports
from kg.build.cache import Cache
from kg.build.cluster import cluster_outcomes
from kg.build.collect import collect
from kg.build.duplicates import Pair, distinct, links, near_duplicates
from kg.build.entry import Outcome
from kg.build.folder import aside, home, publish
from kg.build.inputs import find_inputs
from kg.build.manifest import CACHE, MANIFEST, describe, list_site, total, write_json, write_manifest
from kg.build.parquet import require_parquet
from kg.build.partitions import Plan, write_partitions
from kg.build.remote import is_url, local
from kg.build.work import Failure
from kg.build.workers import outcomes
from kg.graph import STORE, ontology_turtle, shapes_turtle, void_turtle, write_store
from kg.ontology import Ontology
from kg.reading import Limits
from kg.site import write_site

__all__ = ["BuildResult", "NothingReadError", "Progress", "build"]

Item = TypeVar("Item")

# Called with the name of a step, how many reports are done in it, and the number of all.
Progress = Callable[[str, int, int], None]

# A worker takes about as long to start as this many reports to read.
_REPORTS_A_WORKER = 50
# The graph of so many reports takes less memory than a store on disk takes while it is loaded, which does not grow further.
_IN_MEMORY = 500
_DEFAULT = Limits()


class NothingReadError(ValueError):
    """Not one report could be read; the message gives the reason for each path, a line each."""

    def __init__(self, failures: Sequence[Failure], warnings: Sequence[str] = ()) -> None:
        self.failures = tuple(failures)
        super().__init__("\n".join([*(f"warning: {warning}" for warning in warnings), *map(str, failures)]))


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: ``outcomes`` in the order of their IRIs, ``counts`` as in the manifest, ``seconds`` of wall time.

    ``passed_over`` counts the files that are no documents, by their endings. ``read`` is how many files were read; what the
    others say was known from an earlier build. ``near_duplicates`` are the reports that say nearly the same as another one.
    """

    out: Path | str
    outcomes: tuple[Outcome, ...]
    failures: tuple[Failure, ...]
    warnings: tuple[str, ...]
    passed_over: dict[str, int]
    near_duplicates: tuple[Pair, ...]
    counts: dict[str, int]
    read: int
    seconds: float


def build(
    paths: Sequence[Path | str],
    out: Path | str,
    ontology: Ontology,
    workers: int | None = None,
    site: bool = True,
    force: bool = False,
    progress: Progress = lambda step, done, of: None,
    limits: Limits = _DEFAULT,
    store: bool = False,
    partitions: Plan | None = None,
    dask: str | None = None,
) -> BuildResult:
    """Read all reports under ``paths`` and write the build into ``out``, the same bytes whatever the order and ``workers``.

    ``paths`` and ``out`` may be URLs. ``workers`` None: as many as there are processors and work for; ``dask`` is the address of
    a scheduler whose workers read in their place. A report that fails is recorded and does not stop the others. Files that an
    earlier build has read, also one that was interrupted, are not read again; ``force`` reads them, and replaces files in ``out``
    that no build of ours wrote. ``store`` adds a store on disk, for graphs too large for memory. ``partitions`` writes quads,
    records and tables in parts instead of graph, tables, records and site in one piece.

    Raises NothingReadError when every report failed (``out`` is then as before), OutputError when ``out`` cannot be used,
    RemoteError, ClusterError and MissingPartError.
    """
    clock = [("start", time.perf_counter())]
    if partitions:
        require_parquet()
    out = out if is_url(out) else local(out)
    inputs, failures, unfollowed, passed_over = find_inputs(paths, out, limits)
    workers = workers or max(1, min(os.cpu_count() or 1, len(inputs) // _REPORTS_A_WORKER))
    with aside(out, force) as staging:
        made = staging / "made"
        made.mkdir()
        cache = Cache(home(out) / CACHE)
        if dask:
            readers = partial(cluster_outcomes, cache=cache, ontology=ontology, address=dask)
        else:
            readers = partial(outcomes, cache=cache, ontology=ontology, workers=workers)
        found = collect(inputs, cache, ontology, readers, _step(progress, "reading", inputs), force, send=dask is not None)
        failures += found.failures
        if not found.outcomes:
            raise NothingReadError(sorted(failures, key=lambda f: f.path), unfollowed)
        kept, copies = distinct(found.outcomes)
        near = near_duplicates(kept)
        linked = links(near, copies, ontology)
        warnings = sorted([*unfollowed, *_warnings(kept, copies, near)])
        clock.append(("reports", time.perf_counter()))
        writing = _step(progress, "writing", kept)
        if partitions:
            triples = write_partitions(kept, partitions, cache, made, ontology, linked, workers, writing)
        else:
            triples = assemble(_counted(kept, writing), cache, made, ontology, linked)
        counts = {**total(kept), "triples": triples}
        for name, text in (
            ("ontology.ttl", ontology_turtle(ontology)),
            ("shapes.ttl", shapes_turtle(ontology)),
            ("void.ttl", void_turtle(ontology, counts)),
        ):
            (made / name).write_text(text, "utf-8")
        clock.append(("graph", time.perf_counter()))
        if site and not partitions:
            _write_site(kept, made, ontology, _step(progress, "pages", kept))
        clock.append(("site", time.perf_counter()))
        described = describe(kept, copies, failures, warnings, passed_over, made, ontology, counts)
        write_manifest(made / MANIFEST, described)
        clock.append(("manifest", time.perf_counter()))
        if store:  # after the manifest: its bytes are the database's own affair
            write_store(made, made / STORE)
            clock.append(("store", time.perf_counter()))
        seconds = {name: round(end - start, 3) for (_, start), (name, end) in pairwise(clock)}
        each = dict(sorted(found.seconds.items()))
        write_json(made / "timings.json", {"workers": dask or workers, "seconds": seconds, "reports": each})
        publish(made, out)
        cache.sweep({outcome.key for outcome in found.outcomes})
    return BuildResult(
        out=out,
        outcomes=tuple(kept),
        failures=tuple(failures),
        warnings=tuple(warnings),
        passed_over=passed_over,
        near_duplicates=tuple(near),
        counts=counts,
        read=len(found.seconds),
        seconds=clock[-1][1] - clock[0][1],
    )


def _write_site(kept: Sequence[Outcome], made: Path, ontology: Ontology, progress: Callable[[int], None]) -> None:
    """Write the pages; the queries whose answers they show are put to a store on disk where memory might not do."""
    store = made / STORE
    if len(kept) > _IN_MEMORY:
        write_store(made, store, evidence=False)
    try:
        write_site(_counted(read_reports(made / "reports.jsonl"), progress), made / "site", ontology, made)
    finally:
        shutil.rmtree(store, ignore_errors=True)
    list_site(made / "site")


def _step(progress: Progress, name: str, items: Sequence[object]) -> Callable[[int], None]:
    return lambda done: progress(name, done, len(items))


def _counted(items: Iterable[Item], progress: Callable[[int], None]) -> Iterator[Item]:
    for number, item in enumerate(items, 1):
        yield item
        progress(number)


def _warnings(kept: Sequence[Outcome], copies: Sequence[Pair], near: Sequence[Pair]) -> list[str]:
    warnings = [f"{outcome.path}: {warning}" for outcome in kept for warning in outcome.warnings]
    warnings += (f"{copy.report.path}: the same text as {copy.first.path}; the two are one report" for copy in copies)
    warnings += map(str, near)
    named: dict[str, str] = {}
    for outcome in sorted(kept, key=lambda o: o.path):
        other = named.setdefault(outcome.id, outcome.path)
        if other != outcome.path:
            warnings.append(f"{outcome.path}: has the id {outcome.id} of {other}, so they share a page; rename one of the files")
    return warnings
