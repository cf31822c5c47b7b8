"""What the start page says: one small row a report, and the totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from kg.ontology import Ontology
from kg.ontology.yaml_file import Label
from kg.records import Report
from kg.site import labels

__all__ = ["MANY", "Group", "Index", "Indicator", "Row", "row"]

MANY = 60  # reports; of more a province is listed when it is asked for
_ROWS_A_SCRIPT = 1000
_STATUSES = ("done", "problem", "planned")  # a frame says nothing of the work


@dataclass(frozen=True, slots=True)
class Row:
    """A report as the start page lists it. ``entities`` counts distinct entities, ``statements`` (status, count)."""

    slug: str
    id: str
    title: Label
    region: tuple[str, ...]
    adcode: str
    year: int | None
    issuers: tuple[str, ...]
    entities: int
    relations: int
    figures: int
    statements: tuple[tuple[str, int], ...]

    @property
    def words(self) -> str:
        """Return what the search of the start page looks through."""
        return " ".join((*self.region, str(self.year or ""), self.title.zh, self.title.en, *self.issuers, self.id)).lower()

    @property
    def name(self) -> str:
        """Return what the report is called below its province."""
        return "".join(self.region[1:]) or "".join(self.region) or self.title.zh


@dataclass(frozen=True, slots=True)
class Group:
    """The reports of a province, or of none; ``scripts`` are the numbers of those that list them when there are many reports."""

    name: str | None
    rows: tuple[Row, ...]
    scripts: range = range(0)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A comparable indicator: in how many reports it stands and with how many figures."""

    label: Label
    reports: int
    figures: int


def row(report: Report, slug: str, ontology: Ontology) -> Row:
    """Return the row of a report."""
    statuses: Counter[str] = Counter(s.status for s in report.statements)
    return Row(
        slug=slug,
        id=report.id,
        title=labels.title(report, ontology),
        region=report.meta.region_path,
        adcode=report.meta.adcode or "",
        year=report.meta.year,
        issuers=report.meta.issuers,
        entities=len({m.iri or (m.type, m.text) for m in report.entities}),
        relations=len(report.relations),
        figures=len(report.observations),
        statements=tuple((status, statuses[status]) for status in _STATUSES),
    )


@dataclass
class Index:
    """Grows by a report at a time; holds no report."""

    rows: list[Row] = field(default_factory=list)
    _entities: set[str] = field(default_factory=set)
    _coded: Counter[str] = field(default_factory=Counter)
    _reports_of_code: Counter[str] = field(default_factory=Counter)

    def add(self, report: Report, slug: str, ontology: Ontology) -> Row:
        """Count a report; return its row."""
        self.rows.append(row(report, slug, ontology))
        self._entities.update(m.iri or f"{m.type} {m.text}" for m in report.entities)
        codes = Counter(o.code for o in report.observations if o.code)
        self._coded.update(codes)
        self._reports_of_code.update(codes.keys())
        return self.rows[-1]

    def groups(self) -> tuple[Group, ...]:
        """Return the reports by province, in the order of codes; the latest year first, unknown regions last."""

        def order(r: Row) -> tuple[bool, str, tuple[str, ...], int, str]:
            return not r.region, r.adcode or "~", r.region, -(r.year or 0), r.id

        def province(r: Row) -> tuple[bool, str, str]:
            name = r.region[0] if r.region else ""
            return not name, codes.get(name, "~"), name

        codes: dict[str, str] = {}
        for r in sorted(self.rows, key=order, reverse=True):
            if r.region:
                codes[r.region[0]] = r.adcode[:2] or "~"
        ordered = sorted(self.rows, key=lambda r: (province(r), order(r)))
        groups: list[Group] = []
        for name, found in groupby(ordered, key=province):
            rows, first = tuple(found), groups[-1].scripts.stop if groups else 0
            scripts = -(-len(rows) // _ROWS_A_SCRIPT) if self.is_large else 0
            groups.append(Group(name[2] or None, rows, range(first, first + scripts)))
        return tuple(groups)

    @property
    def is_large(self) -> bool:
        """Whether the start page loads the list of a province when it is asked for."""
        return len(self.rows) > MANY

    def scripts(self) -> Iterator[tuple[int, list[list[object]]]]:
        """Yield number and rows, ``[slug, name, year, words]``, of each script that lists reports."""
        for group in self.groups():
            for place, number in enumerate(group.scripts):
                rows = group.rows[place * _ROWS_A_SCRIPT : (place + 1) * _ROWS_A_SCRIPT]
                yield number, [[row.slug, row.name, row.year, row.words] for row in rows]

    def years(self) -> tuple[int, ...]:
        """Return the years reported on, the latest first."""
        return tuple(sorted({r.year for r in self.rows if r.year}, reverse=True))

    def totals(self) -> dict[str, int]:
        """Return the figures at the head of the page, by word; entities and regions are counted once."""
        return {
            "reports": len(self.rows),
            "regions": len({r.region for r in self.rows if r.region}),
            "years": len(self.years()),
            "entities": len(self._entities),
            "relations": sum(r.relations for r in self.rows),
            "figures": sum(r.figures for r in self.rows),
            "statements": sum(n for r in self.rows for _, n in r.statements),
        }

    def indicators(self, ontology: Ontology, most: int = 12) -> tuple[Indicator, ...]:
        """Return the indicators that most reports have, at most ``most``."""
        codes = sorted(self._coded, key=lambda c: (-self._reports_of_code[c], -self._coded[c], c))[:most]
        named = ((labels.concept(code, ontology.indicators), code) for code in codes)
        return tuple(Indicator(label, self._reports_of_code[code], self._coded[code]) for label, code in named if label)
