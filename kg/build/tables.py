"""The tables of a build: a row a report, mention, figure, relation or statement, with the columns of ``ontology/tables.yaml``.

A CSV file is for spreadsheets: it begins with the byte order mark by which they know UTF-8, and a text in which they would see a
formula (``=cmd|…``) gets an apostrophe in front. The rows themselves are the plain values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from kg.graph.resolution import Resolution
from kg.linking import describe
from kg.ontology import Ontology
from kg.records import Report, Statement

__all__ = ["TABLES", "Row", "as_csv", "csv_lines", "dictionary", "header", "rows", "table_rows"]

Value = str | int | float | None
# Names of columns → values.
Row = dict[str, Value]
Columns = Mapping[str, Sequence[Value]]

_JOINT = "、"  # between several values of a cell, as between the agents of a statement
_LINE_END = "\r\n"
_QUOTED = re.compile(r'[",\r\n]')
# OWASP, CSV injection: what makes spreadsheets take a cell for a formula, also behind white space that they drop.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")


def table_rows(report: Report, ontology: Ontology) -> dict[str, Iterator[Row]]:
    """Return the rows of ``report`` for each table. Offsets are code points into its text."""
    found = Resolution(report, ontology)
    common = _common(report, found, ontology)

    def made(columns: Columns) -> Iterator[Row]:
        return ({**common, **dict(zip(columns, values, strict=True))} for values in zip(*columns.values(), strict=True))

    return {name: made(make(report, found, ontology)) for name, make in TABLES.items()}


def header(table: str, ontology: Ontology) -> str:
    """Return the first line of a table as CSV, with the byte order mark."""
    return "\ufeff" + _Fields().line(ontology.tables.columns(table))


def rows(report: Report, ontology: Ontology, found: Resolution | None = None) -> dict[str, str]:
    """Return the lines of ``report`` for each table as CSV; ``found`` is what its texts stand for, where that is known."""
    found = found or Resolution(report, ontology)
    fields = _Fields(ontology.tables.quote)
    known = _common(report, found, ontology)
    common = fields.line(known[name] for name in ontology.tables.common).removesuffix(_LINE_END)
    made: dict[str, str] = {}
    for name, make in TABLES.items():
        columns = make(report, found, ontology)
        cells = [fields.column(columns[column]) for column in ontology.tables.tables[name].columns]
        made[name] = "".join([f"{common},{line}{_LINE_END}" for line in map(",".join, zip(*cells, strict=True))])
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
        "township": found.place.town or None,
        "adcode": meta.adcode,
        "level": meta.level,
        "report_kind": meta.kind,
        "year": meta.year,
    }


def _reports(report: Report, found: Resolution, ontology: Ontology) -> Columns:
    meta, source = report.meta, report.source
    return {
        "title": [meta.title],
        "issuers": ["、".join(meta.issuers)],
        "source": [meta.source],
        "published": [meta.published],
        "signed": [meta.signed],
        "path": [source.path],
        "sha256": [source.sha256],
        "url": [source.url],
        "same_text_as": [None],  # known when all reports are: it is the last column, and filled in then
    }


def _entities(report: Report, found: Resolution, ontology: Ontology) -> Columns:
    types, given = _types(ontology), report.entities
    return {
        "start": [m.start for m in given],
        "end": [m.end for m in given],
        "type": [m.type for m in given],
        "type_zh": [types[m.type] for m in given],
        "text": [m.text for m in given],
        "iri": [m.iri for m in given],
        "label": _labels([m.iri for m in given], ontology),
        "rule": [m.rule for m in given],
    }


def _observations(report: Report, found: Resolution, ontology: Ontology) -> Columns:
    indicators, given = ontology.indicators.concepts, report.observations
    statements = _statements_at([o.statement for o in given], report)
    return {
        "start": [o.start for o in given],
        "end": [o.end for o in given],
        "indicator": [o.indicator for o in given],
        "code": [o.code for o in given],
        "code_zh": [indicators[o.code].zh if o.code in indicators else None for o in given],
        "figure": [o.figure for o in given],
        "value": [o.value for o in given],
        "unit": [o.unit for o in given],
        "bound": [o.bound for o in given],
        "kind": [o.kind for o in given],
        "scope": [o.scope for o in given],
        "period": [o.period for o in given],
        "agent": [o.agent for o in given],
        "statement": [o.statement for o in given],
        "status": [s.status if s else None for s in statements],
        **_topics(statements, ontology),
        "sentence": _sentences(statements, report),
        "rule": [o.rule for o in given],
        "corrected": [o.corrected for o in given],
    }


def _relations(report: Report, found: Resolution, ontology: Ontology) -> Columns:
    iris = {(m.start, m.end): m.iri for m in report.entities}
    given = report.relations
    statements = _statements_at([r.statement for r in given], report)
    agents = [iris.get(r.agent_span) if r.agent_span else found.agency for r in given]
    targets = [iris.get(r.object_span) for r in given]
    return {
        "start": [r.start for r in given],
        "end": [r.end for r in given],
        "agent": [r.agent for r in given],
        "predicate": [r.predicate for r in given],
        "predicate_zh": [ontology.relations.relations[r.predicate].zh for r in given],
        "object": [r.object for r in given],
        "agent_iri": agents,
        "agent_label": _labels(agents, ontology),
        "object_iri": targets,
        "object_label": _labels(targets, ontology),
        "statement": [r.statement for r in given],
        **_topics(statements, ontology),
        "sentence": _sentences(statements, report),
        "rule": [r.rule for r in given],
    }


def _findings(report: Report, found: Resolution, ontology: Ontology) -> Columns:
    given = report.findings
    return {
        "start": [f.start for f in given],
        "end": [f.end for f in given],
        "kind": [f.kind for f in given],
        "kind_zh": [ontology.finding_kinds.concepts[f.kind].zh for f in given],
        "stated": [f.stated for f in given],
        "computed": [f.computed for f in given],
        "tolerance": [f.tolerance for f in given],
        "unit": [f.unit for f in given],
        "figures": ["、".join(report.observations[index].figure for index in f.observations) for f in given],
        "sentence": ["\n".join(report.sentences(f)) for f in given],
        "rule": [f.rule for f in given],
    }


def _statements(report: Report, found: Resolution, ontology: Ontology) -> Columns:
    given, statuses, actions = report.statements, ontology.statuses.concepts, ontology.actions.concepts
    return {
        "start": [s.start for s in given],
        "end": [s.end for s in given],
        "status": [s.status for s in given],
        "status_zh": [statuses[s.status].zh for s in given],
        **_topics(given, ontology),
        "agent": [s.agent for s in given],
        "actions": [_JOINT.join(s.actions) for s in given],
        "actions_zh": [_JOINT.join([actions[key].zh for key in s.actions]) for s in given],
        "text": _sentences(given, report),
    }


# Each table of the ontology and what makes its columns, without the common ones.
TABLES: dict[str, Callable[[Report, Resolution, Ontology], Columns]] = {
    "reports": _reports,
    "entities": _entities,
    "observations": _observations,
    "relations": _relations,
    "findings": _findings,
    "statements": _statements,
}


def _statements_at(numbers: Iterable[int | None], report: Report) -> list[Statement | None]:
    return [None if number is None else report.statements[number] for number in numbers]


def _sentences(statements: Iterable[Statement | None], report: Report) -> list[Value]:
    return [report.text[s.start : s.end] if s else None for s in statements]


def _topics(statements: Iterable[Statement | None], ontology: Ontology) -> Columns:
    concepts = ontology.topics.concepts
    topics = [s.topic if s and s.topic in concepts else None for s in statements]
    return {"topic": topics, "topic_zh": [None if topic is None else concepts[topic].zh for topic in topics]}


def _labels(iris: Iterable[str | None], ontology: Ontology) -> list[Value]:
    return [describe(iri, ontology).label_zh if iri else None for iri in iris]


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
            field = value
            if not value.isalnum():  # of letters and digits alone it needs neither
                field = self._guard + value if self._guard and _FORMULA.match(value) else value
                field = '"{}"'.format(field.replace('"', '""')) if _QUOTED.search(field) else field
        else:
            field = _number(value) if isinstance(value, float) else str(value)
        self[value] = field
        return field

    def column(self, values: Iterable[Value]) -> list[str]:
        """Return the fields of a column; whole numbers, as offsets are, differ too much to be kept."""
        return [str(value) if type(value) is int else self[value] for value in values]

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
