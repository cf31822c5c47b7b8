"""The tables of a build: a row a report, mention, figure, relation or statement, with the columns of ``ontology/tables.yaml``.

A CSV file is for spreadsheets: it begins with the byte order mark by which they know UTF-8, and a text in which they would see a
formula (``=cmd|…``) gets an apostrophe in front. The rows themselves are the plain values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter

from kg.graph.resolution import Resolution
from kg.linking import describe, place_of
from kg.ontology import Ontology
from kg.records import Report, Statement

__all__ = ["TABLES", "Row", "as_csv", "csv_lines", "dictionary", "header", "rows", "table_rows"]

Value = str | int | float | None
# Names of columns → values.
Row = dict[str, Value]

_JOINT = "、"  # between several values of a cell, as between the agents of a statement
_LINE_END = "\r\n"
_QUOTED = re.compile(r'[",\r\n]')
# OWASP, CSV injection: what makes spreadsheets take a cell for a formula, also behind white space that they drop.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")


def table_rows(report: Report, ontology: Ontology) -> dict[str, Iterator[Row]]:
    """Return the rows of ``report`` for each table. Offsets are code points into its text."""
    found = Resolution(report, ontology)
    common = _common(report, found, ontology)
    return {name: ({**common, **row} for row in make(report, found, ontology)) for name, make in TABLES.items()}


def header(table: str, ontology: Ontology) -> str:
    """Return the first line of a table as CSV, with the byte order mark."""
    return "\ufeff" + _Fields().line(ontology.tables.columns(table))


def rows(report: Report, ontology: Ontology) -> dict[str, str]:
    """Return the lines of ``report`` for each table as CSV."""
    found = Resolution(report, ontology)
    fields = _Fields(ontology.tables.quote)
    known = _common(report, found, ontology)
    common = fields.line(known[name] for name in ontology.tables.common).removesuffix(_LINE_END)
    made: dict[str, str] = {}
    for name, make in TABLES.items():
        own = itemgetter(*ontology.tables.tables[name].columns)
        made[name] = "".join([f"{common},{fields.line(own(row))}" for row in make(report, found, ontology)])
    return made


def csv_lines(table: str, content: Iterable[Row], ontology: Ontology) -> str:
    """Return rows of a table as lines of CSV, texts guarded against being read as formulas."""
    columns, fields = ontology.tables.columns(table), _Fields(ontology.tables.quote)
    return "".join([fields.line(row[name] for name in columns) for row in content])


def as_csv(content: Sequence[Mapping[str, Value]], ontology: Ontology) -> str:
    """Return rows of the same keys as CSV with a line of names, guarded as the tables are; empty without rows."""
    fields = _Fields(ontology.tables.quote)
    return "".join([_Fields().line(content[0]), *(fields.line(row.values()) for row in content)]) if content else ""


def dictionary(ontology: Ontology) -> str:
    """Return the data dictionary as CSV: what each column of each table holds."""
    fields = _Fields()
    lines = [fields.line(ontology.tables.dictionary)]
    for table in ontology.tables.tables:
        for name, column in ontology.tables.columns(table).items():
            lines.append(fields.line((table, name, column.zh, column.en, column.type, column.example)))
    return "\ufeff" + "".join(lines)


def _common(report: Report, found: Resolution, ontology: Ontology) -> Row:
    meta = report.meta
    levels = {region.level: region.name for region in ontology.gazetteer.path(meta.adcode or "", meta.year)}
    return {
        "report": found.iris.report,
        "id": report.id,
        "region": "".join(meta.region_path),
        "province": levels.get("province"),
        "city": levels.get("city"),
        "county": levels.get("county"),
        "township": place_of(report, ontology).town or None,
        "adcode": meta.adcode,
        "level": meta.level,
        "report_kind": meta.kind,
        "year": meta.year,
    }


def _reports(report: Report, found: Resolution, ontology: Ontology) -> Iterator[Row]:
    meta, source = report.meta, report.source
    yield {
        "title": meta.title,
        "issuers": "、".join(meta.issuers),
        "source": meta.source,
        "published": meta.published,
        "signed": meta.signed,
        "path": source.path,
        "sha256": source.sha256,
        "url": source.url,
        "same_text_as": None,  # known when all reports are: it is the last column, and filled in then
    }


def _entities(report: Report, found: Resolution, ontology: Ontology) -> Iterator[Row]:
    types = _types(ontology)
    for m in report.entities:
        label = describe(m.iri, ontology).label_zh if m.iri else None
        kind = {"type": m.type, "type_zh": types[m.type]}
        yield {"start": m.start, "end": m.end, **kind, "text": m.text, "iri": m.iri, "label": label, "rule": m.rule}


def _observations(report: Report, found: Resolution, ontology: Ontology) -> Iterator[Row]:
    indicators = ontology.indicators.concepts
    for o in report.observations:
        statement = _statement(report, o.statement)
        yield {
            "start": o.start,
            "end": o.end,
            "indicator": o.indicator,
            "code": o.code,
            "code_zh": indicators[o.code].zh if o.code in indicators else None,
            "figure": o.figure,
            "value": o.value,
            "unit": o.unit,
            "bound": o.bound,
            "kind": o.kind,
            "scope": o.scope,
            "period": o.period,
            "agent": o.agent,
            "statement": o.statement,
            "status": statement.status if statement else None,
            **_topic(statement, ontology),
            "sentence": _sentence(report, statement),
            "rule": o.rule,
            "corrected": o.corrected,
        }


def _relations(report: Report, found: Resolution, ontology: Ontology) -> Iterator[Row]:
    iris = {(m.start, m.end): m.iri for m in report.entities}
    for r in report.relations:
        statement = _statement(report, r.statement)
        agent = iris.get(r.agent_span) if r.agent_span else found.agency
        target = iris.get(r.object_span)
        yield {
            "start": r.start,
            "end": r.end,
            "agent": r.agent,
            "predicate": r.predicate,
            "predicate_zh": ontology.relations.relations[r.predicate].zh,
            "object": r.object,
            "agent_iri": agent,
            "agent_label": describe(agent, ontology).label_zh if agent else None,
            "object_iri": target,
            "object_label": describe(target, ontology).label_zh if target else None,
            "statement": r.statement,
            **_topic(statement, ontology),
            "sentence": _sentence(report, statement),
            "rule": r.rule,
        }


def _findings(report: Report, found: Resolution, ontology: Ontology) -> Iterator[Row]:
    for f in report.findings:
        yield {
            "start": f.start,
            "end": f.end,
            "kind": f.kind,
            "kind_zh": ontology.finding_kinds.concepts[f.kind].zh,
            "stated": f.stated,
            "computed": f.computed,
            "tolerance": f.tolerance,
            "unit": f.unit,
            "figures": "、".join(report.observations[index].figure for index in f.observations),
            "sentence": "\n".join(report.sentences(f)),
            "rule": f.rule,
        }


def _statements(report: Report, found: Resolution, ontology: Ontology) -> Iterator[Row]:
    for s in report.statements:
        yield {
            "start": s.start,
            "end": s.end,
            "status": s.status,
            "status_zh": ontology.statuses.concepts[s.status].zh,
            **_topic(s, ontology),
            "agent": s.agent,
            "actions": _JOINT.join(s.actions),
            "actions_zh": _JOINT.join(ontology.actions.concepts[key].zh for key in s.actions),
            "text": report.text[s.start : s.end],
        }


# Each table of the ontology and what makes its rows, without the common columns.
TABLES: dict[str, Callable[[Report, Resolution, Ontology], Iterator[Row]]] = {
    "reports": _reports,
    "entities": _entities,
    "observations": _observations,
    "relations": _relations,
    "findings": _findings,
    "statements": _statements,
}


def _statement(report: Report, number: int | None) -> Statement | None:
    return None if number is None else report.statements[number]


def _sentence(report: Report, statement: Statement | None) -> str | None:
    return report.text[statement.start : statement.end] if statement else None


def _topic(statement: Statement | None, ontology: Ontology) -> Row:
    concept = ontology.topics.concepts.get(statement.topic) if statement else None
    return {"topic": statement.topic if statement and concept else None, "topic_zh": concept.zh if concept else None}


@lru_cache(maxsize=4)
def _types(ontology: Ontology) -> Mapping[str, str]:
    return {entry.type: entry.zh for entry in ontology.classes.values() if entry.type}


class _Fields(dict[Value, str]):
    """The fields of a CSV file by their values, each made once: a report says the same in many rows.

    ``guard`` is put before what would be a formula; None lets it stand. Quotation marks are as RFC 4180 has them.
    """

    def __init__(self, guard: str | None = None) -> None:
        super().__init__({None: ""})
        self._guard = guard

    def __missing__(self, value: Value) -> str:
        if isinstance(value, str):
            field = self._guard + value if self._guard and _FORMULA.match(value) else value
            field = '"{}"'.format(field.replace('"', '""')) if _QUOTED.search(field) else field
        else:
            field = _number(value) if isinstance(value, float) else str(value)
        self[value] = field
        return field

    def line(self, values: Iterable[Value]) -> str:
        """Return a line of the file; one that would be empty has the marks of an empty field."""
        return (",".join(map(self.__getitem__, values)) or '""') + _LINE_END


def _number(value: float | int) -> str:
    """Write 18, 18.5 and 0.000001, never 18.0 or 1e-06.

    >>> _number(18.0), _number(1.2e4), _number(1e-6)
    ('18', '12000', '0.000001')
    """
    text = format(Decimal(str(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
