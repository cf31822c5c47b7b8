"""Makes one compiled pattern of the alternatives that a rule lists, and a quick search for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from kg.structure.needed import first_characters, last_characters, needed_words, shortest

__all__ = ["Ending", "Search", "any_of", "ending", "searcher"]

Search = Callable[[str], object]
Ending = Callable[[str], re.Match[str] | None]


@lru_cache(maxsize=256)
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that matches where one of ``patterns`` does; of several, where it may begin is looked at first."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    first = [first_characters(pattern) for pattern in patterns]
    if len(first) > 1 and all(first):
        joined = f"(?=[{re.escape(''.join(sorted(frozenset().union(*first))))}])(?:{joined})"
    return re.compile(joined)


@lru_cache(maxsize=256)
def searcher(patterns: tuple[str, ...]) -> Search:
    """Return what says of a text, by a true value, whether one of ``patterns`` is found in it.

    The words that the patterns need are looked for first, which takes a fraction of the time; most texts have none.
    """
    search = any_of(patterns).search
    needed = [needed_words(pattern) for pattern in patterns]
    if not all(needed):
        return search
    may_hold = re.compile("|".join(map(re.escape, sorted(shortest(frozenset().union(*needed)))))).search
    return lambda text: may_hold(text) and search(text)


def ending(pattern: str) -> Ending:
    """Return the search for ``pattern``, which ends with the text (``$``); it is tried behind characters in which that can end.

    >>> ending("(?:共|约)$")("全年共"), ending("(?:共|约)$")("共约定")
    (<re.Match object; span=(2, 3), match='共'>, None)
    """
    search, ends = re.compile(pattern).search, last_characters(pattern)
    if not ends:
        return search
    ends |= {"\n"}  # before which $ matches too
    return lambda text: search(text) if text[-1:] in ends else None
