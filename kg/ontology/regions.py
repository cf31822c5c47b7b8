"""The gazetteer: China's administrative divisions from province to county, with their names, codes and parents by year.

Its tables, ``regions.tsv`` and ``towns.tsv``, are made by ``tools/make_regions.py``. A year means the state at its end, as the
sources count; a region that was renamed in the course of a year is still found by its old name, because a name that nobody bears
in the year asked for falls back on whoever bore it in the nearest year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, cast

from kg.ontology.region_names import RegionNames
from kg.ontology.yaml_file import OntologyError, Problem, read_yaml

__all__ = ["Gazetteer", "Level", "Region"]

Level = Literal["province", "city", "county"]

LEVELS = ("province", "city", "county")
FIELDS = ("adcode", "name", "level", "parent", "first", "last", "successors")
REMEDY = "run tools/make_regions.py, which writes the file"


@dataclass(frozen=True, slots=True)
class Region:
    """A region under one name and one parent.

    ``adcode`` is its GB/T 2260 code, ``parent`` the code of the region it lies in (None: a province). ``first`` and ``last`` are
    years, both included; ``last`` is None while it lasts.
    """

    adcode: str
    name: str
    level: Level
    parent: str | None
    first: int
    last: int | None

    def years_from(self, year: int) -> int:
        """Return how many years ``year`` lies outside the validity; 0 inside."""
        return max(self.first - year, 0 if self.last is None else year - self.last, 0)


class Gazetteer:
    """Finds regions by code and by name. Immutable; what it returns is in a fixed order."""

    def __init__(
        self, regions: Sequence[Region], successors: dict[str, tuple[str, ...]], names: RegionNames, towns: Path
    ) -> None:
        self._names = names
        self._towns_file = towns
        self._stems: dict[str, str] = {}  # of names in the tables, filled in as they are asked for
        self._successors = successors
        self._by_code: defaultdict[str, list[Region]] = defaultdict(list)
        self._by_parent: defaultdict[str, list[Region]] = defaultdict(list)
        self._by_name: defaultdict[str, list[Region]] = defaultdict(list)
        self._by_form: defaultdict[str, list[Region]] = defaultdict(list)
        for region in regions:
            self._by_code[region.adcode].append(region)
            self._by_name[region.name].append(region)
            if region.parent is not None:
                self._by_parent[region.parent].append(region)
        for name, bearers in self._by_name.items():
            for form in names.forms(name):
                self._by_form[form] += bearers
        self._predecessors: defaultdict[str, list[str]] = defaultdict(list)
        for adcode, followers in sorted(successors.items()):
            for follower in followers:
                self._predecessors[follower].append(adcode)

    @classmethod
    def load(cls, folder: Path, names: RegionNames | None = None) -> Gazetteer:
        """Load the tables in the ontology folder; ``names`` are its naming rules when they have been read already.

        Raises OntologyError, which names every unusable line.
        """
        if names is None:
            file = read_yaml(folder / "rules" / "region_names.yaml", "rules/region_names.yaml", RegionNames)
            if file.value is None or file.problems:
                raise OntologyError(file.problems)
            names = file.value
        return cls(*_read_regions(folder / "regions.tsv"), names, folder / "towns.tsv")

    def by_code(self, adcode: str, year: int | None = None) -> Region | None:
        """Return the region of a code as it was in ``year`` or the nearest year (None: latest); None for an unknown code."""
        rows = self._by_code.get(adcode)
        if not rows:
            return None
        return rows[-1] if year is None or len(rows) == 1 else min(rows, key=lambda row: row.years_from(year))

    def history(self, adcode: str) -> tuple[Region, ...]:
        """Return the region of a code under each of its names and parents, the oldest first; empty for an unknown code."""
        return tuple(self._by_code.get(adcode, ()))

    def named(self, name: str, year: int | None = None, *, short: bool = True) -> tuple[Region, ...]:
        """Return the regions called ``name`` in ``year``, by full name first, then, when ``short``, by a shortened one.

        When nobody was, those called so in the nearest year. Without a year, all that ever were, each as it last bore the name.
        """
        found = self._bearers(name, short=short)
        if year is not None and found:
            nearest = min(region.years_from(year) for region in found)
            found = [region for region in found if region.years_from(year) == nearest]
        return tuple({region.adcode: region for region in found}.values())

    def path(self, adcode: str, year: int | None = None) -> tuple[Region, ...]:
        """Return the regions from the province down to ``adcode``; empty for an unknown code.

        Outside the validity of the code, as they were in its nearest year.
        """
        region = self.by_code(adcode, year)
        if region is None:
            return ()
        when = region.last if year is None else _within(region, year)
        return (*(() if region.parent is None else self.path(region.parent, when)), region)

    def path_names(self, adcode: str, year: int | None = None) -> tuple[str, ...]:
        """Return the names on the path, as in ``Metadata.region_path``: 河南省, 开封市, 顺河回族区."""
        return tuple(region.name for region in self.path(adcode, year))

    def children(self, adcode: str, year: int | None = None) -> tuple[Region, ...]:
        """Return the regions directly below ``adcode`` in ``year`` (None: those that still are), by code."""
        rows = self._by_parent.get(adcode, ())
        return tuple(row for row in rows if (row.last is None if year is None else row.years_from(year) == 0))

    def resolve(self, name: str, year: int | None = None, within: str | None = None) -> Region | None:
        """Return the one region that ``name`` means in a text about the region ``within``, or None when that is open.

        It is the first of: on the path of ``within``; a province; a child; a descendant; a sibling; in the same province; the
        only one in the country. Those called so in ``year`` (None: now) go before those of the year before and after, a full name
        before a short one; those of other years count when there are no others. Of a city and a county inside it the city is
        meant. Two that fit equally give None, except that the stem of a district yields where its city is not spoken of.
        """
        year = self._latest if year is None else year
        found = sorted(self._bearers(name, short=True), key=lambda region: region.years_from(year), reverse=True)
        reach = max(1, found[-1].years_from(year)) if found else 0
        candidates = list({region.adcode: region for region in found if region.years_from(year) <= reach}.values())
        here = self.path(within, year) if within is not None else ()
        for region in here:
            if any(region.adcode == candidate.adcode for candidate in candidates):
                return region
        paths = {region: [up.adcode for up in self.path(region.adcode, region.last)] for region in candidates}
        steps: list[Callable[[Region], bool]] = [lambda region: region.level == "province"]
        if here:
            place, top = here[-1], here[0].adcode
            steps += [
                lambda region: region.parent == place.adcode,
                lambda region: place.adcode in paths[region],
                lambda region: region.parent == place.parent,
                lambda region: paths[region][0] == top,
            ]
        steps += [
            lambda region: len(candidates) == 1,
            lambda region: region.name == name or not self._names.is_nearby(region.name),
        ]
        for step in steps:
            if near := [region for region in candidates if step(region)]:
                best = min((region.years_from(year), region.name != name) for region in near)
                near = [region for region in near if (region.years_from(year), region.name != name) == best]
                return next((region for region in near if all(region.adcode in paths[other] for other in near)), None)
        return None

    def successors(self, adcode: str) -> tuple[str, ...]:
        """Return the codes of the regions that took the place of a code that is no longer valid, in order."""
        return self._successors.get(adcode, ())

    def predecessors(self, adcode: str) -> tuple[str, ...]:
        """Return the codes whose place ``adcode`` took, in order."""
        return tuple(self._predecessors.get(adcode, ()))

    def short(self, name: str) -> str:
        """Return the stem of a full name, the name itself when it has none: 顺河回族区 → 顺河."""
        found = self._stems.get(name)
        if found is None:
            found = self._names.short(name)
            if name in self._by_name:
                self._stems[name] = found
        return found

    def names(self, year: int | None = None, *, short: bool = False) -> Iterable[str]:
        """Return every full name borne in ``year`` (None: ever), and the shortened ones when ``short``; sorted, each once."""
        tables = (self._by_name, self._by_form) if short else (self._by_name,)
        return sorted(
            {
                name
                for table in tables
                for name, bearers in table.items()
                if year is None or any(region.years_from(year) == 0 for region in bearers)
            }
        )

    def towns(self, adcode: str) -> tuple[str, ...]:
        """Return the towns, townships and streets of a county, sorted.

        They are known for one year only: another code has those of the codes it was succeeded by, or else succeeded.
        """
        found = self._towns.get(adcode)
        if found is None:
            related = self.successors(adcode) or self.predecessors(adcode)
            found = tuple(sorted({town for code in related for town in self._towns.get(code, ())}))
        return found

    def counties_of_town(self, name: str) -> tuple[str, ...]:
        """Return the codes of the counties that have a town, township or street of this name, in order."""
        return self._counties_of_town.get(name, ())

    @cached_property
    def town_openings(self) -> frozenset[str]:
        """The first two characters of all names of towns, townships and streets."""
        return frozenset(town[:2] for town in self._counties_of_town)

    @cached_property
    def _latest(self) -> int:
        return max(region.first for rows in self._by_code.values() for region in rows)

    @cached_property
    def _towns(self) -> dict[str, tuple[str, ...]]:
        lines = self._towns_file.read_text(encoding="utf-8").splitlines()
        pairs = (line.split("\t") for line in lines if not line.startswith("#"))
        return {adcode: tuple(towns.split(",")) for adcode, towns in pairs if adcode != "adcode"}

    @cached_property
    def _counties_of_town(self) -> dict[str, tuple[str, ...]]:
        counties: defaultdict[str, list[str]] = defaultdict(list)
        for adcode, towns in self._towns.items():
            for town in towns:
                counties[town].append(adcode)
        return {town: tuple(codes) for town, codes in counties.items()}

    def _bearers(self, name: str, *, short: bool) -> list[Region]:
        """Return every row with the name, those with the full name first."""
        return [*self._by_name.get(name, ()), *(self._by_form.get(name, ()) if short else ())]


def _within(region: Region, year: int) -> int:
    """Return ``year``, or the nearest year in which ``region`` was valid."""
    return max(region.first, year if region.last is None else min(year, region.last))


def _read_regions(path: Path) -> tuple[list[Region], dict[str, tuple[str, ...]]]:
    """Return the rows of regions.tsv in their order, and the successors by code. Raises OntologyError."""
    if not path.is_file():
        raise OntologyError([Problem(path.name, 1, "no such file", REMEDY)])
    regions: list[Region] = []
    successors: dict[str, tuple[str, ...]] = {}
    references: list[tuple[int, str]] = []
    problems: list[Problem] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#") or line == "\t".join(FIELDS):
            continue
        try:
            adcode, name, level, parent, first, last, following = line.split("\t")
            if len(adcode) != 6 or not adcode.isdecimal() or not name or level not in LEVELS:
                raise ValueError(f"{adcode!r}, {name!r}, {level!r} are not a code of six digits, a name and a level")
            region = Region(adcode, name, cast(Level, level), parent or None, int(first), int(last) if last else None)
        except ValueError as error:
            problems.append(Problem(path.name, number, f"unusable line ({error})", REMEDY))
            continue
        regions.append(region)
        if following:
            successors[adcode] = tuple(following.split(","))
        references += [(number, code) for code in (parent, *successors.get(adcode, ())) if code]
    known = {region.adcode for region in regions}
    problems += [
        Problem(path.name, line, f"no row has the code {code}", REMEDY) for line, code in references if code not in known
    ]
    if not regions and not problems:
        problems.append(Problem(path.name, 1, "the file holds no region", REMEDY))
    if problems:
        raise OntologyError(problems)
    return regions, successors
