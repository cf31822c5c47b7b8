"""Sites opened from the disk in a real browser: any request that is not to a file and any console error fails the test."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg.site.comparison
import kg.site.topic_pages
import kg.site.write
from kg.graph import prefixes_turtle, schemes_turtle, serialize
from kg.ontology import load
from kg.site import write_site

sys.path.insert(0, str(Path(__file__).parent))
from records import gold_reports, hostile_report, synthetic_reports

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = os.environ.get("KG_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
ONTOLOGY = load()


class Site:
    """A tab on a site, which remembers what went wrong."""

    def __init__(self, page: Page, root: Path) -> None:
        self.page, self.root = page, root
        self.wrong: list[str] = []
        page.on("console", lambda m: self.wrong.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.wrong.append(str(e)))
        page.on("dialog", lambda d: (self.wrong.append(f"dialog {d.message}"), d.dismiss()))
        page.on("request", lambda r: self.wrong.append(r.url) if not r.url.startswith(("file:", "data:")) else None)

    def open(self, path: str) -> Page:
        """Load a page, also when only what is behind the # differs from the one that is open."""
        self.page.goto("about:blank")
        self.page.goto(f"{(self.root / path.partition('#')[0]).as_uri()}#{path.partition('#')[2]}")
        return self.page


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the annotated reports and of one that attacks its pages."""
    out, build = tmp_path_factory.mktemp("网站 a"), tmp_path_factory.mktemp("build")
    reports = [*gold_reports(ONTOLOGY), hostile_report(ONTOLOGY)]
    graphs = "".join(serialize(report, ONTOLOGY).graph for report in reports)
    (build / "graph.ttl").write_text(prefixes_turtle(ONTOLOGY) + schemes_turtle(ONTOLOGY) + graphs, "utf-8")
    write_site(reports, out, ONTOLOGY, build)
    return out


@pytest.fixture(scope="session")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of 66 short reports, of 22 counties in three years each, cut into scripts as if they were thousands."""
    out = tmp_path_factory.mktemp("large")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kg.site.write, "MOST_INDEXED", 20)
        patch.setattr(kg.site.comparison, "SERIES_A_SCRIPT", 10)
        patch.setattr(kg.site.topic_pages, "REPORTS_A_SCRIPT", 30)
        write_site(synthetic_reports(ONTOLOGY, 66, counties=22), out, ONTOLOGY)
    return out


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install 'fazhi-kg[dev]'")
    if not CHROMIUM:
        pytest.skip("no chromium on the PATH: install one or set KG_CHROMIUM to its path")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> BrowserContext:
    """One for all tests: the pages keep their state in the address, and nowhere else."""
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened.set_default_timeout(8000)
    return opened


def _tab(context: BrowserContext, root: Path) -> Iterator[Site]:
    opened = Site(context.new_page(), root)
    yield opened
    opened.page.close()
    assert opened.wrong == []


@pytest.fixture
def tab(context: BrowserContext, site: Path) -> Iterator[Site]:
    yield from _tab(context, site)


@pytest.fixture
def large_tab(context: BrowserContext, large_site: Path) -> Iterator[Site]:
    yield from _tab(context, large_site)
