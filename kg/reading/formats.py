"""The formats that are not read, and what to do with them; the marks by which bytes give away their format."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["AMBIGUOUS", "PICTURES", "REFUSED", "Refusal", "refusal", "true_format", "true_suffix"]


class Refusal(NamedTuple):
    """What a kind of file is, and how its text is got into a form that is read."""

    what: str
    remedy: str


_OFFICE = "open it in LibreOffice, WPS or Word and save it as {}, or run: soffice --headless --convert-to {} FILE"
_WORD = _OFFICE.format(".docx", "docx")
_SHEET = "save the sheet with the text as .docx or .txt; a list of reports as .csv is read as a manifest"
_SLIDES = _OFFICE.format(".pdf", "pdf")
_IMAGE = "a picture holds no characters; recognise them (OCR) and save the text as .txt, .docx or .pdf"

# Kinds of document that people save reports in; they are named wherever they are found. Other kinds are passed over in folders.
REFUSED: dict[str, Refusal] = {
    ".doc": Refusal("a Word 97–2003 document", _WORD),
    ".dot": Refusal("a Word 97–2003 template", _WORD),
    ".wps": Refusal("a WPS document", _WORD),
    ".wpt": Refusal("a WPS template", _WORD),
    ".rtf": Refusal("a rich text document", _WORD),
    ".odt": Refusal("an OpenDocument text", _WORD),
    ".uof": Refusal("a UOF document", _WORD),
    ".uot": Refusal("a UOF document", _WORD),
    ".pages": Refusal("an Apple Pages document", "export it from Pages as .docx or .pdf"),
    ".ofd": Refusal("an OFD document", "open it in an OFD reader and export it as .pdf with text, or copy its text into a .txt"),
    ".ceb": Refusal("a Founder CEB document", "open it in Apabi Reader and print it to a .pdf with text"),
    ".caj": Refusal("a CAJ document", "open it in CAJViewer and print it to a .pdf with text"),
    ".xls": Refusal("an Excel 97–2003 workbook", _SHEET),
    ".xlsx": Refusal("an Excel workbook", _SHEET),
    ".et": Refusal("a WPS workbook", _SHEET),
    ".ods": Refusal("an OpenDocument workbook", _SHEET),
    ".ppt": Refusal("a PowerPoint 97–2003 presentation", _SLIDES),
    ".pptx": Refusal("a PowerPoint presentation", _SLIDES),
    ".rar": Refusal("a RAR archive", "unpack it and give the folder, or pack it as .zip"),
    ".7z": Refusal("a 7z archive", "unpack it and give the folder, or pack it as .zip"),
    ".tar": Refusal("a tar archive", "unpack it and give the folder, or pack it as .zip"),
    ".gz": Refusal("a gzip file", "unpack it and give the file or folder in it"),
    ".tif": Refusal("a picture", _IMAGE),
    ".tiff": Refusal("a picture", _IMAGE),
}
_PICTURE = Refusal("a picture", _IMAGE)
# Also refused by name when given by itself; in folders they are the furniture of saved pages.
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp"})

# Web sites and word processors give these suffixes to what is a web page or a docx; the content tells.
AMBIGUOUS = frozenset({".doc", ".wps"})
_HEAD = 4096
_MAIL = re.compile(rb"\s*[A-Za-z-]+:")
_BEFORE_TAGS = re.compile(r"<\?[^>]*>|<!--.*?-->|\s+", re.DOTALL)
_FIRST_TAGS = ("<!doctypehtml", "<html", "<head", "<meta", "<body")
_ENCODINGS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))

# First bytes of formats that get saved under a wrong suffix: what they are called in a message, and the right suffix.
_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF mark", ".pdf"),
    (b"PK\x03\x04", "a zip or docx mark", ".docx or .zip"),
    (b"\xd0\xcf\x11\xe0", "a Microsoft Office 97 mark", ".doc"),
    (b"{\\rtf", "an RTF mark", ".rtf"),
    (b"\x89PNG", "a PNG mark", ".png"),
    (b"\xff\xd8\xff", "a JPEG mark", ".jpg"),
    (b"GIF8", "a GIF mark", ".gif"),
    (b"\x1f\x8b", "a gzip mark", ".gz"),
    (b"Rar!", "a RAR mark", ".rar"),
    (b"7z\xbc\xaf", "a 7z mark", ".7z"),
)


def refusal(suffix: str) -> Refusal | None:
    """Return why files that end in ``suffix`` (lower case) are refused; None for a kind that nothing is known of."""
    return _PICTURE if suffix in PICTURES else REFUSED.get(suffix)


def true_suffix(data: bytes) -> str | None:
    """Return the suffix that fits a docx, an RTF document or a web page, also one saved with its parts; None for anything else.

    >>> true_suffix(b"<html><body>"), true_suffix(b"PK\\x03\\x04"), true_suffix(b"\\xd0\\xcf\\x11\\xe0")
    ('.html', '.docx', None)
    """
    head = data[:_HEAD]
    if head.startswith(b"PK\x03\x04"):
        return ".docx"
    if head.startswith(b"{\\rtf"):
        return ".rtf"
    if _MAIL.match(head) and b"multipart/related" in head.lower():
        return ".mht"
    encoding = next((name for mark, name in _ENCODINGS if head.startswith(mark)), "latin-1")
    first = _BEFORE_TAGS.sub("", head.decode(encoding, "replace").lstrip("\ufeff"))
    return ".html" if first.lower().startswith(_FIRST_TAGS) else None


def true_format(data: bytes) -> tuple[str, str] | None:
    """Return (what the first bytes are, the suffix that fits) when they are the mark of a format that is no text.

    >>> true_format(b"%PDF-1.7")
    ('a PDF mark', '.pdf')
    """
    return next(((name, suffix) for mark, name, suffix in _MARKS if data.startswith(mark)), None)
