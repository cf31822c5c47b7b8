"""Reader of plain text files."""

from __future__ import annotations

from pathlib import Path

from kg.reading.encoding import decode

__all__ = ["read_plain"]


def read_plain(data: bytes, path: Path) -> str:
    """Return the text of a .txt file. Raises ReadingError, which names ``path``."""
    return decode(data, path)
