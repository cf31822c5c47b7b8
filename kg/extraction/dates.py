"""Reads a date in any of the forms in which reports write one."""

from __future__ import annotations

import datetime
import re

from kg.ontology.metadata import MetadataRules

__all__ = ["find_date"]


def find_date(line: str, rules: MetadataRules) -> tuple[str, int, int] | None:
    """Return (ISO date, start, end) of the first date in ``line``, or None.

    Read are 2023年1月3日, 2023-01-03, 2023.1.3, 2023/1/3, 二〇二三年一月三日, 2023年元月3日,
    and dates that lost their marks: 20230103, 2021226.
    """
    if match := re.search(rules.date, line):
        year, month, day = match.groups()
        if found := _iso(int(year), 1 if month == rules.first_month else int(month), int(day)):
            return found, *match.span()
    if match := re.search(rules.chinese_date, line):
        year = int("".join(rules.digits[char] for char in match.group(1)))
        if found := _iso(year, _count(match.group(2), rules), _count(match.group(3), rules)):
            return found, *match.span()
    if (match := re.fullmatch(rules.packed_date, line.strip())) and (found := _unpack(*match.groups())):
        return found, *match.span()
    return None


def _count(numeral: str, rules: MetadataRules) -> int:
    """Return the value of a Chinese numeral from 一 to 三十一, or of 元, the first month."""
    if numeral == rules.first_month:
        return 1
    tens, ten, ones = numeral.rpartition(rules.ten)
    unit = int("".join(rules.digits.get(char, "") for char in ones) or 0)
    return (int(rules.digits.get(tens, "1")) * 10 if ten else 0) + unit


def _unpack(year: str, rest: str) -> str | None:
    """Divide ``rest`` into month and day; of two ways, that with the earlier month, in which reports are signed."""
    readings = (_iso(int(year), int(rest[:cut]), int(rest[cut:])) for cut in (1, 2) if rest[:cut] != "0" and cut < len(rest))
    return min((reading for reading in readings if reading), default=None)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
