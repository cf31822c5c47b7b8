"""Splits a name into the region its prefix means and the rest: 开封市顺河回族区司法局, 区司法局, 清平街道办事处."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from kg.linking.iri import key
from kg.linking.jurisdiction import Place
from kg.linking.organs import local_organ
from kg.ontology import Ontology
from kg.ontology.regions import Region

__all__ = ["Prefix", "county_of_town", "opening_region", "region_chain", "split_prefix", "usual_zone", "without"]

_LONGEST = 16  # characters; no region, town or zone has a longer name
_LONGEST_TOWN = 10


class Prefix(NamedTuple):
    """What stands before a name: ``adcode`` (None: no region), the ``town`` or zone in it ("" for none), and the ``rest``.

    ``rule`` says how the region was found, by a key of ``rules`` in ontology/rules/linking.yaml; "" when none was.
    """

    adcode: str | None
    town: str
    rest: str
    rule: str


def split_prefix(text: str, place: Place, ontology: Ontology) -> Prefix:
    """Split a name: a prefix is a chain of region names, or a level word (区), each with or without a town or zone behind it."""
    rest = without(text, ontology)
    if not (place.town or _may_have_prefix(rest, ontology)):
        return Prefix(None, "", rest, "")
    adcode, zone, rest = region_chain(rest, place, ontology, whole=False)
    rule = "region" if adcode else ""
    if adcode is None:
        words = _level_words(ontology)
        for length in range(min(3, len(rest) - 1), 0, -1):
            if rest[:length] not in words or rest.startswith(ontology.linking.not_prefix):
                continue
            if meant := place.jurisdiction(rest[:length], ontology):
                (adcode, zone), rest, rule = meant, rest[length:].removeprefix(ontology.linking.level_suffix) or rest, "level"
                break
    if zone:
        return Prefix(adcode, zone, rest, rule)
    if place.town and adcode in (None, place.adcode) and rest.startswith(place.town) and rest != place.town:
        return Prefix(place.adcode, place.town, rest.removeprefix(place.town), "town")
    found = _town(rest, adcode or place.county or place.adcode, ontology)
    return Prefix(*found, "town") if found else Prefix(adcode, "", rest, rule)


def region_chain(text: str, place: Place, ontology: Ontology, *, whole: bool) -> tuple[str | None, str, str]:
    """Read the chain of region names that opens ``text``: the code of the last, a zone with a name of its own, and the rest.

    Code and zone are None and "" when there is none. A short name needs an organ's own word behind it (红桥公安分局); with
    ``whole`` nothing need follow, and a short name may end the chain or stand before another (开封顺河).
    """
    shared = _joint(ontology).match(text)
    behind = text[shared.end() :] if shared else ""
    rest = behind if behind and _region(behind, None, place, ontology, whole) else text
    for name in _zone_names(ontology) if rest.startswith(_zone_names(ontology)) else ():
        if rest.startswith(name) and (whole or len(rest) > len(name)):
            return *_named_zones(ontology)[name], rest[len(name) :]
    adcode: str | None = None
    while step := _region(rest, adcode, place, ontology, whole):
        adcode, rest = step
    return adcode, "", rest


def without(text: str, ontology: Ontology) -> str:
    """Return a name without what is no part of it: the Party's prefix, 原, and how a report speaks of itself (我, 本, 全)."""
    rest = text
    for word in ontology.linking.dropped:
        rest = rest.removeprefix(word) or rest
    if rest[:1] in ontology.linking.self_words and rest[1:].startswith(tuple(_level_words(ontology))):
        return rest[1:]
    return rest


def county_of_town(town: str, within: str | None, ontology: Ontology) -> str | None:
    """Return the county in the region ``within`` that has a town of this name, if just one has."""
    gazetteer = ontology.gazetteer
    counties = gazetteer.counties_of_town(town)
    if not counties:
        return None
    near = [code for code in counties if any(r.adcode == within for r in gazetteer.path(code))]
    return near[0] if len(near) == 1 else None


def opening_region(name: str, place: Place, ontology: Ontology) -> tuple[str, str] | None:
    """Return code and rest when a name opens with the short name of a region on the report's path (广州仲裁委员会)."""
    for short, code in _short_names(place.county, place.city, place.province, place.year, ontology):
        if name.startswith(short) and len(name) > len(short):
            return code, name.removeprefix(short)
    return None


def usual_zone(name: str, ontology: Ontology) -> str:
    """Return the usual name of a zone: 高新技术产业开发区 → 高新区; any other name as it is."""
    for zone, names in ontology.linking.zones.items():
        for official in sorted(names, key=len, reverse=True):
            if name.endswith(official):
                return name.removesuffix(official) + zone
    return name


def _region(text: str, above: str | None, place: Place, ontology: Ontology, whole: bool) -> tuple[str, str] | None:
    """Return (code, rest) for the region, in ``above`` if it is given, whose name opens ``text``; of several the longest."""
    gazetteer = ontology.gazetteer
    for name in _names_by_opening(ontology).get(text[:2], ()):
        length = len(name)
        if not text.startswith(name) or (length == len(text) and not whole):
            continue
        region = _meant(name, place.year, above or place.adcode, ontology)
        if region is None or region.adcode == above or (place.year is not None and region.first > place.year + 1):
            continue  # none, or one that was not yet
        if name in _level_words(ontology) and region.parent not in (place.city, place.adcode):
            continue
        if above and above not in (r.adcode for r in gazetteer.path(region.adcode, place.year)):
            continue
        rest = text[length:]
        # 黔东南州, 顺河区 keep the level word of the full name, and so stand for it.
        full = region.name[-1] == name[-1] or rest.startswith(ontology.linking.after_short_region)
        if full or (whole and (not rest or _region(rest, region.adcode, place, ontology, whole))):
            return region.adcode, rest
    return None


