"""A built graph ready for SPARQL: in memory, or on disk for a large one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, Store

__all__ = ["STORE", "GraphFileError", "graph_files", "open_store", "write_store"]

# The folder of a build that holds the store on disk.
STORE = "store"
_FILES = ("graph.ttl", "evidence.ttl")


class GraphFileError(ValueError):
    """A file of the graph is missing or damaged."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}; run `kg build` again with -o {path.parent}")
        self.path = path


def open_store(out: Path, evidence: bool = False) -> Store:
    """Return a store with graph.ttl of the build folder ``out``, and with evidence.ttl when asked. Raises GraphFileError.

    Where the build has a store on disk, that is opened, for reading alone; it holds both files.
    """
    if (out / STORE).is_dir():
        try:
            return Store.read_only(str(out / STORE))
        except OSError as error:
            raise GraphFileError(out / STORE, f"not a store: {error}") from error
    store = Store()
    _load(store, out, graph_files(out, evidence))
    return store


def graph_files(out: Path, evidence: bool = False) -> tuple[str, ...]:
    """Return the files of the build folder ``out`` that :func:`open_store` reads: none where there is a store on disk."""
    return () if (out / STORE).is_dir() else _FILES if evidence else _FILES[:1]


def write_store(out: Path, folder: Path, evidence: bool = True) -> None:
    """Load graph.ttl of ``out``, and evidence.ttl unless told not to, into a new store on disk in ``folder``.

    Raises GraphFileError.
    """
    store = Store(str(folder))
    _load(store, out, _FILES if evidence else _FILES[:1])
    store.optimize()
    store.flush()


def _load(store: Store, out: Path, names: Iterable[str]) -> None:
    for name in names:
        path = out / name
        if not path.is_file():
            raise GraphFileError(path, "no such file")
        try:
            store.bulk_load(path=path, format=RdfFormat.TURTLE)
        except SyntaxError as error:
            raise GraphFileError(path, f"not Turtle: {error}") from error
