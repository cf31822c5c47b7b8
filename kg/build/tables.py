"""The tables of a build: CSV for spreadsheets and data frames, a row a report, entity, observation, relation or statement."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg.records import Report

__all__ = ["COLUMNS", "header", "rows"]

Row = Iterable[object]

# Columns that every table begins with: they join the tables and make each readable alone.
_REPORT = ("report", "id", "region", "adcode", "year")

COLUMNS: dict[str, tuple[str, ...]] = {
    "reports": (*_REPORT, "title", "level", "kind", "issuers", "source", "published", "signed", "path", "sha256", "url"),
    "entities": (*_REPORT, "start", "end", "type", "text", "iri", "rule"),
    "observations": (
        *_REPORT,
        *("start", "end", "indicator", "code", "figure", "value", "unit", "bound", "kind", "scope", "period", "agent"),
        *("statement", "sentence", "rule"),
    ),
    "relations": (
        *_REPORT,
        *("start", "end", "agent", "predicate", "object", "agent_iri", "object_iri", "statement", "sentence", "rule"),
    ),
    "statements": (*_REPORT, "start", "end", "status", "topic", "agent", "text"),
}


def header(table: str) -> str:
    """Return the first line of a table, with the byte order mark by which spreadsheets know UTF-8."""
    return "\ufeff" + _csv([COLUMNS[table]])


def rows(report: Report, iri: str) -> dict[str, str]:
    """Return the lines of ``report``, whose IRI is ``iri``, for each table. Offsets are code points into its text."""
    meta = report.meta
    start = (iri, report.id, "".join(meta.region_path), meta.adcode, meta.year)
    tables = {
        "reports": [_report(report)],
        "entities": ((m.start, m.end, m.type, m.text, m.iri, m.rule) for m in report.entities),
        "observations": _observations(report),
        "relations": _relations(report),
        "statements": ((s.start, s.end, s.status, s.topic, s.agent, report.text[s.start : s.end]) for s in report.statements),
    }
    return {name: _csv((*start, *row) for row in content) for name, content in tables.items()}


def _report(report: Report) -> Row:
    meta, source = report.meta, report.source
    return (
        *(meta.title, meta.level, meta.kind, "、".join(meta.issuers), meta.source, meta.published, meta.signed),
        *(source.path, source.sha256, source.url),
    )


def _observations(report: Report) -> Iterator[Row]:
    for o in report.observations:
        yield (
            *(
                o.start,
                o.end,
                o.indicator,
                o.code,
                o.figure,
                _number(o.value),
                o.unit,
                o.bound,
                o.kind,
                o.scope,
                o.period,
                o.agent,
            ),
            *(o.statement, _sentence(report, o.statement), o.rule),
        )


def _relations(report: Report) -> Iterator[Row]:
    iris = {(m.start, m.end): m.iri for m in report.entities}
    for r in report.relations:
        agent_iri = iris.get(r.agent_span) if r.agent_span else None
        yield (
            *(r.start, r.end, r.agent, r.predicate, r.object, agent_iri, iris.get(r.object_span)),
            *(r.statement, _sentence(report, r.statement), r.rule),
        )


def _sentence(report: Report, statement: int | None) -> str | None:
    if statement is None:
        return None
    span = report.statements[statement]
    return report.text[span.start : span.end]


def _number(value: float | int) -> str:
    """Write 18, 18.5 and 0.000001, never 18.0 or 1e-06.

    >>> _number(18.0), _number(1.2e4), _number(1e-6)
    ('18', '12000', '0.000001')
    """
    text = format(Decimal(str(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _csv(lines: Iterable[Row]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(lines)
    return buffer.getvalue()
