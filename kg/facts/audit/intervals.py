"""What a printed figure allows for: the values that rounding and words like 余 or 以上 leave open."""

from __future__ import annotations

import math
import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct

from kg.ontology import Ontology
from kg.records import Bound, Observation

__all__ = ["Interval", "Number", "interval"]

Number = Fraction | float  # a float only when infinite

# Kinds of units that are measured, not counted: their last printed digit is rounded even when it is a whole number.
_MEASURED = frozenset({"rate", "change"})
# How far a value may be from a figure that is said to be about it.
_ABOUT = Fraction(1, 10)


class Interval(Struct, frozen=True):
    """A value and the lowest and highest ones that it may stand for."""

    low: Number
    value: Fraction
    high: Number

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.value + other.value, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.value - other.value, self.high - other.low)

    def __abs__(self) -> Interval:
        if self.low >= 0:
            return self
        negative = Interval(-self.high, -self.value, -self.low)
        return negative if self.high <= 0 else Interval(Fraction(0), abs(self.value), max(self.high, negative.high))

    def share(self, whole: Interval) -> Interval | None:
        """Return the percentage that this is of ``whole``; None when the whole may be nothing. Neither is negative."""
        if whole.low <= 0 or self.low < 0:
            return None
        low = 100 * self.low / whole.high
        return Interval(low if low else Fraction(0), 100 * self.value / whole.value, 100 * self.high / whole.low)

    def meets(self, other: Interval) -> bool:
        """Return whether one value may lie in both."""
        return self.low <= other.high and other.low <= self.high

    def tolerance(self, computed: Interval) -> Number:
        """Return how far ``computed`` may lie from this, on the side where it does lie."""
        if computed.value >= self.value:
            return (self.high - self.value) + (computed.value - computed.low)
        return (self.value - self.low) + (computed.high - computed.value)


def interval(observation: Observation, words_behind: str, ontology: Ontology) -> Interval:
    """Return the interval of ``observation``; ``words_behind`` is what stands right behind its numeral.

    A count is exact; half a unit of the last printed digit is rounded off in decimals, in multiples of 万 and in percentages.
    """
    o = observation
    limited = o.unit is None or words_behind.startswith(ontology.figures.bounds.after.over)
    return _interval(o.figure, o.value, o.bound, limited, o.unit in _measured(ontology))


@lru_cache(maxsize=1 << 12)  # small counts come again and again
def _interval(figure: str, number: float | int, bound: Bound, limited: bool, measured: bool) -> Interval:
    """Return the interval of ``figure``; ``limited``: what it is over, it is over by little; ``measured``: it is rounded."""
    value = Fraction(str(number))
    digit = _last_digit(figure, value)
    if bound == "over":
        return Interval(value, value, value + _reach(value, digit) if limited else math.inf)
    if bound == "min":
        return Interval(value, value, math.inf)
    if bound == "max":
        return Interval(Fraction(0), value, value)
    if bound == "about":
        return Interval(value * (1 - _ABOUT), value, value * (1 + _ABOUT))
    if digit == 1 and not measured:
        return Interval(value, value, value)
    half = digit / 2
    return Interval(value - half, value, value + half)


@lru_cache(maxsize=4)
def _measured(ontology: Ontology) -> frozenset[str]:
    return frozenset(form for unit in ontology.units.concepts.values() if unit.kind in _MEASURED for form in unit.forms)


def _last_digit(figure: str, value: Fraction) -> Fraction:
    """Return what one unit of the last printed digit is worth.

    >>> _last_digit("135.6万", Fraction(1356000)), _last_digit("97.26", Fraction("97.26")), _last_digit("2,093", Fraction(2093))
    (Fraction(1000, 1), Fraction(1, 100), Fraction(1, 1))
    """
    printed = re.match(r"\d+(?:\.(\d+))?", re.sub(r"[,\s]", "", unicodedata.normalize("NFKC", figure)))
    if printed:
        number = Fraction(printed[0])
        return (value / number if number else Fraction(1)) / Fraction(10 ** len(printed[1] or ""))
    # A numeral in Chinese characters: 五万 is rounded, 九十七点六 has one decimal.
    if value.denominator != 1:
        return Fraction(1, 10 ** len(str(float(value)).partition(".")[2]))
    thousands = Fraction(1)
    while value and value % (thousands * 1000) == 0:
        thousands *= 1000
    return thousands


def _reach(value: Fraction, digit: Fraction) -> Fraction:
    """Return how much 余 adds at most: a unit of the last digit that is not zero, from ten on where units are printed.

    >>> _reach(Fraction(4700), Fraction(1)), _reach(Fraction(12000), Fraction(1000)), _reach(Fraction(16), Fraction(1))
    (Fraction(100, 1), Fraction(1000, 1), Fraction(10, 1))
    """
    reach = digit
    while value and value % (reach * 10) == 0:
        reach *= 10
    return max(reach, Fraction(10)) if digit == 1 else reach
