"""Regions → IRIs: ``region/<GB/T 2260 code>[/<town or zone>[/<village>]]``."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.linking.iri import key, mint
from kg.linking.jurisdiction import Place
from kg.linking.link import Link
from kg.linking.prefix import county_of_town, region_chain, usual_zone, without
from kg.ontology import Ontology

__all__ = ["region_link"]


def region_link(text: str, place: Place, ontology: Ontology) -> Link:
    """Return what the region ``text`` is in a report that speaks from ``place``.

    A chain (湖南省石门县, 开封市顺河回族区东苑街道) is read from its largest part; a place below the county hangs on its
    township when the text says it, else on the county.
    """
    base, name = ontology.settings.base, without(key(text), ontology)
    adcode, zone, rest = region_chain(name, place, ontology, whole=True)
    if not zone and (meant := place.jurisdiction(name, ontology)):
        return Link(mint(base, "region", *(part for part in meant if part)), "level")
    if adcode and not rest:
        return Link(mint(base, "region", adcode, *([zone] if zone else [])), "code")
    if adcode is None and place.county and (town := _town_called(rest, place.county, ontology)):
        return Link(mint(base, "region", place.county, town), "below+report")
    parts = _parts(ontology).findall(rest)
    parts = [usual_zone(part, ontology) for part in (*parts, rest[len("".join(parts)) :]) if part] or [rest]
    within = adcode or place.adcode
    code = county_of_town(parts[0], within, ontology) or within or place.unknown
    if adcode is None and len(parts) == 1 and place.town and parts[0] not in (place.town, *ontology.gazetteer.towns(code)):
        parts.insert(0, place.town)
    return Link(mint(base, "region", code, *([zone] if zone else []), *parts), "below+region" if adcode else "below+report")


def _town_called(name: str, county: str, ontology: Ontology) -> str | None:
    """Return the town of ``county`` that ``name`` is short for, if just one: 钢花村街, 清平."""
    heads = ontology.linking.township_heads
    endings = {head[cut:] for head in heads for cut in (0, 1)} - {""}
    found = [t for t in ontology.gazetteer.towns(county) if t.startswith(name) and t.removeprefix(name) in endings]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=4)
def _parts(ontology: Ontology) -> re.Pattern[str]:
    heads = "|".join(map(re.escape, sorted(ontology.classes["Region"].heads, key=lambda h: (-len(h), h))))
    return re.compile(f".+?(?:{heads})(?!{heads})")
