"""Writes the site: a report at a time, then the start page from what was kept of each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from kg.ontology import Ontology
from kg.records import Report
from kg.site import labels
from kg.site.index import Index
from kg.site.network import Network, network
from kg.site.report_page import report_page
from kg.site.script import assignment
from kg.site.slugs import href, slug

__all__ = ["write_site"]

_OWN = ("site.css", "site.js", "start.js", "network.css", "network.js")
_VIS = ("vis-network.min.js", "vis-network.css")  # out of pyvis's wheel
_VIS_FOLDER = "lib/vis-9.1.2"


def write_site(reports: Iterable[Report], out: Path, ontology: Ontology) -> None:
    """Write the pages of ``reports`` into the folder ``out``, and remove pages that an earlier run left there.

    One report is held at a time. The bytes depend on the reports and the ontology alone, not on the order of the reports.
    """
    write = _Writer(out)
    environment = _environment(ontology)
    index = Index()
    for report in reports:
        name = slug(report.id)
        drawn = network(report, ontology)
        page = {"report": report, "row": index.add(report, name, ontology), "root": "../"}
        write.text(
            ("reports", f"{name}.html"),
            environment.get_template("report.html").render(page, page=report_page(report, ontology, drawn.of_iri)),
        )
        write.text(("networks", f"{name}.html"), environment.get_template("network.html").render(page, network=drawn))
        write.text(("networks", f"{name}.data.js"), assignment("kgData", _data(drawn, ontology)))
    write.text(("index.html",), environment.get_template("index.html").render(index=index, root=""))
    write.assets()
    write.sweep()


def _environment(ontology: Ontology) -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.site"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(
        words=ontology.site,
        ontology=ontology,
        href=href,
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
    used = ("back", "official_name", "also", "region", "facts", "no_facts", "no_nodes", "reporter")
    return {
        "nodes": drawn.nodes,
        "edges": drawn.edges,
        "details": drawn.details,
        "facts": drawn.facts,
        "classes": classes,
        "words": {name: getattr(words, name).model_dump() for name in used},
    }


class _Writer:
    """Writes files below a folder and remembers them."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.written: set[Path] = set()

    def text(self, parts: tuple[str, ...], content: str) -> None:
        # A damaged page can hold lone surrogates, which UTF-8 has no form for.
        self._write(parts, lambda path: path.write_bytes(content.encode("utf-8", "replace")))

    def assets(self) -> None:
        sources = [files("kg.site") / "assets" / name for name in _OWN]
        sources += [files("pyvis") / _VIS_FOLDER / name for name in _VIS]
        for source in sources:
            with as_file(source) as path:
                self._write(("assets", path.name), partial(shutil.copyfile, path))

    def sweep(self) -> None:
        """Remove pages of reports that are no longer there."""
        for folder in ("reports", "networks", "assets"):
            for path in sorted((self.out / folder).glob("*")):
                if path not in self.written and path.suffix in {".html", ".js", ".css"}:
                    path.unlink()

    def _write(self, parts: tuple[str, ...], write: Callable[[Path], object]) -> None:
        path = self.out.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path)
        self.written.add(path)
