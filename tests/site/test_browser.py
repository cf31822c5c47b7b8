"""The site in a real browser, opened from the disk: any request that is not to a file and any console error fails the test."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import prefixes_turtle, schemes_turtle, serialize
from kg.ontology import load
from kg.site import write_site
from kg.site.slugs import slug

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install 'fazhi-kg[dev]'")

sys.path.insert(0, str(Path(__file__).parent))
from records import ATTACKS, gold_reports, hostile_report, synthetic_reports  # noqa: E402

CHROMIUM = os.environ.get("KG_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium on the PATH: install one or set KG_CHROMIUM to its path")

ONTOLOGY = load()
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("网站 a")
    reports = [*gold_reports(ONTOLOGY), hostile_report(ONTOLOGY)]
    build = tmp_path_factory.mktemp("build")
    graphs = "".join(serialize(report, ONTOLOGY).graph for report in reports)
    (build / "graph.ttl").write_text(prefixes_turtle(ONTOLOGY) + schemes_turtle(ONTOLOGY) + graphs, "utf-8")
    write_site(reports, out, ONTOLOGY, build)
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
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
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
    for _ in range(3 + page.locator(".pages a").count()):
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


def test_entity_of_a_report_opens_its_page_and_a_fact_its_sentence(tab: Site) -> None:
    page = tab.open("reports/002.html#lang=en")
    page.locator(".chips a", has_text="区法院").first.click()
    page.locator("#head h1").wait_for()
    assert page.inner_text("#head h1") == "区法院"
    assert page.get_attribute("html", "lang") == "en"
    page.wait_for_function("globalThis.kgNetwork")
    said = page.locator("#entity blockquote").first.inner_text()
    page.locator("#entity .to").first.click()
    page.wait_for_url("**/reports/**")
    target = page.locator("mark.target")
    target.first.wait_for()
    assert "".join(target.all_inner_texts()) == said
    top = target.first.bounding_box()["y"]
    assert 0 <= top < 900, "the sentence is in view"


def test_text_is_the_reports_and_the_address_marks_a_sentence(tab: Site) -> None:
    report = next(r for r in gold_reports(ONTOLOGY) if r.id == "002")
    page = tab.open("reports/002.html")
    shown = page.evaluate(
        """() => { const body = document.getElementById('body').cloneNode(true);
        for (const own of body.querySelectorAll('.margin')) own.remove();
        return body.textContent; }"""
    )
    assert shown == report.text
    statement = next(s for s in report.statements if s.status == "problem")
    page = tab.open(f"reports/002.html#s={statement.start}-{statement.end}")
    target = page.locator("#body mark.target")
    assert "".join(target.all_text_contents()) == report.text[statement.start : statement.end]
    assert 0 <= target.first.bounding_box()["y"] < 900
    assert page.locator("#body .b.problem mark.target").count() >= 1


def test_marks_tell_what_they_are_and_lead_on(tab: Site) -> None:
    page = tab.open("reports/002.html#lang=en")
    entity = page.locator("#body a.e").nth(5)
    entity.evaluate("element => element.scrollIntoView({ block: 'center' })")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    entity.hover()
    page.locator("#tip").wait_for(state="visible")
    figure = page.locator("#body a.f").first
    figure.focus()
    assert figure.inner_text().replace(",", "") in page.inner_text("#tip").replace(",", "")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "o0"
    page.locator("#o0 .to").press("Enter")
    assert page.locator("a.f mark.target").count() >= 1
    page.locator("#layers input[value=f]").uncheck()
    assert page.locator("#body.no-f").count() == 1
    assert "hide=f" in page.url
    assert page.locator("#body .u").count() > 0, "numerals of which nothing was made are shown"


@pytest.mark.parametrize(("typed", "found"), [("qfy", "区法院"), ("法院", "区法院")])
def test_search_by_name_and_initials(tab: Site, typed: str, found: str) -> None:
    page = tab.open("index.html")
    page.fill("#find", typed)
    hit = page.locator("#hits li", has_text=found).first
    hit.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.locator('#hits [aria-selected="true"]').count() == 1
    hit.locator("a").click()
    page.locator("#head h1").wait_for()
    assert page.inner_text("#head h1") == found


def test_entity_network_has_depth_and_types(tab: Site) -> None:
    page = tab.open("entity.html#e=agency/410203/区政府")
    page.wait_for_function("globalThis.kgNetwork")
    shown = "kgNetwork.body.data.nodes.length"
    first = page.evaluate(shown)
    assert 1 < first <= 200
    page.locator("#types input").first.uncheck()
    page.wait_for_function(f"{shown} < {first}")
    page.locator('#depth [value="2"]').check()
    page.wait_for_url("**depth=2**")
    assert page.locator("#ego-note").inner_text()
    assert page.evaluate("kgNetwork.physics.physicsEnabled") is False


def test_compare_sorts_filters_copies_and_opens_the_sentence(tab: Site) -> None:
    page = tab.open("compare.html")
    rows = page.locator("#table tbody tr")
    rows.first.wait_for()
    assert rows.count() == 4
    kinds = set(page.locator("#table td").evaluate_all("cells => cells.map(cell => cell.dataset.status)"))
    assert {"value", "no_report"} <= kinds
    page.locator('th[data-column="2020"] button').click()
    assert page.get_attribute('th[data-column="2020"]', "aria-sort") == "descending"
    assert "sort=2020" in page.url
    assert rows.first.locator("td").first.get_attribute("data-status") != "no_report"
    assert page.locator("#bars rect").count() >= 1
    said = page.evaluate("kgCsv()").splitlines()
    assert len(said) == 5
    assert len(said[0].split(",")) == 4
    page.fill("#q", "红桥")
    assert rows.count() == 1
    page.fill("#q", "")
    page.locator('td[data-status="value"] a').first.click()
    page.locator("mark.target").first.wait_for()


def test_corpus_network_filters_by_region_and_tells_facts(tab: Site) -> None:
    page = tab.open("network.html")
    page.wait_for_function("globalThis.kgNetwork")
    rows = page.locator("#list button")
    everything = rows.count()
    page.select_option("#region", label="天津市红桥区")
    assert 0 < rows.count() < everything
    page.locator("#list").get_by_role("button", name="红桥区人民政府", exact=True).click()
    assert page.locator("#details .told li").count() > 10
    page.get_by_role("link", name=ONTOLOGY.site.open_entity.zh).click()
    page.locator("#entity .facts").first.wait_for()


def test_topics_fold_out_and_queries_lead_on(tab: Site) -> None:
    page = tab.open("topics.html")
    page.select_option("#status", "problem")
    page.locator("#folds summary").first.click()
    page.locator("#folds .said li.problem").first.wait_for()
    assert page.locator("#folds .said li:not(.problem)").count() == 0
    page.locator("#folds .to").first.click()
    page.locator("mark.target").first.wait_for()
    page = tab.open("queries.html")
    page.locator("#agencies > summary").click()
    assert "kg query out -n agencies" in page.inner_text("#agencies .run")
    page.locator("#agencies tbody a").first.click()
    page.locator("#head h1").wait_for()


@pytest.mark.slow
def test_a_thousand_reports_open_at_once(browser: sync_api.Browser, tmp_path: Path) -> None:
    write_site(synthetic_reports(ONTOLOGY, 1000), tmp_path, ONTOLOGY)
    assert max(p.stat().st_size for p in tmp_path.rglob("*") if p.is_file() and p.parent.name != "assets") < 1_500_000
    for name in ("index", "compare", "network", "topics"):
        page = browser.new_page()
        page.goto((tmp_path / f"{name}.html").as_uri())
        ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        assert ready < 2000, name
        page.close()


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


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "reports/002.html",
        "networks/002.html",
        "entity.html#e=agency/120106/人民法院",
        "compare.html",
        "network.html",
        "topics.html",
        "queries.html",
    ],
)
def test_nothing_is_wider_than_a_phone(tab: Site, path: str) -> None:
    tab.page.set_viewport_size({"width": 390, "height": 844})
    page = tab.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
