"""Tells from a regular expression which words a text needs to match it, so that most texts need not be tried.

After R. Cox, “Regular Expression Matching with a Trigram Index” (2012): a part of a pattern stands for a few strings or for many;
what it needs is found from the parts that stand for few. The form of a pattern is that of Python's own parser, which is no public
interface: where a version of Python has another one, no pattern tells anything, and all texts are tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

try:
    from re import _constants, _parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    _constants = _parser = None

__all__ = ["first_characters", "last_characters", "needed_words", "shortest"]

_MOST = 64  # strings that a part may stand for; of more, none is kept
_BLANKS = frozenset(filter(str.isspace, map(chr, range(0x3001))))
_codes: Any = _constants or ModuleType("none")
_REPEATS = tuple(getattr(_codes, name, None) for name in ("MAX_REPEAT", "MIN_REPEAT"))
_WITHOUT_WIDTH = tuple(getattr(_codes, name, None) for name in ("AT", "ASSERT", "ASSERT_NOT"))


def needed_words(pattern: str) -> frozenset[str]:
    """Return words of which each text in which ``pattern`` is found has one; empty when its form tells none.

    >>> sorted(needed_words("^(?:但|仍).{0,9}不(?:足|够强?)"))
    ['不够', '不足']
    >>> needed_words("[0-9]*(?:年)?"), needed_words("(?i)year")
    (frozenset(), frozenset())
    """
    return shortest(_told(pattern, _needed))


def shortest(words: frozenset[str]) -> frozenset[str]:
    """Return ``words`` without those that hold another one: a text that has one of all has one of these."""
    return frozenset(word for word in words if not any(other in word for other in words - {word}))


def first_characters(pattern: str) -> frozenset[str]:
    """Return the characters with which all that ``pattern`` matches begins; empty when its form tells none.

    >>> sorted(first_characters("(?<!第)[一二]{1,3}(?:是|要)"))
    ['一', '二']
    """
    return _told(pattern, _first)


def last_characters(pattern: str) -> frozenset[str]:
    """Return the characters with which all that ``pattern`` matches ends; empty when its form tells none.

    >>> sorted(last_characters("(?:不|约[为占]?)(?!是)$")), last_characters("(?:不|约.?)$")
    (['不', '为', '占', '约'], frozenset())
    """
    return _told(pattern, _last)


def _told(pattern: str, tell: Callable[[Iterable[Any]], set[str]]) -> frozenset[str]:
    if _parser is None:
        return frozenset()
    parsed = _parser.parse(pattern)
    return frozenset(() if parsed.state.flags & re.IGNORECASE else tell(parsed))


def _needed(parts: Iterable[Any]) -> set[str]:
    """Return what a sequence of parts needs: of the runs of strings in it, and of its other parts, the one that says most."""
    found: list[set[str]] = []
    run = {""}
    for part in parts:
        strings = _strings(part)
        if strings is None or len(run) * len(strings) > _MOST:
            found.append(run)
            run = strings or {""}
            if strings is None:
                found.append(_within(part, _needed))
        else:
            run = {head + tail for head in run for tail in strings}
    told = [words for words in (*found, run) if words and "" not in words]
    return max(told, key=lambda words: (min(map(len, words)), -len(words)), default=set())


def _first(parts: Iterable[Any]) -> set[str]:
    """Return what a sequence of parts begins with."""
    return _foremost(parts, _first)


def _last(parts: Iterable[Any]) -> set[str]:
    """Return what a sequence of parts ends with."""
    return _foremost([*parts][::-1], _last)


def _foremost(parts: Iterable[Any], tell: Callable[[Iterable[Any]], set[str]]) -> set[str]:
    """Return what the first of ``parts`` that has a width stands for, or what ``tell`` says of it.

    What may be left out before it counts with it.
    """
    found: set[str] = set()
    for part in parts:
        code, value = part
        if code in _WITHOUT_WIDTH:
            continue
        may_lack = code in _REPEATS and value[0] == 0
        strings = _characters(value, _BLANKS) if code is _codes.IN else {chr(value)} if code is _codes.LITERAL else None
        told = tell(value[2]) if may_lack else strings or _within(part, tell)
        if not told:
            break
        found |= told
        if not may_lack:
            return found
    return set()


def _within(part: tuple[Any, Any], tell: Callable[[Iterable[Any]], set[str]]) -> set[str]:
    """Return what ``tell`` says of the sequences of which a part is made; empty when one of them may be left out."""
    code, value = part
    if code is _codes.SUBPATTERN and value[1] == value[2] == 0:
        return tell(value[3])
    if code in _REPEATS and value[0] > 0:
        return tell(value[2])
    if code is _codes.BRANCH:
        branches = [tell(branch) for branch in value[1]]
        return set().union(*branches) if all(branches) else set()
    return set()


def _strings(part: tuple[Any, Any]) -> set[str] | None:
    """Return all strings that a part stands for, None for too many and for a part of another kind."""
    code, value = part
    if code in _WITHOUT_WIDTH:
        return {""}
    if code is _codes.LITERAL:
        return {chr(value)}
    if code is _codes.IN:
        return _characters(value)
    if code is _codes.SUBPATTERN and value[1] == value[2] == 0:
        return _joined(value[3])
    if code in _REPEATS and value[1] == 1:
        once = _joined(value[2])
        return None if once is None else once | ({""} if value[0] == 0 else set())
    if code is _codes.BRANCH:
        branches = [_joined(branch) for branch in value[1]]
        return None if None in branches else set().union(*(branch or () for branch in branches))
    return None


def _characters(ranges: Iterable[tuple[Any, Any]], blanks: frozenset[str] = frozenset()) -> set[str] | None:
    """Return all characters of a set, None for too many; ``blanks`` are those of white space, where they may be as many."""
    found: set[str] = set()
    for code, value in ranges:
        if blanks and (code, value) == (_codes.CATEGORY, _codes.CATEGORY_SPACE):
            found |= blanks
            continue
        first, last = value if code is _codes.RANGE else (value, value)
        if code not in (_codes.LITERAL, _codes.RANGE) or last - first >= _MOST:
            return None
        found.update(map(chr, range(first, last + 1)))
    return found


def _joined(parts: Iterable[Any]) -> set[str] | None:
    """Return all strings that a sequence of parts stands for, None for too many."""
    joined = {""}
    for part in parts:
        strings = _strings(part)
        if strings is None or len(joined) * len(strings) > _MOST:
            return None
        joined = {head + tail for head in joined for tail in strings}
    return joined
