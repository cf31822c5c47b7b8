"""Counts the distinct triples of a graph that is too large to hold: each report is counted by who writes it.

What is said of a report stands in its own fragment, once. Only triples of shared entities repeat from report to report, so those
alone are compared, by a hash of eight bytes each, on disk.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import numpy as np

from kg.graph.turtle import NEXT

__all__ = ["SharedTriples", "census"]

_END = " .\n"  # of what is said of one subject
# So many hashes are sorted at once: 32 MB.
_AT_ONCE = 1 << 22


def census(turtle: str, own: str) -> tuple[int, bytes]:
    r"""Return how many triples are about ``own``, the beginning of an IRI, and the hashes of all others, 8 bytes each.

    ``turtle`` is a body as :func:`kg.graph.turtle.body` writes it, in which each triple has a line of its own, and subjects are
    in order: those that begin with ``own`` stand together.

    >>> count, others = census("<a:c> a kg:C .\n<a:r/1> kg:p 1 ;\n\tkg:p 2 .\n", "a:r")
    >>> count, len(others)
    (2, 8)
    """
    # A literal has no line end, so what follows one and is no tab is a subject.
    begin = f"\n<{own}"
    lines = f"\n{turtle}"
    first, last = lines.find(begin), lines.rfind(begin)
    if first < 0:
        return 0, _all_hashes(turtle)
    end = lines.index(_END, last) + len(_END)
    return lines.count("\n", first + 1, end), _all_hashes(turtle[:first] + lines[end:])


def _all_hashes(turtle: str) -> bytes:
    return b"".join(map(_hashes, turtle.split(_END)[:-1]))


@lru_cache(maxsize=1 << 11)  # of most entities every report says the same
def _hashes(block: str) -> bytes:
    """Return the hashes of the triples of one subject."""
    first, *more = block.encode().split(NEXT.encode())
    subject = first[: first.index(b" ") + 1]
    triples = (first, *[subject + rest for rest in more])
    return b"".join([hashlib.blake2b(triple, digest_size=8).digest() for triple in triples])


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
