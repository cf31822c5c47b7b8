"""Whose reports belong together over the years: a region through its renamings, and at one region each organ by itself."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kg.linking import describe, place_of, reporting_agency
from kg.linking.iri import key
from kg.ontology import Ontology
from kg.ontology.regions import Gazetteer, Region
from kg.records import Report

__all__ = ["GOVERNMENT", "AmbiguousRegionError", "Series", "UnknownNameError", "latest_code", "select", "series_of"]

GOVERNMENT = "government"
_SHOWN = 3  # near matches in a message


class UnknownNameError(ValueError):
    """Something was asked for by a name that nothing bears."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        near = difflib.get_close_matches(name, sorted(known), _SHOWN, 0.5)
        remedy = f"did you mean {', '.join(near)}?" if near else "check its spelling"
        super().__init__(f"no {what} is called {name!r}; {remedy}")


class AmbiguousRegionError(ValueError):
    """A name means several regions and no report is from any of them."""

    def __init__(self, name: str, regions: Iterable[str]) -> None:
        super().__init__(f"{name!r} may be {', '.join(regions)}; give the code")


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """The reports of one government, or of one organ, year after year.

    ``adcode`` is the code that the region bears today; ``town`` a township, or a zone without a code, in it ("" for none);
    ``organ`` the IRI of the organ whose reports they are ("" for a government); ``name`` the full name of today.
    """

    adcode: str
    town: str
    organ: str
    name: str
    level: str


def latest_code(adcode: str, gazetteer: Gazetteer) -> str:
    """Return the code under which the region ``adcode`` goes on: 许昌县 → 建安区.

    A region goes on in the one that took its place whole and began when it ended. A merged or divided region does not: its
    figures and those of its successor are about different territories.
    """
    following = gazetteer.successors(adcode)
    while len(following) == 1:
        (successor,) = following
        old, new = gazetteer.by_code(adcode), gazetteer.by_code(successor, 0)
        begins = old is not None and new is not None and old.last is not None and new.first > old.last
        if gazetteer.predecessors(successor) != (adcode,) or not begins:
            break
        adcode, following = successor, gazetteer.successors(successor)
    return adcode


def series_of(report: Report, ontology: Ontology) -> Series | None:
    """Return the series that ``report`` belongs to; None when its region is not known."""
    place = place_of(report, ontology)
    if place.adcode is None:
        return None
    organ = "" if report.meta.kind in {GOVERNMENT, None} else reporting_agency(report, ontology) or ""
    return _series(place.adcode, place.town, report.meta.level, organ, ontology)


def select(known: Collection[Series], names: Iterable[str], level: str | None, ontology: Ontology) -> list[Series]:
    """Return the series that are asked for, in order: of the regions ``names`` (none: of all), at ``level`` (None: any).

    A name or code means the region itself; with ``level`` all regions of that level in it. A region without any report is given
    a series of its own. Raises UnknownNameError and AmbiguousRegionError.
    """
    chosen: set[Series] = set()
    asked = False
    for name in names:
        asked = True
        named = _named(name, known, ontology)
        if level is None or all(series.level == level for series in named):
            chosen.update(named)
        else:
            codes = {series.adcode for series in named}
            chosen.update(s for s in known if s.level == level and codes & _path(s.adcode, ontology))
    if not asked:
        chosen.update(series for series in known if level is None or series.level == level)
    return sorted(chosen)


def _named(name: str, known: Collection[Series], ontology: Ontology) -> list[Series]:
    """Return the series of the region called ``name``, today or once, in full, else in short, or of its code.

    Of a city and a county in it that are called the same the city is meant.
    """
    gazetteer = ontology.gazetteer
    by_code = gazetteer.by_code(name)
    regions = [by_code] if by_code else _in_full(name, gazetteer) or gazetteer.named(name)
    every = {latest_code(region.adcode, gazetteer) for region in regions}
    codes = sorted(code for code in every if not every & (_path(code, ontology) - {code}))
    found_series = [s for s in known if (s.adcode in codes and not s.town) or name in {s.name, s.town}]
    if found_series:
        return found_series
    if not codes:
        raise UnknownNameError("region", name, {*gazetteer.names(short=True), *(s.town for s in known)})
    made = [_series(code, "", None, "", ontology) for code in codes]
    if len(made) > 1:
        raise AmbiguousRegionError(name, (f"{series.name} ({series.adcode})" for series in made))
    return made


def _in_full(name: str, gazetteer: Gazetteer) -> list[Region]:
    """Return the regions with this full name, which may begin with those of the regions above: 南京市鼓楼区."""
    found = (region for start in range(len(name)) for region in gazetteer.named(name[start:], short=False))
    return [region for region in found if "".join(gazetteer.path_names(region.adcode, region.last)).endswith(name)]


def _series(adcode: str, town: str, level: str | None, organ: str, ontology: Ontology) -> Series:
    code = latest_code(adcode, ontology.gazetteer)
    path = ontology.gazetteer.path(code)
    name = "".join(region.name for region in path) + town
    if not town and path:
        level = path[-1].level  # what a region is today, so that its row is one
    return Series(code, key(town), organ, f"{name} {describe(organ, ontology).label_zh}" if organ else name, level or "")


def _path(adcode: str, ontology: Ontology) -> set[str]:
    return {latest_code(region.adcode, ontology.gazetteer) for region in ontology.gazetteer.path(adcode)}
