"""``kg extract``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import REPORTS_FAILED, inputs, say, with_ontology

if TYPE_CHECKING:
    from kg.ontology import Ontology

__all__ = ["extract"]


@click.command(short_help="Write the records of reports as JSON Lines.")
@inputs
@with_ontology
def extract(paths: tuple[Path, ...], ontology: Ontology) -> None:
    """Write what is found in each report as one line of JSON on standard output.

    PATH is a file, or a folder whose reports are read. Offsets are Unicode code points into "text", from 0, end exclusive.

    \b
    Example:
      kg extract seeds/000_f99bbbeaaeb0f9c6.txt
    """
    from kg.build.inputs import find_inputs
    from kg.build.work import Failure, attempt

    found, failures = find_inputs(paths)
    done = 0
    for path, root in found:
        report = attempt(path, root, ontology)
        if isinstance(report, Failure):
            failures.append(report)
        else:
            click.echo(report.to_json())
            done += 1
    if failures:
        say(map(str, failures))
        raise click.exceptions.Exit(REPORTS_FAILED if done else 2)
