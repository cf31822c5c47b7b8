"""The tables of a build: a row a report, mention, figure, relation or statement, with the columns of ``ontology/tables.yaml``.

A CSV file is for spreadsheets: it begins with the byte order mark by which they know UTF-8, and a text in which they would see a
formula (``=cmd|…``) gets an apostrophe in front. The rows themselves are the plain values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from kg.graph.resolution import Resolution
from kg.graph.turtle import plain
from kg.linking import describe
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["TABLES", "Row", "as_csv", "csv_lines", "dictionary", "header", "rows", "table_rows"]

Value = str | int | float | None
# Names of columns → values.
Row = dict[str, Value]
Columns = Mapping[str, Sequence[Value]]

_JOINT = "、"  # between several values of a cell, as between the agents of a statement
_LINE_END = "\r\n"
# OWASP, CSV injection: what makes spreadsheets take a cell for a formula, also behind white space that they drop.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")


def table_rows(report: Report, ontology: Ontology) -> dict[str, Iterator[Row]]:
    """Return the rows of ``report`` for each table. Offsets are code points into its text."""
    given = _Given(report, Resolution(report, ontology), ontology)
    common = _common(given)

    def made(columns: Columns) -> Iterator[Row]:
        return ({**common, **dict(zip(columns, values, strict=True))} for values in zip(*columns.values(), strict=True))

    return {name: made(make(given)) for name, make in TABLES.items()}


def header(table: str, ontology: Ontology) -> str:
    """Return the first line of a table as CSV, with the byte order mark."""
    return "\ufeff" + _Fields().line(ontology.tables.columns(table))


def rows(report: Report, ontology: Ontology, found: Resolution | None = None) -> dict[str, str]:
    """Return the lines of ``report`` for each table as CSV; ``found`` is what its texts stand for, where that is known."""
    given = _Given(report, found or Resolution(report, ontology), ontology)
    fields = _Fields(ontology.tables.quote)
    known = _common(given)
    common = fields.line(known[name] for name in ontology.tables.common).removesuffix(_LINE_END).replace("%", "%%")
    made: dict[str, str] = {}
    for name, make in TABLES.items():
        columns = make(given)
        cells = [fields.column(columns[column]) for column in ontology.tables.tables[name].columns]
        line = f"{common}{',%s' * len(cells)}{_LINE_END}"
        made[name] = line * len(cells[0]) % tuple(chain.from_iterable(zip(*cells, strict=True)))
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


class _Given:
    """What the tables of a report are made of.

    Columns of its statements have one None more, for figures and relations that stand in none.
    """

    def __init__(self, report: Report, found: Resolution, ontology: Ontology) -> None:
        self.report, self.found, self.ontology = report, found, ontology
        topics = ontology.topics.concepts
        self.sentences: list[Value] = [*found.sentences, None]
        self.statuses: list[Value] = [*[s.status for s in report.statements], None]
        self.topics: list[Value] = [*[s.topic if s.topic in topics else None for s in report.statements], None]
        labels: dict[Value, Value] = {None: None, **{key: concept.zh for key, concept in topics.items()}}
        self.topic_labels = [labels[topic] for topic in self.topics]

    def labels(self, iris: Iterable[str | None]) -> list[Value]:
        """Return the labels of entities."""
        return [describe(iri, self.ontology).label_zh if iri else None for iri in iris]


def _common(given: _Given) -> Row:
    meta, ontology = given.report.meta, given.ontology
    levels = {region.level: region.name for region in ontology.gazetteer.path(meta.adcode or "", meta.year)}
    return {
        "report": given.found.iris.report,
        "id": given.report.id,
        "region": "".join(meta.region_path),
        "province": levels.get("province"),
        "city": levels.get("city"),
        "county": levels.get("county"),
        "township": given.found.place.town or None,
        "adcode": meta.adcode,
        "level": meta.level,
        "report_kind": meta.kind,
        "year": meta.year,
    }


def _reports(given: _Given) -> Columns:
    meta, source = given.report.meta, given.report.source
    return {
        "title": [meta.title],
        "issuers": [_JOINT.join(meta.issuers)],
        "source": [meta.source],
        "published": [meta.published],
        "signed": [meta.signed],
        "path": [source.path],
        "sha256": [source.sha256],
        "url": [source.url],
        "same_text_as": [None],  # known when all reports are: it is the last column, and filled in then
    }


def _entities(given: _Given) -> Columns:
    types, mentions = _types(given.ontology), given.report.entities
    return {
        "start": [m.start for m in mentions],
        "end": [m.end for m in mentions],
        "type": [m.type for m in mentions],
        "type_zh": [types[m.type] for m in mentions],
        "text": [m.text for m in mentions],
        "iri": [m.iri for m in mentions],
        "label": given.labels([m.iri for m in mentions]),
        "rule": [m.rule for m in mentions],
    }


def _observations(given: _Given) -> Columns:
    indicators, figures = given.ontology.indicators.concepts, given.report.observations
    numbers = [o.statement for o in figures]
    return {
        "start": [o.start for o in figures],
        "end": [o.end for o in figures],
        "indicator": [o.indicator for o in figures],
        "code": [o.code for o in figures],
        "code_zh": [indicators[o.code].zh if o.code in indicators else None for o in figures],
        "figure": [o.figure for o in figures],
        "value": [o.value for o in figures],
        "unit": [o.unit for o in figures],
        "bound": [o.bound for o in figures],
        "kind": [o.kind for o in figures],
        "scope": [o.scope for o in figures],
        "period": [o.period for o in figures],
        "agent": [o.agent for o in figures],
        "statement": numbers,
        "status": _at(numbers, given.statuses),
        "topic": _at(numbers, given.topics),
        "topic_zh": _at(numbers, given.topic_labels),
        "sentence": _at(numbers, given.sentences),
        "rule": [o.rule for o in figures],
        "corrected": [o.corrected for o in figures],
    }


def _relations(given: _Given) -> Columns:
    found, kinds, relations = given.found, given.ontology.relations.relations, given.report.relations
    numbers = [r.statement for r in relations]
    agents = [found.iri_at(r.agent_span) if r.agent_span else found.agency for r in relations]
    targets = [found.iri_at(r.object_span) for r in relations]
    return {
        "start": [r.start for r in relations],
        "end": [r.end for r in relations],
        "agent": [r.agent for r in relations],
        "predicate": [r.predicate for r in relations],
        "predicate_zh": [kinds[r.predicate].zh for r in relations],
        "object": [r.object for r in relations],
        "agent_iri": agents,
        "agent_label": given.labels(agents),
        "object_iri": targets,
        "object_label": given.labels(targets),
        "statement": numbers,
        "topic": _at(numbers, given.topics),
        "topic_zh": _at(numbers, given.topic_labels),
        "sentence": _at(numbers, given.sentences),
        "rule": [r.rule for r in relations],
    }


def _findings(given: _Given) -> Columns:
    findings, figures = given.report.findings, given.report.observations
    return {
        "start": [f.start for f in findings],
        "end": [f.end for f in findings],
        "kind": [f.kind for f in findings],
        "kind_zh": [given.ontology.finding_kinds.concepts[f.kind].zh for f in findings],
        "stated": [f.stated for f in findings],
        "computed": [f.computed for f in findings],
        "tolerance": [f.tolerance for f in findings],
        "unit": [f.unit for f in findings],
        "figures": [_JOINT.join(figures[index].figure for index in f.observations) for f in findings],
        "sentence": ["\n".join(given.report.sentences(f)) for f in findings],
        "rule": [f.rule for f in findings],
    }


def _statements(given: _Given) -> Columns:
    told, statuses, actions = given.report.statements, given.ontology.statuses.concepts, given.ontology.actions.concepts
    return {
        "start": [s.start for s in told],
        "end": [s.end for s in told],
        "status": given.statuses[:-1],
        "status_zh": [statuses[s.status].zh for s in told],
        "topic": given.topics[:-1],
        "topic_zh": given.topic_labels[:-1],
        "agent": [s.agent for s in told],
        "actions": [_JOINT.join(s.actions) for s in told],
        "actions_zh": [_JOINT.join([actions[key].zh for key in s.actions]) for s in told],
        "text": given.sentences[:-1],
    }


# Each table of the ontology and what makes its columns, without the common ones.
TABLES: dict[str, Callable[[_Given], Columns]] = {
    "reports": _reports,
    "entities": _entities,
    "observations": _observations,
    "relations": _relations,
    "findings": _findings,
    "statements": _statements,
}


def _at(numbers: Iterable[int | None], column: Sequence[Value]) -> list[Value]:
    """Return what ``column`` has for statements by their numbers."""
    return [column[-1 if number is None else number] for number in numbers]


@lru_cache(maxsize=4)
def _types(ontology: Ontology) -> Mapping[str, str]:
    return {entry.type: entry.zh for entry in ontology.classes.values() if entry.type}


class _Fields(dict[Value, str]):
    """The fields of a CSV file by their values, each made once: a report says the same in many rows.

    ``guard`` is put before what would be a formula; None lets it stand. Quotation marks are as RFC 4180 has them.
    """

    def __init__(self, guard: str | None = None) -> None:
        super().__init__()
        self._guard = guard

    def __missing__(self, value: Value) -> str:
        if not isinstance(value, str):
            field = "" if value is None else plain(value)
        elif value.isalnum():  # needs neither
            field = value
        else:
            opens = self._guard and not value[:1].isalnum() and _FORMULA.match(value)
            field = f"{self._guard}{value}" if opens else value
            if '"' in value or "," in value or "\n" in value or "\r" in value:
                field = '"{}"'.format(field.replace('"', '""'))
        self[value] = field
        return field

    def column(self, values: Sequence[Value]) -> Sequence[str | int]:
        """Return the fields of a column; whole numbers, as offsets are, differ too much to be kept, and are as they are."""
        kinds = set(map(type, values))
        if int not in kinds:
            return list(map(self.__getitem__, values))
        return [value if type(value) is int else self[value] for value in values]

    def line(self, values: Iterable[Value]) -> str:
        """Return a line of the file; one that would be empty has the marks of an empty field."""
        return (",".join(map(self.__getitem__, values)) or '""') + _LINE_END
