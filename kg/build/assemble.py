"""Joins the pieces of the reports to the files of a build, in the order of the reports' IRIs, one in memory at a time."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from kg.build.cache import Cache
from kg.build.duplicates import Links
from kg.build.entry import Outcome
from kg.build.manifest import IncompleteBuildError
from kg.build.tables import TABLES, dictionary, header
from kg.build.triples import SharedTriples, record
from kg.build.work import SHARED
from kg.graph import named_graph, prefixes_turtle, schemes_turtle
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["PARTITIONS", "assemble", "read_reports", "trig"]

# The folder of a build in partitions.
PARTITIONS = "partitions"
_REPORTS = "tables/reports.csv"


def assemble(outcomes: Iterable[Outcome], cache: Cache, out: Path, ontology: Ontology, links: Links) -> int:
    """Write the files that grow with the corpus into ``out``; ``outcomes`` come in the order of their IRIs.

    Returns how many distinct triples there are in graph.ttl.
    """
    shared = SharedTriples(out.parent / SHARED)
    shared.add(record(schemes_turtle(ontology)))
    own = links.triples
    (out / "tables").mkdir()
    (out / "tables" / "dictionary.csv").write_text(dictionary(ontology), "utf-8", newline="")
    with ExitStack() as stack:
        heads = _heads(ontology)
        files = {name: stack.enter_context((out / name).open("wb")) for name in heads}
        for name, head in heads.items():
            files[name].write(head.encode())
        for outcome in outcomes:
            pieces = cache.pieces(outcome.key)
            shared.add(pieces.pop(SHARED))
            own += outcome.triples
            if outcome.iri in links.same_text:
                pieces[_REPORTS] = _with_same_text(pieces[_REPORTS], links.same_text[outcome.iri])
            for name, piece in pieces.items():
                files[name].write(piece)
            files["graph.trig"].writelines(trig(outcome, pieces))
        for name in ("graph.ttl", "graph.trig"):
            files[name].write(links.turtle.encode())
    return own + shared.count()


def trig(outcome: Outcome, pieces: Mapping[str, memoryview]) -> tuple[bytes | memoryview, ...]:
    """Return what a report adds to graph.trig: its facts and evidence as one named graph, to be written one after the other."""
    return named_graph(outcome.iri, pieces["graph.ttl"], pieces["evidence.ttl"])


def read_reports(path: Path) -> Iterator[Report]:
    """Yield the records of a ``reports.jsonl``, or of the partitions beside it when there is none, one at a time.

    Raises IncompleteBuildError at a record that another version of the program wrote.
    """
    parts = [] if path.exists() else sorted(path.parent.glob(f"{PARTITIONS}/records/*.gz"))
    for part in parts or [path]:
        with gzip.open(part) if parts else part.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    report = Report.from_json(line)
                except ValueError:
                    found = f"line {number} of {part.relative_to(path.parent)} is a record of another version of kg"
                    raise IncompleteBuildError(path.parent, found) from None
                yield report


def _with_same_text(row: memoryview, others: str) -> memoryview:
    """Return a row of the table of reports with its last column, which is not known when a report is read."""
    return memoryview(bytes(row).removesuffix(b"\r\n") + others.encode() + b"\r\n")


def _heads(ontology: Ontology) -> dict[str, str]:
    """Return what each file begins with: prefixes, the concept schemes where they belong, the tables' column names."""
    prefixes, schemes = prefixes_turtle(ontology), schemes_turtle(ontology)
    return {
        "graph.ttl": prefixes + schemes,
        "evidence.ttl": prefixes,
        "graph.trig": prefixes + schemes,
        "reports.jsonl": "",
        **{f"tables/{name}.csv": header(name, ontology) for name in TABLES},
    }
