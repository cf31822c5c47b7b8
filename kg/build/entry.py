"""All that a build writes of one report, as one string of bytes that shows when it is damaged.

It is a SHA-256 of the rest, a line of JSON that says what the report is (the Outcome), and the compressed pieces.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import msgspec
import zstandard

__all__ = ["Counts", "DamagedEntryError", "Outcome", "outcome_of", "pack", "pieces_of"]

_HASH = 32
# Fast: a report's pieces shrink to a tenth all the same, because its sentences stand in each of them.
_LEVEL = 1


class Counts(NamedTuple):
    """How much was found."""

    entities: int
    observations: int
    relations: int
    statements: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A report that is done.

    ``path``, ``sha256``, ``url`` and ``id`` are its file's; ``iri``, ``title``, ``region`` (its full name) and ``year`` the
    report's; ``triples`` is how many triples of the graph are about it alone; ``size`` the bytes of its pieces; ``sketch`` tells
    texts that are alike; ``key`` is that of its entry in the cache; ``seconds`` is how long it took, 0 when it was known before.
    """

    path: str
    sha256: str
    url: str | None
    id: str
    iri: str
    title: str | None
    region: str
    year: int | None
    counts: Counts
    warnings: tuple[str, ...]
    triples: int
    size: int
    sketch: bytes
    key: str
    seconds: float = 0.0


class DamagedEntryError(ValueError):
    """Bytes that are no entry as it was written."""


class _Head(NamedTuple):
    outcome: Outcome
    # Their lengths in bytes by name, in order.
    pieces: dict[str, int]


_DECODER = msgspec.json.Decoder(_Head)


def pack(outcome: Outcome, pieces: Mapping[str, bytes]) -> bytes:
    """Return the entry of a report with its ``pieces`` by name."""
    # Without the time it took: an entry is the same whenever and wherever it is made.
    head = _Head(replace(outcome, seconds=0.0), {name: len(piece) for name, piece in pieces.items()})
    body = msgspec.json.encode(head) + b"\n" + zstandard.compress(b"".join(pieces.values()), _LEVEL)
    return hashlib.sha256(body).digest() + body


def outcome_of(entry: bytes) -> Outcome:
    """Return what an entry is about. Raises DamagedEntryError."""
    return _head(entry)[0].outcome


def pieces_of(entry: bytes) -> dict[str, memoryview]:
    """Return the pieces of an entry by name. Raises DamagedEntryError."""
    head, end = _head(entry)
    body = memoryview(zstandard.decompress(memoryview(entry)[end + 1 :]))
    found: dict[str, memoryview] = {}
    start = 0
    for name, length in head.pieces.items():
        found[name] = body[start : start + length]
        start += length
    return found


def _head(entry: bytes) -> tuple[_Head, int]:
    if hashlib.sha256(memoryview(entry)[_HASH:]).digest() != entry[:_HASH]:
        raise DamagedEntryError("an entry of the cache is damaged")
    end = entry.index(b"\n", _HASH)
    return _DECODER.decode(memoryview(entry)[_HASH:end]), end
