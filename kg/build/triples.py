"""Counts the distinct triples of a graph that is too large to hold: each report is counted by who writes it.

What is said of a report stands in its own fragment, once. Only what is said of shared entities repeats from report to report, so
that alone is compared, on disk: by a hash of eight bytes, and with the number of triples that it stands for. A node that is the
same in every report that has it is one such record, a triple that some reports add to it another.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import numpy as np

from kg.graph import Fragments

__all__ = ["SharedTriples", "census", "record"]

# So many records are sorted at once: 8 MB.
_AT_ONCE = 1 << 19
_RECORD = np.dtype([("hash", "<u8"), ("triples", "<u8")])


def census(fragments: Fragments) -> tuple[int, bytes]:
    """Return how many triples are about a report alone, and the records of all others."""
    return fragments.own, b"".join([*map(record, fragments.entities), *map(_record_of, fragments.said)])


@lru_cache(maxsize=1 << 12)  # of most entities every report says the same
def record(body: str) -> bytes:
    r"""Return the record of a body whose triples are always said together.

    >>> record("<a:b> kg:p 1 ;\n\tkg:p 2 .\n")[8:].hex()
    '0200000000000000'
    """
    return hashlib.blake2b(body.encode(), digest_size=8).digest() + body.count("\n").to_bytes(8, "little")


def _record_of(triple: str) -> bytes:
    return hashlib.blake2b(triple.encode(), digest_size=8).digest() + b"\1\0\0\0\0\0\0\0"


class SharedTriples:
    """Records put aside in a file; the triples of the distinct ones are counted in the end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")

    def add(self, records: bytes | memoryview) -> None:
        """Take in records, one behind the other."""
        self._file.write(records)

    def count(self) -> int:
        """Return how many triples the distinct records stand for, and remove the file."""
        self._file.close()
        total = self._path.stat().st_size // _RECORD.itemsize
        parts = 1 << (total // _AT_ONCE).bit_length()
        found = sum(self._distinct(part, parts) for part in range(parts))
        self._path.unlink()
        return found

    def _distinct(self, part: int, parts: int) -> int:
        """Return the same of the records whose hashes are ``part`` modulo ``parts``, a power of two."""
        found: list[np.ndarray[tuple[int], np.dtype[np.void]]] = []
        with self._path.open("rb") as file:
            while len(records := np.fromfile(file, _RECORD, _AT_ONCE)):
                found.append(records[records["hash"] & np.uint64(parts - 1) == part])
        if not found:
            return 0
        records = np.concatenate(found)
        _, firsts = np.unique(records["hash"], return_index=True)
        return int(records["triples"][firsts].sum())
