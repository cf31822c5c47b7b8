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
from kg.site.chunks import chunk_count
from kg.site.comparison import Comparing
from kg.site.corpus import Corpus
from kg.site.corpus_network import corpus_network, region_names
from kg.site.ego import Egos
from kg.site.entity_pages import entity_chunks
from kg.site.folder import Folder
from kg.site.index import Index, Row
from kg.site.keys import data_prefix, fragment
from kg.site.network import Network, network
from kg.site.ontology_page import ontology_content
from kg.site.query_page import query_results
from kg.site.report_page import report_page
from kg.site.script import assignment
from kg.site.script_words import script_words
from kg.site.search import ENTRIES_A_SCRIPT, MOST_INDEXED, grams, search_index
from kg.site.slugs import href, slug
from kg.site.topic_pages import Topics, said

__all__ = ["write_site"]

# The pages about all reports, with the words that name them.
_PAGES = (
    ("index.html", "home"),
    ("compare.html", "compare"),
    ("network.html", "corpus"),
    ("topics.html", "reports_by_topic"),
    ("queries.html", "queries"),
    ("ontology.html", "ontology"),
)
_MOST_REGIONS = 60  # of more the network is filtered by province


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
        self.topics = Topics(ontology)
        self.rows: dict[str, Row] = {}
        self.slugs: dict[str, str] = {}
        self.reporters: set[str] = set()

    def add(self, report: Report) -> None:
        """Write the pages of a report, and keep what the others need of it."""
        name, ontology = slug(report.id), self.ontology
        drawn = network(report, ontology)
        row = self.rows[name] = self.index.add(report, name, ontology)
        page = {"report": report, "row": row, "root": "../"}
        self._page(("reports", f"{name}.html"), "report.html", page, page=report_page(report, ontology))
        self._page(("networks", f"{name}.html"), "network.html", page, network=drawn, regions=[], chunks=0)
        self.folder.text(("networks", f"{name}.data.js"), assignment("kgData", {**_data(drawn, ontology), "slug": name}))
        self.folder.data(f"said-{name}", "kgSaid", said(report))
        self.corpus.add(report, name)
        self.comparing.add(report, name)
        self.topics.add(report, row)
        if self.build is not None:
            self.slugs[report_iri(report, ontology)] = name
        self.reporters.add((reporting_agency(report, ontology) or "").removeprefix(data_prefix(ontology)))

    def finish(self) -> None:
        """Write the pages about all reports."""
        self.folder.data("words", "kgWords", script_words(self.ontology))
        self._start()
        self._compare()
        self._entities()
        self._topics()
        self._page(("ontology.html",), "ontology_of_site.html", **ontology_content(self.ontology, {}))
        if self.build is not None:
            results = query_results(self.build, self.corpus, self.slugs, self.ontology)
            self._page(("queries.html",), "queries.html", results=results)
        self.folder.assets()
        self.folder.sweep()

    def _start(self) -> None:
        self._page(("index.html",), "index.html", index=self.index)
        for number, rows in self.index.scripts():
            self.folder.data(f"reports-{number}", f"kgReports{number}", rows)
        first, rest = search_index(self.corpus, MOST_INDEXED)
        further = grams(rest)
        for number, chunk in enumerate(further.chunks):
            self.folder.data(f"grams-{number}", f"kgGrams{number}", chunk)
        for number, start in enumerate(range(0, len(rest), ENTRIES_A_SCRIPT)):
            self.folder.data(f"names-{number}", f"kgNames{number}", further.entries[start : start + ENTRIES_A_SCRIPT])
        told = {"entries": first, "chunks": len(further.chunks), "cut": further.cut, "size": ENTRIES_A_SCRIPT}
        self.folder.data("search", "kgSearch", told)

    def _compare(self) -> None:
        self.folder.data("compare", "kgCompare", self.comparing.index())
        for number, series in enumerate(self.comparing.series()):
            self.folder.data(f"series-{number}", f"kgSeries{number}", series)
        for indicator, script, table in self.comparing.tables():
            self.folder.data(f"compare-{indicator}-{script}", f"kgCompare{indicator}_{script}", table)
        self._page(("compare.html",), "compare.html")

    def _entities(self) -> None:
        """Write the entities' page and data, and the network of all, whose panel reads its sentences there."""
        egos: dict[str, int] = {}
        for number, (keys, content) in enumerate(Egos(self.corpus).scripts()):
            self.folder.data(f"ego-{number}", f"kgEgo{number}", content)
            egos.update(dict.fromkeys(keys, number))
        count = chunk_count(self.corpus.facts.size + self.corpus.mentions.size)
        for number, content in entity_chunks(self.corpus, self.rows, egos, count):
            self.folder.data(f"entities-{number}", f"kgEntities{number}", content)
        self._page(("entity.html",), "entity.html", chunks=count)
        regions = {name: "".join(row.region) for name, row in self.rows.items()}
        if len(set(regions.values())) > _MOST_REGIONS:
            regions = {name: row.region[0] if row.region else "" for name, row in self.rows.items()}
        whole = corpus_network(self.corpus, regions, self.reporters)
        self.folder.data("network", "kgData", _data(whole, self.ontology))
        self._page(("network.html",), "corpus.html", network=whole, regions=region_names(regions), chunks=count)

    def _topics(self) -> None:
        self.folder.data("topics", "kgTopics", self.topics.index())
        for topic, number, rows in self.topics.tables():
            self.folder.data(f"topic-{topic}-{number}", "kgTopic", rows)
        self._page(("topics.html",), "topics.html")

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
    words, relations = ontology.site, ontology.relations.relations
    classes = {
        name: {"zh": ontology.classes[name].zh, "en": ontology.classes[name].en, "colour": place}
        for name, place in labels.class_order(ontology).items()
    }
    classes["report"] = {"zh": words.reporter.zh, "en": words.reporter.en, "colour": -1}
    used = (
        "back",
        "official_name",
        "also",
        "region",
        "facts",
        "no_facts",
        "no_nodes",
        "reporter",
        "in_text",
        "open_entity",
        "times",
        "sentences_hidden",
    )
    return {
        "nodes": drawn.nodes,
        "edges": drawn.edges,
        "details": drawn.details,
        "facts": drawn.facts,
        "classes": classes,
        "relations": {name: {"zh": entry.zh, "en": entry.en} for name, entry in relations.items()},
        "words": {name: getattr(words, name).model_dump() for name in used},
    }
