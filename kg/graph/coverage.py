"""Which region-years have a report and which are missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from kg.graph.compare import entries, span
from kg.graph.series import Series, latest_code, select
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["Coverage", "Line", "coverage"]


@dataclass(frozen=True, slots=True)
class Line:
    """A region and how many reports there are of each year; ``missing`` are the years without one."""

    series: Series
    reports: dict[int, int]
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The years from the first to the last report, a line a region, and how many reports were left out for what reason."""

    years: tuple[int, ...]
    lines: tuple[Line, ...]
    left_out: dict[str, int]


def coverage(
    reports: Iterable[Report],
    ontology: Ontology,
    *,
    regions: Sequence[str] = (),
    level: str | None = None,
    kinds: Collection[str] = ("government",),
) -> Coverage:
    """Return which region-years there are; of the ``regions`` asked for also those in them, from province to county, without any.

    Raises UnknownNameError and AmbiguousRegionError.
    """
    found, left_out = entries(reports, (), kinds, ontology)
    known = {entry.series for entry in found}
    chosen = set(select(known, regions, level, ontology))
    for top in select(known, regions, None, ontology) if regions else ():
        inside = _inside(top.adcode, ontology) if not top.town and not top.organ else {}
        chosen.update(s for s in known if s.adcode in inside and level in (None, s.level))
        here = {series.adcode for series in chosen if not series.town}
        chosen.update(s for code, s in inside.items() if code not in here and level in (None, s.level))
    years: defaultdict[Series, dict[int, int]] = defaultdict(dict)
    for entry in sorted(found, key=lambda e: e.year):
        if entry.series in chosen:
            years[entry.series][entry.year] = years[entry.series].get(entry.year, 0) + 1
    wanted = span(year for each in years.values() for year in each)
    lines = (Line(s, years[s], tuple(year for year in wanted if year not in years[s])) for s in sorted(chosen))
    return Coverage(wanted, tuple(lines), left_out)


def _inside(adcode: str, ontology: Ontology) -> dict[str, Series]:
    """Return the regions below ``adcode`` that there are today, down to the counties, as series by their codes."""
    found: dict[str, Series] = {}
    for child in ontology.gazetteer.children(adcode):
        code = latest_code(child.adcode, ontology.gazetteer)
        found[code] = Series(code, "", "", "".join(ontology.gazetteer.path_names(code)), child.level)
        found |= _inside(code, ontology)
    return found
