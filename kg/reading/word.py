"""Reader of Word files (.docx)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.ontology.reading import ReadingRules
from kg.reading.drawn import Drawn, clean
from kg.reading.errors import BinaryFileError, DamagedFileError, EmptyFileError, EncryptedFileError, OversizeError
from kg.reading.formats import true_format
from kg.reading.inputs import Limits
from kg.reading.word_numbers import Numbers

__all__ = ["read_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ZIP = b"PK\x03\x04"
# Word puts a docx with a password into the container of its old format.
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BETWEEN_CELLS = "\t"
# A cell with more text is there for the layout.
LONGEST_CELL = 200


def read_docx(data: bytes, path: Path, rules: ReadingRules, limits: Limits) -> Drawn:
    """Return the paragraphs of a Word file, a line each, and the rows of its tables, a line each with tabs between the cells.

    Headers, footers, footnotes, comments and deleted text are left out. Raises ReadingError, which names ``path``.
    """
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise EncryptedFileError(path)
    if not data.startswith(_ZIP):
        found = true_format(data)
        raise BinaryFileError(path, 0, *found) if found else DamagedFileError(path, "docx", "it does not begin like one")
    document = _document(data, path, limits)
    numbers = Numbers(*_parts(document), rules.word_digits)
    lines = [line for line in _lines(document.element.body, numbers) if line]
    if not lines:
        raise EmptyFileError(path, len(data), "no text (pictures of text are not read)")
    return Drawn(clean("\n".join(lines)))


def _document(data: bytes, path: Path, limits: Limits) -> Any:
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(info.file_size for info in package.infolist())
        if unpacked > limits.unpacked_bytes:
            raise OversizeError(path, unpacked, limits.unpacked_bytes, "bytes unpacked", "--max-unpacked-size")
        # Its parser resolves no entities and opens no files.
        return docx.Document(io.BytesIO(data))
    except OversizeError:
        raise
    except Exception as error:  # whatever a damaged package makes the parser raise
        raise DamagedFileError(path, "docx", str(error) or type(error).__name__) from None


def _parts(document: Any) -> tuple[Any | None, Any | None]:
    """Return the root elements of the definitions of lists and of styles; None for what is missing or damaged."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    roots = []
    for kind in (RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.STYLES):
        try:
            roots.append(getattr(document.part.part_related_by(kind), "element", None))
        except (KeyError, ValueError):
            roots.append(None)
    return roots[0], roots[1]


def _lines(body: Any, numbers: Numbers) -> Iterator[str]:
    """Yield the paragraphs and rows of ``body`` in order, also those in content controls; a nested table's cells run together.

    A paragraph begins with the number that Word shows before it.
    """
    stack: list[Any] = [body]
    while stack:
        element = stack.pop()
        if element.tag == f"{_W}p":
            text = _text(element).lstrip(" \t\u3000\xa0")
            number = numbers.before(element)
            yield from (line.strip(" \t\u3000\xa0") for line in (number + text if text else "").split("\n"))
        elif element.tag == f"{_W}tr" and len(cells := _cells(element)) > 1 and max(map(len, cells)) <= LONGEST_CELL:
            yield BETWEEN_CELLS.join(cells).strip()
        elif element.tag not in (f"{_W}sectPr", f"{_W}del"):
            stack.extend(reversed(list(element)))


def _cells(row: Any) -> list[str]:
    """Return the texts of a row's cells."""
    return [
        " ".join(" ".join(_text(paragraph) for paragraph in cell.iter(f"{_W}p")).split()) for cell in row.iterchildren(f"{_W}tc")
    ]


def _text(paragraph: Any) -> str:
    """Return the characters of a paragraph, without what was deleted and without boxes anchored in it."""
    pieces: list[str] = []
    stack: list[Any] = [paragraph]
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == f"{_W}t":
            pieces.append(element.text or "")
        elif tag in (f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
            pieces.append({"tab": " ", "noBreakHyphen": "-"}.get(tag.removeprefix(_W), "\n"))
        elif tag not in (f"{_W}pPr", f"{_W}rPr", f"{_W}del", f"{_W}drawing", f"{_W}pict", f"{_W}instrText") and isinstance(
            tag, str
        ):
            stack.extend(reversed(list(element)))
    return "".join(pieces)
