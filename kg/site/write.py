"""Writes the site: a report at a time, then the pages about all of them from what was kept of each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from kg.graph import report_iri
from kg.linking import reporting_agency
from kg.ontology import Ontology
from kg.records import Report
from kg.site import labels
from kg.site.comparison import Comparing
from kg.site.corpus import Corpus
from kg.site.corpus_network import corpus_network, region_names
from kg.site.entity_pages import entity_chunks
from kg.site.folder import Folder
from kg.site.index import Index
from kg.site.keys import data_prefix, fragment
from kg.site.network import Network, network
from kg.site.query_page import query_results
from kg.site.report_page import report_page
from kg.site.script import assignment
from kg.site.script_words import script_words
from kg.site.search import pair_chunks, search_index
from kg.site.slugs import href, slug
from kg.site.topic_pages import said, topic_counts

__all__ = ["write_site"]

# The pages about all reports, with the words that name them.
_PAGES = (
    ("index.html", "home"),
    ("compare.html", "compare"),
    ("network.html", "corpus"),
    ("topics.html", "reports_by_topic"),
    ("queries.html", "queries"),
)


def write_site(reports: Iterable[Report], out: Path, ontology: Ontology, build: Path | None = None) -> None:
    """Write the pages of ``reports`` into the folder ``out``, and remove pages that an earlier run left there.

    ``build`` is the folder that holds the reports' graph; without it there is no page of queries. One report is held at a time.
    The bytes depend on the reports and the ontology alone, not on the order of the reports.
    """
    site = _Site(out, ontology, build)
    for report in reports:
        site.add(report)
    site.finish()


class _Site:
    """Grows by a report at a time."""

    def __init__(self, out: Path, ontology: Ontology, build: Path | None) -> None:
        self.ontology, self.build = ontology, build
        self.folder = Folder(out)
        self.environment = _environment(ontology, build is not None)
        self.index = Index()
        self.corpus = Corpus(ontology)
        self.comparing = Comparing(ontology)
        self.topics: dict[str, dict[str, list[int]]] = {}
        self.slugs: dict[str, str] = {}
        self.reporters: set[str] = set()

    def add(self, report: Report) -> None:
        """Write the pages of a report, and keep what the others need of it."""
        name, ontology = slug(report.id), self.ontology
        drawn = network(report, ontology)
        page = {"report": report, "row": self.index.add(report, name, ontology), "root": "../"}
        self._page(("reports", f"{name}.html"), "report.html", page, page=report_page(report, ontology))
        self._page(("networks", f"{name}.html"), "network.html", page, network=drawn, regions=[])
        self.folder.text(("networks", f"{name}.data.js"), assignment("kgData", {**_data(drawn, ontology), "slug": name}))
        self.folder.data(f"said-{name}", "kgSaid", said(report))
        self.corpus.add(report, name)
        self.comparing.add(report, name)
        self.topics[name] = topic_counts(report, ontology)
        if self.build is not None:
            self.slugs[report_iri(report, ontology)] = name
        self.reporters.add((reporting_agency(report, ontology) or "").removeprefix(data_prefix(ontology)))

    def finish(self) -> None:
        """Write the pages about all reports."""
        rows = sorted(self.index.rows, key=lambda row: row.slug)
        self.folder.data("words", "kgWords", script_words(self.ontology))
        self.folder.data("reports", "kgReports", {row.slug: row.told() for row in rows})
        self._page(("index.html",), "index.html", index=self.index)
        self._search()
        self._compare()
        self._network({row.slug: "".join(row.region) for row in rows})
        self.folder.data("topics", "kgTopics", dict(sorted(self.topics.items())))
        self._page(("topics.html",), "topics.html")
        if self.build is not None:
            results = query_results(self.build, self.corpus, self.slugs, self.ontology)
            self._page(("queries.html",), "queries.html", results=results)
        self._entities()
        self.folder.assets()
        self.folder.sweep()

    def _search(self) -> None:
        first, rest = search_index(self.corpus)
        chunks = list(pair_chunks(rest))
        for number, entries in enumerate(chunks):
            self.folder.data(f"search-{number}", f"kgSearch{number}", entries)
        self.folder.data("search", "kgSearch", {"entries": first, "chunks": len(chunks)})

    def _compare(self) -> None:
        self.folder.data("compare", "kgCompare", self.comparing.index())
        for number, table in enumerate(self.comparing.tables()):
            self.folder.data(f"compare-{number}", f"kgCompare{number}", table)
        self._page(("compare.html",), "compare.html")

    def _network(self, regions: dict[str, str]) -> None:
        whole = corpus_network(self.corpus, regions, self.reporters)
        self.folder.data("network", "kgData", _data(whole, self.ontology))
        self._page(("network.html",), "corpus.html", network=whole, regions=region_names(regions))

    def _entities(self) -> None:
        count = 1
        for number, count, content in entity_chunks(self.corpus):  # noqa: B007  # the count is the same in every step
            self.folder.data(f"entities-{number}", f"kgEntities{number}", content)
        self._page(("entity.html",), "entity.html", chunks=count)

    def _page(self, parts: tuple[str, ...], template: str, *values: dict[str, Any], **more: Any) -> None:
        context: dict[str, Any] = {"root": "", "here": parts[-1] if len(parts) == 1 else ""}
        for value in (*values, more):
            context |= value
        self.folder.text(parts, self.environment.get_template(template).render(context))


def _environment(ontology: Ontology, queries: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.site"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(
        words=ontology.site,
        ontology=ontology,
        href=href,
        fragment=fragment,
        pages=[(file, getattr(ontology.site, word)) for file, word in _PAGES if queries or word != "queries"],
        concept=labels.concept,
    )
    return environment


def _data(drawn: Network, ontology: Ontology) -> dict[str, object]:
    """Return what the network page's script needs, words included."""
    words = ontology.site
    classes = {
        name: {"zh": ontology.classes[name].zh, "en": ontology.classes[name].en, "colour": place}
        for name, place in labels.class_order(ontology).items()
    }
    classes["report"] = {"zh": words.reporter.zh, "en": words.reporter.en, "colour": -1}
    used = ("back", "official_name", "also", "region", "facts", "no_facts", "no_nodes", "reporter", "in_text", "open_entity")
    return {
        "nodes": drawn.nodes,
        "edges": drawn.edges,
        "details": drawn.details,
        "facts": drawn.facts,
        "classes": classes,
        "words": {name: getattr(words, name).model_dump() for name in used},
    }
