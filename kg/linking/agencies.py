"""Agencies → IRIs: ``agency/<code of the jurisdiction>[/<town>]/<official local name>[/<unit>]``."""

from __future__ import annotations

from functools import lru_cache

from kg.linking.iri import key, mint
from kg.linking.jurisdiction import NATIONAL, Place
from kg.linking.link import Link
from kg.linking.organs import local_organ, national_organ, organ_entry, organ_key
from kg.linking.prefix import Prefix, opening_region, region_chain, split_prefix, usual_zone, without
from kg.ontology import Ontology

__all__ = ["agency_keys", "agency_link"]


def agency_link(text: str, place: Place, ontology: Ontology) -> Link:
    """Return what the agency ``text`` is in a report that speaks from ``place``."""
    keys, rule = agency_keys(text, place, ontology)
    return Link(mint(ontology.settings.base, "agency", *keys), rule)


def agency_keys(text: str, place: Place, ontology: Ontology) -> tuple[tuple[str, ...], str]:
    """Return the code and the names by which an agency is known, and the rule that says so."""
    name = key(text)
    if national := national_organ(name, ontology):
        return (NATIONAL, national), "organ+national"
    name, is_vertical = _without_centre(name, place, ontology)
    name = _in_full(without(name, ontology), ontology)
    if own := _own(name, place, ontology):
        return own
    adcode, zone, rest = region_chain(name, place, ontology, whole=True)
    if adcode and zone and not rest:
        return (adcode, zone), "name+region"
    prefix = split_prefix(name, place, ontology)
    if not prefix.rule and not is_vertical and name.startswith(ontology.linking.national_prefixes):
        return (NATIONAL, name), "name+national"
    if not prefix.rule:
        prefix = _without_prefix(prefix.rest, place, ontology)
    elif sibling := _sibling(prefix.rest, prefix.adcode, place, ontology):
        prefix = prefix._replace(rest=sibling)
    code, town, rest, rule = prefix.adcode, prefix.town, prefix.rest, prefix.rule
    if branch := _branch(rest, code, town, place, ontology):
        return branch[0], f"branch+{branch[1] or rule}"
    level = place.level(code, ontology)
    levels = ("township", level) if town else (level,)
    lacks_level = rule == "report" and rest.startswith(ontology.linking.needs_level)
    found = (rest, "", False) if lacks_level else _longest_organ(rest, levels, place.word(code, town, ontology), ontology)
    organ, unit, known = found
    entry = organ_entry(organ, ontology) if known else None
    if entry and place.province and entry[1].levels == ("province",):  # 公安厅 without a prefix, 区司法厅 in an autonomous region
        code, town = place.province, ""
    names = [part for part in (town, organ, unit) if part]
    parts = ["organ" if known else "name", *(["unit"] if unit else []), rule]
    return (code or place.unknown, *names), "+".join(parts)


def _in_full(name: str, ontology: Ontology) -> str:
    """Return a name with its level word in full: 地委 → 地区委."""
    for short, full in ontology.linking.abbreviated.items():
        if name.startswith(short):
            return full + name.removeprefix(short)
    return name


def _without_prefix(name: str, place: Place, ontology: Ontology) -> Prefix:
    """Return where an organ named without prefix belongs.

    To the level that its own name says (依法治市委员会), to the region whose short name opens it (坪山交警大队), or
    else to the report's region.
    """
    here = Prefix(place.adcode, place.town, name, "report")
    bare = local_organ(name, None, ontology)
    if bare:
        meant = place.jurisdiction(bare[1], ontology)
        return Prefix(*meant, name, "level") if meant else here
    opened = opening_region(name, place, ontology)
    if opened and local_organ(opened[1], None, ontology):
        return Prefix(opened[0], "", opened[1], "region")
    if opened and not _longest_organ(name, (None,), "", ontology)[2]:
        return Prefix(opened[0], "", name, "region")
    return here


def _without_centre(name: str, place: Place, ontology: Ontology) -> tuple[str, bool]:
    """Drop a central organ's name before a region's: 国家税务总局开封市税务局. Also return whether that was done."""
    for centre in ontology.linking.vertical if name.startswith(ontology.linking.vertical) else ():
        rest = name.removeprefix(centre)
        if rest != name and region_chain(rest, place, ontology, whole=False)[0]:
            return rest, True
    return name, False


