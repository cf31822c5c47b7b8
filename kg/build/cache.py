"""Keeps what was read, a file a report, so that a build reads only what has changed since the last one, or since it broke off."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Collection
from pathlib import Path

from kg.build.entry import DamagedEntryError, Outcome, outcome_of, pieces_of
from kg.build.version import program_version
from kg.ontology import Ontology
from kg.reading import Input

__all__ = ["Cache", "cache_key"]

# Ends the name of a file that is being written: such a one is never looked at, and is swept away.
_PART = ".part"


def cache_key(input: Input, stamp: str, ontology: Ontology) -> str:
    """Return the key of all that a report depends on: its file, by ``stamp``, what is said of it, and who reads it how."""
    limits = dataclasses.replace(input.limits, seconds=0)  # says when to give up, not what is found
    parts = (program_version(), ontology.sha256, stamp, input.name, input.id, dataclasses.asdict(input.given), str(limits))
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class Cache:
    """A folder of entries by key. A file appears in it when it is whole, and one that is damaged all the same is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, key: str) -> Outcome | None:
        """Return what the entry ``key`` is about; None when there is none, or none that is sound."""
        try:
            return outcome_of(self._path(key).read_bytes())
        except (OSError, DamagedEntryError):
            return None

    def pieces(self, key: str) -> dict[str, bytes]:
        """Return the pieces of the report ``key``. Raises OSError and DamagedEntryError."""
        return pieces_of(self._path(key).read_bytes())

    def put(self, key: str, entry: bytes) -> None:
        """Keep an entry. Whoever is killed in the middle leaves nothing under the entry's name."""
        path = self._path(key)
        part = path.with_name(f"{path.name}.{os.getpid()}{_PART}")
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(entry)
        part.replace(path)

    def sweep(self, keys: Collection[str]) -> None:
        """Remove all entries but ``keys``, so that the cache holds no more than the build that it belongs to."""
        for path in self.folder.glob("??/*"):
            if path.name not in keys:
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key
