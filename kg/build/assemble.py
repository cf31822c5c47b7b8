"""Joins the pieces of the reports to the files of a build, in the order of the reports' IRIs, one in memory at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from kg.build.tables import TABLES, dictionary, header
from kg.build.work import Outcome
from kg.graph import prefixes_turtle, schemes_turtle
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["assemble", "read_reports"]


def assemble(outcomes: Iterable[Outcome], out: Path, ontology: Ontology) -> None:
    """Write the files that grow with the corpus into ``out``; ``outcomes`` come in the order of their IRIs."""
    (out / "tables").mkdir()
    (out / "tables" / "dictionary.csv").write_text(dictionary(ontology), "utf-8", newline="")
    with ExitStack() as stack:
        files = {name: stack.enter_context((out / name).open("w", encoding="utf-8", newline="")) for name in _heads(ontology)}
        for name, head in _heads(ontology).items():
            files[name].write(head)
        for outcome in outcomes:
            for name, text in json.loads(outcome.spooled.read_text("utf-8")).items():
                files[name].write(text)


def read_reports(path: Path) -> Iterator[Report]:
    """Yield the records of a ``reports.jsonl``, one at a time."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield Report.from_json(line)


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
