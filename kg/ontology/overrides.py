"""The model of ``ontology/overrides.yaml``: reviewed decisions that two IRIs are one thing, or that a text means another."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from pydantic import Field

from kg.ontology.classes import ClassEntry
from kg.ontology.regions import Gazetteer
from kg.ontology.yaml_file import Entry, Problem, line_of

__all__ = ["Different", "Overrides", "Same", "override_problems"]

_FILE = "overrides.yaml"
_PATH = re.compile(r"[a-z]+(?:/[^/\s]+)+")


class Same(Entry):
    """``iri`` and ``as`` stand for one thing, which goes by ``as``. IRIs are written from behind ``…/id/``."""

    iri: str
    target: str = Field(alias="as")
    why: str = Field(min_length=1)


class Different(Entry):
    """``text`` as a mention of ``type`` means ``iri`` in reports of ``region`` and of what lies in it (None: everywhere)."""

    text: str = Field(min_length=1)
    type: str
    region: str | None = Field(default=None, pattern=r"^\d{6}$")
    iri: str
    why: str = Field(min_length=1)


class Overrides(Entry):
    """All reviewed decisions."""

    same: tuple[Same, ...] = ()
    different: tuple[Different, ...] = ()


def override_problems(
    overrides: Overrides, node: yaml.Node | None, classes: dict[str, ClassEntry], gazetteer: Gazetteer
) -> Iterator[Problem]:
    """Yield what is wrong with the decisions: unusable IRIs, unknown types and regions, contradictions, cycles."""
    paths = {entry.path: entry.type for entry in classes.values() if entry.path}

    def problem(where: tuple[str | int, ...], message: str, remedy: str) -> Problem:
        return Problem(_FILE, line_of(node, where), message, remedy)

    def iri_problems(iri: str, where: tuple[str | int, ...]) -> Iterator[Problem]:
        if not _PATH.fullmatch(iri) or iri.split("/")[0] not in paths:
            yield problem(where, f"{iri!r} is no IRI of the graph", f"write path/key/…, with one of {', '.join(sorted(paths))}")

    replaced: dict[str, str] = {}
    for index, same in enumerate(overrides.same):
        yield from iri_problems(same.iri, ("same", index, "iri"))
        yield from iri_problems(same.target, ("same", index, "as"))
        if same.iri.split("/")[0] != same.target.split("/")[0]:
            yield problem(
                ("same", index), f"{same.iri!r} and {same.target!r} are of two classes", "two things of one class can be the same"
            )
        if same.iri in replaced:
            yield problem(("same", index), f"{same.iri!r} has two decisions", "keep one of the two")
        replaced[same.iri] = same.target
        if _returns(same.iri, replaced):
            yield problem(("same", index), f"{same.iri!r} comes back to itself", "take one of these decisions out")
    decided: set[tuple[str, str, str | None]] = set()
    for index, different in enumerate(overrides.different):
        yield from iri_problems(different.iri, ("different", index, "iri"))
        if different.type not in paths.values():
            types = ", ".join(sorted(t for t in paths.values() if t))
            yield problem(
                ("different", index, "type"), f"no class has the mention type {different.type!r}", f"write one of {types}"
            )
        elif paths.get(different.iri.split("/")[0], different.type) != different.type:
            message = f"{different.iri!r} is no IRI of a mention of type {different.type}"
            yield problem(("different", index, "iri"), message, "give an IRI of the class whose mentions have this type")
        if different.region is not None and gazetteer.by_code(different.region) is None:
            remedy = "write the GB/T 2260 code of a province, city or county"
            yield problem(("different", index, "region"), f"no region has the code {different.region!r}", remedy)
        name = (different.type, different.text, different.region)
        if name in decided:
            yield problem(("different", index), f"{different.text!r} has two decisions", "keep one of the two")
        decided.add(name)


def _returns(iri: str, replaced: dict[str, str]) -> bool:
    """Return whether following ``replaced`` from ``iri`` leads back to it."""
    seen, at = {iri}, replaced.get(iri)
    while at is not None and at not in seen:
        seen.add(at)
        at = replaced.get(at)
    return at is not None
