"""A built graph in memory, ready for SPARQL."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, Store

__all__ = ["GraphFileError", "open_store"]


class GraphFileError(ValueError):
    """A file of the graph is missing or damaged."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}; run `kg build` again with -o {path.parent}")
        self.path = path


def open_store(out: Path, evidence: bool = False) -> Store:
    """Return a store with graph.ttl of the build folder ``out``, and with evidence.ttl when asked. Raises GraphFileError."""
    store = Store()
    for name in ("graph.ttl", "evidence.ttl") if evidence else ("graph.ttl",):
        path = out / name
        if not path.is_file():
            raise GraphFileError(path, "no such file")
        try:
            store.bulk_load(path=path, format=RdfFormat.TURTLE)
        except SyntaxError as error:
            raise GraphFileError(path, f"not Turtle: {error}") from error
    return store
