"""A build in partitions, for corpora whose graph is too large for one file: N-Quads, records and Parquet tables, a file a part.

A report is in the partition that the first digits of its IRI say, so that the parts are stretches of the order of IRIs, and a
report that comes or goes changes one of them. ``schemes.nq`` holds what no report says alone; the graph is the union of all.
"""

from __future__ import annotations

import gzip
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph

from kg.build.assemble import PARTITIONS, trig
from kg.build.cache import Cache
from kg.build.duplicates import Links
from kg.build.entry import Outcome
from kg.build.parquet import write_parquet
from kg.build.triples import SharedTriples, record
from kg.build.work import SHARED
from kg.build.workers import each_in_pool
from kg.graph import prefixes_turtle, schemes_turtle
from kg.ontology import Ontology, load
from kg.records import Report

__all__ = ["MOST_PARTS", "Plan", "write_partitions"]

MOST_PARTS = 9999
_SUFFIXES = {"gzip": ".gz", "zstd": ".zst"}
# Most of what a higher level gains is had at this one, in half the time.
_LEVEL = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """Into how many parts to cut, or how many bytes a part may hold before it is compressed; and how quads are compressed."""

    count: int | None = None
    size: int | None = None
    compression: str = "gzip"

    def parts(self, outcomes: Sequence[Outcome]) -> int:
        """Return the number of parts."""
        return self.count or min(MOST_PARTS, max(1, math.ceil(sum(o.size for o in outcomes) / (self.size or 1))))


@dataclass(frozen=True, slots=True)
class _Part:
    """What a worker needs to write one partition; ``shared`` is where it puts the records of what is said of shared entities."""

    number: int
    outcomes: tuple[Outcome, ...]
    same_text: dict[str, str]
    cache: Cache
    out: Path
    shared: Path
    compression: str
    ontology: Path

    @property
    def name(self) -> str:
        return f"part-{self.number:04}"


def write_partitions(
    kept: Sequence[Outcome],
    plan: Plan,
    cache: Cache,
    out: Path,
    ontology: Ontology,
    links: Links,
    workers: int,
    progress: Callable[[int], None],
) -> int:
    """Write the parts of ``kept``, which come in the order of IRIs, into ``out``; return how many distinct triples there are.

    ``progress`` is told how many reports are written. Raises MissingPartError without pyarrow.
    """
    for folder in ("quads", "records", "tables"):
        (out / PARTITIONS / folder).mkdir(parents=True)
    schemes = schemes_turtle(ontology)
    name = f"schemes.nq{_SUFFIXES[plan.compression]}"
    with _compressed(out / PARTITIONS / "quads" / name, plan.compression) as file:
        file.write(_nquads(prefixes_turtle(ontology) + schemes + links.turtle))
    counter = SharedTriples(out.parent / SHARED)
    counter.add(record(schemes))
    done = 0
    parts = list(_parts(kept, plan, cache, out, ontology, links))
    for part in each_in_pool(_write, parts, min(workers, len(parts))):
        counter.add(part.shared.read_bytes())
        part.shared.unlink()
        done += len(part.outcomes)
        progress(done)
    return sum(o.triples for o in kept) + counter.count() + links.triples


def _parts(kept: Sequence[Outcome], plan: Plan, cache: Cache, out: Path, ontology: Ontology, links: Links) -> Iterator[_Part]:
    count = plan.parts(kept)
    groups: defaultdict[int, list[Outcome]] = defaultdict(list)
    for outcome in kept:
        groups[int(outcome.iri.rpartition("/")[2][:8], 16) * count >> 32].append(outcome)
    for number in range(count):
        yield _Part(
            number=number,
            outcomes=tuple(groups[number]),
            same_text={o.iri: links.same_text[o.iri] for o in groups[number] if o.iri in links.same_text},
            cache=cache,
            out=out,
            shared=out.parent / f"{SHARED}-{number:04}",
            compression=plan.compression,
            ontology=ontology.folder,
        )


def _write(part: _Part) -> _Part:
    ontology = load(part.ontology)
    prefixes = prefixes_turtle(ontology)
    folder = part.out / PARTITIONS

    def reports() -> Iterator[Report]:
        for outcome in part.outcomes:
            pieces = part.cache.pieces(outcome.key)
            quads.write(_nquads(b"".join((prefixes.encode(), *trig(outcome, pieces)))))
            records.write(pieces["reports.jsonl"])
            shared.write(pieces[SHARED])
            yield Report.from_json(bytes(pieces["reports.jsonl"]))

    with (
        _compressed(folder / "quads" / f"{part.name}.nq{_SUFFIXES[part.compression]}", part.compression) as quads,
        _compressed(folder / "records" / f"{part.name}.jsonl.gz", "gzip") as records,
        part.shared.open("wb") as shared,
    ):
        # One pass: the tables draw the reports, and each leaves its quads and its record as it passes.
        write_parquet(reports(), folder / "tables", ontology, part.same_text, part.name)
    return part


def _nquads(text: str | bytes) -> bytes:
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TRIG)
    return pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS) or b""


@contextmanager
def _compressed(path: Path, compression: str) -> Iterator[BinaryIO]:
    """Open a file to be written compressed, without name or date in it."""
    if compression == "zstd":
        import pyarrow as pa

        with pa.CompressedOutputStream(str(path), "zstd") as file:
            yield file
        return
    with path.open("wb") as raw, gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as file:
        yield cast(BinaryIO, file)
