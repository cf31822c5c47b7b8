"""``kg build``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import REPORTS_FAILED, say, with_limits, with_ontology
from kg.cli.places import partition_plan, place, places
from kg.cli.progress import progress_bar
from kg.cli.summary import show

if TYPE_CHECKING:
    from kg.ontology import Ontology
    from kg.reading import Limits

__all__ = ["build"]


@click.command(short_help="Build graph, tables and site from reports.")
@click.argument("paths", nargs=-1, required=True, callback=places, metavar="PATH…")
@click.option("-o", "--out", metavar="FOLDER", callback=place, default="out", show_default=True,
              help="Folder to write to, or its URL.")  # fmt: skip
@click.option("-j", "--jobs", type=click.IntRange(1), help="Worker processes.  [default: by processors and reports]")
@click.option("--force", is_flag=True, help="Read every file anew, and replace what OUT holds even if kg did not write it.")
@click.option("--no-site", is_flag=True, help="Leave out the HTML pages.")
@click.option("--store", is_flag=True, help="Add a store on disk, for queries on graphs too large for memory.")
@click.option("--partitions", metavar="N|SIZE", help="Write N-Quads and Parquet tables in N parts, or in parts of a size like "
              "500MB, instead of graph, tables and site in one piece.")  # fmt: skip
@click.option("--compress", type=click.Choice(("gzip", "zstd")), default="gzip", show_default=True,
              help="How the N-Quads of partitions are compressed.")  # fmt: skip
@click.option("--dask", metavar="ADDRESS", help="Read on a Dask cluster: the address of its scheduler.")
@with_limits
@with_ontology
def build(
    paths: tuple[Path | str, ...],
    out: Path | str,
    jobs: int | None,
    force: bool,
    no_site: bool,
    store: bool,
    partitions: str | None,
    compress: str,
    dask: str | None,
    limits: Limits,
    ontology: Ontology,
) -> None:
    """Read reports and write graph, tables and site into a folder.

    PATH is a file (txt, html, docx, pdf), a folder or zip of such, a pattern like 'pages/*.html', or a CSV manifest with a column
    path and any of url, region, year, title, issuer, source, published, which override what the reports say. A report that
    cannot be read does not stop the others: it is named, and the exit status is 3. PATH and OUT may also be URLs that fsspec has
    a driver for, like s3://… and hdfs://….

    A second build reads only the files that are new or have changed, and one that was interrupted goes on where it stopped.

    \b
    Example:
      kg build seeds/ -o out/
      kg build seeds/ -o out/ -j 2 --no-site
      kg build seeds/ -o out/ --store
    """
    from kg.build import build as run

    plan = partition_plan(partitions, compress)
    if plan and store:
        raise click.UsageError("--store needs the graph in one piece: leave out --partitions.")
    with progress_bar() as progress:
        result = run(
            paths,
            out,
            ontology,
            jobs,
            site=not no_site,
            force=force,
            progress=progress,
            limits=limits,
            store=store,
            partitions=plan,
            dask=dask,
        )
    show(result, site=not no_site and not plan, whole=not plan)
    say(f"warning: {warning}" for warning in result.warnings)
    say(map(str, result.failures))
    if result.failures:
        raise click.exceptions.Exit(REPORTS_FAILED)
