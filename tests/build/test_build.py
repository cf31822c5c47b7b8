"""A build: what it writes, that it always writes the same, and what it does with files that cannot be read."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path

import pytest

import kg.build.work
import kg.build.workers
from kg.build import Failure, IncompleteBuildError, NothingReadError, Outcome, OutputError, build, read_manifest
from kg.build.cache import Cache
from kg.build.deadline import Overdue, deadline
from kg.build.inputs import find_inputs
from kg.build.work import Task, attempt
from kg.ontology import Ontology
from kg.reading import Input, Limits
from kg.records import Report

FILES = {"graph.ttl", "evidence.ttl", "graph.trig", "ontology.ttl", "shapes.ttl", "void.ttl", "reports.jsonl", "manifest.json"}
TABLES = {f"tables/{name}.csv" for name in ("reports", "entities", "observations", "relations", "statements")}
SENTENCE = "2022年，区司法局办理行政复议案件8件。\n"


def digests(out: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a build but the timings."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "timings.json"
    }


def records(out: Path) -> list[Report]:
    return [Report.from_json(line) for line in (out / "reports.jsonl").read_text("utf-8").split("\n")[:-1]]


def table(out: Path, name: str) -> list[dict[str, str]]:
    text = (out / "tables" / f"{name}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def run_kg(arguments: list[str], hash_seed: str) -> None:
    command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments]
    subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": hash_seed}, check=True, capture_output=True)


def test_same_bytes_for_any_order_workers_and_hash_seed(seeds: Path, tmp_path: Path) -> None:
    files = [str(path) for path in sorted(seeds.glob("*.txt"))]
    run_kg(["build", *files, "-o", str(tmp_path / "one"), "-j", "1"], hash_seed="0")
    run_kg(["build", *reversed(files), "-o", str(tmp_path / "two"), "-j", "2"], hash_seed="4321")
    first, second = digests(tmp_path / "one"), digests(tmp_path / "two")
    assert first.keys() >= FILES | TABLES
    assert first == second


def test_a_folder_and_its_files_give_the_same_build(seeds: Path, built: Path, ontology: Ontology, tmp_path: Path) -> None:
    build([seeds / "000_f99bbbeaaeb0f9c6.txt", seeds, *seeds.glob("*.txt")], tmp_path / "out", ontology, workers=1)
    assert digests(tmp_path / "out") == digests(built)


def test_the_manifest_knows_every_file(built: Path) -> None:
    manifest = read_manifest(built)
    written = {name: digest for name, digest in digests(built).items() if not name.startswith((".cache/", "manifest.json"))}
    listed = (built / "site" / "files.sha256").read_text("utf-8").splitlines()
    pages = {f"site/{name}": digest for digest, name in (line.split("  ") for line in listed)}
    assert len(pages) > 20
    assert {name: file["sha256"] for name, file in manifest["files"].items()} | pages == written
    assert manifest["failures"] == []
    assert len(manifest["inputs"]) == manifest["counts"]["reports"] == 5
    text = json.dumps(manifest)
    assert str(built) not in text
    assert str(Path.home()) not in text


def test_reports_come_in_the_order_of_their_iris_and_are_counted(built: Path) -> None:
    reports = records(built)
    keys = [hashlib.sha256(report.text.encode()).hexdigest() for report in reports]
    assert keys == sorted(keys)
    counts = read_manifest(built)["counts"]
    for name in ("entities", "observations", "relations", "statements"):
        total = sum(len(getattr(report, name)) for report in reports)
        assert counts[name] == total == len(table(built, name)) > 0


def test_tables_say_what_the_records_say(built: Path) -> None:
    assert (built / "tables" / "entities.csv").read_bytes().startswith(b"\xef\xbb\xbfreport,id,")
    texts = {report.id: report.text for report in records(built)}
    for name, column in (("entities", "text"), ("observations", "figure"), ("statements", "text")):
        rows = table(built, name)
        # A text that a spreadsheet would take for a formula has an apostrophe in front.
        assert all(texts[row["id"]][int(row["start"]) : int(row["end"])] == row[column].removeprefix("'") for row in rows)
    assert all(row["figure"] in row["sentence"] for row in table(built, "observations") if row["sentence"])
    assert any(row["object_iri"] for row in table(built, "relations"))


def test_spans_are_exact(built: Path) -> None:
    for report in records(built):
        assert all(report.text[m.start : m.end] == m.text for m in report.entities)
        assert all(report.text[o.start : o.end] == o.figure for o in report.observations)
        assert all(report.text[slice(*r.object_span)] == r.object for r in report.relations)


def test_one_bad_file_does_not_stop_the_others(ontology: Ontology, tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "good.txt").write_text(SENTENCE, "utf-8")
    (reports / "empty.txt").touch()
    result = build([reports, tmp_path / "missing.txt"], tmp_path / "out", ontology, workers=1)
    assert [outcome.id for outcome in result.outcomes] == ["good"]
    failures = read_manifest(tmp_path / "out")["failures"]
    assert [Path(failure["path"]).name for failure in failures] == sorted(
        ["missing.txt", "empty.txt"], key=failures_key(tmp_path)
    )
    for failure in failures:
        assert "; " in failure["reason"], "what is wrong; what to do"
        assert str(tmp_path) not in failure["reason"]
        assert "\n" not in failure["reason"]
    assert [str(f).startswith(f"{f.given}: {f.reason}") for f in result.failures] == [True, True]
    assert {f.given for f in result.failures} == {reports / "empty.txt", tmp_path / "missing.txt"}


def failures_key(folder: Path) -> Callable[[str], str]:
    """Inputs of a folder go by their name in it, a path that leads nowhere as it was given."""
    return lambda name: name if name == "empty.txt" else (folder / name).as_posix()


def test_a_defect_in_a_stage_costs_one_report(ontology: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"{name}{SENTENCE}", "utf-8")
    process = kg.build.work.process

    def defective(input: Input, ontology: Ontology) -> Report:
        if input.path.name == "a.txt":
            raise KeyError("no\nsuch key")
        return process(input, ontology)

    monkeypatch.setattr(kg.build.work, "process", defective)
    result = build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "out", ontology, workers=1)
    assert [outcome.id for outcome in result.outcomes] == ["b"]
    (failure,) = result.failures
    assert str(failure).startswith(f"{tmp_path / 'a.txt'}: KeyError at test_build.py:")
    assert "\n" not in failure.reason


def test_the_same_text_twice_is_kept_once(ontology: Ontology, tmp_path: Path) -> None:
    (tmp_path / "in" / "copies").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text(SENTENCE, "utf-8")
    (tmp_path / "in" / "copies" / "a.txt").write_bytes(b"\xef\xbb\xbf" + SENTENCE.replace("\n", "\r\n").encode())
    result = build([tmp_path / "in"], tmp_path / "out", ontology, workers=1)
    assert [outcome.path for outcome in result.outcomes] == ["a.txt"]
    assert "copies/a.txt: the same text as a.txt; the two are one report" in result.warnings
    inputs = [(each["path"], each["report"]) for each in read_manifest(tmp_path / "out")["inputs"]]
    assert inputs == [(path, result.outcomes[0].iri) for path in ("a.txt", "copies/a.txt")]
    assert read_manifest(tmp_path / "out")["warnings"] == list(result.warnings)


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    for folder in ("henan", "hubei"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.txt").write_text(folder + SENTENCE, "utf-8")
    for order in (["henan", "hubei"], ["hubei", "henan"]):
        inputs, failures, *_ = find_inputs([tmp_path / folder for folder in order])
        assert [each.name for each in inputs] == ["henan/1.txt", "hubei/1.txt"]
        assert not failures


def test_nothing_readable_leaves_the_folder_alone(ontology: Ontology, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.raises(NothingReadError, match=r"empty\.txt"):
        build([tmp_path / "empty.txt"], tmp_path / "new", ontology, workers=1)
    assert not (tmp_path / "new").exists()
    (tmp_path / "good.txt").write_text(SENTENCE, "utf-8")
    build([tmp_path / "good.txt"], tmp_path / "out", ontology, workers=1)
    before = digests(tmp_path / "out")
    with pytest.raises(NothingReadError):
        build([tmp_path / "empty.txt"], tmp_path / "out", ontology, workers=1)
    assert digests(tmp_path / "out") == before


def test_a_second_build_replaces_the_first_and_nothing_else(ontology: Ontology, tmp_path: Path) -> None:
    report, out = tmp_path / "good.txt", tmp_path / "out"
    report.write_text(SENTENCE, "utf-8")
    build([report], out, ontology, workers=1)
    assert (out / "site" / "index.html").exists()
    (out / "notes.md").write_text("mine", "utf-8")
    build([report], out, ontology, workers=1, site=False)
    assert not (out / "site").exists()
    assert (out / "notes.md").read_text("utf-8") == "mine"
    assert {path.name for path in out.iterdir()} == {*FILES, "tables", "timings.json", "notes.md", ".cache"}


def test_what_kg_did_not_write_is_not_replaced_without_force(ontology: Ontology, tmp_path: Path) -> None:
    report, out = tmp_path / "good.txt", tmp_path / "home"
    report.write_text(SENTENCE, "utf-8")
    (out / "site").mkdir(parents=True)
    (out / "site" / "index.html").write_text("my site", "utf-8")
    with pytest.raises(OutputError, match=r"home: holds site but no manifest\.json; .*--force"):
        build([report], out, ontology, workers=1)
    assert (out / "site" / "index.html").read_text("utf-8") == "my site"
    build([report], out, ontology, workers=1, force=True)
    assert read_manifest(out)["counts"]["reports"] == 1


def test_a_build_does_not_read_what_a_build_wrote(ontology: Ontology, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(SENTENCE, "utf-8")
    build([tmp_path], tmp_path / "out", ontology, workers=1)
    shutil.copy(tmp_path / "good.txt", tmp_path / "out" / "site" / "left.txt")
    result = build([tmp_path], tmp_path / "out", ontology, workers=1)
    assert [outcome.path for outcome in result.outcomes] == ["good.txt"]
    assert not result.warnings


def test_progress_counts_every_report(ontology: Ontology, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{name}{SENTENCE}", "utf-8")
    calls: list[tuple[str, int, int]] = []
    build([tmp_path], tmp_path / "out", ontology, workers=1, progress=lambda *call: calls.append(call))
    assert calls == [(step, done, 3) for step in ("reading", "writing", "pages") for done in (1, 2, 3)]


def test_a_folder_without_a_complete_build_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IncompleteBuildError, match="no such folder"):
        read_manifest(tmp_path / "none")
    with pytest.raises(IncompleteBuildError, match=r"manifest\.json is missing; make it with: kg build"):
        read_manifest(tmp_path)
    (tmp_path / "manifest.json").write_text("{", "utf-8")
    with pytest.raises(IncompleteBuildError, match="damaged"):
        read_manifest(tmp_path)


class Fragile(Executor):
    """A pool whose process dies on the report ``b``, and with it everything under way."""

    def __init__(self) -> None:
        self.broken = False

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        if self.broken:
            raise BrokenExecutor
        future: Future[Outcome | Failure] = Future()
        self.broken = args[0].given.name == "b.txt"
        if self.broken:
            future.set_exception(BrokenExecutor())
        else:
            future.set_result(Failure(args[0].input.name, args[0].given, "done"))
        return future


@pytest.mark.parametrize("workers", [2, 5])
def test_a_worker_that_dies_costs_only_its_report(
    workers: int, ontology: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kg.build.workers, "_starting", lambda: Countdown(0))
    monkeypatch.setattr(kg.build.workers, "_pool", lambda workers: Fragile())
    tasks = [Task(Input(tmp_path / f"{name}.txt", tmp_path), "key", "stamp") for name in "abcdefghijklmnop"]
    found = list(kg.build.workers.outcomes(tasks, Cache(tmp_path), ontology, workers))
    assert sorted(failure.path for failure in found) == [task.input.name for task in tasks]
    assert [failure.path for failure in found if "died" in failure.reason] == ["b.txt"]


class Countdown(threading.Thread):
    """A start of workers that is over when it has been looked at so many times."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.looks = looks

    def is_alive(self) -> bool:
        self.looks -= 1
        return self.looks >= 0


