"""Loads the ontology folder, checks it, and gives it to the stages as one object."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.ontology.classes import ClassEntry, Classes
from kg.ontology.concepts import Scheme
from kg.ontology.settings import Settings
from kg.ontology.yaml_file import Entry, OntologyError, Problem, read_yaml

__all__ = ["FILES", "Ontology", "default_folder", "load"]

# Each file of the folder: its path, the attribute of Ontology that holds it, its model.
FILES: tuple[tuple[str, str, type[Entry]], ...] = (
    ("ontology.yaml", "settings", Settings),
    ("classes.yaml", "classes_file", Classes),
    ("schemes/levels.yaml", "levels", Scheme),
    ("schemes/topics.yaml", "topics", Scheme),
    ("schemes/statuses.yaml", "statuses", Scheme),
)


@dataclass(frozen=True, eq=False)
class Ontology:
    """The checked content of an ontology folder; an attribute a file (see FILES). ``sha256`` covers all its files."""

    folder: Path
    sha256: str
    settings: Settings
    classes_file: Classes
    levels: Scheme
    topics: Scheme
    statuses: Scheme

    @property
    def classes(self) -> dict[str, ClassEntry]:
        """The classes by name, in order of precedence."""
        return self.classes_file.classes


def default_folder() -> Path:
    """Return the ontology that belongs to the program: inside an installed package, or at the top of the repository."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "_ontology"
    return inside if inside.is_dir() else package.parent / "ontology"


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Ontology:
    """Load and check ``folder`` (default: :func:`default_folder`).

    Raises OntologyError, which holds every mistake with file, line and remedy.
    """
    folder = folder or default_folder()
    problems: list[Problem] = []
    parts: dict[str, Any] = {}
    digest = hashlib.sha256()
    if not folder.is_dir():
        raise OntologyError([Problem(str(folder), 1, "no such folder", "give the folder that holds ontology.yaml")])
    for name, attribute, model in FILES:
        value, found, _ = read_yaml(folder / name, name, model)
        problems += found
        parts[attribute] = value
    if problems:
        raise OntologyError(problems)
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".yaml", ".tsv", ".rq"}):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return Ontology(folder=folder, sha256=digest.hexdigest(), **parts)
