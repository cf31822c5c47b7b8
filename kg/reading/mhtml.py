"""Reader of web pages saved as one file (.mht, .mhtml): takes the page out of it."""

from __future__ import annotations

import email
import email.policy
from email.message import Message
from pathlib import Path

from kg.ontology.reading import ReadingRules
from kg.reading.drawn import Drawn
from kg.reading.errors import DamagedFileError
from kg.reading.html import read_html
from kg.reading.inputs import Limits

__all__ = ["read_mhtml"]

_PARTS = 10_000


def read_mhtml(data: bytes, path: Path, rules: ReadingRules, limits: Limits) -> Drawn:
    """Return the report on the first web page in ``data``. Raises ReadingError, which names ``path``."""
    if data.count(b"\n--") > _PARTS:
        raise DamagedFileError(path, "mhtml", f"more than {_PARTS:,} parts")
    try:
        page = _page(email.message_from_bytes(data, policy=email.policy.compat32))
    except (ValueError, LookupError, AttributeError, RecursionError) as error:
        raise DamagedFileError(path, "mhtml", str(error)) from None
    if page is None:
        raise DamagedFileError(path, "mhtml", "it holds no web page")
    return read_html(page, path, rules, limits)


def _page(message: Message) -> bytes | None:
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else None
    return None
