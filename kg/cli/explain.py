"""``kg explain``."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import build_folder, console, with_ontology

if TYPE_CHECKING:
    from rich.console import RenderableType

    from kg.build.explanation import Explanation, Fact
    from kg.ontology import Ontology

__all__ = ["explain"]

# More entities of one name are listed, not told: each has facts enough to fill a screen.
TOLD = 5


@click.command(short_help="Say everything a build knows of an entity, and why.")
@build_folder
@click.argument("name", metavar="IRI|TEXT")
@with_ontology
def explain(out: Path, name: str, ontology: Ontology) -> None:
    """Print every fact about an entity with its sentence, its report and the rules that found and linked it.

    TEXT is a name as a report prints it, or a label; it may mean several entities. An IRI may be written from behind …/id/.

    \b
    Example:
      kg explain out/ 区司法局
      kg explain out/ agency/410203/司法局
    """
    from kg.build import require_records
    from kg.build.explanation import explain as facts_of

    require_records(out)
    found = facts_of(out, name, ontology)
    screen = console()
    if len(found) > TOLD:
        screen.print(f"{len(found)} entities are called {name}; give one of these IRIs:", markup=False, highlight=False)
        for explanation in found:
            screen.print(f"  {explanation.entity.iri}  {explanation.entity.label_zh}", markup=False, highlight=False)
        return
    for explanation in found:
        for part in _shown(explanation, ontology):
            screen.print(part, soft_wrap=False)


def _shown(explanation: Explanation, ontology: Ontology) -> Iterable[RenderableType]:
    from rich.padding import Padding
    from rich.rule import Rule
    from rich.text import Text

    entity = explanation.entity
    yield Rule(Text(entity.label_zh, "bold"), align="left")
    kind = ontology.classes[entity.cls]
    yield Text(f"{kind.zh} ({kind.en})" + (f" · {entity.label_en}" if entity.label_en else ""))
    yield Text(entity.iri, "cyan")
    for said, iris in (("part of", [entity.part_of]), ("succeeded by", entity.successors)):
        yield from (Text(f"{said} {iri}") for iri in iris if iri)
    if explanation.names:
        yield Text("named " + ", ".join(f"{name} ({count})" for name, count in explanation.names))
    for rule, count in explanation.rules:
        parts = [ontology.linking.rules[part] for part in rule.split("+") if part in ontology.linking.rules]
        meaning = "; ".join(f"{part.zh} ({part.en})" for part in parts)
        yield Text.assemble(f"linked by {rule}, {count} ×: ", (meaning, "dim"))
    for report in explanation.reports:
        yield Text.assemble("\n", (report.title, "bold"), f"  {report.path}")
        for _, facts in groupby(report.facts, lambda fact: (fact.at, "".join(piece.text for piece in fact.sentence))):
            same = list(facts)
            marked = [(piece.text, "bold yellow") if piece.marked else piece.text for piece in same[0].sentence]
            yield Padding(Text.assemble(*marked), (0, 0, 0, 2))
            yield from (Padding(_told(fact), (0, 0, 0, 4)) for fact in same)


def _told(fact: Fact) -> RenderableType:
    from rich.text import Text

    head = f"{fact.kind} {fact.said}".rstrip()
    return Text.assemble((head, "green"), " ", (f"[{fact.rule}]", "dim"))
