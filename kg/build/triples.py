"""Counts the distinct triples of a graph that is too large to hold: each report is counted by who writes it.

What is said of a report stands in its own fragment, once. Only triples of shared entities repeat from report to report, so those
alone are compared, by a hash of eight bytes each, on disk.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

__all__ = ["SharedTriples", "census"]

# So many hashes are sorted at once: 32 MB.
_AT_ONCE = 1 << 22


def census(turtle: str, own: str) -> tuple[int, bytes]:
    r"""Return how many triples are about ``own``, the beginning of an IRI, and the hashes of all others, 8 bytes each.

    ``turtle`` is a body as :func:`kg.graph.turtle.body` writes it, in which each triple has a line of its own.

    >>> count, others = census("<a:r/1> kg:p 1 ;\n\tkg:p 2 .\n<a:c> a kg:C .\n", "a:r")
    >>> count, len(others)
    (2, 8)
    """
    begin = f"<{own}"
    count = 0
    hashes: list[bytes] = []
    for block in turtle.split(" .\n")[:-1]:
        if block.startswith(begin):
            count += block.count(" ;\n\t") + 1
            continue
        first, *more = block.split(" ;\n\t")
        subject = first[: first.index(" ") + 1]
        for triple in (first, *(subject + rest for rest in more)):
            hashes.append(hashlib.blake2b(triple.encode(), digest_size=8).digest())
    return count, b"".join(hashes)


class SharedTriples:
    """Hashes put aside in a file, whose distinct ones are counted in the end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")

    def add(self, hashes: bytes) -> None:
        """Take in hashes of 8 bytes each."""
        self._file.write(hashes)

    def count(self) -> int:
        """Return the number of distinct hashes, and remove the file."""
        self._file.close()
        total = self._path.stat().st_size // 8
        parts = 1 << (total // _AT_ONCE).bit_length()
        found = sum(self._distinct(part, parts) for part in range(parts))
        self._path.unlink()
        return found

    def _distinct(self, part: int, parts: int) -> int:
        """Return how many distinct hashes are ``part`` modulo ``parts``, a power of two."""
        found: list[np.ndarray[tuple[int], np.dtype[np.uint64]]] = []
        with self._path.open("rb") as file:
            while len(hashes := np.fromfile(file, "<u8", _AT_ONCE)):
                found.append(hashes[hashes & np.uint64(parts - 1) == part])
        return len(np.unique(np.concatenate(found))) if found else 0
