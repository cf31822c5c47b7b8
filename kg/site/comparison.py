"""The data of the compare page: an indicator a script, its cells by series and year, each with the place of its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.graph.compare import Cell, Entry, entries, latest, span, tabulate, written
from kg.graph.series import Series
from kg.ontology import Ontology
from kg.records import Report
from kg.site.report_page import span as span_of

__all__ = ["Comparing"]

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
        """Return years, series with the report of each year, and indicators with how many reports give a figure."""
        chosen, _ = latest(self._entries)
        reports: dict[Series, dict[str, str]] = {}
        for (series, year), entry in sorted(chosen.items(), key=lambda item: item[0]):
            reports.setdefault(series, {})[str(year)] = self._slugs[entry.report]
        concepts = self.ontology.indicators.concepts
        return {
            "years": span(year for _, year in chosen),
            "series": [[s.name, s.level, s.adcode, reports[s]] for s in self._series()],
            "indicators": [[c, concepts[c].zh, concepts[c].en, self._reports(c)] for c in self.codes()],
        }

    def tables(self) -> Iterator[dict[str, Any]]:
        """Yield of each of :meth:`codes` its cells: ``{series: {year: [cell, …]}}``, series by place in the index.

        A cell is ``[status, measure, words, value, unit, slug, span, notes]``; where there is none the report is silent, or there
        is no report.
        """
        place = {series: number for number, series in enumerate(self._series())}
        for code in self.codes():
            table: dict[str, dict[str, list[Any]]] = {}
            for cell in tabulate(self._entries, [code], self.ontology).cells:
                if cell.status in {"value", "mentioned"} and cell.entry:
                    years = table.setdefault(str(place[cell.series]), {})
                    years.setdefault(str(cell.year), []).append(self._cell(cell, cell.entry))
            yield table

    def _series(self) -> list[Series]:
        return sorted({entry.series for entry in self._entries})

    def _cell(self, cell: Cell, entry: Entry) -> list[Any]:
        slug, notes = self._slugs[entry.report], "; ".join(cell.notes)
        if not cell.figures:
            return [cell.status, None, "", None, None, slug, self._places.get((entry.report, cell.indicator, -1), ""), notes]
        first = cell.figures[0].observation
        words = "; ".join(written(figure, self.ontology) for figure in cell.figures)
        place = self._places[entry.report, cell.indicator, first.start]
        return [cell.status, cell.measure, words, first.value, first.unit, slug, place, notes]
