"""The tables of a build as Parquet, typed, each column with its description; texts stand in them as they are in the reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.build.tables import TABLES, Row, table_rows
from kg.graph import report_iri
from kg.ontology import Ontology
from kg.records import Report

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["MissingPartError", "require_parquet", "write_parquet"]

# So many rows are collected before they are written as a row group: some ten megabytes, for a row holds its sentence.
_GROUP = 5_000


class MissingPartError(ValueError):
    """A part that is not installed with every kg is needed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs a part that is not installed; run: pip install 'fazhi-kg[{extra}]'")


def require_parquet() -> None:
    """Raise MissingPartError without pyarrow."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise MissingPartError("parquet", "parquet") from None


def write_parquet(
    reports: Iterable[Report], folder: Path, ontology: Ontology, same_text: Mapping[str, str], part: str | None = None
) -> None:
    """Write ``<table>.parquet`` for each table into ``folder``, which exists; with ``part`` it is ``<table>/<part>.parquet``.

    ``same_text`` is what the column of that name holds, by the report's IRI. Raises MissingPartError without pyarrow.
    """
    require_parquet()
    import pyarrow.parquet as pq

    schemas = {name: _schema(name, ontology) for name in TABLES}
    waiting: defaultdict[str, list[Row]] = defaultdict(list)
    with ExitStack() as stack:
        writers = {}
        for name, schema in schemas.items():
            path = folder / f"{name}.parquet" if part is None else folder / name / f"{part}.parquet"
            path.parent.mkdir(exist_ok=True)
            writers[name] = stack.enter_context(pq.ParquetWriter(path, schema))

        def write(name: str) -> None:
            writers[name].write_table(_table(waiting.pop(name), schemas[name]))

        for report in reports:
            rows = {name: list(content) for name, content in table_rows(report, ontology).items()}
            rows["reports"][0]["same_text_as"] = same_text.get(report_iri(report, ontology))
            for name, content in rows.items():
                waiting[name] += content
                if len(waiting[name]) >= _GROUP:
                    write(name)
        for name in sorted(waiting):
            write(name)


def _table(rows: list[Row], schema: pa.Schema) -> Any:
    import pyarrow as pa

    floats = {field.name for field in schema if pa.types.is_floating(field.type)}
    columns = {name: [row[name] for row in rows] for name in schema.names}
    for name in floats:
        columns[name] = [None if value is None else float(value) for value in columns[name]]
    return pa.table(columns, schema=schema)


def _schema(table: str, ontology: Ontology) -> Any:
    """Return the columns of a table with their types and, as metadata, their descriptions.

    Dates stay texts: reports know some of them by year and month alone.
    """
    import pyarrow as pa

    types = {"integer": pa.int64(), "decimal": pa.float64()}
    columns = ontology.tables.columns(table).items()
    return pa.schema(
        [
            pa.field(name, types.get(column.type, pa.string()), metadata={"zh": column.zh, "en": column.en})
            for name, column in columns
        ]
    )
