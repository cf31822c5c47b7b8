"""Which region a level word means in a report: 市 in a district's report is its city, in a county-level city's its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.ontology import Ontology
from kg.records import Metadata

__all__ = ["NATIONAL", "Place", "place_of", "split_prefix"]

# Our own convention for what belongs to the whole country (DESIGN §4); GB/T 2260 has no such code.
NATIONAL = "100000"


@dataclass(frozen=True, slots=True)
class Place:
    """The region a report speaks from: ``adcode`` (None: unknown), its ``level``, and the codes on its path by level."""

    adcode: str | None
    level: str | None
    province: str | None
    city: str | None
    county: str | None
    year: int | None
    town: str | None

    def jurisdiction(self, word: str, ontology: Ontology) -> str | None:
        """Return the adcode that a level word (省, 市, 区 …) means here; None when the report's region is unknown."""
        level = ontology.mentions.level_words.get(word)
        if level == "province":
            return self.province
        if level == "city":
            own = ontology.gazetteer.by_code(self.adcode, self.year) if self.adcode else None
            if own and own.level == "county" and own.name.endswith(word):
                return own.adcode
            return self.city or self.province
        if level == "county":
            return self.county or self.adcode
        return self.adcode


def place_of(meta: Metadata, ontology: Ontology) -> Place:
    """Return where a report with this metadata speaks from."""
    levels = {}
    if meta.adcode:
        for region in ontology.gazetteer.path(meta.adcode, meta.year):
            levels[region.level] = region.adcode
    town = meta.region_path[-1] if meta.level == "township" and meta.region_path else None
    return Place(
        meta.adcode,
        meta.level,
        levels.get("province"),
        levels.get("city"),
        levels.get("county"),
        meta.year,
        town,
    )


def split_prefix(text: str, place: Place, ontology: Ontology) -> tuple[str | None, str, str]:
    """Split a name into the region its prefix means, the town below it ("" for none), and the rest.

    The region is None when there is no prefix. A prefix is a chain of region names (开封市顺河回族区) or a level word (区).
    """
    gazetteer = ontology.gazetteer
    adcode: str | None = None
    rest, town = text, ""
    while True:
        for length in range(min(len(rest) - 1, _longest(ontology)), 1, -1):
            region = gazetteer.resolve(rest[:length], place.year, adcode or place.adcode)
            if region and (region.name == rest[:length] or _stands_alone(rest[length:], ontology)):
                adcode, rest = region.adcode, rest[length:]
                break
        else:
            break
    if adcode is None and not rest.startswith(ontology.mentions.not_prefix):
        for length in (3, 2, 1):
            word = rest[:length]
            if len(rest) > length and word in ontology.mentions.level_words:
                return place.jurisdiction(word, ontology), "", rest[length:]
    for name in sorted(gazetteer.towns(adcode or place.county or place.adcode or ""), key=lambda n: (-len(n), n)):
        if rest.startswith(name) and len(rest) > len(name):
            return adcode or place.county or place.adcode, name, rest[len(name) :]
    return adcode, town, rest


@lru_cache(maxsize=4)
def _longest(ontology: Ontology) -> int:
    return max(len(name) for name in ontology.gazetteer.names())


def _stands_alone(rest: str, ontology: Ontology) -> bool:
    """Whether a short region name may stand directly before ``rest``: only before an organ's own name (红桥公安分局)."""
    return any(rest.startswith(word) for word in ontology.mentions.after_short_region)
