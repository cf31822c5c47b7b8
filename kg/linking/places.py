"""Regions → IRIs: ``region/<GB/T 2260 code>[/<town>[/<village>]]``."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.linking.iri import key, mint
from kg.linking.jurisdiction import NATIONAL, Place
from kg.ontology import Ontology

__all__ = ["region_iri"]


def region_iri(text: str, place: Place, ontology: Ontology) -> str:
    """Return the IRI of the region that ``text`` names in a report that speaks from ``place``.

    A chain (湖南省石门县, 开封市顺河回族区东苑街道) is read from its largest part; a place below the county hangs on its township when
    the text says it, else on the county.
    """
    gazetteer, base = ontology.gazetteer, ontology.settings.base
    rest, adcode = key(text), None
    while rest:
        for length in range(len(rest), 1, -1):
            region = gazetteer.resolve(rest[:length], place.year, adcode or place.adcode)
            if region:
                adcode, rest = region.adcode, rest[length:]
                break
        else:
            break
    if adcode and not rest:
        return mint(base, "region", adcode)
    parts = [part for part in _parts(ontology).findall(rest) if part] or [rest]
    county = adcode or _county_of(parts[0], place, ontology) or place.adcode or NATIONAL
    if len(parts) == 1 and place.town and parts[0] != place.town and adcode is None and parts[0] not in gazetteer.towns(county):
        parts.insert(0, place.town)
    return mint(base, "region", county, *parts)


def _county_of(town: str, place: Place, ontology: Ontology) -> str | None:
    """Return the county below the report's region that has a town of this name, if just one has."""
    counties = ontology.gazetteer.counties_of_town(town)
    near = [c for c in counties if place.adcode in {r.adcode for r in ontology.gazetteer.path(c, place.year)}]
    return near[0] if len(near) == 1 else None


@lru_cache(maxsize=4)
def _parts(ontology: Ontology) -> re.Pattern[str]:
    heads = sorted(ontology.classes["Region"].heads, key=lambda h: (-len(h), h))
    return re.compile(f".+?(?:{'|'.join(map(re.escape, heads))})(?!{'|'.join(map(re.escape, heads))})")
