"""The names of the graph: prefixes, classes and properties as Turtle writes them, and the concept schemes."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.graph.turtle import NEXT, iri
from kg.linking.iri import mint
from kg.ontology import Ontology
from kg.ontology.concepts import Scheme
from kg.ontology.slots import Slot

__all__ = ["PREFIX", "UnknownPrefixError", "Vocabulary", "vocabulary"]

PREFIX = "kg"


class UnknownPrefixError(ValueError):
    """A name of another vocabulary has a prefix that the ontology does not declare."""

    def __init__(self, name: str) -> None:
        super().__init__(f"ontology.yaml: {name!r} has an undeclared prefix; add {name.partition(':')[0]!r} to `prefixes`")
        self.name = name


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What graph, OWL, SHACL and queries share. Names are Turtle: ``kg:Measure``, ``skos:prefLabel``."""

    ontology: Ontology

    @cached_property
    def namespace(self) -> str:
        """The namespace of the ontology's own terms."""
        return f"{self.ontology.settings.base}ontology#"

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """All prefixes, sorted. None of them covers data IRIs: those are always written in full."""
        return dict(sorted({**self.ontology.settings.prefixes, PREFIX: self.namespace}.items()))

    @cached_property
    def slots(self) -> dict[str, Slot]:
        """The properties by name: those of ``slots.yaml`` and the direct edges of ``relations.yaml``."""
        edges = {
            entry.property: Slot(
                zh=entry.zh,
                en=entry.en,
                definition=entry.definition,
                example=entry.example,
                domain=entry.domain,
                range=tuple("rdf:langString" if name == "text" else name for name in entry.range),
                multivalued=True,
            )
            for entry in self.ontology.relations.relations.values()
        }
        return {**self.ontology.slots.slots, **edges}

    @cached_property
    def properties(self) -> dict[str, str]:
        """The Turtle name of each property."""
        return {name: self.checked(slot.slot_uri or f"{PREFIX}:{name}") for name, slot in self.slots.items()}

    @cached_property
    def types(self) -> dict[str, tuple[str, ...]]:
        """What is said of a thing of each class: that it is of this class and of those above it, nearest first."""
        return {name: tuple(f"a {PREFIX}:{c}" for c in (name, *self.ancestors(name))) for name in self.ontology.classes}

    @cached_property
    def typed(self) -> dict[str, str]:
        """The same in order, as it stands in a body."""
        return {name: NEXT.join(sorted(types)) for name, types in self.types.items()}

    @cached_property
    def schemes(self) -> tuple[Scheme, ...]:
        """Every concept scheme of the ontology, by path."""
        values = (getattr(self.ontology, f.name) for f in dataclasses.fields(self.ontology))
        return tuple(sorted((v for v in values if isinstance(v, Scheme)), key=lambda s: s.path))

    @cached_property
    def concepts(self) -> dict[tuple[str, str], str]:
        """The IRI, as Turtle writes it, of each concept by path of its scheme and key."""
        return {(s.path, key): iri(mint(self.ontology.settings.base, s.path, key)) for s in self.schemes for key in s.concepts}

    @cached_property
    def starts(self) -> dict[str, str]:
        """What stands before an object of each property in a body."""
        return {name: f"{NEXT}{turtle} " for name, turtle in self.properties.items()}

    @cached_property
    def coded(self) -> defaultdict[str, dict[str | None, str]]:
        """The line of each property with each concept of the scheme that is its range, by name and key."""
        lines: defaultdict[str, dict[str | None, str]] = defaultdict(dict)
        schemes = {f"concept:{scheme.path}": scheme for scheme in self.schemes}
        ranges = [(name, schemes[range_]) for name, slot in self.slots.items() for range_ in slot.range if range_ in schemes]
        for name, scheme in ranges:
            lines[name] |= {key: self.line(name, self.concepts[scheme.path, key]) for key in scheme.concepts}
        return lines

    @cached_property
    def edges(self) -> dict[str, str]:
        """The Turtle name of the property by which each relation joins two entities, by the relation's key."""
        return {key: self.properties[entry.property] for key, entry in self.ontology.relations.relations.items()}

    def line(self, name: str, object_: str) -> str:
        """Return the line of a property in a body; "" without an object."""
        return self.starts[name] + object_ if object_ else ""

    def number(self, name: str, value: int | None) -> str:
        """Return the line of a property whose object is a whole number; "" without one."""
        return "" if value is None else f"{self.starts[name]}{value}"

    def lines(self, name: str, objects: Sequence[str]) -> str:
        """Return the lines of a property that may have several objects, in order, each once."""
        if not objects:
            return ""
        start = self.starts[name]
        return start + (start.join(sorted(set(objects))) if len(objects) > 1 else objects[0])

    def ancestors(self, name: str) -> tuple[str, ...]:
        """Return the classes above the class ``name``, nearest first."""
        found: list[str] = []
        parent = self.ontology.classes[name].is_a
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self.ontology.classes[parent].is_a
        return tuple(found)

    def expand(self, name: str) -> str:
        """Return the IRI of a Turtle name. Raises UnknownPrefixError."""
        prefix, _, local = name.partition(":")
        if prefix not in self.prefixes:
            raise UnknownPrefixError(name)
        return self.prefixes[prefix] + local

    def checked(self, name: str) -> str:
        """Return ``name``; raises UnknownPrefixError when its prefix is not declared."""
        if name.partition(":")[0] not in self.prefixes:
            raise UnknownPrefixError(name)
        return name


@lru_cache(maxsize=4)
def vocabulary(ontology: Ontology) -> Vocabulary:
    """Return the names of ``ontology``, made once."""
    return Vocabulary(ontology)
