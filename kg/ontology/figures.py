"""The models of ``ontology/rules/figures.yaml`` (numerals, bounds, what is no figure) and ``ontology/schemes/units.yaml``."""

from typing import Literal

from pydantic import Field

from kg.ontology.concepts import Concept, Scheme
from kg.ontology.yaml_file import Entry

__all__ = ["BoundWords", "Bounds", "FigureRules", "Guard", "OneRule", "RankRule", "Unit", "Units", "ZeroRule"]


class Unit(Concept):
    """A unit: ``forms`` are its written forms, ``kind`` what a figure in it is unless the clause says otherwise.

    ``not_before`` holds the words that begin like a form and are no unit; ``chinese`` says whether the unit also makes a
    figure of a Chinese numeral before it.
    """

    forms: tuple[str, ...]
    kind: Literal["total", "rate", "change", "duration"] = "total"
    not_before: tuple[str, ...] = ()
    chinese: bool = True


class Units(Scheme):
    """The scheme of units."""

    concepts: dict[str, Unit]  # type: ignore[assignment]  # frozen: a dict of a subclass is safe


class BoundWords(Entry):
    """The words of each bound; ``exact`` is what is left when none of them stands there."""

    over: tuple[str, ...]
    min: tuple[str, ...]
    max: tuple[str, ...]
    about: tuple[str, ...]


class Bounds(Entry):
    """Words ``after`` the numeral or its unit, and words right ``before`` the numeral (but no word of ``not_before``)."""

    after: BoundWords
    before: BoundWords
    not_before: tuple[str, ...]


class ZeroRule(Entry):
    """零 counts as a figure right before one of ``nouns``."""

    numeral: str
    nouns: tuple[str, ...]


class RankRule(Entry):
    """``ordinal`` and a numeral are a rank behind one of ``cues``, with or without a suffix, unless ``never_before`` follows."""

    ordinal: str
    suffixes: tuple[str, ...]
    cues: tuple[str, ...]
    never_before: tuple[str, ...]


class OneRule(Entry):
    """When the numeral one counts a result.

    With ``units`` behind ``verbs``, be it behind an aspect particle or behind a first member and the ``joint`` of a coordination;
    with ``closing_units`` behind a noun at the clause's end.
    """

    verbs: tuple[str, ...]
    aspects: tuple[str, ...]
    joint: str
    units: tuple[str, ...]
    closing_units: tuple[str, ...]


class Guard(Entry):
    """Context that makes a numeral no figure: a regular expression up to the numeral, one after its unit, or both.

    ``unit`` limits it to that unit, ``chinese`` to numerals in Chinese characters.
    ``example`` holds a numeral that the guard rejects, ``counter`` one that stays a figure.
    """

    name: str
    before: str | None = None
    after: str | None = None
    unit: str | None = None
    chinese: bool = False
    example: str
    counter: str


class FigureRules(Entry):
    """All rules on figures in text. ``percent`` is a regular expression for what joins a denominator and its percentage."""

    digits: dict[str, int] = Field(min_length=10)
    tens: dict[str, int]
    myriads: dict[str, int]
    fraction: str
    percent: str
    point: str
    denominators: dict[str, str]
    half: tuple[str, ...]
    zero: ZeroRule
    ratio_cues: tuple[str, ...]
    bounds: Bounds
    rank: RankRule
    one: OneRule
    structure: tuple[str, ...]
    arrangement: tuple[str, ...]
    guards: tuple[Guard, ...]
