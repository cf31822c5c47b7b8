"""``kg ontology``."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import BUILD_FOLDER, PATH, inputs, say, with_ontology

if TYPE_CHECKING:
    from kg.build.suggestions import Suggestion
    from kg.ontology import Ontology, Problem

__all__ = ["ontology"]


@click.group(short_help="Check, export, document and extend the ontology.")
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
    from kg.graph import query_problems
    from kg.ontology import OntologyError, UnreadFileError, default_folder, load, unread_files

    folder = folder or default_folder()
    if not folder.is_dir():
        raise click.BadParameter(f"{folder}: no such folder; give the one that holds ontology.yaml.", param_hint="FOLDER")
    say(
        f"warning: {name}: this file is not read: an ontology has none of that name; rename or remove it"
        for name in unread_files(folder)
    )
    problems: list[Problem] = []
    try:
        loaded = load(folder)
    except OntologyError as error:
        problems, loaded = error.problems, error.rest
    # Without the files that queries are read by, the rest is all that can be said.
    with suppress(UnreadFileError):
        problems = sorted(problems + (query_problems(loaded) if loaded else []))
    if problems:
        click.echo("\n".join(map(str, problems)))
        raise click.exceptions.Exit(1)
    click.echo(f"{folder}: {len(loaded.classes)} classes, no mistakes")


@ontology.command(short_help="Write the ontology as OWL, SHACL, SKOS, QB and JSON-LD.")
@click.option("-o", "--out", type=BUILD_FOLDER, default=Path("out/ontology"), show_default=True, help="Folder to write to.")
@with_ontology
def export(out: Path, ontology: Ontology) -> None:
    """Write what is generated from the ontology and name each file on standard output.

    ontology.ttl is OWL, shapes.ttl SHACL, schemes.ttl SKOS, cube.ttl the data structure definition (QB), context.jsonld the
    JSON-LD context.

    \b
    Example:
      kg ontology export -o out/ontology
    """
    from kg.graph import ontology_documents

    out.mkdir(parents=True, exist_ok=True)
    for name, text in ontology_documents(ontology).items():
        (out / name).write_text(text, "utf-8", newline="")
        click.echo(str(out / name))


@ontology.command(short_help="Write the page that documents the ontology.")
@click.argument("build", type=BUILD_FOLDER, metavar="[OUT]", required=False)
@click.option("-o", "--output", type=PATH, default=Path("ontology.html"), show_default=True, help="File to write.")
@with_ontology
def doc(build: Path | None, output: Path, ontology: Ontology) -> None:
    """Write one HTML file with every class, relation, property and concept: definition, example sentence, and count.

    OUT is the folder of a build; its graph is counted. The page needs no network and no other file.

    \b
    Example:
      kg ontology doc out/ -o ontology.html
    """
    from kg.build import read_manifest
    from kg.graph import graph_files, open_store, uses
    from kg.site import ontology_page

    if build:
        read_manifest(build, *graph_files(build, evidence=True))
    counts = uses(open_store(build, evidence=True), ontology) if build else {}
    output.write_text(ontology_page(ontology, counts), "utf-8", newline="")
    click.echo(str(output))


@ontology.command(short_help="Propose lexicon entries from reports.")
@inputs
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="Leave out what is rarer.")
@click.option("--most", type=click.IntRange(1), default=30, show_default=True, help="So many of each kind.")
@with_ontology
def suggest(paths: tuple[Path, ...], least: int, most: int, ontology: Ontology) -> None:
    """Print what reports say that the ontology does not know: YAML to paste, with counts and sentences to judge by.

    Names in quotation marks go into lexicons/names.yaml; head words into `heads` of a class; key phrases are for reading. What is
    proposed is no more than that: look at the sentence first.

    \b
    Example:
      kg ontology suggest seeds/
    """
    from kg.api import extract
    from kg.build.suggestions import suggest as run

    found = run(extract(*paths, ontology=ontology), ontology, least, most)
    click.echo("# lexicons/names.yaml: names in quotation marks that nothing recognised")
    click.echo("names:" if found.names else "# none")
    for name in found.names:
        kind = ontology.classes[name.cls].type if name.cls else "PROGRAM"
        click.echo(f"  {_yaml_key(name.text)}: {{type: {kind}, en: TODO, source: TODO}}  {_said(name)}")
    click.echo("# classes.yaml: words that end names and are head of no class; to `heads` of the class they belong to")
    for head in found.heads:
        click.echo(f"#     {head.text},  {_said(head)}")
    click.echo("# key phrases in no lexicon")
    for phrase in found.phrases:
        click.echo(f"#     {phrase.text}  {_said(phrase)}")


def _yaml_key(name: str) -> str:
    """Return ``name`` as a YAML key."""
    return json.dumps(name, ensure_ascii=False) if set(name) & set(": #'\"{}[],&*!|>%@`?-") else name


def _said(suggestion: Suggestion) -> str:
    return f"# {suggestion.count} × in {suggestion.reports} reports: {suggestion.sentence}"
