"""Bytes → characters: finds the encoding of a Chinese text file."""

from __future__ import annotations

import codecs
from pathlib import Path

from kg.reading.errors import BinaryFileError, EmptyFileError, UndecodableFileError

__all__ = ["decode"]

# First bytes of formats that get saved under a wrong suffix, and what they are called in the message.
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF mark"),
    (b"PK\x03\x04", "a zip or docx mark"),
    (b"\xd0\xcf\x11\xe0", "a Microsoft Office 97 mark"),
    (b"{\\rtf", "an RTF mark"),
    (b"\x89PNG", "a PNG mark"),
    (b"\xff\xd8\xff", "a JPEG mark"),
    (b"GIF8", "a GIF mark"),
    (b"\x1f\x8b", "a gzip mark"),
)

# Of running Chinese text, about 97 of 100 characters outside ASCII are level-1 hanzi or punctuation of GB 2312;
# of Big5 or random bytes that happen to decode as GB18030, under half are.
PLAUSIBLE_SHARE = 0.7
SAMPLE = 20_000


def decode(data: bytes, path: Path) -> str:
    """Return the text of ``data`` without a byte order mark, its line ends CR LF made LF, and nothing else changed.

    Tried in turn: UTF-16 with a mark, UTF-8, GB18030 when the result is plausible Chinese.
    Raises EmptyFileError, BinaryFileError or UndecodableFileError, which name ``path``.
    """
    for mark, name in MAGIC:
        if data.startswith(mark):
            raise BinaryFileError(path, 0, name)
    text = _decode(data, path)
    if not text.strip():
        raise EmptyFileError(path, len(data))
    return text.replace("\r\n", "\n")


def _decode(data: bytes, path: Path) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UndecodableFileError(path, error.start) from None
        if (nul := text.find("\0")) >= 0:
            raise BinaryFileError(path, 2 + 2 * nul, "a NUL")
        return text
    if (nul := data.find(b"\0")) >= 0:
        raise BinaryFileError(path, nul, "a NUL")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        first_bad = error.start
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        raise UndecodableFileError(path, first_bad) from None
    if not _is_plausible(text):
        raise UndecodableFileError(path, first_bad)
    return text


def _is_plausible(text: str) -> bool:
    """Say whether most characters outside ASCII are common ones: rows 1–3 and 16–55 of GB 2312 (symbols; level-1 hanzi)."""
    foreign = [char for char in text[:SAMPLE] if char > "\x7f"]
    common = 0
    for char in foreign:
        code = char.encode("gb2312", "ignore")
        common += bool(code) and (0xA1 <= code[0] <= 0xA3 or 0xB0 <= code[0] <= 0xD7)
    return common >= PLAUSIBLE_SHARE * len(foreign)
