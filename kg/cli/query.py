"""``kg query``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import BUILD_FOLDER, PATH, console, say, with_ontology

if TYPE_CHECKING:
    from kg.graph import QueryResults
    from kg.ontology import Ontology

__all__ = ["query"]

FORMATS = ("table", "csv", "json", "ttl")


@click.command(short_help="Ask a build in SPARQL.")
@click.argument("out", type=BUILD_FOLDER, metavar="OUT")
@click.argument("sparql", required=False)
@click.option("-f", "--file", type=PATH, help="Read the query from a file.")
@click.option("-n", "--name", help="Run a named query; without any query kg lists them.")
@click.option("--evidence", is_flag=True, help="Ask evidence.ttl too: the exact place of every mention and assertion.")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print the results."
)
@click.option(
    "--timeout", type=click.FloatRange(0, min_open=True), default=60.0, show_default=True, metavar="SECONDS", help="Give up then."
)
@with_ontology
def query(
    out: Path,
    sparql: str | None,
    file: Path | None,
    name: str | None,
    evidence: bool,
    format_: str,
    timeout: float,
    ontology: Ontology,
) -> None:
    """Run a SPARQL query on the graph of a build.

    OUT is the folder of the build; a store that kg build --store put there is asked, else graph.ttl is read. All prefixes of the
    ontology are preset. No query contacts the network. CSV and JSON are the W3C's formats of results; ttl holds the triples of a
    CONSTRUCT.

    \b
    Example:
      kg query out/
      kg query out/ -n reports
      kg query out/ 'SELECT ?name { ?a a kg:Agency ; skos:prefLabel ?name } LIMIT 5' --format csv
    """
    from kg import graph
    from kg.build import read_manifest

    if sum(given is not None for given in (sparql, file, name)) > 1:
        raise click.UsageError("Give one query: as an argument, with -f or with -n.")
    if sparql is None and file is None and name is None:
        read_manifest(out)
        _list(ontology)
        return
    source = sparql if sparql is not None else _read(file) if file is not None else _named(name or "", ontology)
    read_manifest(out, *graph.graph_files(out, evidence))
    store = graph.open_store(out, evidence)
    results = graph.query(store, source, ontology, timeout)
    say(f"warning: {warning}" for warning in graph.absent_graphs(store, source, ontology))
    if format_ == "table":
        console().print(graph.as_table(results, ontology))
        return
    writers: dict[str, Callable[[QueryResults], str]] = {
        "csv": graph.as_csv,
        "json": graph.as_json,
        "ttl": partial(graph.as_turtle, ontology=ontology),
    }
    # As bytes: CSV lines end in CR LF by its standard, and nothing may translate them.
    click.echo(writers[format_](results).encode(), nl=False)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise click.BadParameter(f"{path}: {error.strerror}; check the path.", param_hint="-f") from None
    except UnicodeDecodeError as error:
        raise click.BadParameter(f"{path} is not UTF-8 at byte {error.start}; save it as UTF-8.", param_hint="-f") from None


def _named(name: str, ontology: Ontology) -> str:
    from kg.graph import named_queries

    queries = named_queries(ontology)
    if name not in queries:
        raise click.BadParameter(f"no query is called {name!r}; there are: {', '.join(queries)}.", param_hint="-n")
    return queries[name].sparql


def _list(ontology: Ontology) -> None:
    from rich.table import Table

    from kg.graph import named_queries

    table = Table("name", "question", title="named queries: kg query OUT -n NAME")
    for named in named_queries(ontology).values():
        table.add_row(named.name, f"{named.zh}\n{named.en}")
    console().print(table)
