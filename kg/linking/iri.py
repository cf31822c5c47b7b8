"""Mints data IRIs from stable keys, and nothing else, so that graphs of different runs merge by plain union (DESIGN §4)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

__all__ = ["key", "mint", "segments"]

# RFC 3987: ipchar = iunreserved / sub-delims / ":" / "@" (and pct-encoded, which this module writes itself).
_ASCII = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@")
# RFC 3987: ucschar, the first and last code point of each range of the basic plane.
_UCSCHAR = ((0xA0, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFEF))
# A key of these alone, as nearly all are, needs no encoding.
_PLAIN = re.compile(f"[{re.escape(''.join(sorted(_ASCII)))}{''.join(f'{chr(first)}-{chr(last)}' for first, last in _UCSCHAR)}]*")
# Marks that differ between printings of one name: quotation marks, title marks, white space.
_DROPPED = re.compile(r"[\"'“”‘’「」『』《》〈〉<>\s]+")


@lru_cache(maxsize=1 << 13)  # the same names come again and again, here and when IRIs are minted of keys
def key(name: str) -> str:
    """Return the key of a name: NFKC, without quotation marks, title marks and white space.

    >>> key("“放管服” 改革（试行）")
    '放管服改革(试行)'
    """
    if name.isalnum() and unicodedata.is_normalized("NFKC", name):
        return name
    kept, dropped = _DROPPED.subn("", unicodedata.normalize("NFKC", name))
    return unicodedata.normalize("NFC", kept) if dropped else kept  # what stood around a dropped character may combine now


def mint(base: str, path: str, *keys: str) -> str:
    """Return the IRI ``<base>id/<path>/<key>/…``: raw UTF-8, all that is no ipchar percent-encoded.

    >>> mint("https://fazhi-kg.example/", "agency", "410203", "司法局")
    'https://fazhi-kg.example/id/agency/410203/司法局'
    """
    return "/".join((f"{base}id", path, *map(_segment, keys)))


def segments(base: str, iri: str) -> list[str]:
    """Return path and keys of an IRI that :func:`mint` made; raise ValueError on any other.

    >>> segments("https://fazhi-kg.example/", "https://fazhi-kg.example/id/agency/410203/司法局")
    ['agency', '410203', '司法局']
    """
    prefix = f"{base}id/"
    if not iri.startswith(prefix):
        raise ValueError(f"not a data IRI: {iri!r} does not begin with {prefix!r}")
    parts = iri[len(prefix) :].split("/")
    return [unquote(part) for part in parts] if "%" in iri else parts


@lru_cache(maxsize=1 << 13)  # as for keys
def _segment(name: str) -> str:
    """Return the key of a name, percent-encoded where it must be."""
    text = key(name)
    if _PLAIN.fullmatch(text):
        return text
    return "".join(c if c in _ASCII or _is_ucschar(c) else "".join(f"%{b:02X}" for b in _bytes(c)) for c in text)


def _bytes(character: str) -> bytes:
    # A lone surrogate has no UTF-8 form; the replacement character stands for it.
    return character.encode("utf-8", "replace" if 0xD800 <= ord(character) <= 0xDFFF else "strict")


def _is_ucschar(character: str) -> bool:
    code = ord(character)
    if code > 0xFFFF:
        return code & 0xFFFF <= 0xFFFD and (code < 0xE0000 or 0xE1000 <= code <= 0xEFFFD)
    return any(first <= code <= last for first, last in _UCSCHAR)
