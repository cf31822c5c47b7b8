"""Reader of plain text files."""

from __future__ import annotations

from pathlib import Path

from kg.ontology.reading import ReadingRules
from kg.reading.drawn import Drawn
from kg.reading.encoding import decode
from kg.reading.inputs import Limits

__all__ = ["read_plain"]


def read_plain(data: bytes, path: Path, rules: ReadingRules, limits: Limits) -> Drawn:
    """Return the text of a .txt file as it is. Raises ReadingError, which names ``path``."""
    return Drawn(decode(data, path))
