"""Data cut into scripts of bounded size, of which a page loads those it needs (``fetch`` does not work on ``file://``).

Records wait in a file of their own until all are known, so that memory does not grow with what they say.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from tempfile import TemporaryFile
from typing import Any

__all__ = ["Spool", "bucket", "chunk_count"]

_SIZE = 1 << 17  # bytes that a chunk holds on average, at most


def bucket(key: str) -> int:
    """Return FNV-1a (32 bits) over the code points of ``key``; ``chunkOf`` of site.js computes the same.

    >>> bucket("a")
    3826002220
    """
    value = 0x811C9DC5
    for character in key:
        value = ((value ^ ord(character)) * 0x01000193) & 0xFFFFFFFF
    return value


def chunk_count(size: int) -> int:
    """Return into how many chunks ``size`` bytes are cut: a power of two.

    >>> chunk_count(0), chunk_count(300_000)
    (1, 4)
    """
    count = 1
    while count * _SIZE < size:
        count *= 2
    return count


class Spool:
    """Keeps records by key until they are written; of each, only its place is held in memory."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  # closed with the spool, which a site holds to its end
        self._places: list[tuple[str, int, int]] = []

    def add(self, key: str, record: Any) -> None:
        """Keep ``record``, which JSON can hold."""
        written = json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
        self._places.append((key, self._file.tell(), len(written)))
        self._file.write(written)

    @property
    def size(self) -> int:
        """The bytes of all records."""
        return sum(length for _, _, length in self._places)

    def by_chunk(self, count: int) -> Iterator[tuple[int, dict[str, list[Any]]]]:
        """Yield each of ``count`` chunks that has records, with them by key; the keys are in order, the records as added."""
        self._places.sort(key=lambda place: (bucket(place[0]) % count, place[0]))
        for number, places in groupby(self._places, key=lambda place: bucket(place[0]) % count):
            found: dict[str, list[Any]] = {}
            for key, start, length in places:
                self._file.seek(start)
                found.setdefault(key, []).append(json.loads(self._file.read(length).decode("utf-8", "surrogatepass")))
            yield number, found
        self._file.close()
