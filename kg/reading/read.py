"""Reads one file with the reader of its suffix."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.ontology.reading import ReadingRules
from kg.reading.archive import archive_of, read_member
from kg.reading.drawn import Drawn
from kg.reading.errors import MissingFileError, OversizeError, UnsupportedSuffixError
from kg.reading.formats import AMBIGUOUS, true_suffix
from kg.reading.html import read_html
from kg.reading.inputs import Input, Limits, report_id
from kg.reading.mhtml import read_mhtml
from kg.reading.pdf import read_pdf
from kg.reading.plain import read_plain
from kg.reading.tags import overlaid
from kg.reading.word import read_docx
from kg.records import Report, Source

__all__ = ["READERS", "Reader", "content", "read"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Draws the text out of the bytes of one format; the function gets the path too, for its messages."""

    name: str
    media_type: str
    draw: Callable[[bytes, Path, ReadingRules, Limits], Drawn]


_HTML = Reader("html", "text/html", read_html)
_MHTML = Reader("mhtml", "multipart/related", read_mhtml)

# All formats that are read, by suffix in lower case.
READERS: dict[str, Reader] = {
    ".txt": Reader("plain", "text/plain", read_plain),
    ".html": _HTML,
    ".htm": _HTML,
    ".shtml": _HTML,
    ".xhtml": _HTML,
    ".mht": _MHTML,
    ".mhtml": _MHTML,
    ".docx": Reader("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", read_docx),
    ".pdf": Reader("pdf", "application/pdf", read_pdf),
}


def read(input: Input, rules: ReadingRules) -> Report:
    """Read one input. ``meta`` of the report holds what the page's own tags say and, over it, what the user gave; no more.

    Raises a ReadingError whose one line names the file, the place and the remedy.
    """
    path, limits = input.path, input.limits
    suffix = path.suffix.lower()
    if suffix not in READERS and suffix not in AMBIGUOUS:
        raise UnsupportedSuffixError(path, tuple(READERS))
    data = content(path, limits)
    if suffix in AMBIGUOUS:
        suffix = true_suffix(data) or suffix
    reader = READERS.get(suffix)
    if reader is None:
        raise UnsupportedSuffixError(path, tuple(READERS), suffix)
    drawn = reader.draw(data, path, rules, limits)
    if len(drawn.text) > limits.characters:
        raise OversizeError(path, len(drawn.text), limits.characters, "characters", "--max-characters")
    source = Source(
        path=input.name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=reader.media_type,
        url=input.given.url or drawn.url,
        reader=reader.name,
        site=drawn.site,
    )
    id = input.id or report_id(path, input.root)
    return Report(id=id, text=drawn.text, source=source, meta=overlaid(drawn.meta, input.given.meta), warnings=drawn.warnings)


def content(path: Path, limits: Limits) -> bytes:
    """Return the bytes of a file or of a member of an archive. Raises a ReadingError as :func:`read` does."""
    if archive_of(path) is not None:
        return read_member(path, limits)
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise OversizeError(path, size, limits.file_bytes, "bytes", "--max-file-size")
        return path.read_bytes()
    except OSError as error:
        raise MissingFileError(path, (error.strerror or "cannot be opened").lower()) from None
