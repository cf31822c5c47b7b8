"""The model of ``ontology/tables.yaml``: the columns of the tables that a build writes, which are also their data dictionary."""

from typing import Literal

from pydantic import Field

from kg.ontology.yaml_file import Entry

__all__ = ["Column", "Table", "Tables"]


class Column(Entry):
    """A column: what it holds in both languages, its type, and an example or the unit it is given in.

    ``text`` may hold anything that stands in a report; ``code`` is a key of the ontology, ``iri`` an IRI of the graph.
    """

    zh: str
    en: str
    type: Literal["text", "code", "iri", "integer", "decimal", "date"] = "text"
    example: str = ""


class Table(Entry):
    """A table: a row a thing of one sort. Its columns come in this order, behind the common ones."""

    zh: str
    en: str
    columns: dict[str, Column] = Field(min_length=1)


class Tables(Entry):
    """All tables. ``common`` columns open each: they say which report a row is from, and join the tables.

    ``dictionary`` holds the columns of the data dictionary itself; ``quote`` is put before a text in which a spreadsheet would
    see a formula.
    """

    common: dict[str, Column]
    tables: dict[str, Table]
    dictionary: dict[str, Column]
    quote: str = Field(min_length=1)

    def columns(self, table: str) -> dict[str, Column]:
        """Return all columns of a table by name, in their order."""
        return {**self.common, **self.tables[table].columns}
