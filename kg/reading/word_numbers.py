"""Numbers that Word puts before paragraphs by itself (一、 （二） 3.): they stand in no character of the document's text.

After ECMA-376 part 1, 17.9 (numbering): a paragraph, or its style, names a list and a level; the list's definition says how the
levels count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

__all__ = ["Numbers"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
# A style may be based on another, and so on: a circle of them ends here.
_BASES = 20
_HIGHEST = 9999
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
)
_DIGIT_BY_DIGIT = frozenset(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"))
_CIRCLED = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    spaced: bool
    legal: bool  # its number is written in figures throughout


class Numbers:
    """Counts through the paragraphs of one document, in their order.

    ``digits`` are the Chinese digits from 0 to 9 and the signs of ten, a hundred and a thousand.
    """

    def __init__(self, numbering: Any | None, styles: Any | None, digits: str) -> None:
        """Take the root elements of the parts numbering.xml and styles.xml; None where the document has none."""
        self._digits = digits
        self._lists: dict[str, Any] = {}
        self._definitions: dict[str, Any] = {}
        self._styles = {style.get(f"{_W}styleId"): style for style in _each(styles, "style")}
        for definition in _each(numbering, "abstractNum"):
            self._definitions.setdefault(definition.get(f"{_W}abstractNumId"), definition)
        for numbered in _each(numbering, "num"):
            self._lists.setdefault(numbered.get(f"{_W}numId"), numbered)
        self._counts: dict[str | None, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()
        # Looked up once each: a document may have as many paragraphs as definitions.
        self._of_style = cache(self._style_numbers)
        self._definition = cache(self._definition_of)
        self._level = cache(self._level_of)
        self._restart = cache(self._restart_of)

    def before(self, paragraph: Any) -> str:
        """Return what Word shows before ``paragraph`` (a ``w:p``), and count it; empty when it has no number, or a bullet."""
        place = self._place(paragraph)
        if place is None:
            return ""
        list_id, level = place
        definition = self._definition(list_id)
        if definition is None:
            return ""
        counts = self._counts.setdefault(definition.get(f"{_W}abstractNumId"), [None] * _LEVELS)
        levels = [self._level(list_id, number) for number in range(level + 1)]
        fresh = self._restart(list_id, level)
        if fresh is not None and (list_id, level) not in self._restarted:
            self._restarted.add((list_id, level))
            counts[level] = fresh
        else:
            reached = counts[level]
            counts[level] = levels[level].start if reached is None else reached + 1
        for number in range(level):
            if counts[number] is None:
                counts[number] = levels[number].start
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        mine = levels[level]
        if mine.format in ("bullet", "none"):
            return ""

        def shown(match: re.Match[str]) -> str:
            number = int(match[1]) - 1
            if number > level:
                return ""
            format = "decimal" if mine.legal else levels[number].format
            return self._written(counts[number] or 0, format)

        return re.sub(r"%([1-9])", shown, mine.text) + (" " if mine.spaced else "")

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """Return the list and the level of a paragraph, by itself or by its style."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None
        list_id, level = _numbered(properties)
        style = _value(properties, "pStyle")
        if style is not None and (list_id is None or level is None):
            of_style = self._of_style(style)
            list_id, level = list_id or of_style[0], of_style[1] if level is None else level
        # List 0 takes the number of the style away.
        return None if list_id in (None, "0") else (str(list_id), min(level or 0, _LEVELS - 1))

    def _style_numbers(self, name: str) -> tuple[str | None, int | None]:
        list_id: str | None = None
        level: int | None = None
        style = self._styles.get(name)
        for _ in range(_BASES):
            if style is None or (list_id is not None and level is not None):
                break
            by_style = _numbered(style.find(f"{_W}pPr"))
            list_id, level = list_id or by_style[0], by_style[1] if level is None else level
            style = self._styles.get(_value(style, "basedOn"))
        return list_id, level

    def _definition_of(self, list_id: str) -> Any | None:
        numbered = self._lists.get(list_id)
        definition = self._definitions.get(_value(numbered, "abstractNumId"))
        link = _value(definition, "numStyleLink")
        if link is None:
            return definition
        style = self._styles.get(link)
        linked, _ = _numbered(style.find(f"{_W}pPr")) if style is not None else (None, None)
        return self._definitions.get(_value(self._lists.get(linked or ""), "abstractNumId"))

    def _level_of(self, list_id: str, number: int) -> _Level:
        definition = self._definition(list_id)
        told = [lvl for lvl in _each(definition, "lvl") if _integer(lvl.get(f"{_W}ilvl")) == number]
        for override in self._overrides(list_id, number):
            told = [*_each(override, "lvl"), *told]
        if not told:
            return _Level(1, "none", "", False, False)
        level = told[0]
        start = _integer(_value(level, "start"))
        return _Level(
            1 if start is None else start,
            _value(level, "numFmt") or "decimal",
            _value(level, "lvlText") or "",
            _value(level, "suff") == "space",
            level.find(f"{_W}isLgl") is not None,
        )

    def _restart_of(self, list_id: str, number: int) -> int | None:
        starts = (_integer(_value(override, "startOverride")) for override in self._overrides(list_id, number))
        return next((start for start in starts if start is not None), None)

    def _overrides(self, list_id: str, number: int) -> list[Any]:
        overrides = _each(self._lists.get(list_id), "lvlOverride")
        return [override for override in overrides if _integer(override.get(f"{_W}ilvl")) == number]

    def _written(self, count: int, format: str) -> str:
        if not 0 <= count <= _HIGHEST:
            return str(count)
        if format in _CHINESE:
            return self._chinese(count)
        if format in _DIGIT_BY_DIGIT:
            return "".join(self._digits[int(digit)] for digit in str(count))
        if format in _CIRCLED and 1 <= count <= 20:
            return chr(0x245F + count)
        if format == "decimalFullWidth":
            return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
        if format.endswith("Letter") and count:
            letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letter.upper() if format == "upperLetter" else letter
        if format.endswith("Roman"):
            roman = ""
            for value, sign in _ROMAN:
                roman, count = roman + sign * (count // value), count % value
            return roman.upper() if format == "upperRoman" else roman
        return f"{count:02}" if format == "decimalZero" else str(count)

    def _chinese(self, count: int) -> str:
        """Return ``count`` (to 9999) as it is counted: 十一, 二十, 一百零五."""
        digits, (ten, hundred, thousand) = self._digits[:10], tuple(self._digits[10:])
        written, gap = "", False
        for value, sign in ((1000, thousand), (100, hundred), (10, ten), (1, "")):
            digit, count = divmod(count, value)
            if digit:
                written += (digits[0] if gap else "") + digits[digit] + sign
                gap = False
            else:
                gap = bool(written)
        return written.removeprefix(digits[1]) if written.startswith(digits[1] + ten) else written or digits[0]


def _each(parent: Any | None, name: str) -> list[Any]:
    return [] if parent is None else parent.findall(f"{_W}{name}")


def _value(parent: Any | None, name: str) -> Any:
    child = None if parent is None else parent.find(f"{_W}{name}")
    return None if child is None else child.get(f"{_W}val")


def _integer(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,4}", text) else None


def _numbered(properties: Any | None) -> tuple[str | None, int | None]:
    """Return the list and the level that paragraph properties name."""
    numbered = None if properties is None else properties.find(f"{_W}numPr")
    return _value(numbered, "numId"), _integer(_value(numbered, "ilvl"))
