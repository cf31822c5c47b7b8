"""Triples → JSON-LD in compact form: short names by the context of the ontology, a node a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.graph.context import context
from kg.ontology import Ontology

__all__ = ["compacted"]

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
# What may follow a prefix without being mistaken for something else.
_LOCAL = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)

Value = str | int | dict[str, str]


def compacted(triples: Iterable[Triple], ontology: Ontology) -> Iterator[str]:
    """Yield a JSON-LD document in pieces, which hold no more than one node each.

    Triples of one subject that follow each other make one node; a subject that comes again makes another node with the same
    ``id``, which readers join.
    """
    rules = context(ontology)
    names = _Names(rules)
    yield f'{{"@context": {json.dumps(rules, ensure_ascii=False)},\n"@graph": ['
    separator = "\n"
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        yield separator + json.dumps(_node(subject, group, names), ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


class _Names:
    """The names that a context gives to IRIs."""

    def __init__(self, rules: dict[str, Any]) -> None:
        self.prefixes = {name: rule for name, rule in rules.items() if isinstance(rule, str) and rule.endswith(("#", "/"))}
        self.known: dict[str, str] = {}
        self.classes = {self._full(rule): name for name, rule in rules.items() if isinstance(rule, str) and ":" in rule}
        self.properties = {self._full(rule["@id"]): (name, rule) for name, rule in rules.items() if isinstance(rule, dict)}

    def _full(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self.prefixes.get(prefix, f"{prefix}:") + local

    def short(self, iri: str) -> str:
        """Return an IRI with a prefix where one fits, else in full."""
        if iri not in self.known:
            spaces = ((name, space) for name, space in self.prefixes.items() if iri.startswith(space))
            fitting = (f"{name}:{iri[len(space) :]}" for name, space in spaces if _LOCAL.fullmatch(iri, len(space)))
            self.known[iri] = next(fitting, iri)
        return self.known[iri]


def _node(subject: Any, triples: Iterable[Triple], names: _Names) -> dict[str, Any]:
    node: dict[str, Any] = {"id": _id(subject, names)}
    for triple in triples:
        predicate, term = triple.predicate.value, triple.object
        if predicate == _RDF_TYPE and isinstance(term, NamedNode):
            _add(node, "type", names.classes.get(term.value) or names.short(term.value), False)
            continue
        name, rule = names.properties.get(predicate, (names.short(predicate), {}))
        containers = rule.get("@container", ())
        language = term.language if isinstance(term, Literal) else None
        if "@language" not in containers:
            _add(node, name, _value(term, rule.get("@type"), names), "@set" in containers)
        elif isinstance(term, Literal) and language:
            _add(node.setdefault(name, {}), language, term.value, "@set" in containers)
        else:  # a map by language has no place for it
            _add(node, names.short(predicate), _value(term, None, names), False)
    return node


def _add(node: dict[str, Any], name: str, value: Value, always_array: bool) -> None:
    if name not in node:
        node[name] = [value] if always_array else value
    elif isinstance(node[name], list):
        node[name].append(value)
    else:
        node[name] = [node[name], value]


def _value(term: Any, type: str | None, names: _Names) -> Value:
    """Return a value as it is written for a property whose values are of ``type`` where nothing else is said."""
    if not isinstance(term, Literal):
        return _id(term, names) if type == "@id" else {"id": _id(term, names)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = names.short(term.datatype.value)
    if datatype == (type or "xsd:string"):
        is_whole = datatype == "xsd:integer" and len(term.value) < 16 and term.value == str(int(term.value))
        return int(term.value) if is_whole else term.value
    return {"@value": term.value, **({} if datatype == "xsd:string" else {"@type": datatype})}


def _id(term: Any, names: _Names) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else names.short(term.value)
