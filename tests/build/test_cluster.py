"""The same build on a Dask cluster, also when a worker dies in the middle."""

from __future__ import annotations

import hashlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import kg.build.cluster
from kg.build import ClusterError, build
from kg.build.deadline import Overdue, deadline
from kg.cli import main
from kg.ontology import Ontology

distributed = pytest.importorskip("distributed")


def digests(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file() and path.name != "timings.json"
    }


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        local_directory=str(tmp_path_factory.mktemp("dask")),
    ) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def reports(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for number in range(8):
        for seed in sorted(seeds.glob("*.txt")):
            (folder / f"{number}-{seed.name}").write_text(f"第{number}稿\n{seed.read_text('utf-8')}", "utf-8")
    (folder / "empty.txt").touch()
    return folder


@pytest.mark.slow
def test_a_cluster_gives_the_same_bytes_also_when_a_worker_is_killed(
    cluster: Any, reports: Path, ontology: Ontology, tmp_path: Path
) -> None:
    whole = build([reports], tmp_path / "here", ontology, workers=1, site=False)
    assert len(whole.failures) == 1
    killed: list[int] = []

    def kill(step: str, done: int, of: int) -> None:
        if step == "reading" and done == 6 and not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    result = build([reports], tmp_path / "there", ontology, workers=1, site=False, dask=cluster.scheduler_address, progress=kill)
    assert killed
    assert (result.read, result.failures) == (whole.read, whole.failures)
    assert digests(tmp_path / "there") == digests(tmp_path / "here")


@pytest.mark.slow
def test_the_command_reads_on_a_cluster(cluster: Any, seeds: Path, built: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["build", str(seeds), "-o", str(tmp_path / "out"), "--dask", cluster.scheduler_address])
    assert result.exit_code == 0, result.output
    assert digests(tmp_path / "out") == digests(built)


@pytest.mark.slow
def test_workers_of_another_version_are_refused(
    cluster: Any, seeds: Path, ontology: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kg.build.cluster, "program_version", lambda: "another")
    with pytest.raises(ClusterError, match="another version of kg"):
        build([seeds], tmp_path / "out", ontology, dask=cluster.scheduler_address)
    assert not (tmp_path / "out" / "manifest.json").exists()


def test_without_a_scheduler_it_says_so(seeds: Path, ontology: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.build.cluster, "_PATIENCE", 0.2)
    with pytest.raises(ClusterError, match="no Dask scheduler answers"):
        build([seeds], tmp_path / "out", ontology, dask="tcp://127.0.0.1:1")


def in_thread(seconds: float, work: Any) -> tuple[list[str], float]:
    """Do ``work`` under a deadline in a thread, as a cluster's worker does; return what became of it and how long it took."""
    said: list[str] = []

    def run() -> None:
        try:
            with deadline(seconds):
                work()
            said.append("done")
        except Overdue:
            said.append("overdue")

    thread = threading.Thread(target=run)
    started = time.monotonic()
    thread.start()
    thread.join(20)
    return said, time.monotonic() - started


def test_work_in_a_thread_has_its_deadline_too() -> None:
    def forever() -> None:
        while True:
            sum(range(1000))

    said, seconds = in_thread(0.2, forever)
    assert said == ["overdue"]
    assert seconds < 10
    assert in_thread(60, lambda: None) == (["done"], pytest.approx(0, abs=5))
    assert in_thread(0.2, lambda: time.sleep(0.5))[0] == ["done"]
