"""The site in a real browser, opened from the disk: any request that is not to a file and any console error fails the test."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.ontology import load
from kg.site import write_site
from kg.site.slugs import slug

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install 'fazhi-kg[dev]'")

sys.path.insert(0, str(Path(__file__).parent))
from records import ATTACKS, gold_reports, hostile_report  # noqa: E402

CHROMIUM = os.environ.get("KG_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium on the PATH: install one or set KG_CHROMIUM to its path")

ONTOLOGY = load()
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("网站 a")
    write_site([*gold_reports(ONTOLOGY), hostile_report(ONTOLOGY)], out, ONTOLOGY)
    return out


@pytest.fixture(scope="session")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


class Site:
    """A tab on the site, which remembers what went wrong."""

    def __init__(self, page: sync_api.Page, root: Path) -> None:
        self.page, self.root = page, root
        self.wrong: list[str] = []
        page.on("console", lambda m: self.wrong.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.wrong.append(str(e)))
        page.on("dialog", lambda d: (self.wrong.append(f"dialog {d.message}"), d.dismiss()))
        page.on("request", lambda r: self.wrong.append(r.url) if not r.url.startswith(("file:", "data:")) else None)

    def open(self, path: str) -> sync_api.Page:
        self.page.goto(f"{(self.root / path.partition('#')[0]).as_uri()}#{path.partition('#')[2]}")
        return self.page


@pytest.fixture
def tab(browser: sync_api.Browser, site: Path) -> Iterator[Site]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(5000)
    opened = Site(context.new_page(), site)
    yield opened
    context.close()
    assert opened.wrong == []


def test_start_page_lists_filters_and_remembers(tab: Site) -> None:
    page = tab.open("index.html")
    cards = page.locator(".card:visible")
    assert cards.count() == 4
    page.fill("#q", "红桥")
    assert cards.count() == 1
    page.reload()
    assert page.input_value("#q") == "红桥"
    assert cards.count() == 1
    page.fill("#q", "没有这样的地方")
    assert page.locator("#nothing").is_visible()
    page.click("#clear")
    page.select_option("#region", "河南省")
    assert cards.count() == 2
    page.select_option("#year", "2022")
    assert cards.count() == 1
    cards.get_by_role("link").first.click()
    assert "顺河回族区" in page.inner_text("h1")


def test_language_switch_lives_in_the_address_and_in_links(tab: Site) -> None:
    page = tab.open("index.html")
    assert page.inner_text("h1") == ONTOLOGY.site.title.zh
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.inner_text("h1") == ONTOLOGY.site.title.en
    assert page.get_attribute("html", "lang") == "en"
    assert page.title() == ONTOLOGY.site.title.en
    assert page.get_attribute("#q", "placeholder") == ONTOLOGY.site.search_reports.en
    page.locator(".go a").last.click()
    page.wait_for_url("**#lang=en", wait_until="load")
    assert ONTOLOGY.site.network.en in page.title()


def test_network_paints_and_a_node_tells_its_facts(tab: Site) -> None:
    page = tab.open("networks/002.html")
    page.wait_for_function("globalThis.kgNetwork")
    expected = page.evaluate("kgData.nodes.length")
    assert expected > 50
    assert page.evaluate("Object.keys(kgNetwork.body.nodes).filter(id => !id.startsWith('edgeId')).length") == expected
    page.wait_for_function(
        """() => { const c = document.querySelector('#network canvas');
        const { data } = c.getContext('2d').getImageData(0, 0, c.width, c.height), seen = new Set();
        for (let i = 0; i < data.length; i += 4) if (data[i + 3]) seen.add((data[i] >> 4) | (data[i + 1] & 240));
        return seen.size > 20; }"""
    )
    node = page.evaluate("kgData.facts.find(f => f.object && f.agent === 'report').object")
    at = page.evaluate("id => kgNetwork.canvasToDOM(kgNetwork.getPosition(id))", node)
    box = page.locator("#network").bounding_box()
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    page.locator("#details").wait_for(state="visible")
    assert page.inner_text("#details h2") == page.evaluate("id => kgData.details[id].name", node)
    assert page.locator("#details blockquote mark").count() >= 1
    page.reload()
    assert page.locator("#details").is_visible(), "the address keeps the choice"
    page.keyboard.press("Escape")
    assert page.locator("#finder").is_visible()


def test_network_searches_and_filters_by_type(tab: Site) -> None:
    page = tab.open("networks/002.html")
    rows = page.locator("#list button")
    everything = rows.count()
    page.fill("#q", "区法院")
    assert 0 < rows.count() < everything
    page.fill("#q", "")
    page.locator("#legend input[value=Document]").uncheck()
    assert rows.count() == page.evaluate("kgData.nodes.filter(n => n.group !== 'Document').length") < everything
    assert page.evaluate("Object.values(kgNetwork.body.nodes).filter(n => n.options.hidden).length") == everything - rows.count()
    rows.first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#details").is_visible()


def test_entity_on_the_report_page_opens_in_the_network(tab: Site) -> None:
    page = tab.open("reports/002.html#lang=en")
    link = page.locator(".chips a").nth(3)
    name = link.inner_text()
    link.click()
    assert page.inner_text("#details h2") == name
    assert page.get_attribute("html", "lang") == "en"


@pytest.mark.parametrize("folder", ["reports", "networks"])
def test_hostile_text_is_text(tab: Site, folder: str) -> None:
    report = hostile_report(ONTOLOGY)
    page = tab.open(f"{folder}/{slug(report.id)}.html")
    if folder == "networks":
        page.locator("#list button").nth(2).click()
    shown = page.inner_text("main")
    assert all(attack.replace("\u2028", "") in shown.replace("\u2028", "") for attack in ATTACKS)
    assert page.locator("main img, main script, [onerror], [onload], [onmouseover], a[href^='javascript:']").count() == 0
    tab.open("index.html")
    assert page.locator("main img, main script, [onerror]").count() == 0


@pytest.mark.parametrize("path", ["index.html", "reports/002.html", "networks/002.html"])
def test_nothing_is_wider_than_a_phone(tab: Site, path: str) -> None:
    tab.page.set_viewport_size({"width": 390, "height": 844})
    page = tab.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
