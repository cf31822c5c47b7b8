"""Which region-years a command is about, and how it prints rows about them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.options import say

if TYPE_CHECKING:
    from kg.ontology import Ontology

__all__ = ["FORMATS", "print_rows", "say_left_out", "selection", "years_option"]

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("table", "csv", "json")
LEVELS = ("province", "city", "county", "township")
KINDS = ("government", "party", "department")


def selection(command: Command) -> Command:
    """Add ``--region``, ``--level`` and ``--kind``."""
    for option in (
        click.option(
            "--kind",
            "kinds",
            type=click.Choice(KINDS),
            multiple=True,
            default=KINDS[:1],
            show_default=True,
            help="Whose reports; may be repeated.",
        ),
        click.option("--level", type=click.Choice(LEVELS), help="Only this level; with --region the regions of it in them."),
        click.option("--region", "regions", multiple=True, metavar="NAME", help="A region, by name or code; may be repeated."),
    ):
        command = option(command)
    return command


def _years(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[int, ...]:
    years: set[int] = set()
    for value in values:
        first, _, last = value.partition("-")
        if not (first.isdecimal() and (last or first).isdecimal() and len(first) == len(last or first) == 4):
            raise click.BadParameter(f"{value!r} is no year; write 2022 or 2018-2022")
        years.update(range(int(first), int(last or first) + 1))
    return tuple(sorted(years))


years_option = click.option("--year", "years", multiple=True, callback=_years, metavar="YEAR", help="A year, or 2018-2022.")


def print_rows(rows: Sequence[Mapping[str, Any]], format_: str, ontology: Ontology) -> None:
    """Print rows of the same keys as CSV (for spreadsheets: UTF-8 with the byte order mark) or as JSON."""
    if format_ == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    from kg.build.tables import as_csv

    # As bytes: CSV lines end in CR LF by its standard, and nothing may translate them.
    click.echo(("\ufeff" + as_csv(rows, ontology)).encode(), nl=False)


def say_left_out(left_out: Mapping[str, int]) -> None:
    """Say on standard error which reports did not count."""
    say(f"left out: {count:,} {'report' if count == 1 else 'reports'} {reason}" for reason, count in left_out.items())
