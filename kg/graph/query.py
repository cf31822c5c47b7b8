"""SPARQL on a built graph: prefixes preset, named queries, a time limit, no network, errors that point at the place."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, Store, Triple, parse_query_results

from kg.graph.turtle import iri
from kg.graph.vocabulary import vocabulary
from kg.ontology import Ontology, Problem

__all__ = [
    "NamedQuery",
    "QueryFileError",
    "QueryResults",
    "QuerySyntaxError",
    "QueryTimeoutError",
    "ServiceError",
    "named_queries",
    "query",
    "query_problems",
]

QueryResults = QuerySolutions | QueryBoolean | QueryTriples | list[Triple]

# How Oxigraph begins the message of a syntax error: line and column from 1.
_PLACE = re.compile(r"error at (\d+):(\d+): ")
# The word SERVICE outside strings, IRIs and comments, which the other alternatives pass over.
_SERVICE = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|'''
    r"""'''(?:[^'\\]|\\.|'(?!''))*'''|'(?:[^'\\\n]|\\.)*'|"""
    r"""<[^<>"{}|^`\\\s]*>|#[^\n]*|(?<![?$\w:.-])(?P<service>service)(?![\w:-])""",
    re.IGNORECASE | re.DOTALL,
)
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
        around = _around(sparql, self.line, self.column)
        super().__init__(f"query, line {self.line}, column {self.column}: {reason}; mend it at ▸ in: {around}")


class ServiceError(ValueError):
    """A query asks another endpoint, which would need the network. ``line`` and ``column`` count from 1."""

    def __init__(self, sparql: str, at: int) -> None:
        self.line, self.column = sparql.count("\n", 0, at) + 1, at - sparql.rfind("\n", 0, at)
        around = _around(sparql, self.line, self.column)
        super().__init__(
            f"query, line {self.line}, column {self.column}: SERVICE asks another endpoint, and kg contacts no network; "
            f"load that data into a store of your own, or take it out at ▸ in: {around}"
        )


class QueryTimeoutError(ValueError):
    """A query took longer than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"query: not done after {seconds:g} s; give it more time, or join fewer patterns without a shared variable"
        )
        self.seconds = seconds


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


def query(store: Store, sparql: str, ontology: Ontology, seconds: float | None = None) -> QueryResults:
    """Return the results of ``sparql``, in which all prefixes of the ontology may be used undeclared.

    With a limit of ``seconds`` the results are complete when they are returned; without, rows are found as they are read.
    Raises QuerySyntaxError, ServiceError and QueryTimeoutError.
    """
    for found in _SERVICE.finditer(sparql):
        if found["service"]:
            raise ServiceError(sparql, found.start())
    if seconds is None:
        return _ask(store, sparql, ontology)
    answers: list[list[Triple] | bytes | Exception] = []
    # Oxigraph cannot be interrupted, but it works without Python's lock: a thread that is late is left behind.
    worker = threading.Thread(target=lambda: answers.append(_complete(store, sparql, ontology)), daemon=True)
    worker.start()
    worker.join(seconds)
    if not answers:
        raise QueryTimeoutError(seconds)
    answer = answers[0]
    if isinstance(answer, Exception):
        raise answer
    return parse_query_results(answer, format=QueryResultsFormat.JSON) if isinstance(answer, bytes) else answer


def _ask(store: Store, sparql: str, ontology: Ontology) -> QueryResults:
    try:
        return store.query(sparql, prefixes=vocabulary(ontology).prefixes)
    except SyntaxError as error:
        raise QuerySyntaxError(sparql, str(error)) from error


def _complete(store: Store, sparql: str, ontology: Ontology) -> list[Triple] | bytes | Exception:
    """Return all triples, or rows or answer as SPARQL 1.1 JSON, or the error that ended the query.

    Oxigraph's own results must not leave the thread that made them.
    """
    try:
        results = _ask(store, sparql, ontology)
        if not isinstance(results, QuerySolutions | QueryBoolean):
            return list(results)
        return results.serialize(format=QueryResultsFormat.JSON) or b""
    except Exception as error:  # it is raised where the query was asked
        return error


def _around(sparql: str, line: int, column: int) -> str:
    """Return the words around a place, which is marked."""
    lines = sparql.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    cut = max(column - 1, 0)
    return f"{text[max(0, cut - _AROUND) : cut]} ▸ {text[cut : cut + _AROUND]}".strip()


def named_queries(ontology: Ontology) -> dict[str, NamedQuery]:
    """Return the named queries by name, which is the file's without suffix. Raises QueryFileError."""
    files = sorted((ontology.folder / "queries").glob("*.rq"))
    return {path.stem: _read(path, ontology) for path in files}


def query_problems(ontology: Ontology) -> list[Problem]:
    """Return a problem for each named query that lacks a title, is not SPARQL or contacts the network."""
    problems = []
    for path in sorted((ontology.folder / "queries").glob("*.rq")):
        name = f"queries/{path.name}"
        try:
            _read(path, ontology)
            query(Store(), path.read_text("utf-8"), ontology)
        except QueryFileError as error:
            problems.append(Problem(name, 1, *str(error).partition(":1: ")[2].split("; ", 1)))
        except (QuerySyntaxError, ServiceError) as error:
            message, _, remedy = str(error).removeprefix("query, ").partition("; ")
            problems.append(Problem(name, error.line, message, remedy))
    return problems


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
