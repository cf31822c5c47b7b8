"""The named queries with what they give on this build, every IRI leading to where the site shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, QuerySolutions

from kg.graph import named_queries, open_store, query
from kg.graph.results import short
from kg.ontology import Ontology
from kg.site.corpus import Corpus
from kg.site.keys import data_prefix, fragment
from kg.site.slugs import href

__all__ = ["Cell", "Result", "query_results"]

_MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, and where the site has more of it ("" for nowhere)."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Result:
    """A named query and its first rows; ``total`` counts all."""

    name: str
    zh: str
    en: str
    sparql: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


def query_results(build: Path, corpus: Corpus, slugs: Mapping[str, str], ontology: Ontology) -> list[Result]:
    """Run every named query that is a SELECT on the graph in the folder ``build``. ``slugs`` are by the IRI of the report."""
    store = open_store(build)
    found = []
    for named in named_queries(ontology).values():
        results = query(store, named.sparql, ontology)
        if not isinstance(results, QuerySolutions):
            continue
        rows, total = [], 0
        for solution in results:
            total += 1
            if total <= _MOST_ROWS:
                terms = [solution[v] for v in results.variables]
                rows.append(tuple(Cell(short(term, ontology), _href(term, corpus, slugs, ontology)) for term in terms))
        columns = tuple(v.value for v in results.variables)
        found.append(Result(named.name, named.zh, named.en, named.sparql, columns, tuple(rows), total))
    return found


def _href(term: object, corpus: Corpus, slugs: Mapping[str, str], ontology: Ontology) -> str:
    if not isinstance(term, NamedNode):
        return ""
    key = term.value.removeprefix(data_prefix(ontology))
    if key in corpus.entities:
        return f"entity.html#e={fragment(key)}"
    report, *below = key.split("/")[1:] if key.startswith("report/") else [""]
    slug = slugs.get(f"{data_prefix(ontology)}report/{report}")
    if slug is None:
        return ""
    page = href("reports", f"{slug}.html")
    return f"{page}#s={below[-1]}" if below else page
