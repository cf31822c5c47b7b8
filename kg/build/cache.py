"""Keeps what was read, a file a report, so that a build reads only what has changed since the last one, or since it broke off."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from kg.build.entry import DamagedEntryError, Outcome, outcome_of, pieces_of
from kg.build.version import program_version
from kg.ontology import Ontology
from kg.reading import Given, Input, Limits

__all__ = ["Cache", "cache_key"]

# Ends the name of a file that is being written: such a one is never looked at, and is swept away.
_PART = ".part"


def cache_key(input: Input, stamp: str, ontology: Ontology) -> str:
    """Return the key of all that a report depends on: its file, by ``stamp``, what is said of it, and who reads it how."""
    parts = (program_version(), ontology.sha256, stamp, input.name, input.id, _asked(input.given, input.limits))
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@lru_cache(maxsize=1 << 7)  # most inputs of a build have the same
def _asked(given: Given, limits: Limits) -> str:
    # The seconds say when to give up, not what is found.
    return json.dumps((dataclasses.asdict(given), dataclasses.asdict(dataclasses.replace(limits, seconds=0))))


class Cache:
    """A folder of entries by key. A file appears in it when it is whole, and one that is damaged all the same is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, key: str) -> Outcome | None:
        """Return what the entry ``key`` is about; None when there is none, or none that is sound."""
        try:
            return outcome_of(self._entry(key))
        except (OSError, DamagedEntryError):
            return None

    def pieces(self, key: str) -> dict[str, memoryview]:
        """Return the pieces of the report ``key``. Raises OSError and DamagedEntryError."""
        return pieces_of(self._entry(key))

    def put(self, key: str, entry: bytes) -> None:
        """Keep an entry. Whoever is killed in the middle leaves nothing under the entry's name."""
        path = self._path(key)
        part = f"{path}.{os.getpid()}{_PART}"
        if not os.access(os.path.dirname(path), os.F_OK):
            os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(part, "wb") as file:
            file.write(entry)
        os.replace(part, path)

    def sweep(self, keys: Collection[str]) -> None:
        """Remove all entries but ``keys``, so that the cache holds no more than the build that it belongs to."""
        for path in self.folder.glob("*/*"):
            if path.name not in keys:
                path.unlink(missing_ok=True)

    def _entry(self, key: str) -> bytes:
        with open(self._path(key), "rb", buffering=0) as file:
            return file.read()

    def _path(self, key: str) -> str:
        return os.path.join(self.folder, key[:1], key)  # in 16 folders: more of them take longer to make than files
