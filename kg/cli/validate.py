"""``kg validate``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import build_folder

__all__ = ["validate"]


@click.command(short_help="Check a build against its shapes (SHACL).")
@build_folder
def validate(out: Path) -> None:
    """Check the graph of a build against its shapes; exit status 1 if it does not conform.

    Before that, every file of the build is compared with its hash in the manifest.

    \b
    Example:
      kg validate out/
    """
    from kg.build import verify
    from kg.graph import validate as check

    verify(out)
    validation = check(out)
    click.echo(validation.text.rstrip())
    if not validation.conforms:
        raise click.exceptions.Exit(1)
