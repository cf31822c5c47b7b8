"""SPARQL on a built graph: prefixes preset, named queries, a time limit, no network, errors that point at the place."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    parse_query_results,
)

from kg.graph.query_errors import (
    QueryError,
    QueryFileError,
    QuerySyntaxError,
    QueryTimeoutError,
    ServiceError,
    UnansweredError,
)
from kg.graph.sparql import Word, first_break, words
from kg.graph.turtle import iri
from kg.graph.vocabulary import vocabulary
from kg.ontology import Ontology, Problem
from kg.ontology.load import QUERIES

__all__ = ["NamedQuery", "QueryResults", "absent_graphs", "named_queries", "query", "query_problems", "refuse_service"]

QueryResults = QuerySolutions | QueryBoolean | QueryTriples | list[Triple]

_SERVICE = re.compile("service", re.IGNORECASE | re.ASCII)
_MASKED = re.compile("tervice", re.IGNORECASE | re.ASCII)
_LISTED = 5
_LANGUAGES = ("zh", "en")
_TITLE = re.compile(r"# (zh|en): *(.*\S)\s*")


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
    Raises QuerySyntaxError, ServiceError, UnansweredError and QueryTimeoutError.
    """
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
    if isinstance(answer, RuntimeError):
        raise UnansweredError(str(answer)) from answer
    if isinstance(answer, Exception):
        raise answer
    return parse_query_results(answer, format=QueryResultsFormat.JSON) if isinstance(answer, bytes) else answer


def refuse_service(sparql: str, prefixes: Mapping[str, str]) -> None:
    """Raise ServiceError when ``sparql`` would ask another endpoint, QuerySyntaxError when that cannot be told.

    Where the word is a part of a name or text, the query stays one when it is put out of shape; where it is the keyword, not. So
    Oxigraph's own parser decides, and no way of writing it is overlooked.
    """
    masked = _SERVICE.sub(lambda found: chr(ord(found[0][0]) + 1) + found[0][1:], sparql)
    found = first_break(masked, prefixes) if masked != sparql else None
    if found is None:
        return
    word = found.word
    changed = _MASKED.search(word.text) if word and word.text[0] not in "\"'<" else None
    if word and changed:
        raise ServiceError(sparql, word.start + changed.start())
    as_written = [Word(start, end, sparql[start:end]) for start, end, _ in found.words]
    raise QuerySyntaxError(sparql, found._replace(words=as_written, word=as_written[-1] if word else None), prefixes)


def absent_graphs(store: Store, sparql: str, ontology: Ontology) -> Iterator[str]:
    """Yield a sentence for each graph that ``sparql`` names in FROM or GRAPH and ``store`` does not have."""
    known = dict(vocabulary(ontology).prefixes)
    texts = [word.text for word in words(sparql)]
    known |= {
        name.removesuffix(":"): space[1:-1]
        for keyword, name, space in zip(texts, texts[1:], texts[2:], strict=False)
        if keyword.upper() == "PREFIX"
    }
    there = sorted(str(graph) for graph in store.named_graphs())
    for place, text in enumerate(texts[:-1]):
        keyword = text.upper()
        if keyword not in ("FROM", "GRAPH"):
            continue
        name = texts[min(place + 1 + (texts[place + 1].upper() == "NAMED"), len(texts) - 1)]
        prefix, colon, local = name.partition(":")
        graph = name if name[0] in "<?$" or not colon or prefix not in known else f"<{known[prefix]}{local}>"
        if graph not in there and (graph[0] == "<" or (graph[0] in "?$" and not there)):
            others = f"there are {', '.join(there[:_LISTED])}"
            remedy = others if there else f"leave {keyword} out: all reports are in one graph without a name"
            yield f"query: {keyword} {name} finds nothing: there is no such graph; {remedy}"


def _ask(store: Store, sparql: str, ontology: Ontology) -> QueryResults:
    prefixes = vocabulary(ontology).prefixes
    refuse_service(sparql, prefixes)
    try:
        return store.query(sparql, prefixes=prefixes)
    except SyntaxError as error:
        found = first_break(sparql, prefixes)
        raise (QuerySyntaxError(sparql, found, prefixes) if found else error) from error
    except RuntimeError as error:
        raise UnansweredError(str(error)) from error


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


def named_queries(ontology: Ontology) -> dict[str, NamedQuery]:
    """Return the named queries by name, which is the file's without suffix. Raises QueryFileError."""
    files = sorted((ontology.folder / QUERIES).glob("*.rq"))
    return {path.stem: _read(path, ontology) for path in files}


def query_problems(ontology: Ontology) -> list[Problem]:
    """Return a problem for each title that a named query lacks, and for each that is not SPARQL or contacts the network."""
    problems = []
    for path in sorted((ontology.folder / QUERIES).glob("*.rq")):
        name = f"{QUERIES}/{path.name}"
        try:
            source = path.read_text("utf-8")
        except UnicodeDecodeError as error:
            problems.append(Problem(name, 1, f"not UTF-8 at byte {error.start}", "save the file as UTF-8"))
            continue
        titles = _titles(source)
        missing = (QueryFileError(path, language) for language in _LANGUAGES if language not in titles)
        problems += (Problem(name, 1, error.wrong, error.remedy) for error in missing)
        try:
            query(Store(), source, ontology)
        except QueryError as error:
            problems.append(Problem(name, max(error.line, 1), error.wrong, error.remedy))
    return problems


def _titles(source: str) -> dict[str, str]:
    """Return the titles of a query by language; the first of each counts."""
    found = filter(None, map(_TITLE.fullmatch, reversed(source.splitlines())))
    return {title[1]: title[2] for title in found}


def _read(path: Path, ontology: Ontology) -> NamedQuery:
    source = path.read_text("utf-8")
    titles = _titles(source)
    for language in _LANGUAGES:
        if language not in titles:
            raise QueryFileError(path, language)
    used = {name: ns for name, ns in vocabulary(ontology).prefixes.items() if re.search(rf"(?<![\w-]){name}:", source)}
    declarations = "".join(f"PREFIX {name}: {iri(namespace)}\n" for name, namespace in used.items())
    return NamedQuery(path.stem, titles["zh"], titles["en"], declarations + source)