def _own(name: str, place: Place, ontology: Ontology) -> tuple[tuple[str, ...], str] | None:
    """Return the reporting organ, or its unit, when a name speaks of it: 局, 局党组, 局法规科, 法规科."""
    if not place.organ:
        return None
    endings = ontology.linking.own_words.get(name[:1])
    if endings and place.organ[-1].endswith(endings):
        unit = name[1:]
        if not unit or unit.endswith(_unit_ends(ontology)):
            return ((*place.organ, unit), "own+unit") if unit else (place.organ, "own")
    if name.endswith(ontology.linking.branch.ending):  # 武陵分局 in the report of a city's police
        branch = _branch(place.organ[-1] + name, place.organ[0], "", place, ontology)
        if branch and branch[1]:
            return branch[0], f"branch+{branch[1]}"
    is_bare = split_prefix(name, place, ontology).adcode is None and not _longest_organ(name, (None,), "", ontology)[2]
    if is_bare and name.endswith(ontology.mentions.unit_heads):
        return (*place.organ, name), "own+unit"
    return None


def _sibling(word: str, code: str | None, place: Place, ontology: Ontology) -> str | None:
    """Return the name of the reporting organ's counterpart at another level: 省厅 in a justice bureau's report is 司法厅."""
    if len(place.organ) < 2:
        return None
    level, unit = place.level(code, ontology), word[1:]
    if word == ontology.linking.branch.ending:
        word, unit = ontology.linking.branch.bureau, ""
    endings = ontology.linking.own_words.get(word[:1])
    if not endings or local_organ(word, level, ontology):  # 市委 is the Party committee
        return None
    if unit and not (unit.endswith(_unit_ends(ontology)) and place.organ[-1].endswith(endings)):
        return None
    for ending in (e for endings in ontology.linking.own_words.values() for e in endings):
        if place.organ[-1].endswith(ending):
            name = place.organ[-1].removesuffix(ending) + endings[0]
            found = organ_key(name, level, "", ontology)
            return found + unit if found else None
    return None


def _branch(name: str, code: str | None, town: str, place: Place, ontology: Ontology) -> tuple[tuple[str, ...], str] | None:
    """Return code and organ of a bureau's branch for a region (公安红桥分局, 司法分局), and the rule if the region is named."""
    rules = ontology.linking.branch
    stem = name.removesuffix(rules.ending)
    if stem == name or local_organ(name, place.level(code, ontology), ontology):
        return None
    for length in range(len(stem), 1, -1):
        organ = next(
            (o for n in (stem[:length], stem[:length] + rules.bureau) if (o := organ_key(n, "county", "", ontology))), None
        )
        if organ is None:
            continue
        where = stem[length:]
        if not where:
            return (code or place.unknown, *([town] if town else []), organ), ""
        zone = usual_zone(where, ontology)
        if zone == place.town or zone in ontology.linking.zones:
            return (code or place.unknown, zone, organ), "town"
        meant = place.jurisdiction(where, ontology)
        adcode, _, rest = region_chain(where, place, ontology, whole=True)
        if meant:
            return (meant[0], organ), "level"
        if adcode and not rest:
            return (adcode, organ), "region"
    return None


def _longest_organ(name: str, levels: tuple[str | None, ...], word: str, ontology: Ontology) -> tuple[str, str, bool]:
    """Split a name without prefix into organ and unit (司法局政策法规科 → 司法局, 政策法规科); say whether the organ is known."""
    ends, not_units = _unit_ends(ontology), ontology.linking.not_units
    for length in range(len(name), 0, -1):
        unit = name[length:]
        if unit and (not unit.endswith(ends) or unit.startswith(not_units)):
            continue
        for level in levels:
            if organ := organ_key(name[:length], level, word, ontology):
                return organ, unit, True
    return name, "", False


@lru_cache(maxsize=4)
def _unit_ends(ontology: Ontology) -> tuple[str, ...]:
    return (*ontology.mentions.unit_heads, *ontology.linking.unit_endings)
