"""Reader of PDF files with a text layer."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.ontology.reading import ReadingRules
from kg.reading.drawn import Drawn, clean
from kg.reading.errors import DamagedFileError, EncryptedFileError, NoTextLayerError, OversizeError
from kg.reading.inputs import Limits
from kg.reading.print_lines import PrintLine, paragraphs

__all__ = ["read_pdf"]

_MARK = b"%PDF"
_MARK_WITHIN = 1024  # junk before the mark is allowed (ISO 32000, Annex H)
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_MOST_PAGES = 5_000
_LINE_ENDS = frozenset((10, 13))
_FEWEST = 10  # characters on a page that is more than a picture with a number


def read_pdf(data: bytes, path: Path, rules: ReadingRules, limits: Limits) -> Drawn:
    """Return the paragraphs of a PDF, a line each, joined across lines and pages, without headers, footers and page numbers.

    Raises ReadingError, which names ``path``.
    """
    import pypdfium2 as pdfium

    if _MARK not in data[:_MARK_WITHIN]:
        raise DamagedFileError(path, "pdf", "it does not begin like one")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise EncryptedFileError(path) from None
        raise DamagedFileError(path, "pdf", str(error)) from None
    pages: list[list[PrintLine]] = []
    empty: list[int] = []
    left = limits.characters
    try:
        if len(document) > _MOST_PAGES:
            raise OversizeError(path, len(document), _MOST_PAGES, "pages", "splitting the file")
        for number in range(len(document)):
            lines = list(_lines(document, number, left, rules))
            read = sum(len(line.text) for line in lines)
            left -= read
            if left < 0:
                raise OversizeError(path, None, limits.characters, "characters", "--max-characters")
            if read < _FEWEST:
                empty.append(number + 1)
            pages.append(lines)
    finally:
        document.close()
    text = clean("\n".join(paragraphs(pages, rules))) if len(empty) < len(pages) else ""
    if not text.strip():
        raise NoTextLayerError(path, len(pages))
    warnings = (
        (f"no text on page {', '.join(map(str, empty[:20]))}: if these are pictures of text, they were not read",)
        if empty
        else ()
    )
    return Drawn(text, warnings=warnings)


def _unified(char: str, rules: ReadingRules) -> str:
    """Return the character that is meant where a radical (U+2E80 to U+2FDF) was written in its place."""
    if not "\u2e80" <= char <= "\u2fdf":
        return char
    return rules.radicals.get(char) or unicodedata.normalize("NFKC", char)


def _lines(document: Any, number: int, most: int, rules: ReadingRules) -> Iterator[PrintLine]:
    """Yield the lines of a page in the order in which they were written; a page that is damaged has none."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    try:
        page = document[number]
        height = page.get_height()
        text = page.get_textpage()
    except pdfium.PdfiumError:
        return
    box = [ctypes.c_double() for _ in range(4)]
    line = PrintLine(number, height)
    for index in range(min(text.count_chars(), most + 1)):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        if code in _LINE_ENDS:
            if line.text:
                yield line
            line = PrintLine(number, height)
            continue
        if code < 0x20 or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF:
            continue
        raw.FPDFText_GetCharBox(text.raw, index, *box)  # left, right, bottom, top
        left, right, bottom, top = (side.value for side in box)
        char = chr(code)
        is_gap = code == 0x20 and raw.FPDFText_IsGenerated(text.raw, index) == 1
        line.add(_unified(char, rules), left, right, bottom, top, is_gap)
    if line.text:
        yield line
    text.close()
    page.close()
