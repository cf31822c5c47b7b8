"""SPARQL on a built graph: prefixes preset, named queries, errors that point at the place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.graph.turtle import iri
from kg.graph.vocabulary import vocabulary
from kg.ontology import Ontology

__all__ = ["NamedQuery", "QueryFileError", "QueryResults", "QuerySyntaxError", "named_queries", "query"]

QueryResults = QuerySolutions | QueryBoolean | QueryTriples

# How Oxigraph begins the message of a syntax error: line and column from 1.
_PLACE = re.compile(r"error at (\d+):(\d+): ")
_TITLE = re.compile(r"# (zh|en): *(.*\S)\s*")
_AROUND = 30  # characters of the query shown on each side of the place
_MOST = 160  # characters of Oxigraph's list of what it expected


class QuerySyntaxError(ValueError):
    """A query is not SPARQL. ``line`` and ``column`` count from 1; 0 when the place is not known."""

    def __init__(self, sparql: str, said: str) -> None:
        place = _PLACE.search(said)
        self.line, self.column = (int(place[1]), int(place[2])) if place else (0, 0)
        reason = " ".join(said[place.end() if place else 0 :].split())
        if "Prefix not found" in reason:
            reason = "a prefix here is not declared"
        elif len(reason) > _MOST:
            reason = reason[:_MOST].rsplit(" ", 1)[0] + " …"
        lines = sparql.splitlines()
        text = lines[self.line - 1] if 0 < self.line <= len(lines) else ""
        cut = max(self.column - 1, 0)
        around = f"{text[max(0, cut - _AROUND) : cut]} ▸ {text[cut : cut + _AROUND]}".strip()
        super().__init__(f"query, line {self.line}, column {self.column}: {reason}; mend it at ▸ in: {around}")


class QueryFileError(ValueError):
    """A file of a named query lacks its Chinese or English title."""

    def __init__(self, path: Path, language: str) -> None:
        super().__init__(f"{path}:1: no title in {language!r}; add a comment line `# {language}: …` at the top")
        self.path = path


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of ``ontology/queries/``: the question in both languages, and SPARQL that declares its own prefixes."""

    name: str
    zh: str
    en: str
    sparql: str


def query(store: Store, sparql: str, ontology: Ontology) -> QueryResults:
    """Return the results of ``sparql``, in which all prefixes of the ontology may be used undeclared. Raises QuerySyntaxError."""
    try:
        return store.query(sparql, prefixes=vocabulary(ontology).prefixes)
    except SyntaxError as error:
        raise QuerySyntaxError(sparql, str(error)) from error


def named_queries(ontology: Ontology) -> dict[str, NamedQuery]:
    """Return the named queries by name, which is the file's without suffix. Raises QueryFileError."""
    files = sorted((ontology.folder / "queries").glob("*.rq"))
    return {path.stem: _read(path, ontology) for path in files}


def _read(path: Path, ontology: Ontology) -> NamedQuery:
    source = path.read_text("utf-8")
    titles: dict[str, str] = {}
    for line in source.splitlines():
        found = _TITLE.fullmatch(line)
        if found:
            titles.setdefault(found[1], found[2])
    for language in ("zh", "en"):
        if language not in titles:
            raise QueryFileError(path, language)
    used = {name: ns for name, ns in vocabulary(ontology).prefixes.items() if re.search(rf"(?<![\w-]){name}:", source)}
    declarations = "".join(f"PREFIX {name}: {iri(namespace)}\n" for name, namespace in used.items())
    return NamedQuery(path.stem, titles["zh"], titles["en"], declarations + source)
