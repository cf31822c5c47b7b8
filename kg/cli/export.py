"""``kg export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import PATH, build_folder, with_ontology

if TYPE_CHECKING:
    from kg.ontology import Ontology

__all__ = ["FORMATS", "export"]

# Those of kg.build.export, which is too heavy to be imported for a help text.
FORMATS = ("parquet", "nq", "jsonld", "graphml", "gexf")


@click.command(short_help="Write a build in another format.")
@build_folder
@click.option("--format", "format_", type=click.Choice(FORMATS), required=True, help="What to write.")
@click.option("-o", "--output", type=PATH, required=True, help="File to write; for parquet a folder.")
@with_ontology
def export(out: Path, format_: str, output: Path, ontology: Ontology) -> None:
    """Write a build in another format.

    parquet: the tables, typed, for data frames (needs pip install 'fazhi-kg[parquet]'). nq: facts and evidence as N-Quads, a
    graph a report. jsonld: the facts as JSON-LD, with a context for its short names. graphml, gexf: the network of entities,
    for Gephi, Cytoscape or yEd.

    \b
    Example:
      kg export out/ --format nq -o graph.nq
      kg export out/ --format gexf -o network.gexf
    """
    from kg.build.export import export as write

    write(out, format_, output, ontology)
    files = sorted(output.iterdir()) if output.is_dir() else [output]
    for file in files:
        click.echo(f"{file}  {file.stat().st_size:,} bytes")
