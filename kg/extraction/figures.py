"""Figures in text: a numeral with its unit and bound (GUIDELINE §2), told from dates, ordinals, names and rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from kg.extraction.numerals import parse
from kg.ontology import Ontology
from kg.ontology.figures import FigureRules, Guard, Unit
from kg.records import Bound, FigureKind
from kg.structure.needed import last_characters
from kg.structure.patterns import Ending, ending

__all__ = ["Figure", "find_figures"]

# How far the context of a numeral is looked at, in characters.
WINDOW = 28
# Characters of a numeral. A longer run of digits counts nothing, and Python makes no number of thousands of them.
_LONGEST = 40
# Quotation marks, brackets of titles, and the longest name between quotation marks in which a number is part of the name.
_NAME = re.compile(r"《[^《》\n]{1,80}》|“[^“”\n。；]{1,20}”|\"[^\"\n。；]{1,16}\"|‘[^‘’\n。]{1,16}’|〈[^〈〉\n]{1,60}〉")
_BLANK = r"[ \t\u3000\xa0]"
_CLAUSE_END = r"[,，。;；、:：!！?？()（）\s]|$"


class Figure(Struct, frozen=True, gc=False):
    """A numeral in ``text[start:end]``.

    ``begin`` is where the expression begins (百分之, 第), ``after`` where its unit and a bound behind the unit end.

    ``unit`` is None for ranks, ratios, fractions and zero; ``kind`` is what its form alone says.
    """

    begin: int
    start: int
    end: int
    after: int
    value: float | int
    unit: str | None
    bound: Bound
    kind: FigureKind


_Guards = dict[str, tuple[tuple[re.Pattern[str] | None, re.Pattern[str] | None], ...]]


class _Unit(NamedTuple):
    """A written form of a unit: ``name`` is it without blanks, ``guards`` those of Chinese and those of Arabic numerals.

    Guards are listed by the last character before a numeral, under ``""`` those that may hold behind any.
    ``one`` and ``closing`` say that 一 counts in it behind a verb, and at the end of a clause.
    """

    name: str
    kind: FigureKind
    not_before: tuple[str, ...]
    chinese: bool
    one: bool
    closing: bool
    guards: tuple[_Guards, _Guards]


@dataclass(frozen=True, slots=True)
class _Compiled:
    numeral: re.Pattern[str]
    unit: re.Pattern[str]
    special: re.Pattern[str]
    units: dict[str, _Unit]
    before: Ending
    before_bounds: dict[str, Bound]
    after: re.Pattern[str]
    after_bounds: dict[str, Bound]
    rank_cue: re.Pattern[str]
    ratio_cue: re.Pattern[str]
    one: re.Pattern[str]
    structure: re.Pattern[str]
    arrangement: re.Pattern[str]


def find_figures(
    text: str, ontology: Ontology, hidden: Iterable[tuple[int, int]] = (), start: int = 0, end: int | None = None
) -> tuple[Figure, ...]:
    """Return the figures of ``text`` in order of their start; only those of the lines from ``start`` to ``end``.

    ``hidden`` are spans of names (start, end; end exclusive) whose numbers are no figures; titles and short quotations are
    found without it. Offsets are code points.
    """
    rules = _compile(ontology)
    first = text.rfind("\n", 0, start) + 1  # no figure goes beyond its line
    last = len(text) if end is None else end
    names = sorted([*((m.start(), m.end()) for m in _NAME.finditer(text)), *hidden])
    starts, reach = [s for s, _ in names], list(accumulate([e for _, e in names], max))
    found: list[Figure] = []
    for match in rules.special.finditer(text, first):
        if match.start() >= last:
            break
        figure = _special(match, text, ontology, rules)
        if figure and not _inside(figure.start, starts, reach):
            found.append(figure)
    taken = {position for f in found for position in range(f.start, f.end)}
    for match in rules.numeral.finditer(text, first):
        if match.start() >= last:
            break
        unit = rules.unit.match(text, match.end())
        if unit is None or match.start() in taken or _inside(match.start(), starts, reach):
            continue
        figure = _counted(match, unit, text, ontology, rules)
        if figure:
            found.append(figure)
    return tuple(sorted(found, key=attrgetter("start", "end")))


def _inside(position: int, starts: list[int], reach: list[int]) -> bool:
    """Say whether ``position`` lies in one of the spans given by sorted ``starts`` and the running maximum of their ends."""
    index = bisect_right(starts, position) - 1
    return index >= 0 and position < reach[index]


def _counted(match: re.Match[str], behind: re.Match[str], text: str, ontology: Ontology, rules: _Compiled) -> Figure | None:
    """Make a figure of a numeral and the unit ``behind`` it, or return None."""
    start, end = match.span("n")
    numeral = match["n"]
    arabic = numeral[0].isdecimal()
    unit = rules.units[behind["u"]]
    if len(numeral) > _LONGEST or text.startswith(unit.not_before, behind.start("u")):
        return None
    after = behind.end()
    before, rest = text[max(0, start - WINDOW) : start], text[after : after + WINDOW]
    guards = unit.guards[arabic]
    for guard_before, guard_after in guards.get(before[-1:], guards[""]):
        if (guard_after is None or guard_after.match(rest)) and (guard_before is None or guard_before.search(before)):
            return None
    if rules.structure.match(rest) or not (arabic or _chinese_counts(match, unit, before, rest, rules)):
        return None
    value = parse(numeral + (match["late"] or ""), ontology)
    bound: Bound = "over" if match["over"] or behind["over"] else "exact"
    late = rules.after.match(text, after)
    if late:
        after = late.end()
        bound = rules.after_bounds[late[0]] if bound == "exact" else bound
    if bound == "exact":
        bound = _bound_before(before, rules)
    return Figure(start, start, end, after, value, unit.name, bound, unit.kind)


def _chinese_counts(match: re.Match[str], unit: _Unit, before: str, behind: str, rules: _Compiled) -> bool:
    """Say whether a Chinese numeral counts a result, as an Arabic one always does."""
    if unit.kind in {"rate", "change"}:
        return True
    if not unit.chinese or (rules.arrangement.match(behind) and not match["over"]):
        return False
    if match["bare"]:
        return bool(match["over"]) or _bound_before(before, rules) != "exact"
    if match["one"]:
        closing = unit.closing and re.match(_CLAUSE_END, behind) and not re.search(r"[,，。;；、\s]$|^$", before)
        return bool(closing) or (unit.one and bool(rules.one.search(before)))
    return True


def _bound_before(before: str, rules: _Compiled) -> Bound:
    match = rules.before(before)
    return rules.before_bounds.get(match[1], "exact") if match else "exact"


def _special(match: re.Match[str], text: str, ontology: Ontology, rules: _Compiled) -> Figure | None:
    """Make a figure of a fraction, a half, a ratio, a rank or zero, or return None."""
    start, end = match.span(match.lastgroup or 0)
    before = text[max(0, start - WINDOW) : start]
    after, unit, bound = end, None, _bound_before(before, rules)
    kind: FigureKind = "rate"
    value: float | int
    if match.lastgroup == "percent":
        value, unit = parse(match["percent"], ontology), ontology.figures.denominators[match["base"]]
        bound = _bound_before(text[max(0, match.start() - WINDOW) : match.start()], rules)
    elif match.lastgroup == "fraction":
        denominator, numerator = match["fraction"].split(ontology.figures.fraction)
        value = round(parse(numerator, ontology) / (parse(denominator, ontology) or 1), 6)
    elif match.lastgroup == "half":
        value = 0.5
        if re.match(r"\w", text[end : end + 1]) and bound == "exact" and not rules.after.match(text, end):
            return None
    elif match.lastgroup == "ratio":
        left, right = (float(part) for part in re.split("[:：∶]", match["ratio"]))
        if not left or not right or ("." not in match["ratio"] and not rules.ratio_cue.search(before)):
            return None
        value = round(max(left, right) / min(left, right), 6)
    elif match.lastgroup == "rank":
        if not rules.rank_cue.search(text[max(0, match.start() - WINDOW) : match.start()]):
            return None
        value, kind, after, bound = parse(match["rank"], ontology), "rank", match.end(), "exact"
    else:
        value, kind, bound = 0, "total", "exact"
    late = rules.after.match(text, after)
    if late and kind == "rate":
        after, bound = late.end(), rules.after_bounds[late[0]]
    return Figure(match.start(), start, end, after, value, unit, bound, kind)


@lru_cache(maxsize=4)
def _compile(ontology: Ontology) -> _Compiled:
    rules = ontology.figures
    units = ontology.units.concepts.values()
    forms = {form: unit for unit in units for form in unit.forms}
    digits, tens, myriads = ("".join(map(re.escape, table)) for table in (rules.digits, rules.tens, rules.myriads))
    over = _either(rules.bounds.after.over)
    point = rf"(?:{_BLANK}?[.．]\d+|{_BLANK}[.．]{_BLANK}\d+)"
    arabic = rf"(?:\d{{1,3}}(?:[,，]\d{{3}})+(?!\d)|\d{{1,3}}(?:[ \xa0]\d{{3}})+(?!\d)|\d+){point}?"
    small = f"[{digits}{tens}]+"
    one = next(d for d, value in rules.digits.items() if value == 1)
    kilo = _either(form for form in forms if form[0] in rules.tens)  # 3千克 is no 3千
    arabic_scale = f"(?:{_BLANK}{{0,2}}[{tens}]?[{myriads}]{{1,2}}(?:\\d{{1,4}}(?!{kilo})[{tens}{myriads}])?|(?!{kilo})[{tens}])"
    numeral = (
        rf"(?=[\d{digits}{tens}{myriads}])(?P<n>(?<![\d.]){arabic}(?:{arabic_scale})?"
        rf"|(?P<bare>(?<![{digits}{tens}{myriads}\d])[{tens}{myriads}]+(?=(?:{over})|\w))(?![{digits}{tens}{myriads}])"
        rf"|(?P<one>(?<![{digits}{tens}{myriads}\d]){one}(?![{digits}{tens}{myriads}]))"
        rf"|(?<![{digits}{tens}{myriads}\d.]){small}(?:[{myriads}](?:{small})?)*)"
        rf"{_BLANK}*(?P<over>{over})?(?P<late>(?<=[{''.join(rules.bounds.after.over)}])[{tens}]?[{myriads}]{{1,2}})?"
    )
    joint = re.escape(rules.one.joint)
    unit = _either(forms)
    openers = re.escape("".join(sorted({form[0] for form in (*forms, *rules.bounds.after.over)})))
    special = "|".join(
        [
            rf"(?P<base>{_either(rules.denominators)}){rules.percent}"
            rf"(?P<percent>\d{{1,{_LONGEST}}}(?!\d)(?:[.．]\d+)?|[{digits}{tens}]+(?:{re.escape(rules.point)}[{digits}]+)?)",
            rf"(?P<fraction>[{digits}{tens}{myriads}]{{1,3}}{rules.fraction}[{digits}{tens}]{{1,3}})",
            f"(?P<half>{_either(rules.half)})",
            r"(?<![\d.:：∶])(?P<ratio>\d{1,4}(?:\.\d+)?[:：∶]\d{1,4}(?:\.\d+)?)(?![\d:：∶.])",
            rf"{rules.rank.ordinal}{_BLANK}?(?P<rank>\d{{1,3}}|[{digits}{tens}]{{1,3}})"
            rf"(?:{_either(rules.rank.suffixes)})?(?!{_either(rules.rank.never_before)})",
            f'(?P<zero>{rules.zero.numeral})[”’"]?(?={_either(rules.zero.nouns)})',
        ]
    )
    # The first characters go ahead: most places in a text are ruled out by them alone.
    firsts = "".join(w[0] for w in (*rules.denominators, *rules.half, rules.rank.ordinal, rules.zero.numeral))
    before_bounds = {w: bound for bound, words in _bound_words(rules.bounds.before) for w in words}
    return _Compiled(
        numeral=re.compile(numeral),
        unit=re.compile(rf"(?={_BLANK}|[{openers}]){_BLANK}{{0,2}}(?P<over>{over})?{_BLANK}{{0,2}}(?P<u>{unit})"),
        special=re.compile(rf"(?=[\d{digits}{tens}{myriads}{re.escape(firsts)}])(?:{special})"),
        units={form: _unit(form, entry, rules) for form, entry in forms.items()},
        before=ending(f"({_either([*rules.bounds.not_before, *before_bounds])}){_BLANK}*$"),
        before_bounds=before_bounds,
        after=re.compile(_either(w for _, words in _bound_words(rules.bounds.after) for w in words)),
        after_bounds={w: bound for bound, words in _bound_words(rules.bounds.after) for w in words},
        rank_cue=re.compile(f"(?:{_either(rules.rank.cues)})[^,，。;；、]{{0,16}}$"),
        ratio_cue=re.compile(f"(?:{_either(rules.ratio_cues)})[^,，。;；]{{0,6}}$"),
        one=re.compile(
            f"(?:{_either(rules.one.verbs)})(?:(?:{_either(rules.one.aspects)})?{_BLANK}*|[^,，。;；]{{1,40}}{joint})$"
        ),
        structure=re.compile(f"(?:{_either(rules.structure)})"),
        arrangement=re.compile(f"(?:{_either((*rules.structure, *rules.arrangement))})"),
    )


def _either(words: Iterable[str]) -> str:
    """Return an alternation of ``words``, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))


