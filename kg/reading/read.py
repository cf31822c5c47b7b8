"""Reads one file with the reader of its suffix."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.reading.discover import report_id, shown
from kg.reading.errors import MissingFileError, UnsupportedSuffixError
from kg.reading.plain import read_plain
from kg.records import Report, Source

__all__ = ["READERS", "Reader", "read"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Draws the text out of the bytes of one format; the function gets the path too, for its messages."""

    media_type: str
    text: Callable[[bytes, Path], str]


# All formats that are read, by suffix in lower case.
READERS: dict[str, Reader] = {
    ".txt": Reader("text/plain", read_plain),
}


def read(path: Path, root: Path) -> Report:
    """Read ``path``, a file below ``root``; id and source path are relative to ``root``.

    Raises a ReadingError whose one line names the file, the place and the remedy; ValueError when ``path`` is not below ``root``.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnsupportedSuffixError(path, tuple(READERS))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise MissingFileError(path, (error.strerror or "cannot be opened").lower()) from None
    source = Source(shown(path.relative_to(root)), hashlib.sha256(data).hexdigest(), reader.media_type)
    return Report(id=report_id(path, root), text=reader.text(data, path), source=source)
