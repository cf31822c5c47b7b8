"""Spreads tasks over processes. What a report yields does not depend on the worker that reads it."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from itertools import islice
from pathlib import Path

from kg.build.work import Failure, Outcome, Task, work
from kg.ontology import Ontology, load

__all__ = ["outcomes"]

# So many tasks a worker are under way at once: enough to keep it busy, few enough that memory does not grow with the corpus.
_AHEAD = 3


def outcomes(tasks: Iterable[Task], ontology: Ontology, workers: int) -> Iterator[Outcome | Failure]:
    """Yield the outcome of every task, in any order; ``workers`` = 1 works in this process."""
    if workers == 1:
        for task in tasks:
            yield work(task, ontology)
        return
    waiting = iter(tasks)
    while suspects := (yield from _until_broken(waiting, ontology, workers)):
        # A worker died and took the pool with it: each report that was under way is tried alone, which shows the guilty one.
        for task in suspects:
            died = yield from _until_broken(iter([task]), ontology, 1)
            if died:
                reason = "the process that read it died; try it alone with more memory, or report it with the file"
                yield Failure(task.name, task.path, reason)


def _until_broken(tasks: Iterator[Task], ontology: Ontology, workers: int) -> Generator[Outcome | Failure, None, list[Task]]:
    """Work on ``tasks`` in a pool; return those that were under way when the pool broke (none: all is done)."""
    pool = _pool(workers)
    running: dict[Future[Outcome | Failure], Task] = {}
    try:
        while True:
            for task in islice(tasks, _AHEAD * workers - len(running)):
                running[_submit(pool, task, ontology.folder)] = task
            if not running:
                return []
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                if isinstance(future.exception(), BrokenExecutor):
                    return list(running.values())
                del running[future]
                yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: Executor, task: Task, folder: Path) -> Future[Outcome | Failure]:
    try:
        return pool.submit(_work, task, folder)
    except BrokenExecutor as error:  # it broke after the last look at it
        future: Future[Outcome | Failure] = Future()
        future.set_exception(error)
        return future


def _pool(workers: int) -> Executor:
    # Forking a process that may hold threads is unsafe; the fork server is a clean process that has imported what workers need.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload(["kg.build.work"])
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_ignore_interrupt)


def _ignore_interrupt() -> None:
    """Leave Ctrl-C to the parent, which then ends the workers without their tracebacks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(task: Task, folder: Path) -> Outcome | Failure:
    # An ontology is not sent: each worker loads it once.
    return work(task, load(folder))
