"""``kg ontology``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import PATH

__all__ = ["ontology"]


@click.group(short_help="Check the ontology.")
def ontology() -> None:
    """Work on the ontology: the YAML files that say what there is and by which words it is known.

    \b
    Example:
      kg ontology check
    """


@ontology.command(short_help="Find every mistake in an ontology.")
@click.argument("folder", type=PATH, required=False)
def check(folder: Path | None) -> None:
    """Load an ontology and print every mistake in it with file, line and remedy; exit status 1 if there is one.

    FOLDER is the one that comes with kg when it is left out.

    \b
    Example:
      kg ontology check
      kg ontology check ontology/
    """
    from kg.ontology import OntologyError, default_folder, load

    folder = folder or default_folder()
    try:
        loaded = load(folder)
    except OntologyError as error:
        for problem in error.problems:
            click.echo(str(problem))
        raise click.exceptions.Exit(1) from None
    click.echo(f"{folder}: {len(loaded.classes)} classes, no mistakes")
