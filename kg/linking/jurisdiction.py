"""Where a report speaks from, and which region a level word means there: 市 in a district's report is its city."""

from __future__ import annotations

from dataclasses import dataclass

from kg.linking.organs import word_of
from kg.ontology import Ontology

__all__ = ["NATIONAL", "Place"]

# Our own convention for what belongs to the whole country (DESIGN §4); GB/T 2260 has no such code.
NATIONAL = "100000"


@dataclass(frozen=True, slots=True)
class Place:
    """The region and organ a report speaks from.

    ``adcode`` is the code of the region (None: unknown), ``province``, ``city`` and ``county`` those on its path; ``town`` is the
    township or the zone without code ("" for none). ``organ`` are the keys of the organ whose own report it is, its code first;
    empty when a government reports. ``unknown`` stands for the code where the region is unknown: a key of the report itself, so
    that nothing is taken for one thing because two reports do not say where they are from.
    """

    adcode: str | None = None
    province: str | None = None
    city: str | None = None
    county: str | None = None
    year: int | None = None
    town: str = ""
    organ: tuple[str, ...] = ()
    unknown: str = NATIONAL

    @property
    def code(self) -> str:
        """The code of the report's region, or what stands for it."""
        return self.adcode or self.unknown

    def level(self, adcode: str | None, ontology: Ontology) -> str | None:
        """Return the level of a region in the year of the report; None when it is unknown."""
        region = ontology.gazetteer.by_code(adcode, self.year) if adcode else None
        return region.level if region else None

    def word(self, adcode: str | None, town: str, ontology: Ontology) -> str:
        """Return the level word of a region, or of a town in it: 区, 县, 旗, 镇 …"""
        region = ontology.gazetteer.by_code(adcode, self.year) if adcode else None
        return word_of(town or (region.name if region else ""), ontology)

    def jurisdiction(self, word: str, ontology: Ontology) -> tuple[str, str] | None:
        """Return code and town ("" for none) of what a level word (省, 市, 镇 …) means here; None when it means nothing."""
        level = ontology.linking.level_words.get(word) or ontology.mentions.level_words.get(word)
        if self.adcode is None or level is None:
            return None
        match level:
            case "province":
                code = self.province
            case "city":
                code = self._city(word, ontology)
            case "county":
                return self._county(word, ontology)
            case _:
                return (self.adcode, self.town) if level == "township" and self.town else None
        return (code, "") if code else None

    def _county(self, word: str, ontology: Ontology) -> tuple[str, str]:
        """Return code and town of the county; in a banner's report 区 is the autonomous region."""
        county, province = (ontology.gazetteer.by_code(c, self.year) if c else None for c in (self.county, self.province))
        if province and province.name.endswith(word) and not (county and county.name.endswith(word)):
            return province.adcode, ""
        return (self.county, "") if self.county else (self.code, self.town)

    def _city(self, word: str, ontology: Ontology) -> str | None:
        """Return the code of the city: of a county-level one its own, in a municipality's district the municipality's."""
        for code in (self.county, self.city, self.province):
            region = ontology.gazetteer.by_code(code, self.year) if code else None
            if region and (region.level == "city" or region.name.endswith(word)):
                return code
        return None
