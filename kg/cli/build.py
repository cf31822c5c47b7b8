"""``kg build``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import BUILD_FOLDER, REPORTS_FAILED, console, inputs, say, with_limits, with_ontology

if TYPE_CHECKING:
    from kg.build import BuildResult
    from kg.build.build import Progress
    from kg.ontology import Ontology
    from kg.reading import Limits

__all__ = ["build"]

# So many reports the summary lists; more would push its end off the screen.
LISTED = 25


@click.command(short_help="Build graph, tables and site from reports.")
@inputs
@click.option("-o", "--out", type=BUILD_FOLDER, default=Path("out"), show_default=True, help="Folder to write to.")
@click.option("-j", "--jobs", type=click.IntRange(1), help="Worker processes.  [default: by processors and reports]")
@click.option("--force", is_flag=True, help="Replace what OUT holds even if kg did not write it.")
@click.option("--no-site", is_flag=True, help="Leave out the HTML pages.")
@click.option("--store", is_flag=True, help="Add a store on disk, for queries on graphs too large for memory.")
@with_limits
@with_ontology
def build(
    paths: tuple[Path, ...],
    out: Path,
    jobs: int | None,
    force: bool,
    no_site: bool,
    store: bool,
    limits: Limits,
    ontology: Ontology,
) -> None:
    """Read reports and write graph, tables and site into a folder.

    PATH is a file (txt, html, docx, pdf), a folder or zip of such, a pattern like 'pages/*.html', or a CSV manifest with a column
    path and any of url, region, year, title, issuer, source, published, which override what the reports say. A report that
    cannot be read does not stop the others: it is named, and the exit status is 3.

    \b
    Example:
      kg build seeds/ -o out/
      kg build seeds/ -o out/ -j 2 --no-site
      kg build seeds/ -o out/ --store
    """
    from kg.build import build as run

    with _progress() as progress:
        result = run(paths, out, ontology, jobs, site=not no_site, force=force, progress=progress, limits=limits, store=store)
    _summary(result, site=not no_site)
    say(f"warning: {warning}" for warning in result.warnings)
    say(map(str, result.failures))
    if result.failures:
        raise click.exceptions.Exit(REPORTS_FAILED)


@contextmanager
def _progress() -> Iterator[Progress]:
    """Give a progress callback that draws a bar on standard error, or nothing when that is not a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reports"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reports", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _typed() -> str:
    """Return the command as people can type it here: where it is not installed for all, by its path."""
    command = Path(sys.argv[0])
    return str(command) if command.name == "kg" and not command.is_absolute() else "kg"


def _summary(result: BuildResult, site: bool) -> None:
    from rich.table import Table

    columns = ("entities", "observations", "relations", "statements")
    reports = "1 report" if result.counts["reports"] == 1 else f"{result.counts['reports']:,} reports"
    table = Table(title=f"{reports}, {result.counts['triples']:,} triples, {result.seconds:.1f} s")
    for name in ("report", "region", "year"):
        table.add_column(name, overflow="ellipsis", no_wrap=name == "year")
    for name in columns:
        table.add_column(name, justify="right")
    for outcome in sorted(result.outcomes, key=lambda o: o.path)[:LISTED]:
        counts = (f"{outcome.counts[name]:,}" for name in columns)
        table.add_row(outcome.title or outcome.id, outcome.region or "–", str(outcome.year or "–"), *counts)
    if len(result.outcomes) > LISTED:
        table.add_row(f"… and {len(result.outcomes) - LISTED:,} more", "", "")
    table.add_section()
    table.add_row("total", "", "", *(f"{result.counts[name]:,}" for name in columns))
    screen = console()
    screen.print(table)
    where = {"look": f"{result.out / 'site' / 'index.html'}"} if site else {}
    where |= {"load": f"{result.out / 'graph.ttl'}", "ask": f"{_typed()} query {result.out}"}
    for label, value in where.items():
        screen.print(f"{label:>6}  {value}", highlight=False, markup=False, soft_wrap=True)
