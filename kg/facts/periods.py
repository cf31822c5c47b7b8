"""The time a figure speaks of, and whether it covers the whole (GUIDELINE §2, optional fields)."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ontology import Ontology

__all__ = ["period", "scope"]

# Years inside titles are those of documents, years inside closed brackets speak of what the brackets hold.
_ASIDE = re.compile(r"《[^《》]*》|\([^()（）]*[)）]|（[^()（）]*[)）]")
_LAST_DAY = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def period(before: str, year: int | None, ontology: Ontology) -> str | None:
    """Return the period that ``before``, the sentence up to the figure, gives: ``2022``, ``2000/2024`` or ``as-of:2022-12-31``.

    The latest expression counts; without one it is ``year``, that of the report. None when neither is known.
    """
    best: tuple[int, int, str] | None = None
    if ontology.observations.period.mark not in before:
        return str(year) if year is not None else None
    patterns, last_year = _compile(ontology)
    before = _without_asides(before)
    for rank, (name, pattern) in enumerate(patterns):
        for match in pattern.finditer(before):
            value = _value(name, match, year)
            if value and (best is None or (match.end(), -rank) > best[:2]):
                best = (match.end(), -rank, value)
    if year is not None:
        for match in last_year.finditer(before):
            if best is None or match.end() > best[0]:
                best = (match.end(), 0, str(year - 1))
    return best[2] if best else (str(year) if year is not None else None)


def scope(before: str, phrase: str, code: str | None, agent: str | None, ontology: Ontology) -> str:
    """Return ``part`` when a figure covers a part of a total, or one field or organ of what its code counts, else ``whole``.

    ``before`` is the sentence up to the figure. A part is announced by 其中 or stands in brackets; the next total ends it.
    """
    parts, totals, fields = _scopes(ontology)
    text = _without_asides(before)
    if "(" in text or "（" in text:
        return "part"
    if parts.search(text):
        *_, announced = parts.finditer(text)  # the last one counts
        if not totals.search(text, announced.end()):
            return "part"
    if code is not None and ontology.indicators.concepts[code].sectoral:
        organ = agent is not None and not any(word in agent for word in ontology.observations.whole_agents)
        return "part" if organ or fields.search(text) or fields.search(phrase) else "whole"
    return "whole"


def _without_asides(text: str) -> str:
    return _ASIDE.sub("", text) if "(" in text or "（" in text or "《" in text else text


def _value(name: str, match: re.Match[str], year: int | None) -> str | None:
    groups = match.groupdict()
    if name == "range":
        return f"{groups['from']}/{groups['to']}" if groups["from"] < groups["to"] else None
    if name == "since":
        return f"{groups['from']}/{year}" if year is not None and int(groups["from"]) <= year else None
    if name == "as_of":
        month = int(groups["month"] or 12)
        if not 1 <= month <= 12:
            return None
        day = int(groups["day"] or _LAST_DAY[month])
        return f"as-of:{groups['year']}-{month:02d}-{day:02d}"
    return groups["year"]


@lru_cache(maxsize=4)
def _compile(ontology: Ontology) -> tuple[tuple[tuple[str, re.Pattern[str]], ...], re.Pattern[str]]:
    rules = ontology.observations.period
    named = (("as_of", rules.as_of), ("range", rules.range), ("since", rules.since), ("year", rules.year))
    return tuple((name, re.compile(pattern)) for name, pattern in named), re.compile(rules.last_year)


@lru_cache(maxsize=4)
def _scopes(ontology: Ontology) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rules = ontology.observations
    parts, totals, fields = (re.compile("|".join(words)) for words in (rules.part_cues, rules.total_cues, rules.field_cues))
    return parts, totals, fields
