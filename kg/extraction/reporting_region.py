"""Finds the region that a report is about: from its title, issuers, byline, the page's licence numbers, and its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import ahocorasick_rs

from kg.extraction.margins import Margins
from kg.ontology import Ontology
from kg.ontology.regions import Region
from kg.records import Metadata

__all__ = ["Place", "find_place", "told_place"]

OPENING = 1500
SHORTEST = 3  # a shorter full name (城区, 郊区) is an everyday word unless its city stands before it
JOINTS = frozenset("· \u3000")
SUBJECT = 4  # a name in the first line of the text counts so many times more


@dataclass(frozen=True, slots=True)
class Place:
    """``path`` are names from the province down, ``adcode`` the code of the last that has one, ``level`` that of the last.

    A town whose county nothing tells stands alone, without code.
    """

    path: tuple[str, ...]
    adcode: str | None
    level: str
    in_title: bool


@dataclass(frozen=True, slots=True)
class _Named:
    """Region names that stand one after the other: 开封市顺河回族区; ``end`` is where they end in their line."""

    names: tuple[str, ...]
    end: int


@lru_cache(maxsize=4)
def _full_names(ontology: Ontology) -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    names = list(ontology.gazetteer.names())
    return ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), names


def find_place(
    text: str, title: str | None, issuers: tuple[str, ...], margins: Margins, year: int | None, ontology: Ontology
) -> Place | None:
    """Return the place that the report in ``text`` is about, or None when nothing tells it.

    Evidence in order: the title, who signs, the text's own subject where it lies inside what the page names, the page (byline,
    header, footer, its code), the text. Names that several regions bear are told apart by the other names in the text.
    """
    context = _Context(text, margins, year, ontology)
    for line, in_title in ((title or "", True), *((issuer, False) for issuer in issuers)):
        if place := context.place_of(line, in_title):
            return place
    page = (
        next((region for line in margins.cells if (region := context.region_of(_labelled(line, ontology)))), None)
        or context.coded()
    )
    subject = context.subject()
    region = subject if subject and (page is None or page in context.path(subject)) else page
    region = region or context.nicknamed()
    town = next((place for line in margins.cells if (place := context.town_of(line, 0, None, False))), None)
    if town is not None and (region is None or town.adcode == region.adcode) and context.speaks_of_town():
        return town
    return context.place(region, False) if region else None


def told_place(text: str, told: Metadata, margins: Margins, year: int | None, ontology: Ontology) -> Place | None:
    """Return the place that a user has named, by code or by names; None when there is none or it is unknown.

    Names that several regions bear are told apart by the text.
    """
    if not told.adcode and not told.region_path:
        return None
    context = _Context(text, margins, year, ontology)
    if told.adcode and (region := ontology.gazetteer.by_code(told.adcode, year)):
        return context.place(region, True)
    return context.place_of("".join(told.region_path), True)


def _labelled(cell: str, ontology: Ontology) -> str:
    """Return ``cell`` when it names source, issuer or host of the page, or is a government's name; else an empty string."""
    rules = ontology.metadata
    named = re.match(f"(?:{rules.source_labels}|{rules.issuer_labels}|{rules.host_labels})\\s*[:：]", cell)
    return cell if named or re.match(f"[\\u4e00-\\u9fff]{{2,20}}(?:{rules.government})", cell) else ""


