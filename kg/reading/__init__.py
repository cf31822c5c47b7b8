"""Stage ``reading``: bytes of a file → a Report with its text and source. Knows nothing of the domain."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kg.records import Report, Source

__all__ = ["read"]


def read(path: Path, root: Path) -> Report:
    """Read ``path``, a file below ``root``; id and source path are relative to ``root``."""
    data = path.read_bytes()
    relative = path.relative_to(root)
    source = Source(relative.as_posix(), hashlib.sha256(data).hexdigest(), "text/plain")
    return Report(id=relative.with_suffix("").as_posix(), text=data.decode("utf-8"), source=source)
