"""The data of the compare page: of each indicator its cells by series and year, each with the place of its sentence.

Series come in the order of their codes, some hundreds a script, and so do the cells: the page shows the first and loads the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.graph.compare import Cell, Entry, entries, latest, span, tabulate
from kg.graph.series import Series
from kg.ontology import Ontology
from kg.records import Report
from kg.site.report_page import span as span_of
from kg.site.report_page import value

__all__ = ["SERIES_A_SCRIPT", "Comparing"]

SERIES_A_SCRIPT = 400
_KINDS = ("government",)  # those whose figures are about a whole region


@dataclass
class Comparing:
    """Grows by a report at a time; holds of each what it says of the indicators."""

    ontology: Ontology
    _entries: list[Entry] = field(default_factory=list)
    _slugs: dict[str, str] = field(default_factory=dict)
    _places: dict[tuple[str, str, int], str] = field(default_factory=dict)

    def add(self, report: Report, slug: str) -> None:
        """Take in a report, whose pages are called ``slug``."""
        found, _ = entries([report], self.ontology.indicators.concepts.keys(), _KINDS, self.ontology)
        for entry in found:
            self._entries.append(entry)
            self._slugs[entry.report] = slug
            for code, figures in entry.figures.items():
                for figure in figures:
                    o = figure.observation
                    self._places[entry.report, code, o.start] = span_of(report, o.statement, o.start, o.end)
            for code, sentence in entry.mentions.items():
                at = report.text.find(sentence)
                self._places[entry.report, code, -1] = f"{at}-{at + len(sentence)}"

    def codes(self) -> list[str]:
        """Return the indicators of which there is a figure for the whole, those that most reports give first."""
        counts = {c: self._reports(c) for c in self.ontology.indicators.concepts}
        return sorted((c for c, n in counts.items() if n), key=lambda c: (-counts[c], c))

    def _reports(self, code: str) -> int:
        return sum(any(f.observation.scope == "whole" for f in entry.figures.get(code, ())) for entry in self._entries)

    def index(self) -> dict[str, Any]:
        """Return years, levels, how many series and scripts there are, and indicators with how many reports give a figure."""
        concepts = self.ontology.indicators.concepts
        series = self._series()
        return {
            "years": span(year for _, year in latest(self._entries)[0]),
            "series": len(series),
            "scripts": -(-len(series) // SERIES_A_SCRIPT),
            "levels": list(dict.fromkeys(s.level for s in series if s.level)),
            "indicators": [[c, concepts[c].zh, concepts[c].en, self._reports(c)] for c in self.codes()],
        }

    def series(self) -> Iterator[list[list[Any]]]:
        """Yield for each script ``[name, level, code, {year: slug of the report}]`` of its series."""
        reports: dict[Series, dict[str, str]] = {}
        for (series, year), entry in sorted(latest(self._entries)[0].items(), key=lambda item: item[0]):
            reports.setdefault(series, {})[str(year)] = self._slugs[entry.report]
        told = [[s.name or s.adcode, s.level, s.adcode, reports[s]] for s in self._series()]
        for first in range(0, len(told), SERIES_A_SCRIPT):
            yield told[first : first + SERIES_A_SCRIPT]

    def tables(self) -> Iterator[tuple[int, int, dict[str, Any]]]:
        """Yield the places of an indicator (in the index) and of a script of series, and ``{series: {year: [cell, …]}}``.

        A series is its place in the script. A cell is ``[status, measure, words, value, unit, slug, span, notes, period]``; where
        there is none the report is silent, or there is no report.
        """
        place = {series: number for number, series in enumerate(self._series())}
        for indicator, code in enumerate(self.codes()):
            tables: dict[int, dict[str, dict[str, list[Any]]]] = {n: {} for n in range(-(-len(place) // SERIES_A_SCRIPT))}
            for cell in tabulate(self._entries, [code], self.ontology).cells:
                if cell.status in {"value", "mentioned"} and cell.entry:
                    script, row = divmod(place[cell.series], SERIES_A_SCRIPT)
                    years = tables[script].setdefault(str(row), {})
                    years.setdefault(str(cell.year), []).append(self._cell(cell, cell.entry))
            yield from ((indicator, script, table) for script, table in tables.items())

    def _series(self) -> list[Series]:
        return sorted({entry.series for entry in self._entries})

    def _cell(self, cell: Cell, entry: Entry) -> list[Any]:
        slug, notes = self._slugs[entry.report], [note.model_dump() for note in cell.notes]
        if not cell.figures:
            place = self._places.get((entry.report, cell.indicator, -1), "")
            return [cell.status, None, "", None, None, slug, place, notes, ""]
        first = cell.figures[0].observation
        words = "; ".join(f"{value(figure.observation)}{figure.observation.unit or ''}" for figure in cell.figures)
        day, years = (first.period or "").partition("as-of:")[2], (first.period or "").replace("/", "–")
        period = day or (years if "–" in years else "")
        place = self._places[entry.report, cell.indicator, first.start]
        return [cell.status, cell.measure, words, first.value, first.unit, slug, place, notes, period]
