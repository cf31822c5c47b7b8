"""Programs, mechanisms, institutions, platforms, honours and persons → IRIs."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.linking.iri import key, mint
from kg.linking.jurisdiction import NATIONAL, Place
from kg.linking.link import Link
from kg.linking.prefix import Prefix, opening_region, split_prefix
from kg.ontology import Ontology
from kg.ontology.classes import ClassEntry

__all__ = ["named_link", "person_link"]


def named_link(text: str, entry: ClassEntry, place: Place, ontology: Ontology) -> Link:
    """Return what the thing of class ``entry`` that ``text`` names is.

    A name that the lexicon knows as common to the country hangs on no region (programs, mechanisms) or on the country; any
    other on the region of its prefix, or else of the report.
    """
    base, path, type = ontology.settings.base, entry.path or "", entry.type or ""
    name = key(text)
    known = _known(ontology).get((name, type))
    if known and not _is_regional(known, type, ontology):
        return Link(mint(base, path, *([] if entry.scope == "national" else [NATIONAL]), known), "lexicon")
    if name.startswith(ontology.linking.national_prefixes):
        return Link(mint(base, path, NATIONAL, known or name), f"{'lexicon' if known else 'name'}+national")
    opening = _honor_opening(ontology).match(name) if type == "HONOR" else None
    first = opening[0] if opening and opening[0] != name else ""
    prefix = split_prefix(name.removeprefix(first), place, ontology)
    if first and prefix.rest.startswith(ontology.linking.national_prefixes):
        return Link(mint(base, path, NATIONAL, name), "name+national")
    if len(prefix.rest) < ontology.linking.shortest_without_head:  # 市级平台 is no platform called 平台
        prefix = Prefix(prefix.adcode, prefix.town, name.removeprefix(first), prefix.rule)
    rest = first + prefix.rest
    canonical = _known(ontology).get((rest, type))
    if canonical and prefix.rule in {"level", ""} and not _is_regional(canonical, type, ontology):
        return Link(mint(base, path, *([] if entry.scope == "national" else [NATIONAL]), canonical), "lexicon")
    if canonical:  # the lexicon's name may be that of the country's own honour: 省法治政府建设示范项目
        canonical = _local_form(canonical, ontology)
    if not prefix.rule and not canonical and (opened := opening_region(rest, place, ontology)):
        return Link(mint(base, path, opened[0], _without_head(text, rest, type, ontology)), "name+region")
    town = prefix.town or (place.town if prefix.adcode is None else "")
    rule = f"{'lexicon' if canonical else 'name'}+{prefix.rule or 'report'}"
    names = [*([town] if town else []), canonical or _without_head(text, rest, type, ontology)]
    return Link(mint(base, path, prefix.adcode or place.code, *names), rule)


def person_link(text: str, place: Place, ontology: Ontology) -> Link:
    """Return who the person named ``text`` is: of the report's region, unless it is one whom the whole country knows."""
    name, base = key(text), ontology.settings.base
    if name in ontology.linking.national_figures:
        return Link(mint(base, "person", NATIONAL, name), "lexicon+national")
    return Link(mint(base, "person", place.code, name), "name+report")


def _is_regional(canonical: str, type: str, ontology: Ontology) -> bool:
    """Whether every region has its own of what the lexicon calls ``canonical``."""
    return type in ontology.linking.one_per_region or (canonical, type) in _per_region(ontology)


def _local_form(name: str, ontology: Ontology) -> str:
    """Return a name of the lexicon without what makes it the country's: 全国法治政府建设示范项目."""
    for word in ontology.linking.national_prefixes:
        name = name.removeprefix(word) or name
    return name


def _without_head(text: str, name: str, type: str, ontology: Ontology) -> str:
    """Return a local name without a head word that says nothing: “贵人服务”品牌, 万人助万企活动."""
    rules = ontology.linking
    quoted = _after_quotes(ontology).search(text)
    heads = (quoted["head"],) if quoted else rules.weak_heads.get(type, ())
    for head in heads:
        if name.endswith(head) and len(name) - len(head) >= rules.shortest_without_head:
            return name.removesuffix(head)
    return name


@lru_cache(maxsize=4)
def _after_quotes(ontology: Ontology) -> re.Pattern[str]:
    heads = "|".join(map(re.escape, sorted(ontology.linking.optional_heads, key=lambda h: (-len(h), h))))
    return re.compile(f'[”’"」』](?P<head>{heads})$')


@lru_cache(maxsize=4)
def _honor_opening(ontology: Ontology) -> re.Pattern[str]:
    return re.compile(ontology.linking.honor_opening)


@lru_cache(maxsize=4)
def _known(ontology: Ontology) -> dict[tuple[str, str], str]:
    """Return (key of a name, type) → canonical name, for the names of the lexicon and what they are called with a head word."""
    known: dict[tuple[str, str], str] = {}
    for canonical, entry in ontology.names.names.items():
        for name in (canonical, *entry.names):
            known.setdefault((key(name), entry.type), key(canonical))
    for canonical, entry in ontology.names.names.items():
        for name in (canonical, *entry.names):
            for head in ontology.linking.optional_heads:
                known.setdefault((key(name) + head, entry.type), key(canonical))
    return known


@lru_cache(maxsize=4)
def _per_region(ontology: Ontology) -> frozenset[tuple[str, str]]:
    return frozenset((key(name), entry.type) for name, entry in ontology.names.names.items() if entry.per_region)
