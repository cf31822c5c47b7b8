"""Measures whole builds: beside jieba, by workers, by the size of the corpus, the site, and the memory that a worker takes.

Usage: bench_build.py FOLDER reads the reports of FOLDER as a worker of a build does and prints its largest size in MB.
"""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from bench_measure import Figure
from bench_text import POSSEG, tagging_speed
from make_corpus import write

from kg.build import build
from kg.build.assemble import read_reports
from kg.build.inputs import find_inputs
from kg.build.work import Failure, Task, work
from kg.ontology import Ontology, load
from kg.site import write_site

__all__ = ["build_figures", "scale_figures"]

_SAMPLE = 45  # texts on which jieba is measured beside a build


def build_figures(reports: int, rounds: int, ontology: Ontology) -> Iterator[Figure]:
    """Yield the figures of builds of a corpus of ``reports`` reports."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, out = Path(folder) / "corpus", Path(folder) / "out"
        write(reports, corpus)
        texts = [path.read_text("utf-8") for path in sorted(corpus.rglob("*.txt"))]
        characters = sum(map(len, texts))
        alone: list[tuple[float, float]] = []  # processor time and time on the clock
        both: list[float] = []
        tagging = 0.0
        for _ in range(rounds):
            tagging = max(tagging, tagging_speed(list(islice(texts, _SAMPLE))))
            alone.append(_timed(lambda: _build(corpus, out, ontology, 1)))
            both.append(_timed(lambda: _build(corpus, out, ontology, 2))[1])
        speed = characters / min(processor for processor, _ in alone)
        yield Figure.beside("build", "one worker, without the site", speed, "characters/s", POSSEG, tagging)
        one, two = min(clock for _, clock in alone), min(both)
        yield Figure.beside("build", "two workers", reports / two, "reports/s", "one worker", reports / one)
        seconds, _ = _timed(lambda: write_site(read_reports(out / "reports.jsonl"), out / "site", ontology, out))
        reading = reports / min(processor for processor, _ in alone)
        yield Figure.beside("build", "the site", reports / seconds, "reports/s", "all else of the build", reading)
        yield Figure("memory", f"a worker's peak after {reports} reports", _peak(corpus), "MB")


def scale_figures(sizes: Sequence[int], ontology: Ontology) -> Iterator[Figure]:
    """Yield the processor time of a report in builds of several sizes, beside that of the first."""
    first: float | None = None
    for reports in sizes:
        cost = 1000 * _cost(reports, ontology) / reports
        first = first or cost
        yield Figure.beside("scale", f"a report of {reports:,}", cost, "ms", f"of {sizes[0]:,}", first, less=True)


def _cost(reports: int, ontology: Ontology) -> float:
    """Return the seconds of processor time of a build of ``reports`` reports."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, out = Path(folder) / "corpus", Path(folder) / "out"
        write(reports, corpus)
        return _timed(lambda: _build(corpus, out, ontology, 1))[0]


def _build(corpus: Path, out: Path, ontology: Ontology, workers: int) -> None:
    build([corpus], out, ontology, workers=workers, site=False, force=True)


def _timed(job: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of processor and of clock that ``job`` took."""
    processor, clock = time.process_time(), time.perf_counter()
    job()
    return time.process_time() - processor, time.perf_counter() - clock


def _peak(corpus: Path) -> float:
    made = subprocess.run([sys.executable, __file__, str(corpus)], capture_output=True, text=True, check=True)
    return float(made.stdout)


def main() -> None:
    """Work as a worker does, and print the largest size that this process ever had."""
    ontology = load()
    inputs, *_ = find_inputs([Path(sys.argv[1])], Path(os.devnull))
    for input in inputs:
        made = work(Task(input, "", hashlib.sha256(input.path.read_bytes()).hexdigest()), ontology)
        if isinstance(made, Failure):
            sys.exit(str(made))
    print(round(_largest() / 1024, 1))


def _largest() -> float:
    """Return the largest size, in kB, that this process ever had."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says on Linux includes the size of the process that started this one
        return float(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)


if __name__ == "__main__":
    main()
