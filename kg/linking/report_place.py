"""Where a report speaks from, by its metadata."""

from __future__ import annotations

import dataclasses
import hashlib
from functools import lru_cache

from kg.linking.agencies import agency_keys
from kg.linking.iri import key
from kg.linking.jurisdiction import NATIONAL, Place
from kg.linking.prefix import usual_zone
from kg.ontology import Ontology
from kg.records import Metadata, Report

__all__ = ["place_of"]


def place_of(report: Report, ontology: Ontology) -> Place:
    """Return the region, town and organ that ``report`` speaks from."""
    meta = report.meta
    levels: dict[str, str] = {}
    if meta.adcode:
        levels = {region.level: region.adcode for region in ontology.gazetteer.path(meta.adcode, meta.year)}
    place = Place(
        adcode=meta.adcode,
        province=levels.get("province"),
        city=levels.get("city"),
        county=levels.get("county"),
        year=meta.year,
        town=_town(meta, ontology),
        unknown=NATIONAL if meta.adcode else hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
    )
    if meta.kind != "department" or not meta.issuers or not meta.adcode:
        return place
    return dataclasses.replace(place, organ=agency_keys(meta.issuers[0], place, ontology)[0])


def _town(meta: Metadata, ontology: Ontology) -> str:
    """Return the last name on the report's path when it is of a township or of a zone without code."""
    if not meta.region_path or not meta.adcode:
        return ""
    last = key(meta.region_path[-1])
    if meta.level == "township":
        return last
    if not last.endswith(_zones(ontology)):
        return ""
    region = ontology.gazetteer.by_code(meta.adcode, meta.year)
    shares = region is not None and region.name in last
    if shares or ontology.gazetteer.named(last, short=False):
        return ""
    for name in (region.name, ontology.gazetteer.short(region.name)) if region else ():
        last = last.removeprefix(name) or last
    return usual_zone(last, ontology)


@lru_cache(maxsize=4)
def _zones(ontology: Ontology) -> tuple[str, ...]:
    return tuple(name for zone, names in ontology.linking.zones.items() for name in (zone, *names))
