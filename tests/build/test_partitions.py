"""A build in partitions holds what the build in one piece holds."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Quad, RdfFormat, parse

from kg.build import Plan, build, read_manifest, read_reports, verify
from kg.build.tables import TABLES
from kg.cli import main
from kg.ontology import Ontology


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def digests(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file() and path.name != "timings.json"
    }


def quads(out: Path) -> list[Quad]:
    found: list[Quad] = []
    for path in sorted((out / "partitions" / "quads").iterdir()):
        if path.suffix == ".gz":
            content = gzip.decompress(path.read_bytes())
        else:
            content = pa.CompressedInputStream(str(path), "zstd").read()
        found += parse(content, format=RdfFormat.N_QUADS)
    return found


@pytest.fixture(scope="module")
def parted(seeds: Path, ontology: Ontology, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("parted") / "out"
    build([seeds], out, ontology, workers=1, partitions=Plan(3))
    return out


def test_the_union_of_the_quads_is_the_graph(parted: Path, built: Path) -> None:
    found = quads(parted)
    whole = list(parse(path=built / "graph.trig", format=RdfFormat.TRIG))
    assert len(found) == len(whole)
    assert set(found) == set(whole)
    assert read_manifest(parted)["counts"] == read_manifest(built)["counts"]


def test_the_parts_are_stretches_of_the_order_of_iris(parted: Path, built: Path) -> None:
    assert list(read_reports(parted / "reports.jsonl")) == list(read_reports(built / "reports.jsonl"))
    assert sorted(path.name for path in (parted / "partitions" / "quads").iterdir()) == [
        *(f"part-{number:04}.nq.gz" for number in range(3)),
        "schemes.nq.gz",
    ]


def test_the_tables_are_those_of_the_build(parted: Path, built: Path) -> None:
    for name in TABLES:
        table = pq.read_table(parted / "partitions" / "tables" / name)
        with (built / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
        assert table.column("report").to_pylist() == [row["report"] for row in rows]
        assert table.column_names == list(rows[0] if rows else table.column_names)


def test_the_manifest_knows_every_part(parted: Path) -> None:
    verify(parted)
    written = {name for name in digests(parted) if not name.startswith(".cache/")} - {"manifest.json"}
    assert set(read_manifest(parted)["files"]) == written
    assert not written & {"graph.ttl", "reports.jsonl", "tables/reports.csv", "site/index.html"}


@pytest.mark.parametrize(("compression", "workers"), [("gzip", 2), ("zstd", 1)])
def test_same_bytes_for_any_number_of_workers(
    compression: str, workers: int, seeds: Path, parted: Path, ontology: Ontology, tmp_path: Path
) -> None:
    out = shutil.copytree(parted, tmp_path / "out")
    build([seeds], out, ontology, workers=workers, partitions=Plan(3, compression=compression))
    assert (digests(out) == digests(parted)) == (compression == "gzip")
    assert set(quads(out)) == set(quads(parted))


def test_a_report_that_goes_changes_one_part(seeds: Path, parted: Path, ontology: Ontology, tmp_path: Path) -> None:
    gone = min(json.loads((parted / "manifest.json").read_text("utf-8"))["inputs"], key=lambda each: each["report"])["path"]
    rest = [path for path in seeds.glob("*.txt") if path.name != gone]
    build(rest, tmp_path / "out", ontology, workers=1, partitions=Plan(3))
    before, after = digests(parted), digests(tmp_path / "out")
    changed = [name for name in sorted(before) if name.startswith("partitions/quads") and before[name] != after[name]]
    assert changed == ["partitions/quads/part-0000.nq.gz"]


@pytest.mark.parametrize(("asked", "parts"), [("1", 1), ("7", 7), ("1GB", 1), ("1MB", 3)])
def test_a_number_or_a_size(asked: str, parts: int, seeds: Path, tmp_path: Path, parted: Path) -> None:
    shutil.copytree(parted / ".cache", tmp_path / "out" / ".cache")  # what was read is not read again
    result = kg("build", seeds, "-o", tmp_path / "out", "-j", 1, "--partitions", asked)
    assert result.exit_code == 0, result.output
    assert "partitions/quads" in result.stdout
    found = len(list((tmp_path / "out" / "partitions" / "quads").glob("part-*")))
    assert found == parts or (asked == "1MB" and 2 <= found <= 6)


@pytest.mark.parametrize("asked", ["0", "-1", "10000", "1.5", "MB", "0MB", "٣"])
def test_what_is_neither_is_refused(asked: str, seeds: Path, tmp_path: Path) -> None:
    result = kg("build", seeds, "-o", tmp_path / "out", "--partitions", asked)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert not (tmp_path / "out").exists()


def test_commands_read_records_or_say_what_is_missing(parted: Path) -> None:
    assert "顺河回族区" in kg("coverage", parted).stdout
    assert kg("explain", parted, "区司法局").exit_code == 0
    result = kg("query", parted, "ASK { ?a ?b ?c }")
    assert result.exit_code == 2
    assert "this build has no graph.ttl; build it without --partitions" in result.stderr
    assert kg("build", "seeds", "--partitions", 2, "--store").exit_code == 2
