"""The value of a numeral as Chinese reports write it: 3 400, 18,206, 1.2万, 一百零五, 三千二百, 9点5.

A parser of our own and no library: the usual ones (cn2an) read neither groups with blanks nor mixed forms such as 3千2百, which
are just what scraped reports hold, and this one is a page long.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from kg.ontology import Ontology
from kg.ontology.figures import FigureRules

__all__ = ["NumeralError", "parse"]

Number = int | float

_ARABIC = re.compile(r"\d+(?:\.\d+)?")
_GROUPING = re.compile(r"[\s,，]+")


class NumeralError(ValueError):
    """A text is no numeral."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no numeral: write digits or numeral characters, with an optional scale word")
        self.text = text


def parse(text: str, ontology: Ontology) -> Number:
    """Return the value of the numeral ``text``, an int where it is whole.

    Blanks and commas between digits are grouping; digits may be full-width. Raises NumeralError when ``text`` is no numeral.
    """
    if text.isascii() and text.isdecimal():
        return int(text)
    return _value(text, ontology)


@lru_cache(maxsize=1 << 10)  # 一, 三, 1万: most are one of a few
def _value(text: str, ontology: Ontology) -> Number:
    """Return the value of a numeral of more than digits."""
    ascii_digits, digits, tens, myriads, point = _tables(ontology)
    plain = _GROUPING.sub("", text).translate(ascii_digits)
    if not plain:
        raise NumeralError(text)
    # Each myriad multiplies what stands before it, and everything before it when it is the larger one (一万亿).
    total = Decimal(0)
    section = ""
    for character in plain:
        scale = myriads.get(character)
        if scale is None:
            section += character
            continue
        amount = _section(section, digits, tens, point, text) if section else Decimal(0 if total else 1)
        total = (total + amount) * scale if total < scale else total + amount * scale
        section = ""
    if section:
        total += _section(section, digits, tens, point, text)
    return int(total) if total == total.to_integral_value() else float(total)


def _section(section: str, digits: dict[str, int], tens: dict[str, int], point: str, text: str) -> Decimal:
    """Return the value of a numeral below ten thousand (or of plain digits of any length)."""
    whole, _, fraction = section.partition(point)
    if fraction:
        decimals = "".join(str(digits.get(c, c)) for c in fraction)
        if not decimals.isdecimal():
            raise NumeralError(text)
        return Decimal(f"{_section(whole, digits, tens, point, text)}.{decimals}")
    if _ARABIC.fullmatch(section):
        return Decimal(section)
    if len(section) > 1 and all(c in digits for c in section):  # 二〇二二: digits in a row
        return Decimal("".join(str(digits[c]) for c in section))
    total = Decimal(0)
    pending: Decimal | None = None
    position = 0
    while position < len(section):
        character = section[position]
        arabic = _ARABIC.match(section, position)
        if arabic:
            pending = Decimal(arabic[0])
            position = arabic.end()
            continue
        if character in digits:
            pending = Decimal(digits[character])
        elif character in tens:
            total += (Decimal(1) if pending is None else pending) * tens[character]
            pending = None
        else:
            raise NumeralError(text)
        position += 1
    return total + (pending or Decimal(0))


@lru_cache(maxsize=4)
def _tables(ontology: Ontology) -> tuple[dict[int, int], dict[str, int], dict[str, int], dict[str, int], str]:
    rules: FigureRules = ontology.figures
    wide = {0xFF10 + i: 0x30 + i for i in range(10)} | {0xFF0E: 0x2E}
    return wide, dict(rules.digits), dict(rules.tens), dict(rules.myriads), rules.point
