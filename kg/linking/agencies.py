"""Agencies → IRIs: ``agency/<code of the jurisdiction>/<official local name>[/<unit>]``."""

from __future__ import annotations

from functools import lru_cache

from kg.linking.iri import key, mint
from kg.linking.jurisdiction import NATIONAL, Place, split_prefix
from kg.ontology import Ontology
from kg.ontology.lexicons import LEVEL, with_level

__all__ = ["agency_iri", "organ_key"]

_LEVELS = ("province", "city", "county")


def agency_iri(text: str, place: Place, ontology: Ontology) -> str:
    """Return the IRI of the agency that ``text`` names in a report that speaks from ``place``."""
    base = ontology.settings.base
    name = key(text)
    national = _national(ontology).get(name)
    if national:
        return mint(base, "agency", NATIONAL, national)
    for party in ontology.mentions.party_prefixes:
        name = name.removeprefix(party)
    adcode, town, rest = split_prefix(name, place, ontology)
    region = adcode or place.adcode
    level = _level(region, place, ontology)
    code = region or NATIONAL
    organ, unit = _longest_organ(rest, level, ontology)
    names = [town] if town else []
    if place.town and not town and adcode is None:
        names = [place.town]
    names += [organ] if organ else []
    names += [unit] if unit else []
    return mint(base, "agency", code, *names)


def organ_key(name: str, level: str | None, ontology: Ontology) -> str | None:
    """Return the canonical key of the organ called ``name`` (without prefix) at ``level``, None for an unknown one."""
    known = _organs(ontology)
    return known.get((name, level or "")) or known.get((name, ""))


def _longest_organ(name: str, level: str | None, ontology: Ontology) -> tuple[str, str]:
    """Split a name without prefix into the canonical organ and a unit of it (司法局政策法规科 → 司法局, 政策法规科)."""
    for length in range(len(name), 0, -1):
        organ = organ_key(name[:length], level, ontology)
        if organ and (length == len(name) or name.endswith(ontology.mentions.unit_heads)):
            return organ, name[length:]
    return name, ""


def _level(adcode: str | None, place: Place, ontology: Ontology) -> str | None:
    region = ontology.gazetteer.by_code(adcode, place.year) if adcode else None
    return region.level if region else None


@lru_cache(maxsize=4)
def _national(ontology: Ontology) -> dict[str, str]:
    organs = ontology.national_organs.organs
    return {key(name): organ for organ, entry in organs.items() for name in (organ, *entry.names)}


@lru_cache(maxsize=4)
def _organs(ontology: Ontology) -> dict[tuple[str, str], str]:
    """Return (name, level) → canonical key; the level "" stands for any, and there the first entry wins."""
    known: dict[tuple[str, str], str] = {}
    for organ, entry in ontology.organs.organs.items():
        canonical = organ.replace(LEVEL, ontology.mentions.any_level)
        for name in (organ, *entry.names):
            words = ontology.mentions.level_words if LEVEL in name else ("",)
            for word in words:
                spelt = key(with_level(name, word))
                for level in (*entry.levels, ""):
                    known.setdefault((spelt, level), canonical)
    return known