class Ready(Executor):
    """A pool that has read everything."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        future: Future[Outcome | Failure] = Future()
        future.set_result(Failure(args[0].input.name, args[0].given, "a worker"))
        return future


@pytest.mark.parametrize(("looks", "here"), [(0, 1), (3, 4), (100, 40)])
def test_until_the_workers_are_there_this_process_reads(
    looks: int, here: int, ontology: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kg.build.workers, "_starting", lambda: Countdown(looks))
    monkeypatch.setattr(kg.build.workers, "_pool", lambda workers: Ready())
    monkeypatch.setattr(kg.build.workers, "work", lambda task, _: Failure(task.input.name, task.given, "this process"))
    tasks = [Task(Input(tmp_path / f"{number}.txt", tmp_path), "key", "stamp") for number in range(40)]
    found = list(kg.build.workers.outcomes(tasks, Cache(tmp_path), ontology, 2))
    assert sorted(failure.path for failure in found) == sorted(task.input.name for task in tasks)
    assert [failure.reason for failure in found] == ["this process"] * here + ["a worker"] * (len(tasks) - here)


def test_no_worker_is_started_for_nothing(ontology: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.build.workers, "_starting", lambda: pytest.fail("there is nothing to read"))
    assert list(kg.build.workers.outcomes([], Cache(tmp_path), ontology, 2)) == []


def test_a_report_that_takes_too_long_is_a_failure(tmp_path: Path, ontology: Ontology, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, "utf-8")
    monkeypatch.setattr(kg.build.work, "process", lambda input, ontology: [sum(range(1000)) for _ in itertools.count()])
    found = attempt(Input(tmp_path / "a.txt", tmp_path, limits=Limits(seconds=1)), ontology)
    assert isinstance(found, Failure)
    assert "took more than 1 seconds of processor time; give it more with --timeout" in str(found)


def test_only_the_time_counts_that_a_report_is_worked_on() -> None:
    def busy(seconds: float) -> None:
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass

    with deadline(0.2):  # as if the machine had been asleep
        time.sleep(0.5)
    with pytest.raises(Overdue), deadline(0.2):
        busy(5)
    with deadline(60), pytest.raises(Overdue), deadline(0.1):
        busy(5)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no signal comes on Windows")
def test_a_deadline_that_passes_while_its_block_is_left_leaves_nothing_behind() -> None:
    before = signal.getsignal(signal.SIGPROF)
    block = deadline(60)
    block.__enter__()
    with pytest.raises(Overdue):  # before the block's end has been told of it
        signal.raise_signal(signal.SIGPROF)
    assert (signal.getsignal(signal.SIGPROF), signal.getitimer(signal.ITIMER_PROF)) == (before, (0.0, 0.0))
    with deadline(60):
        del block  # its end comes only now, and is no end of this one
        assert signal.getitimer(signal.ITIMER_PROF)[0] > 0
