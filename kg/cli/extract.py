"""``kg extract``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import REPORTS_FAILED, inputs, say, with_limits, with_ontology

if TYPE_CHECKING:
    from kg.ontology import Ontology
    from kg.reading import Limits

__all__ = ["extract"]


@click.command(short_help="Write the records of reports as JSON Lines.")
@inputs
@with_limits
@with_ontology
def extract(paths: tuple[Path, ...], limits: Limits, ontology: Ontology) -> None:
    """Write what is found in each report as one line of JSON on standard output.

    PATH is a file (txt, html, docx, pdf), a folder or zip of such, a pattern like 'pages/*.html', or a CSV manifest. Offsets are
    Unicode code points into "text", from 0, end exclusive.

    \b
    Example:
      kg extract seeds/000_f99bbbeaaeb0f9c6.txt
    """
    from kg.build.inputs import find_inputs
    from kg.build.work import Failure, attempt

    found, failures, warnings, _ = find_inputs(paths, limits=limits)
    say(f"warning: {warning}" for warning in warnings)
    done = 0
    for each in found:
        report = attempt(each, ontology)
        if isinstance(report, Failure):
            failures.append(report)
        else:
            click.echo(report.to_json())
            done += 1
    if failures:
        say(map(str, failures))
        raise click.exceptions.Exit(REPORTS_FAILED if done else 2)
