"""``kg evaluate``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import PATH, REPORTS_FAILED, say, with_ontology

if TYPE_CHECKING:
    from kg.build import Failure
    from kg.evaluation import Gold
    from kg.ontology import Ontology

__all__ = ["evaluate"]

PARTS = ("entities", "observations", "relations", "statements", "meta")


def _parts(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
    parts = tuple(filter(None, (value or "").split(",")))
    for part in parts:
        if part not in PARTS:
            raise click.BadParameter(f"{part!r} is not one of {', '.join(PARTS)}")
    return parts or PARTS


@click.command(short_help="Score extraction against gold.")
@click.argument("gold", type=PATH, metavar="GOLD")
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH…]")
@click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="Show up to N differences of each kind.")
@click.option("--json", "as_json", is_flag=True, help="Print all figures as JSON.")
@click.option("--only", callback=_parts, metavar="PART,…", help=f"Parts to print, of {', '.join(PARTS)}.")
@with_ontology
def evaluate(gold: Path, paths: tuple[Path, ...], errors: int, as_json: bool, only: tuple[str, ...], ontology: Ontology) -> None:
    """Compare records with gold: precision, recall, F1 and accuracy.

    GOLD is a folder with gold.jsonl and codes.list, or such a .jsonl. Without PATH the reports <id>.txt of that folder are read;
    with PATH those files or folders; a single .jsonl holds records that kg extract wrote.

    \b
    Example:
      kg evaluate tests/gold
      kg evaluate tests/gold --only entities --errors 5
    """
    from kg.evaluation import evaluate as score
    from kg.evaluation import lines, read_gold

    standard = read_gold(gold)
    records, failures = _records(standard, paths, ontology)
    say(map(str, failures))
    if not records:
        raise click.exceptions.Exit(2)
    result = score(standard.reports, records, standard.codes, ontology.evaluation.government_names)
    if result.missing:
        say([f"not predicted, counted as nothing found: {', '.join(result.missing)}"])
    if as_json:
        click.echo(json.dumps(result.to_dict(), ensure_ascii=False))
    else:
        click.echo("\n".join(lines(result, only, errors)))
    if failures:
        raise click.exceptions.Exit(REPORTS_FAILED)


def _records(gold: Gold, paths: tuple[Path, ...], ontology: Ontology) -> tuple[list[dict[str, Any]], list[Failure]]:
    """Return the predicted records and what could not be read."""
    from kg.build.inputs import find_inputs
    from kg.build.work import attempt
    from kg.evaluation import read_records
    from kg.reading import Input
    from kg.records import Report

    if len(paths) == 1 and paths[0].suffix == ".jsonl":
        return read_records(paths[0]), []
    if paths:
        found, failures, *_ = find_inputs(paths)
    else:
        found, failures = [Input(path, gold.folder) for path in gold.texts()], []
    records = []
    for each in found:
        report = attempt(each, ontology)
        if isinstance(report, Report):
            records.append(json.loads(report.to_json()))
        else:
            failures.append(report)
    return records, failures