class _Context:
    """A report's text as evidence for which of several regions of one name is meant; it is read only when it is asked."""

    def __init__(self, text: str, margins: Margins, year: int | None, ontology: Ontology) -> None:
        self.text, self.margins, self.year, self.ontology = text, margins, year, ontology
        self.rules, self.gazetteer = ontology.metadata, ontology.gazetteer

    @cached_property
    def counts(self) -> Counter[str]:
        """How often the text names each region."""
        return Counter(name for name, _, _ in self._names(self.text))

    @cached_property
    def codes(self) -> list[str]:
        """The codes of regions in the page's licence numbers."""
        numbers, provinces = (self.rules.site_code, self.rules.police_code), self.rules.province_signs
        codes = [match.group(1) for pattern in numbers for match in re.finditer(pattern, self.text)]
        signs = (match.group(1) for match in re.finditer(self.rules.licence, self.text))
        return [*codes, *(provinces[sign] for sign in signs if sign in provinces)]

    def path(self, region: Region) -> tuple[Region, ...]:
        """Return the regions from the province down to ``region``."""
        return self.gazetteer.path(region.adcode, self.year)

    def place(self, region: Region, in_title: bool, below: str | None = None, level: str | None = None) -> Place:
        """Return ``region`` as a place, or the place ``below`` it of the given level."""
        names = self.gazetteer.path_names(region.adcode, self.year)
        return Place((*names, below) if below else names, region.adcode, level or region.level, in_title)

    def place_of(self, line: str, in_title: bool) -> Place | None:
        """Return the place that ``line``, a title or an organ's name, begins with."""
        named = self._chain(line)
        region = self._resolve(named) if named else None
        start = named.end if named else 0
        if town := self.town_of(line, start, region, in_title):
            return town
        zone = re.compile(f"(?:{self.rules.party_prefix})?({self.rules.zone})(?={self.rules.zone_after})").match(
            line, start if region else 0
        )
        if zone and not (region and region.level == "county"):
            holder = region or self._stem(zone.group(1)) or self.subject()
            if holder is not None and not self.gazetteer.named(zone.group(1), self.year, short=False):
                return self.place(holder, in_title, zone.group(1), "county")
        if region is None and (match := re.match(f"(?:{self.rules.party_prefix})?", line)):
            region = self._stem(line[match.end() :])
        return self.place(region, in_title) if region else None

    def region_of(self, line: str) -> Region | None:
        """Return the region that ``line`` names first."""
        named = self._chain(line) if line else None
        return self._resolve(named) if named else None

    def town_of(self, line: str, start: int, region: Region | None, in_title: bool) -> Place | None:
        """Return the town that ``line`` names from ``start`` on, in the county ``region`` or the one that the text speaks of."""
        prefix = re.compile(f"(?:{self.rules.party_prefix})?")
        above = re.compile(f"(?:{self.rules.above_town})?") if start else prefix
        offset = match.end() if (match := above.match(line, start)) else start
        match = re.compile(self.rules.town).match(line, offset)
        if match is None or re.search(self.rules.no_town, match.group(1)):
            return None
        name = match.group(1)
        if name.endswith(self.rules.town_short):
            name = name.removesuffix(self.rules.town_short) + self.rules.town_full
        if region is not None and region.level == "county":
            return self.place(region, in_title, name, "township")
        stems, name = self._split(name)
        counties = [
            county
            for code in self.gazetteer.counties_of_town(name)
            if (not region or self._lies_in(code, region)) and (not stems or any(self._lies_in(code, stem) for stem in stems))
            if (county := self.gazetteer.by_code(code, self.year))
        ]
        county = self._likeliest(counties, itself=True) or region or self.subject("county") or self.coded() or self.subject()
        if county is not None:
            return self.place(county, in_title, name, "township")
        known = counties or not self.gazetteer.named(name, self.year)  # 景德镇 is none
        return Place((name,), None, "township", in_title) if known else None

    def _split(self, name: str) -> tuple[tuple[Region, ...], str]:
        """Divide 柳江三都镇 into the regions that the stem before the town's name may mean and that name."""
        if not self.gazetteer.counties_of_town(name):
            for cut in range(len(name) - 2, 1, -1):
                stems = self.gazetteer.named(name[:cut], self.year)
                if stems and any(self._lies_in(code, up) for code in self.gazetteer.counties_of_town(name[cut:]) for up in stems):
                    return stems, name[cut:]
        return (), name

    def coded(self) -> Region | None:
        """Return the region of the page's own number (网站标识码)."""
        match = re.search(self.rules.site_code, self.text)
        return self.gazetteer.by_code(match.group(1), self.year) if match else None

    def subject(self, level: str | None = None) -> Region | None:
        """Return the region that the text names most, its first line above all, of the level that 我区, 我县 … tell.

        With a ``level``, that which it names most of this level.
        """
        letters = Counter() if level else self._letters()
        scores = Counter({name: count for name, count in self.counts.items() if len(name) >= SHORTEST})
        for name, _, end in self._names(self.margins.opening[:OPENING]):
            if name in scores and not re.match(self.rules.party, name[-1] + self.margins.opening[end : end + 1]):
                scores[name] += SUBJECT
        letter = letters.most_common(1)[0][0] if letters else ""
        fitting = {name: score for name, score in scores.items() if name.endswith(letter)}
        ranked = sorted(fitting or scores, key=lambda name: (-scores[name], name))
        regions = (region for name in ranked if (region := self._resolve(_Named((name,), 0))))
        return next((region for region in regions if level in (None, region.level)), None)

    def nicknamed(self) -> Region | None:
        """Return the region whose stem stands most often in slogans (法治开封, 平安淮安), of the level of 我市, 我县 …."""
        letters = self._letters() or Counter(match.group(1) for match in re.finditer(self.rules.own_organ, self.text))
        if not letters:
            return None
        letter = letters.most_common(1)[0][0]
        scores: Counter[Region] = Counter()
        for match in re.finditer(self.rules.slogan, self.text):
            for length in range(len(match.group(1)), 1, -1):
                found = self.gazetteer.named(match.group(1)[:length], self.year)
                if region := self._likeliest([region for region in found if region.name.endswith(letter)]):
                    scores[region] += 1
                    break
        return min(scores, key=lambda region: (-scores[region], region.adcode), default=None)

    def _letters(self) -> Counter[str]:
        """Count the words for levels (市, 县) by which the text calls its own place."""
        return Counter(
            match.group(1) for match in re.finditer(f"{self.rules.own_place}({'|'.join(self.rules.level_letters)})", self.text)
        )

    def speaks_of_town(self) -> bool:
        """Say whether the text calls its place a town (我镇, 全街道) more than a county."""
        calls: Counter[bool] = Counter()
        for letter, count in self._letters().items():
            calls[self.rules.level_letters[letter] == "township"] += count
        return calls[True] > calls[False]

    def _names(self, text: str) -> Iterable[tuple[str, int, int]]:
        automaton, names = _full_names(self.ontology)
        return ((names[index], start, end) for index, start, end in automaton.find_matches_as_indexes(text))

    def _chain(self, line: str) -> _Named | None:
        chain: list[str] = []
        last = -1
        for name, start, end in self._names(line):
            if chain and line[last:start].strip("".join(JOINTS)):
                break
            if not chain and len(name) < SHORTEST:
                continue
            chain.append(name)
            last = end
        return _Named(tuple(chain), last) if chain else None

    def _resolve(self, named: _Named) -> Region | None:
        *above, name = named.names
        found = self.gazetteer.named(name, self.year, short=False)
        inside = [region for region in found if {up.name for up in self.path(region)} >= set(above)]
        return self._likeliest(inside or list(found))

    def _stem(self, line: str) -> Region | None:
        """Return the region whose shortened name ``line`` begins with, the longest first: 黔东南州, 蚌埠."""
        for length in range(min(8, len(line)), 1, -1):
            if found := self.gazetteer.named(line[:length], self.year):
                cities = [region for region in found if region.level != "county"]
                return self._likeliest(cities or list(found))
        return None

    def _lies_in(self, code: str, region: Region) -> bool:
        return any(up.adcode == region.adcode for up in self.gazetteer.path(code, self.year))

    def _likeliest(self, regions: Sequence[Region], itself: bool = False) -> Region | None:
        """Return the region for which the page's codes and the names of the regions around it speak; None when two are equal.

        ``itself``: its own name speaks for it too, as when the regions do not share it.
        """
        if len(regions) < 2:
            return regions[0] if regions else None
        ranked = sorted(
            ((self._evidence(region, itself), region) for region in regions), key=lambda pair: (-pair[0], pair[1].adcode)
        )
        return ranked[0][1] if ranked[0][0] > ranked[1][0] else None

    def _evidence(self, region: Region, itself: bool) -> float:
        score = 0.0
        for code in self.codes:
            score += 50 if code == region.adcode else 30 if code[:4] == region.adcode[:4] and code[2:4] != "00" else 0
            score += 20 if code[:2] == region.adcode[:2] else 0
        for up in self.path(region)[: None if itself else -1]:
            score += self.counts[up.name] + 0.5 * min(self.text.count(self.gazetteer.short(up.name)), 10)
        return score
