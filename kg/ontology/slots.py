"""The model of ``ontology/slots.yaml``: every property of the graph, but for the direct edges that ``relations.yaml`` names."""

import difflib
from collections.abc import Collection, Iterator
from typing import Literal

import yaml
from pydantic import Field

from kg.ontology.yaml_file import Entry, Label, Problem, line_of

__all__ = ["Slot", "SlotMessages", "Slots", "slot_problems"]


class Slot(Entry):
    """A property.

    ``domain`` and ``range`` list alternatives: names of classes, ``entity`` for every class that has a mention type,
    ``concept:<path>`` for the concepts of a scheme, ``iri`` for any resource; a range may also be a datatype (``xsd:integer``,
    ``rdf:langString``), a domain a class of another vocabulary (``skos:Concept``). ``slot_uri`` is given when the property is
    another vocabulary's; ``aligned`` are properties that it is a sub-property of. ``unique_lang`` allows one value a language,
    ``required`` asks for at least one value, ``multivalued`` allows more than one. ``component`` is its role in the data cube.
    """

    zh: str
    en: str
    definition: Label
    example: str | None = None
    domain: tuple[str, ...] = Field(min_length=1)
    range: tuple[str, ...] = Field(min_length=1)
    slot_uri: str | None = Field(default=None, pattern=r"^[a-z-]+:[A-Za-z]\w*$")
    aligned: tuple[str, ...] = ()
    required: bool = False
    multivalued: bool = False
    unique_lang: bool = False
    pattern: str | None = None
    component: Literal["dimension", "measure", "attribute"] | None = None


class SlotMessages(Entry):
    """What SHACL says: ``{name}`` is the label of the property or class, ``{definition}`` its definition."""

    closed: Label
    value: Label
    type: Label


class Slots(Entry):
    """All properties by name; the name is the local part of the IRI where there is no ``slot_uri``."""

    messages: SlotMessages
    slots: dict[str, Slot]


def slot_problems(
    slots: Slots, node: yaml.Node | None, classes: Collection[str], prefixes: Collection[str], paths: Collection[str]
) -> Iterator[Problem]:
    """Yield a problem for each name in ``slots`` that is no class, prefix or path of a scheme; ``node`` knows the lines."""
    for name, slot in slots.slots.items():
        named = {"domain": slot.domain, "range": slot.range, "aligned": slot.aligned, "slot_uri": (slot.slot_uri or "",)}
        for key, items in named.items():
            for place, item in enumerate(filter(None, items)):
                prefix, colon, local = item.partition(":")
                if not colon:
                    wanted, known = item, sorted({*classes, "entity", "iri"})
                elif prefix == "concept":
                    wanted, known = local, sorted(paths)
                else:
                    wanted, known = prefix, sorted(prefixes)
                if wanted not in known:
                    close = difflib.get_close_matches(wanted, known, 1)
                    remedy = f"write {close[0]!r}" if close else f"known: {', '.join(known)}"
                    line = line_of(node, ("slots", name, key, place))
                    yield Problem("slots.yaml", line, f"{name}: {key}: {wanted!r} is not known", remedy)
