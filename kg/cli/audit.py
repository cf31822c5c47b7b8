"""``kg audit``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import build_folder, console, with_ontology

if TYPE_CHECKING:
    from kg.build.tables import Row
    from kg.ontology import Ontology

__all__ = ["audit"]

TABLE = "findings"
FORMATS = ("table", "csv", "json")
# What the table on the screen shows; CSV and JSON have all columns of tables/findings.csv.
SHOWN = {"report": "id", "kind": "kind_zh", "stated": "stated", "computed": "computed", "sentence": "sentence"}


@click.command(short_help="Find figures of a report that contradict each other.")
@build_folder
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print the findings."
)
@with_ontology
def audit(out: Path, format_: str, ontology: Ontology) -> None:
    """Find figures that contradict each other inside a report; exit status 1 if there are any.

    Parts that do not add up to their total, rates that are not their two counts, shares of more than a whole, changes that do
    not follow from the values beside them, and figures stated twice and differently. What rounding and words like 余 or 约
    explain is no finding. OUT is the folder of the build.

    \b
    Example:
      kg audit out/
      kg audit out/ --format csv
    """
    from kg.build import read_reports, require_records
    from kg.build.tables import csv_lines, header, table_rows

    require_records(out)
    found = [row for report in read_reports(out / "reports.jsonl") for row in table_rows(report, ontology)[TABLE]]
    if format_ == "table":
        _show(found, ontology)
    elif format_ == "csv":
        # As bytes: CSV lines end in CR LF by its standard, and nothing may translate them.
        text = header(TABLE, ontology).removeprefix("\ufeff") + csv_lines(TABLE, found, ontology)
        click.echo(text.encode(), nl=False)
    else:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    if found:
        raise click.exceptions.Exit(1)


def _show(found: list[Row], ontology: Ontology) -> None:
    from rich.table import Table
    from rich.text import Text

    if not found:
        click.echo("no contradictions found")
        return
    columns = ontology.tables.columns(TABLE)
    table = Table(show_lines=True)
    for title, name in SHOWN.items():
        right = columns[name].type == "decimal"
        table.add_column(title, justify="right" if right else "left", no_wrap=right, overflow="fold")
    for row in found:
        unit = row["unit"] or ""
        cells = {**row, "stated": f"{row['stated']}{unit}", "computed": f"{row['computed']}{unit}"}
        table.add_row(*(Text(str(cells[name])) for name in SHOWN.values()))
    console().print(table)
