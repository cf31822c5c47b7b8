"""Checks that need more than one entry or file: references, names given twice, successions, patterns.

Each check takes the loaded ontology and the YAML trees of its files and yields a problem a mistake, at the line where it stands.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from kg.ontology.concepts import Scheme
from kg.ontology.corrections import correction_problems
from kg.ontology.lexicons import NationalOrgan, Organ
from kg.ontology.overrides import override_problems
from kg.ontology.relations import relation_problems
from kg.ontology.slots import slot_problems
from kg.ontology.yaml_file import Problem, line_of

if TYPE_CHECKING:
    from kg.ontology.load import Ontology

__all__ = ["CHECKS", "Check", "Tree"]

Location = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """The YAML node tree of a file, in which lines are found; ``file`` is how messages call it."""

    file: str
    root: yaml.Node | None

    def problem(self, location: Location, message: str, remedy: str) -> Problem:
        """Return a problem at the line of ``location``, a path of keys and indexes."""
        return Problem(self.file, line_of(self.root, location), message, remedy)

    def unknown(self, location: Location, name: str, known: Collection[str], what: str) -> Iterator[Problem]:
        """Yield a problem when ``name`` is not among the ``known`` names of ``what``."""
        if name not in known:
            close = difflib.get_close_matches(name, sorted(known), 1)
            yield self.problem(location, f"{name!r} is no {what}", f"write {close[0]!r}" if close else f"add the {what}")


Trees = Mapping[str, Tree]
Check = Callable[["Ontology", Trees], Iterator[Problem]]


def _succession_of(organs: Mapping[str, Organ] | Mapping[str, NationalOrgan], tree: Tree) -> Iterator[Problem]:
    for key, organ in organs.items():
        for place, successor in enumerate(organ.succeeded_by):
            yield from tree.unknown(("organs", key, "succeeded_by", place), successor, organs, "key of an organ in this file")
        later: set[str] = set()
        front = [*organ.succeeded_by]
        while front:
            name = front.pop()
            if name in organs and name not in later:
                later.add(name)
                front += organs[name].succeeded_by
        if key in later:
            yield tree.problem(("organs", key, "succeeded_by"), f"{key!r} succeeds itself", "cut the circle of `succeeded_by`")


def successions(ontology: Ontology, trees: Trees) -> Iterator[Problem]:
    """Successors exist, and every succession ends."""
    yield from _succession_of(ontology.organs.organs, trees["organs"])
    yield from _succession_of(ontology.national_organs.organs, trees["national_organs"])


def organ_names(ontology: Ontology, trees: Trees) -> Iterator[Problem]:
    """At one level a name means one organ; at province level the municipalities count apart from the provinces."""
    bearers: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for key, organ in ontology.organs.organs.items():
        for level in organ.levels:
            halves = (organ.only_in,) if organ.only_in else ("provinces", "municipalities")
            for place in halves if level == "province" else (level,):
                for name in dict.fromkeys((key, *organ.names)):
                    bearers[name, place].append(key)
    told: set[tuple[str, str]] = set()
    for (name, place), keys in bearers.items():
        for key in keys[1:]:
            if (name, key) not in told:
                told.add((name, key))
                said = f"{name!r} is a name of {keys[0]!r} too (level: {place})"
                yield trees["organs"].problem(("organs", key), said, "keep it with one of the two")


def _given_twice(entries: Iterable[tuple[str, tuple[str, ...]]], section: str, tree: Tree) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for key, names in entries:
        for name in (key, *names):
            if name in first:
                said = f"{name!r} stands under {first[name]!r} already"
                yield tree.problem((section, key), said, "keep it in one entry, once")
            first.setdefault(name, key)


def distinct_names(ontology: Ontology, trees: Trees) -> Iterator[Problem]:
    """No name of a program, document or the like stands in two entries, or twice in one."""
    yield from _given_twice(((k, e.names) for k, e in ontology.names.names.items()), "names", trees["names"])
    documents = ((k, e.names) for k, e in ontology.documents.documents.items())
    yield from _given_twice(documents, "documents", trees["documents"])
    organs = ((k, e.names) for k, e in ontology.national_organs.organs.items())
    yield from _given_twice(organs, "organs", trees["national_organs"])


def issuers(ontology: Ontology, trees: Trees) -> Iterator[Problem]:
    """The issuer of a national document is a central organ."""
    known = ontology.national_organs.organs
    for title, document in ontology.documents.documents.items():
        where = ("documents", title, "issuer")
        yield from trees["documents"].unknown(where, document.issuer, known, "key of national_organs.yaml")


def classes(ontology: Ontology, trees: Trees) -> Iterator[Problem]:
    """Super-classes exist; no head word and no IRI path belongs to two classes."""
    tree, known = trees["classes_file"], ontology.classes
    by_head: dict[str, str] = {}
    by_path: dict[str, str] = {}
    for name, entry in known.items():
        if entry.is_a is not None:
            yield from tree.unknown(("classes", name, "is_a"), entry.is_a, known, "class")
        for place, head in enumerate(entry.heads):
            if by_head.setdefault(head, name) != name:
                said = f"{head!r} is a head of {by_head[head]!r} too"
                yield tree.problem(("classes", name, "heads", place), said, "keep it with one class")
        if entry.path is not None and by_path.setdefault(entry.path, name) != name:
            said = f"{entry.path!r} is the path of {by_path[entry.path]!r} too"
            yield tree.problem(("classes", name, "path"), said, "give the class a path of its own")


def _schemes(ontology: Ontology, trees: Trees) -> Iterator[tuple[Tree, Scheme]]:
    for attribute, tree in trees.items():
        scheme = getattr(ontology, attribute)
        if isinstance(scheme, Scheme):
            yield tree, scheme


def schemes(ontology: Ontology, trees: Trees) -> Iterator[Problem]:
    """Broader concepts exist in the same scheme; no two schemes share a path."""
    by_path: dict[str, str] = {}
    for tree, scheme in _schemes(ontology, trees):
        if by_path.setdefault(scheme.path, tree.file) != tree.file:
            said = f"{scheme.path!r} is the path of {by_path[scheme.path]} too"
            yield tree.problem(("path",), said, "give the scheme a path of its own")
        for key, concept in scheme.concepts.items():
            if concept.broader is not None:
                where = ("concepts", key, "broader")
                yield from tree.unknown(where, concept.broader, scheme.concepts, "concept of this scheme")


def relations(ontology: Ontology, trees: Trees) -> Iterator[Problem]:
    """Domains, ranges and rules of relations name classes and relations that exist."""
    nodes = {attribute: trees[attribute].root for attribute in ("relations", "actions", "relation_rules")}
    yield from relation_problems(ontology.relations, ontology.actions, ontology.relation_rules, nodes, ontology.classes)


def overrides(ontology: Ontology, trees: Trees) -> Iterator[Problem]:
    """Reviewed decisions on linking name things that can be, contradict each other nowhere, and end."""
    yield from override_problems(ontology.overrides, trees["overrides"].root, ontology.classes, ontology.gazetteer)


def corrections(ontology: Ontology, trees: Trees) -> Iterator[Problem]:
    """Reviewed corrections of figures decide one thing each, about codes that exist."""
    yield from correction_problems(ontology.corrections, trees["corrections"].root, ontology.indicators.concepts)


def slots(ontology: Ontology, trees: Trees) -> Iterator[Problem]:
    """Domains, ranges and alignments of properties name classes, prefixes and schemes that exist."""
    paths = [scheme.path for _, scheme in _schemes(ontology, trees)]
    prefixes = ontology.settings.prefixes
    yield from slot_problems(ontology.slots, trees["slots"].root, ontology.classes, prefixes, paths)


def _patterns(ontology: Ontology) -> Iterator[tuple[str, Location, str | None]]:
    """Yield (attribute of the ontology, location, pattern) of the patterns that their models do not compile."""
    yield "mentions", ("docnum",), ontology.mentions.docnum
    yield "mentions", ("places", "divisions"), ontology.mentions.places.divisions
    for type, before in ontology.mentions.before_known_names.items():
        yield "mentions", ("before_known_names", type), before
    for type, after in ontology.mentions.after_known_names.items():
        yield "mentions", ("after_known_names", type), after
    yield "mentions", ("before_names", "pattern"), ontology.mentions.before_names.pattern
    yield "mentions", ("level_lists",), ontology.mentions.level_lists
    yield "mentions", ("joint_units",), ontology.mentions.joint_units
    for number, guard in enumerate(ontology.figures.guards):
        for field in ("before", "after"):
            yield "figures", ("guards", number, field), getattr(guard, field)
    for field in ("year", "range", "since", "as_of"):
        yield "observations", ("period", field), getattr(ontology.observations.period, field)
    for name, slot in ontology.slots.slots.items():
        yield "slots", ("slots", name, "pattern"), slot.pattern


def patterns(ontology: Ontology, trees: Trees) -> Iterator[Problem]:
    """Patterns are regular expressions."""
    for attribute, location, pattern in _patterns(ontology):
        try:
            re.compile(pattern or "")
        except re.error as error:
            remedy = "correct it, or put a backslash before a character meant as such"
            yield trees[attribute].problem(location, f"not a regular expression: {error}", remedy)


CHECKS: tuple[Check, ...] = (
    successions,
    organ_names,
    distinct_names,
    issuers,
    classes,
    schemes,
    relations,
    overrides,
    corrections,
    slots,
    patterns,
)
