"""Bytes → characters: finds the encoding of a Chinese text."""

from __future__ import annotations

import codecs
from pathlib import Path

from kg.reading.errors import BinaryFileError, EmptyFileError, UndecodableFileError
from kg.reading.formats import true_format

__all__ = ["decode", "decode_page"]

# Of running Chinese text, about 97 of 100 characters outside ASCII are among the common ones of the standard it was saved in;
# of bytes read in another encoding that happens to fit them, under half are.
PLAUSIBLE_SHARE = 0.7
SAMPLE = 20_000


def decode(data: bytes, path: Path) -> str:
    """Return the text of ``data`` without a byte order mark, its line ends CR LF made LF, and nothing else changed.

    Tried in turn: UTF-16 with a mark, UTF-8, then GB18030, Big5 and UTF-16 without a mark, of which the first that gives
    plausible Chinese is taken. Raises EmptyFileError, BinaryFileError or UndecodableFileError, which name ``path``.
    """
    if known := true_format(data):
        raise BinaryFileError(path, 0, *known)
    text = _decode(data, path)
    if not text.strip():
        raise EmptyFileError(path, len(data))
    return text.replace("\r\n", "\n")


def decode_page(data: bytes, named: str | None) -> str:
    """Return the text of a web page, whatever is wrong with it: what cannot be decoded becomes U+FFFD.

    ``named`` is the encoding that the page claims; it decides only where the bytes do not tell by themselves.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    plain = data.replace(b"\0", b"") if data.count(b"\0") < len(data) // 8 else data
    for encoding in ("utf-8-sig", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
        try:
            text = (data if encoding.startswith("utf-16") else plain).decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig" or _is_plausible(text, encoding):
            return text
    damaged = {
        encoding: plain.decode(encoding, "replace") for encoding in (_known(named), "utf-8", "gb18030", "big5hkscs") if encoding
    }
    return min(damaged.values(), key=lambda text: text.count("\ufffd"))


def _known(name: str | None) -> str | None:
    try:
        found = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    # GB 2312 and GBK are parts of GB18030, and pages that claim one use the whole.
    return {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(found, found if found == "utf-8" else None)


def _decode(data: bytes, path: Path) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UndecodableFileError(path, error.start) from None
        if (nul := text.find("\0")) >= 0:
            raise BinaryFileError(path, 2 + 2 * nul, "a NUL")
        return text
    first_bad = -1
    nul = data.find(b"\0")
    try:
        if nul < 0:
            return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        first_bad = error.start
    for encoding in ("utf-16-le", "utf-16-be") if nul >= 0 else ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and _is_plausible(text, encoding):
            return text
    if nul >= 0:
        raise BinaryFileError(path, nul, "a NUL")
    raise UndecodableFileError(path, first_bad)


def _is_plausible(text: str, encoding: str) -> bool:
    """Say whether most characters outside ASCII are common ones of Chinese.

    Of GB 2312 rows 1–3 and 16–55 (symbols; level-1 hanzi), of Big5 rows A1–A3 and A4–C6 (symbols; level-1 hanzi). A text in
    traditional characters saved as GB18030 is judged by Big5's.
    """
    foreign = [char for char in text[:SAMPLE] if char > "\x7f"]
    if not foreign:
        return not encoding.startswith("utf-16")
    simplified = sum(map(_is_common_simplified, foreign))
    traditional = sum(map(_is_common_traditional, foreign)) if simplified < PLAUSIBLE_SHARE * len(foreign) else 0
    return max(simplified, traditional) >= PLAUSIBLE_SHARE * len(foreign)


def _is_common_simplified(char: str) -> bool:
    code = char.encode("gb2312", "ignore")
    return bool(code) and (0xA1 <= code[0] <= 0xA3 or 0xB0 <= code[0] <= 0xD7)


def _is_common_traditional(char: str) -> bool:
    code = char.encode("big5", "ignore")
    return bool(code) and 0xA1 <= code[0] <= 0xC6
