"""The data of the topics page: of each topic which report says how much, some hundreds a script, and what each report says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.ontology import Ontology
from kg.records import Report
from kg.site.index import Row

__all__ = ["REPORTS_A_SCRIPT", "STATUSES", "Topics", "said"]

STATUSES = ("done", "problem", "planned")  # a frame says nothing of the work
REPORTS_A_SCRIPT = 400


@dataclass
class Topics:
    """Grows by a report at a time; holds of each its row and how many statements it has by topic and status."""

    ontology: Ontology
    _counts: list[tuple[Row, dict[str, list[int]]]] = field(default_factory=list)

    def add(self, report: Report, row: Row) -> None:
        """Take in a report."""
        counts = {topic: [0] * len(STATUSES) for topic in self.ontology.topics.concepts}
        for statement in report.statements:
            if statement.status in STATUSES and statement.topic in counts:
                counts[statement.topic][STATUSES.index(statement.status)] += 1
        self._counts.append((row, {topic: found for topic, found in counts.items() if any(found)}))

    def index(self) -> list[list[Any]]:
        """Return ``[topic, reports, scripts]`` of each topic that a report speaks of."""
        reports = {topic: sum(topic in counts for _, counts in self._counts) for topic in self.ontology.topics.concepts}
        return [[topic, number, -(-number // REPORTS_A_SCRIPT)] for topic, number in reports.items() if number]

    def tables(self) -> Iterator[tuple[str, int, list[list[Any]]]]:
        """Yield topic, number of the script, and ``[slug, region or title, year, [done, problem, planned]]`` of its reports."""
        ordered = sorted(self._counts, key=lambda c: (c[0].adcode or "~", c[0].region, -(c[0].year or 0), c[0].slug))
        for topic, _, scripts in self.index():
            said_of = [(row, counts[topic]) for row, counts in ordered if topic in counts]
            rows = [[row.slug, "".join(row.region) or row.title.zh, row.year, numbers] for row, numbers in said_of]
            for script in range(scripts):
                yield topic, script, rows[script * REPORTS_A_SCRIPT : (script + 1) * REPORTS_A_SCRIPT]


def said(report: Report) -> list[list[Any]]:
    """Return ``[topic, status, span, text]`` of each statement but frames, in order."""
    return [
        [s.topic, s.status, f"{s.start}-{s.end}", report.text[s.start : s.end].strip()]
        for s in report.statements
        if s.status in STATUSES
    ]
