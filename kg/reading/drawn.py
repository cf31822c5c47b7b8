"""What a reader draws out of a file."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.records import Metadata

__all__ = ["Drawn", "clean"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """``text`` is the canonical text; ``meta`` what the file's own tags say, ``url`` and ``site`` where it was published."""

    text: str
    meta: Metadata = field(default_factory=Metadata)
    url: str | None = None
    site: str | None = None
    warnings: tuple[str, ...] = ()


def clean(text: str) -> str:
    """Return ``text`` without what cannot stand in UTF-8: lone surrogates become U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
