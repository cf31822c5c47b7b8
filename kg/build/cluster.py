"""The same work on a Dask cluster.

A worker needs kg, of the same version, and nothing of this machine: local files are sent to it, remote ones it fetches by their
URL, and what it makes of a report comes back as the entry that a local worker would have put into the cache.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future
from functools import lru_cache
from pathlib import Path

from kg.build.cache import Cache
from kg.build.entry import Outcome
from kg.build.memory import settle
from kg.build.parquet import MissingPartError
from kg.build.version import program_version
from kg.build.work import Failure, Made, Task, work
from kg.build.workers import AHEAD, DIED, completed, keep
from kg.ontology import Ontology, default_folder, load

__all__ = ["ClusterError", "cluster_outcomes"]

_PATIENCE = 20  # seconds in which the scheduler must answer
_FEWEST = 16  # tasks under way even on a small cluster: workers may join later


class ClusterError(ValueError):
    """A cluster that cannot be used; the message says why."""


def cluster_outcomes(tasks: Iterable[Task], cache: Cache, ontology: Ontology, address: str) -> Iterator[Outcome | Failure]:
    """Yield the outcome of every task, in any order, when its entry is in ``cache``, which lies on this machine.

    A task whose worker dies goes to another; only one that kills several is a failure. Raises ClusterError, also when the
    scheduler goes away, and MissingPartError.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise MissingPartError("a Dask cluster", "dask") from None
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(f"{address}: no Dask scheduler answers ({error}); start one with: dask scheduler") from None
    folder = None if ontology.folder == default_folder() else ontology.folder
    with client:
        pool = client.get_executor(pure=False)
        ahead = max(_FEWEST, AHEAD * sum(client.nthreads().values()))

        def submit(task: Task) -> Future[Made | Failure]:
            future: Future[Made | Failure] = pool.submit(_work, task, folder, ontology.sha256, program_version())
            return future

        for task, future in completed(submit, iter(tasks), ahead, {}):
            try:
                yield keep(task, future.result(), cache)
            except KilledWorker:
                yield Failure(task.input.name, task.given, DIED)
            except CancelledError:
                reason = "the scheduler went away; run the same command again: what has been read is kept"
                raise ClusterError(f"{address}: {reason}") from None


def _work(task: Task, folder: Path | None, sha256: str, version: str) -> Made | Failure:
    try:
        ontology = load(folder or default_folder())
    except ValueError as error:
        raise ClusterError(f"a worker cannot load the ontology ({error}); put it at the same path there") from None
    if (ontology.sha256, program_version()) != (sha256, version):
        raise ClusterError("a worker has another version of kg, of its parts or of the ontology; install the same there")
    _settle()
    return work(task, ontology)


@lru_cache(maxsize=1)  # once a process
def _settle() -> None:
    settle()
