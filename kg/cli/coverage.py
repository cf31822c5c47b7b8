"""``kg coverage``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import build_folder, console, with_ontology
from kg.cli.selection import FORMATS, print_rows, say_left_out, selection

if TYPE_CHECKING:
    from kg.graph.coverage import Coverage
    from kg.ontology import Ontology

__all__ = ["coverage"]


@click.command(short_help="List which region-years there are and which are missing.")
@build_folder
@selection
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print it.")
@with_ontology
def coverage(
    out: Path, regions: tuple[str, ...], level: str | None, kinds: tuple[str, ...], format_: str, ontology: Ontology
) -> None:
    """List which region-years there are in a build, and which are missing between the first and the last year.

    With --region the regions in it are listed too, down to the counties, also those of which there is no report at all. CSV and
    JSON hold one region-year a row.

    \b
    Example:
      kg coverage out/
      kg coverage out/ --region 河南省许昌市
      kg coverage out/ --region 河南省 --level city --format csv
    """
    from kg.build import read_reports, require_records
    from kg.graph.coverage import coverage as run

    require_records(out)
    found = run(read_reports(out / "reports.jsonl"), ontology, regions=regions, level=level, kinds=kinds)
    if format_ == "table":
        _table(found, ontology)
    else:
        print_rows(list(_rows(found)), format_, ontology)
    say_left_out(found.left_out)


def _table(found: Coverage, ontology: Ontology) -> None:
    from rich.markup import escape
    from rich.table import Table

    words = ontology.comparison.cells
    there = sum(len(line.reports) for line in found.lines)
    title = f"region-years with a report: {there:,} of {len(found.lines) * len(found.years):,}"
    table = Table("region", "level", *map(str, found.years), "missing", title=title)
    for line in found.lines:
        cells = (words.covered.zh if year in line.reports else words.no_report.zh for year in found.years)
        table.add_row(escape(line.series.name), line.series.level, *cells, str(len(line.missing)))
    console().print(table)


def _rows(found: Coverage) -> Iterator[dict[str, Any]]:
    for line in found.lines:
        for year in found.years:
            series = line.series
            named = {"region": series.name, "adcode": series.adcode, "level": series.level}
            yield {**named, "year": year, "reports": line.reports.get(year, 0)}
