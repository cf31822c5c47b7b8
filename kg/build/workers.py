"""Spreads tasks over processes. What a report yields does not depend on the worker that reads it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any, TypeVar

from kg.build.cache import Cache
from kg.build.entry import Outcome
from kg.build.memory import settle, settled
from kg.build.work import Failure, Made, Task, work
from kg.ontology import Ontology, load

__all__ = ["AHEAD", "DIED", "completed", "each_in_pool", "keep", "outcomes"]

Item = TypeVar("Item")
Result = TypeVar("Result")

# So many tasks a worker are under way at once: enough to keep it busy, few enough that memory does not grow with the corpus.
AHEAD = 3
DIED = "the process that read it died; try it alone with more memory, or report it with the file"


def outcomes(tasks: Iterable[Task], cache: Cache, ontology: Ontology, workers: int) -> Iterator[Outcome | Failure]:
    """Yield the outcome of every task, in any order, when its entry is in ``cache``; ``workers`` = 1 works in this process.

    With more this process reads too until they are there, which takes two seconds.
    """
    waiting = iter(tasks)
    starting: threading.Thread | None = None
    with settled():
        for task in waiting:
            if workers > 1 and not starting:
                starting = _starting()
            yield keep(task, work(task, ontology), cache)
            if starting and not starting.is_alive():
                break
    while starting and (suspects := (yield from _until_broken(waiting, cache, ontology, workers))):
        # A worker died and took the pool with it: each report that was under way is tried alone, which shows the guilty one.
        for task in suspects:
            died = yield from _until_broken(iter([task]), cache, ontology, 1)
            if died:
                yield Failure(task.input.name, task.given, DIED)


def keep(task: Task, made: Made | Failure, cache: Cache) -> Outcome | Failure:
    """Put an entry into the cache and return what it is about."""
    if isinstance(made, Failure):
        return made
    cache.put(task.key, made.entry)
    return made.outcome


def completed(
    submit: Callable[[Item], Future[Result]], items: Iterator[Item], ahead: int, running: dict[Future[Result], Item]
) -> Iterator[tuple[Item, Future[Result]]]:
    """Yield each item with its future when that is done; ``running`` holds those that are under way, ``ahead`` at most."""
    while True:
        for item in islice(items, ahead - len(running)):
            running[submit(item)] = item
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            yield running.pop(future), future


def each_in_pool(function: Callable[[Item], Result], items: Iterable[Item], workers: int) -> Iterator[Result]:
    """Yield what ``function`` makes of each item, in any order."""
    if workers == 1:
        yield from map(function, items)
        return
    pool = _pool(workers)
    try:
        for _, future in completed(lambda item: pool.submit(function, item), iter(items), AHEAD * workers, {}):
            yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _until_broken(
    tasks: Iterator[Task], cache: Cache, ontology: Ontology, workers: int
) -> Generator[Outcome | Failure, None, list[Task]]:
    """Work on ``tasks`` in a pool; return those that were under way when the pool broke (none: all is done)."""
    pool = _pool(workers)
    running: dict[Future[Outcome | Failure], Task] = {}

    def submit(task: Task) -> Future[Outcome | Failure]:
        return _submit(pool, _work, task, cache, ontology.folder, ontology.sha256)

    try:
        for task, future in completed(submit, tasks, AHEAD * workers, running):
            if isinstance(future.exception(), BrokenExecutor):
                return [task, *running.values()]
            yield future.result()
        return []
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: Executor, function: Callable[..., Result], *arguments: Any) -> Future[Result]:
    try:
        return pool.submit(function, *arguments)
    except BrokenExecutor as error:  # it broke after the last look at it
        future: Future[Result] = Future()
        future.set_exception(error)
        return future


def _starting() -> threading.Thread:
    """Return a thread that ends when workers can start at once."""

    def wait() -> None:
        # What this thread starts inherits that it hears no Ctrl-C, and so breaks off without tracebacks, with the parent.
        if hasattr(signal, "pthread_sigmask"):
            resource_tracker.ensure_running()  # else it is started on the way, and ends what is set here
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        with suppress(OSError):  # the pool will meet the same, and say so
            first = _context().Process(target=os.getpid)
            first.start()
            first.join()

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    return thread


def _pool(workers: int) -> Executor:
    return ProcessPoolExecutor(workers, mp_context=_context(), initializer=_start)


def _context() -> Any:
    # Forking a process that may hold threads is unsafe; the fork server is a clean process that has imported what workers need.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload(["kg.build.preload"])
    return context


def _start() -> None:
    """Leave Ctrl-C to the parent, which then ends the workers without their tracebacks; end when the parent was killed."""
    settle()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    # Siblings hold the pipe of tasks open, so that its end does not tell.
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


@lru_cache(maxsize=1)  # load would look at the state of every file again
def _ontology(folder: Path, sha256: str) -> Ontology:
    # An ontology is not sent: each worker loads it once.
    return load(folder)


def _work(task: Task, cache: Cache, folder: Path, sha256: str) -> Outcome | Failure:
    ontology = _ontology(folder, sha256)
    if ontology.sha256 != sha256:
        return Failure(task.input.name, task.given, "the ontology was changed during the build; run the same command again")
    return keep(task, work(task, ontology), cache)
