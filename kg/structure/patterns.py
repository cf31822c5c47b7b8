"""Makes one compiled pattern of the alternatives that a rule lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

__all__ = ["any_of"]


@lru_cache(maxsize=256)
def _joined(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that matches where one of ``patterns`` does; compiled once."""
    return _joined(tuple(patterns))
