"""Reads a YAML file of the ontology against a model and says for every mistake at which line it stands."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

__all__ = ["Entry", "Label", "OntologyError", "Problem", "YamlFile", "read_yaml"]


class Entry(BaseModel):
    """Base of all models of what people write: unknown keys are errors, values do not change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Label(Entry):
    """A text in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in the ontology: ``line`` counts from 1; ``remedy`` says what to write instead."""

    file: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}; {self.remedy}"


class OntologyError(ValueError):
    """The ontology cannot be used. ``problems`` holds every mistake that was found, in order of file and line.

    ``rest`` is the ontology without the entries that are wrong, for further checks alone; None where none could be made.
    """

    def __init__(self, problems: list[Problem], rest: Any = None) -> None:
        self.problems = sorted(set(problems))
        self.rest = rest
        super().__init__("\n".join(map(str, self.problems)))


Model = TypeVar("Model", bound=Entry)


@dataclass(frozen=True, slots=True)
class YamlFile(Generic[Model]):
    """A file as read.

    ``value`` is its model; where there are ``problems``, that of what is right in it, None when too little is left. ``left_out``
    are the keys of the entries that mistakes have cost. ``root`` is the YAML node tree, in which later checks find lines.
    """

    value: Model | None
    problems: list[Problem]
    root: yaml.Node | None = None
    left_out: frozenset[str] = frozenset()


def read_yaml(path: Path, name: str, model: type[Model]) -> YamlFile[Model]:
    """Read ``path`` as ``model``. ``name`` is how the file is called in messages. Only YAML's safe types are read."""
    try:
        source = path.read_text("utf-8")
    except FileNotFoundError:
        return YamlFile(
            None, [Problem(name, 1, "the file is missing", "restore it from the ontology folder of the distribution")]
        )
    except UnicodeDecodeError as error:
        return YamlFile(None, [Problem(name, 1, f"not UTF-8 at byte {error.start}", "save the file as UTF-8")])
    try:
        loader = yaml.CSafeLoader(source)
        try:
            node = loader.get_single_node()
            value = loader.construct_document(node) if node is not None else {}
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        said = getattr(error, "problem", None) or "not YAML"
        return YamlFile(
            None, [Problem(name, line, f"not readable as YAML: {said}", "check indentation, quotes and colons there")]
        )
    problems = [Problem(name, line, f"the key {key!r} stands twice", "keep one of the two") for key, line in _repeated_keys(node)]
    try:
        return YamlFile(model.model_validate(value), problems, node)
    except ValidationError as error:
        details: list[dict[str, Any]] = [dict(detail) for detail in error.errors(include_url=False)]
    problems += [_problem(name, node, model, detail) for detail in details]
    rest, left_out = _rest(value, model, details)
    return YamlFile(rest, problems, node, left_out)


def _rest(value: Any, model: type[Model], details: list[dict[str, Any]]) -> tuple[Model | None, frozenset[str]]:
    """Return what is left of ``value`` without its mistakes, and the keys of the entries that are left out.

    What is wrong in an entry is taken out of it; an entry that cannot do without that is left out.
    """
    fields = {tuple(takewhile(lambda step: isinstance(step, str), detail["loc"])) for detail in details}
    value = _without(value, fields)
    entries: set[tuple[str | int, ...]] = {place for place in fields if len(place) == 2}
    try:
        return model.model_validate(value), frozenset(str(place[1]) for place in entries)
    except ValidationError as error:
        entries |= {tuple(detail["loc"][:2]) for detail in error.errors(include_url=False) if len(detail["loc"]) > 1}
    try:
        return model.model_validate(_without(value, entries)), frozenset(str(place[1]) for place in entries)
    except ValidationError:
        return None, frozenset(str(place[1]) for place in entries)


def _without(value: Any, places: Iterable[tuple[str | int, ...]]) -> Any:
    """Return a copy of ``value`` without what stands at ``places`` in its mappings; lists keep all they hold."""
    value = copy.deepcopy(value)
    for *path, last in (place for place in places if place):
        holder = value
        for step in path:
            holder = holder.get(step) if isinstance(holder, dict) else None
        if isinstance(holder, dict):
            holder.pop(last, None)
    return value


def line_of(node: yaml.Node | None, location: tuple[str | int, ...]) -> int:
    """Return the line (from 1) of ``location``, a path of keys and indexes under ``node``, or of the nearest known step."""
    line = node.start_mark.line + 1 if node is not None else 1
    for step in location:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if pair is None:
                continue
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line


def _repeated_keys(node: yaml.Node | None) -> list[tuple[str, int]]:
    """Return (key, line) for keys that a mapping repeats: YAML itself would silently keep the last."""
    found: list[tuple[str, int]] = []
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                found.append((key.value, key.start_mark.line + 1))
            seen.add(str(key.value))
            found += _repeated_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            found += _repeated_keys(child)
    return found


def _problem(name: str, node: yaml.Node | None, model: type[BaseModel], detail: dict[str, Any]) -> Problem:
    location = tuple(detail["loc"])
    line = line_of(node, location)
    where = ".".join(map(str, location))
    if detail["type"] == "extra_forbidden":
        known = sorted(_keys(model))
        close = difflib.get_close_matches(str(location[-1]), known, 1)
        return Problem(
            name, line, f"unknown key {where!r}", f"write {close[0]!r}" if close else f"known keys: {', '.join(known)}"
        )
    if detail["type"] == "missing":
        return Problem(name, line, f"{where!r} is missing", "add it")
    return Problem(name, line, f"{where!r}: {detail['msg']}", f"it now is {str(detail.get('input'))[:60]!r}")


def _keys(model: type[BaseModel], seen: frozenset[type] = frozenset()) -> set[str]:
    """Return all field names of ``model`` and of the models inside it."""
    names: set[str] = set()
    for field_name, info in model.model_fields.items():
        names.add(info.alias or field_name)
        stack: list[Any] = [info.annotation]
        while stack:
            kind = stack.pop()
            stack += getattr(kind, "__args__", ())
            if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in seen:
                names |= _keys(kind, seen | {model, kind})
    return names
