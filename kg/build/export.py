"""A build in the formats of other programs: N-Quads, JSON-LD, GraphML, GEXF, Parquet."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph

from kg.build.assemble import read_reports
from kg.build.manifest import read_manifest
from kg.build.parquet import write_parquet
from kg.graph import compacted, network
from kg.ontology import Ontology

__all__ = ["FORMATS", "TargetError", "export"]

# networkx dates a GEXF file; a file must not depend on the day.
_DATED = re.compile(r' lastmodifieddate="[^"]*"')


class TargetError(ValueError):
    """What is to be exported cannot be written to this place."""

    def __init__(self, target: Path, found: str, remedy: str) -> None:
        super().__init__(f"{target}: {found}; {remedy}")


def export(out: Path, format_: str, target: Path, ontology: Ontology) -> None:
    """Write the build in ``out`` as ``format_``, one of FORMATS, to ``target``: a folder for parquet, else a file.

    It appears when it is whole. Raises IncompleteBuildError, TargetError, and MissingPartError where a format needs an extra.
    """
    read_manifest(out, *READ[format_])
    is_folder = format_ == "parquet"
    if target.exists() and target.is_dir() != is_folder:
        found, wanted = ("a file", "a folder") if is_folder else ("a folder", "a file")
        raise TargetError(target, f"is {found}", f"name {wanted} with -o")
    if not target.parent.is_dir():
        raise TargetError(target, f"there is no folder {target.parent}", "make it, or name another place with -o")
    target = target.resolve()  # what a link leads to is written, not the link
    if target.exists() and not (target.is_file() or target.is_dir()):
        raise TargetError(target, "is neither a file nor a folder", "name a file with -o")
    aside = target.with_name(f"{target.name}.part")
    try:
        if is_folder:
            aside.mkdir(exist_ok=True)
        FORMATS[format_](out, aside, ontology)
        if is_folder:
            target.mkdir(exist_ok=True)
            for file in sorted(aside.iterdir()):
                file.replace(target / file.name)
        else:
            aside.replace(target)
    finally:
        shutil.rmtree(aside) if aside.is_dir() else aside.unlink(missing_ok=True)


def _parquet(out: Path, target: Path, ontology: Ontology) -> None:
    with (out / "tables" / "reports.csv").open(encoding="utf-8-sig", newline="") as lines:
        same_text = {row["report"]: row["same_text_as"] for row in csv.DictReader(lines) if row["same_text_as"]}
    write_parquet(read_reports(out / "reports.jsonl"), target, ontology, same_text)


def _nquads(out: Path, target: Path, ontology: Ontology) -> None:
    """Write facts and evidence, each report's triples in a graph of its name."""
    quads = pyoxigraph.parse(path=out / "graph.trig", format=pyoxigraph.RdfFormat.TRIG)
    pyoxigraph.serialize(quads, target, pyoxigraph.RdfFormat.N_QUADS)


def _jsonld(out: Path, target: Path, ontology: Ontology) -> None:
    """Write the facts in compact form."""
    quads = pyoxigraph.parse(path=out / "graph.ttl", format=pyoxigraph.RdfFormat.TURTLE)
    with target.open("w", encoding="utf-8", newline="") as file:
        file.writelines(compacted((quad.triple for quad in quads), ontology))


def _graphml(out: Path, target: Path, ontology: Ontology) -> None:
    import networkx as nx

    lines = nx.generate_graphml(network(read_reports(out / "reports.jsonl"), ontology))
    target.write_text('<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n", "utf-8")


def _gexf(out: Path, target: Path, ontology: Ontology) -> None:
    import networkx as nx

    lines = nx.generate_gexf(network(read_reports(out / "reports.jsonl"), ontology))
    text = _DATED.sub("", "\n".join(lines), count=1)
    target.write_text('<?xml version="1.0" encoding="UTF-8"?>\n' + text + "\n", "utf-8")


FORMATS: dict[str, Callable[[Path, Path, Ontology], None]] = {
    "parquet": _parquet,
    "nq": _nquads,
    "jsonld": _jsonld,
    "graphml": _graphml,
    "gexf": _gexf,
}
# The files of a build that each is made from.
READ: dict[str, tuple[str, ...]] = {
    "parquet": ("reports.jsonl", "tables/reports.csv"),
    "nq": ("graph.trig",),
    "jsonld": ("graph.ttl",),
    "graphml": ("reports.jsonl",),
    "gexf": ("reports.jsonl",),
}
