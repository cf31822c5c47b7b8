"""File names of pages: a function of the report's id alone, safe on every file system, one a report."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

__all__ = ["href", "slug"]

_KEPT = 60  # characters: 180 bytes of Han, which with a hash and a suffix stays below the 255 of common file systems
_UNSAFE = re.compile(r"[^0-9a-z_\u3400-\u4dbf\u4e00-\u9fff-]+")
# Names that Windows keeps for devices, and the form that this module gives to the ids that it changes.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)|.*-[0-9a-f]{8}")


def slug(report_id: str) -> str:
    """Return the name of a report's pages, without suffix.

    Small ASCII letters, digits, ``-``, ``_`` and Han stay; an id that would not stay whole gets eight hex digits of its hash, so
    that two ids never share a page, not even where the file system ignores case or normalises Unicode.

    >>> slug("000_f99bbbeaaeb0f9c6")
    '000_f99bbbeaaeb0f9c6'
    >>> slug("河南省/开封市 2022")
    '河南省-开封市-2022-8c917d33'
    """
    safe = _UNSAFE.sub("-", unicodedata.normalize("NFC", report_id).lower())[:_KEPT].strip("-")
    if safe == report_id and safe and not _RESERVED.fullmatch(safe):
        return safe
    digest = hashlib.sha256(report_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{safe or 'report'}-{digest}"


def href(*parts: str) -> str:
    """Return the parts of a relative path as a percent-encoded reference.

    >>> href("reports", "开封-1.html")
    'reports/%E5%BC%80%E5%B0%81-1.html'
    """
    return "/".join(quote(part, safe="") for part in parts)
