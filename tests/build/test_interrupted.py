"""A build that is killed: nothing that was complete is lost, and nothing passes for complete."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.build import IncompleteBuildError, OutputError, build, read_manifest, verify
from kg.build.folder import aside
from kg.ontology import Ontology

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks")

REPORTS = 6
KILLS = 8


def digests(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name != "timings.json"
    }


@pytest.fixture(scope="module")
def reports(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    text = (seeds / "004_8f58528af628fc8b.txt").read_text("utf-8")
    for number in range(REPORTS):
        (folder / f"{number}.txt").write_text(text.replace("2020年", f"{2015 + number}年"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(reports: Path, ontology: Ontology, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A build that nobody disturbs, and how many seconds it takes."""
    out = tmp_path_factory.mktemp("undisturbed")
    started = time.monotonic()
    build([reports], out, ontology, workers=1, site=False)
    return out, time.monotonic() - started


def started(work: Callable[[], object]) -> int:
    """Do ``work`` in another process; return its number."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def died(work: Callable[[], object]) -> bool:
    """Do ``work`` in another process; return whether it was killed."""
    child = started(work)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def killed(work: Callable[[], object], when: Callable[[], bool]) -> bool:
    """Do ``work`` in another process and kill that as soon as ``when`` says so; return whether it was still at work."""
    child = started(work)
    deadline = time.monotonic() + 60
    while not when() and time.monotonic() < deadline:
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def complete(out: Path) -> bool:
    """Return whether the build passes for complete."""
    try:
        verify(out)
    except IncompleteBuildError:
        return False
    return True


def entries(out: Path) -> set[str]:
    return {path.name for path in (out / ".cache").glob("*/*") if path.suffix != ".part"}


def test_killed_again_and_again_it_goes_on(
    reports: Path, undisturbed: tuple[Path, float], ontology: Ontology, tmp_path: Path
) -> None:
    whole, seconds = undisturbed
    chance = random.Random(8)
    out = tmp_path / "out"
    interrupted = 0
    for _ in range(KILLS):
        before = entries(out)
        until = time.monotonic() + chance.uniform(0, seconds / 3)
        interrupted += killed(
            lambda: build([reports], out, ontology, workers=1, site=False), lambda until=until: time.monotonic() >= until
        )
        assert entries(out) >= before, "what was read is kept"
        if complete(out):
            assert {name for name in digests(out) if name[0] != "."} == {name for name in digests(whole) if name[0] != "."}
    assert interrupted
    kept = entries(out)
    result = build([reports], out, ontology, workers=1, site=False)
    assert result.read == REPORTS - len(kept)
    assert digests(out) == digests(whole)


def test_an_old_build_stays_until_the_new_one_takes_its_place(reports: Path, ontology: Ontology, tmp_path: Path) -> None:
    out, old = tmp_path / "out", tmp_path / "one.txt"
    old.write_text("2022年，区司法局办理行政复议案件8件。\n", "utf-8")
    build([old], out, ontology, workers=1, site=False)
    before = {name: content for name, content in digests(out).items() if not name.startswith(".cache")}
    known = len(entries(out))
    assert killed(lambda: build([reports], out, ontology, workers=1, site=False), lambda: len(entries(out)) > known + 1)
    assert (out / ".building").exists()
    verify(out)
    assert {name: (out / name).read_bytes() for name in before} == before


@pytest.mark.parametrize("moment", [0, 4, 9])
def test_between_two_builds_there_is_none(
    moment: int, reports: Path, ontology: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, old, new = tmp_path / "out", tmp_path / "one.txt", reports / "0.txt"
    old.write_text("2022年，区司法局办理行政复议案件8件。\n", "utf-8")
    build([old], out, ontology, workers=1, site=False)
    replace, calls = Path.replace, itertools.count()

    def dying(self: Path, target: Path) -> Path:
        if self.parent.name == "made" and next(calls) == moment:  # ten things are moved into place, the manifest last
            os.kill(os.getpid(), signal.SIGKILL)
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", dying)
        assert died(lambda: build([new], out, ontology, workers=1, site=False))
    with pytest.raises(IncompleteBuildError, match=r"its build was interrupted: manifest\.json is missing; run the same"):
        read_manifest(out)
    assert build([new], out, ontology, workers=1, site=False).read == 0
    verify(out)


def test_a_build_that_was_cut_off_is_refused(built: Path, tmp_path: Path) -> None:
    out = shutil.copytree(built, tmp_path / "out")
    verify(out)
    with (out / "evidence.ttl").open("r+b") as file:
        file.truncate(1000)
    with pytest.raises(IncompleteBuildError, match=r"evidence\.ttl has changed since it was built; run the same kg build again"):
        read_manifest(out)
    shutil.copy(built / "evidence.ttl", out)
    page = out / "site" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"<html", b"<HTML"))
    read_manifest(out)
    with pytest.raises(IncompleteBuildError, match=r"site/index\.html is missing or has changed"):
        verify(out)


def test_a_byte_that_changed_is_seen_in_what_is_read(built: Path, tmp_path: Path) -> None:
    out = shutil.copytree(built, tmp_path / "out")
    graph = out / "graph.ttl"
    graph.write_bytes(graph.read_bytes()[:-2] + b" \n")
    read_manifest(out, "reports.jsonl")
    with pytest.raises(IncompleteBuildError, match=r"graph\.ttl has changed since it was built"):
        read_manifest(out, "graph.ttl")


def test_two_builds_of_one_folder_do_not_meet(reports: Path, ontology: Ontology, tmp_path: Path) -> None:
    with aside(tmp_path / "out", force=False), pytest.raises(OutputError, match="another build is writing there"):
        build([reports], tmp_path / "out", ontology, workers=1)
    assert not (tmp_path / "out").exists()


PARENT = """
import os, sys, time
from kg.build.workers import each_in_pool

def stay(folder):
    open(os.path.join(folder, str(os.getpid())), "w").close()
    time.sleep(300)

if __name__ == "__main__":
    list(each_in_pool(stay, [sys.argv[1]] * 2, 2))
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux which processes there are")
def test_workers_end_when_their_parent_was_killed(tmp_path: Path) -> None:
    (tmp_path / "parent.py").write_text(PARENT)
    (tmp_path / "pids").mkdir()
    parent = subprocess.Popen([sys.executable, str(tmp_path / "parent.py"), str(tmp_path / "pids")])
    deadline = time.monotonic() + 60
    while len(pids := [int(path.name) for path in (tmp_path / "pids").iterdir()]) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(pids) == 2
    parent.kill()
    parent.wait()
    while (left := [pid for pid in pids if _alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not left


def _alive(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
