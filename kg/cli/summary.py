"""What ``kg build`` says in the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.options import console

if TYPE_CHECKING:
    from kg.build import BuildResult

__all__ = ["show"]

# So many reports the summary lists; more would push its end off the screen.
LISTED = 25


def show(result: BuildResult, site: bool, whole: bool) -> None:
    """Print what a build did and where to look next; ``site`` and ``whole`` say whether there are pages and one graph."""
    from rich.table import Table

    columns = ("entities", "observations", "relations", "statements")
    reports = "1 report" if result.counts["reports"] == 1 else f"{result.counts['reports']:,} reports"
    table = Table(title=f"{reports}, {result.counts['triples']:,} triples, {result.seconds:.1f} s")
    for name in ("report", "region", "year"):
        table.add_column(name, overflow="ellipsis", no_wrap=name == "year")
    for name in columns:
        table.add_column(name, justify="right")
    for outcome in sorted(result.outcomes, key=lambda o: o.path)[:LISTED]:
        counts = (f"{getattr(outcome.counts, name):,}" for name in columns)
        table.add_row(outcome.title or outcome.id, outcome.region or "–", str(outcome.year or "–"), *counts)
    if len(result.outcomes) > LISTED:
        table.add_row(f"… and {len(result.outcomes) - LISTED:,} more", "", "")
    table.add_section()
    table.add_row("total", "", "", *(f"{result.counts[name]:,}" for name in columns))
    screen = console()
    screen.print(table)
    for remark in _remarks(result):
        screen.print(remark, highlight=False, markup=False, soft_wrap=True)
    where = {"look": "site/index.html"} if site else {}
    where |= {"load": "graph.ttl" if whole else "partitions/quads"}
    where = {label: f"{str(result.out).rstrip('/')}/{file}" for label, file in where.items()}
    if whole and isinstance(result.out, Path):
        where["ask"] = f"{_typed()} query {result.out}"
    for label, value in where.items():
        screen.print(f"{label:>6}  {value}", highlight=False, markup=False, soft_wrap=True)


def _remarks(result: BuildResult) -> Iterator[str]:
    known = len(result.outcomes) - result.read
    if known > 0:
        yield f"{result.read:,} files read; {known:,} were known and have not changed"
    if result.passed_over:
        kinds = (f"{count:,} {suffix or 'without an ending'}" for suffix, count in result.passed_over.items())
        yield f"files of other kinds, not read: {', '.join(kinds)}"
    if count := len(result.near_duplicates):
        yield f"{count:,} {'report says' if count == 1 else 'reports say'} nearly the same as another: see the warnings"


def _typed() -> str:
    """Return the command as people can type it here: where it is not installed for all, by its path."""
    command = Path(sys.argv[0])
    return str(command) if command.name == "kg" and not command.is_absolute() else "kg"