def _town(text: str, code: str | None, ontology: Ontology) -> tuple[str | None, str, str] | None:
    """Return (county, town or zone, rest) when a name opens with one that lies in ``code``."""
    gazetteer, rules = ontology.gazetteer, ontology.linking
    opening = text[:2]
    longest = min(len(text) - 1, _LONGEST_TOWN) if opening in gazetteer.town_openings else 0
    towns = frozenset(town for town in gazetteer.towns(code) if town.startswith(opening)) if code and longest else frozenset()
    for length in range(longest, 1, -1):
        name, rest = text[:length], text[length:]
        if name in towns:
            return code, name, rest
        if county := county_of_town(name, code, ontology):
            return county, name, rest
        organ = local_organ(rest, "township", ontology) if towns else None
        if organ and "township" in organ[2].levels:
            full = [name + head for head in rules.township_heads if name + head in towns]
            if full:
                return code, full[0], rest
    if not _town_words(ontology).search(text):
        return None
    whole = local_organ(text, None, ontology)
    if (whole and whole[2].kind != "zone") or text.startswith(rules.not_towns):  # 高新区管委会 is an organ of its zone
        return None
    for pattern, level in ((_unknown_town(ontology), "township"), (_zone(ontology), None)):
        opened = pattern.match(text)
        if opened is None or any(local_organ(text[:n], None, ontology) for n in range(2, opened.end())):
            continue
        rest = text[opened.end() :]
        if local_organ(rest, level, ontology) or rest in rules.own_words or rest == rules.branch.ending:
            return code, usual_zone(opened[0], ontology), rest
    return None


@lru_cache(maxsize=1 << 12)  # programs, mechanisms, documents come again and again
def _may_have_prefix(name: str, ontology: Ontology) -> bool:
    """Say whether a name opens as one of a region or a level does, or has a word for towns or zones; most have none of these."""
    opening = name[:2]
    return (
        opening in _names_by_opening(ontology)
        or opening in ontology.gazetteer.town_openings
        or name.startswith((*_level_words(ontology), *_zone_names(ontology)))
        or bool(_town_words(ontology).search(name) or _joint(ontology).match(name))
    )


@lru_cache(maxsize=1 << 12)  # a report names its own regions again and again
def _meant(name: str, year: int | None, within: str | None, ontology: Ontology) -> Region | None:
    return ontology.gazetteer.resolve(name, year, within)


@lru_cache(maxsize=1 << 8)
def _short_names(
    county: str | None, city: str | None, province: str | None, year: int | None, ontology: Ontology
) -> tuple[tuple[str, str], ...]:
    """Return the short names and the codes of the regions of a place, the nearest first."""
    regions = [ontology.gazetteer.by_code(code, year) if code else None for code in (county, city, province)]
    return tuple((ontology.gazetteer.short(region.name), region.adcode) for region in regions if region)


@lru_cache(maxsize=4)
def _names_by_opening(ontology: Ontology) -> dict[str, tuple[str, ...]]:
    """Return the names of regions, the longest first, by their first two characters: few names of other things begin so."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(ontology.gazetteer.names(short=True), key=len, reverse=True):
        if 1 < len(name) <= _LONGEST:
            names[name[:2]].append(name)
    return {opening: tuple(found) for opening, found in names.items()}


@lru_cache(maxsize=4)
def _level_words(ontology: Ontology) -> frozenset[str]:
    return frozenset(ontology.mentions.level_words) | frozenset(ontology.linking.level_words)


@lru_cache(maxsize=4)
def _joint(ontology: Ontology) -> re.Pattern[str]:
    return re.compile(ontology.linking.joint_region)


@lru_cache(maxsize=4)
def _unknown_town(ontology: Ontology) -> re.Pattern[str]:
    return re.compile(f".{{1,7}}?(?:{'|'.join(ontology.linking.township_heads)})")


@lru_cache(maxsize=4)
def _town_words(ontology: Ontology) -> re.Pattern[str]:
    """Return a pattern of the words one of which stands in the name of an unknown town or of a zone."""
    zones = {name for zone, names in ontology.linking.zones.items() for name in (zone, *names)}
    return re.compile("|".join(sorted({*ontology.linking.township_heads, *zones})))


@lru_cache(maxsize=4)
def _zone(ontology: Ontology) -> re.Pattern[str]:
    names = {name for zone, names in ontology.linking.zones.items() for name in (zone, *names)}
    return re.compile(f".{{0,6}}?(?:{'|'.join(sorted(names, key=lambda n: (-len(n), n)))})")


@lru_cache(maxsize=4)
def _zone_names(ontology: Ontology) -> tuple[str, ...]:
    return tuple(_named_zones(ontology))


@lru_cache(maxsize=4)
def _named_zones(ontology: Ontology) -> dict[str, tuple[str, str]]:
    zones = ontology.linking.named_zones.items()
    found = {key(name): (zone.adcode, full) for full, zone in zones for name in (full, *zone.names)}
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))