def _bound_words(words: object) -> tuple[tuple[Bound, tuple[str, ...]], ...]:
    order: tuple[Bound, ...] = ("over", "min", "max", "about")
    return tuple((bound, getattr(words, bound)) for bound in order)


def _unit(form: str, unit: Unit, rules: FigureRules) -> _Unit:
    of_chinese = tuple(guard for guard in rules.guards if guard.unit in {None, "", form})
    of_arabic = tuple(guard for guard in of_chinese if not guard.chinese)
    guards = (_guards(of_chinese), _guards(of_arabic))
    one, closing = form in rules.one.units, form in rules.one.closing_units
    return _Unit(re.sub(r"\s", "", form), unit.kind, unit.not_before, unit.chinese, one, closing, guards)


@lru_cache(maxsize=64)  # most units have no guards of their own
def _guards(guards: tuple[Guard, ...]) -> _Guards:
    """Return what must not stand before a numeral and behind its unit."""
    patterns = [
        (re.compile(f"(?:{guard.before})$") if guard.before else None, re.compile(guard.after) if guard.after else None)
        for guard in guards
    ]
    ends = [last_characters(guard.before) if guard.before else frozenset() for guard in guards]
    table = {
        last: tuple([pattern for pattern, end in zip(patterns, ends, strict=True) if not end or last in end])
        for last in ("", *sorted(frozenset().union(*ends)))
    }
    return {**table, "\n": tuple(patterns)}  # before which $ matches too
