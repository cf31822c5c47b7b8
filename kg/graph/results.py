"""Query results for people and programs: a table, CSV, JSON, Turtle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, serialize

from kg.graph.query import QueryResults
from kg.graph.vocabulary import vocabulary
from kg.ontology import Ontology

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["FORMATS", "FormatError", "as_csv", "as_json", "as_table", "as_turtle", "short"]

FORMATS = ("table", "csv", "json", "ttl")


class FormatError(ValueError):
    """The results cannot be written in the format asked for."""

    def __init__(self, wanted: str, have: str, remedy: str) -> None:
        super().__init__(f"{wanted} cannot hold {have}; {remedy}")


def as_table(results: QueryResults, ontology: Ontology) -> Table:
    """Return the results as a rich table: literals by their text, IRIs shortened. Reads ``results`` to its end."""
    from rich.table import Table  # only who shows a table pays for it
    from rich.text import Text

    table = Table()
    if isinstance(results, QueryBoolean):
        table.add_column("answer")
        table.add_row(str(bool(results)).lower())
    elif isinstance(results, QuerySolutions):
        for variable in results.variables:
            table.add_column(variable.value, overflow="fold")
        for solution in results:
            table.add_row(*(Text(short(solution[v], ontology)) for v in results.variables))
    else:
        for name in ("subject", "predicate", "object"):
            table.add_column(name, overflow="fold")
        for triple in results:
            table.add_row(*(Text(short(term, ontology)) for term in (triple.subject, triple.predicate, triple.object)))
    return table


def as_csv(results: QueryResults) -> str:
    """Return the rows of a SELECT as SPARQL 1.1 CSV, lines ending in CR LF. Raises FormatError for other queries."""
    if not isinstance(results, QuerySolutions):
        raise FormatError("CSV", "what is not a table of a SELECT", "ask for `json`, or write a SELECT")
    return _text(results.serialize(format=QueryResultsFormat.CSV))


def as_json(results: QueryResults) -> str:
    """Return rows or answer as SPARQL 1.1 JSON results, the triples of a CONSTRUCT as JSON-LD."""
    if isinstance(results, QuerySolutions | QueryBoolean):
        return _text(results.serialize(format=QueryResultsFormat.JSON)) + "\n"
    return _text(serialize(results, format=RdfFormat.JSON_LD)) + "\n"


def as_turtle(results: QueryResults, ontology: Ontology) -> str:
    """Return the triples of a CONSTRUCT or DESCRIBE as Turtle. Raises FormatError for a SELECT or ASK."""
    if isinstance(results, QuerySolutions | QueryBoolean):
        raise FormatError("Turtle", "rows or an answer", "ask for `table`, `csv` or `json`, or write a CONSTRUCT")
    triples = sorted(set(results), key=str)
    return _text(serialize(triples, format=RdfFormat.TURTLE, prefixes=vocabulary(ontology).prefixes))


def short(term: object, ontology: Ontology) -> str:
    """Return a term for people: a literal's text, an IRI without the base or with a prefix; empty for an unbound variable."""
    if isinstance(term, Literal):
        return term.value
    if isinstance(term, NamedNode):
        data = f"{ontology.settings.base}id/"
        if term.value.startswith(data):
            return term.value[len(data) :]
        for prefix, namespace in vocabulary(ontology).prefixes.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value[len(namespace) :]}"
        return f"<{term.value}>"
    return str(term) if isinstance(term, BlankNode) else "" if term is None else str(term)


def _text(written: bytes | None) -> str:
    return (written or b"").decode("utf-8")
