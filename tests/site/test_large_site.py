"""A site of many reports opens with what is bounded and loads the rest when it is asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.ontology import load
from kg.site import write_site
from kg.site.search import grams

sys.path.insert(0, str(Path(__file__).parent))
from records import synthetic_reports

if TYPE_CHECKING:
    from conftest import Site
    from playwright.sync_api import Browser, Page

ONTOLOGY = load()
BOUNDED = 1_000_000  # bytes of a page or script at most


def loaded(page: Page, name: str) -> int:
    """How many scripts whose names begin like this the page has loaded."""
    return page.locator(f'head script[src^="data/{name}"]').count()


def test_start_page_lists_a_province_when_asked(large_tab: Site) -> None:
    page = large_tab.open("index.html")
    cards = page.locator(".card:visible")
    assert page.locator(".card").count() == 0
    assert "66 / 66" in page.inner_text("#shown")
    page.locator("details.province summary").first.press("Enter")
    cards.first.wait_for()
    assert loaded(page, "reports-") == 1
    page.select_option("#year", "2023")
    page.wait_for_function("document.getElementById('shown').textContent.includes('22 / 66')")
    assert cards.count() == 22
    page.reload()
    page.wait_for_function("document.getElementById('shown').textContent.includes('22 / 66')")
    page.click("#clear")
    assert "66 / 66" in page.inner_text("#shown")
    page.fill("#q", "2024")
    page.wait_for_function("document.getElementById('shown').textContent.includes('22 / 66')")
    cards.get_by_role("link").first.click()
    page.wait_for_url("**/reports/**")
    assert "2024" in page.inner_text("h1")


@pytest.mark.parametrize("by", ["name", "initials"])
def test_search_finds_names_beyond_the_index(large_tab: Site, by: str) -> None:
    page = large_tab.open("index.html")
    page.focus("#find")
    page.wait_for_function("globalThis.kgSearch")
    assert page.evaluate("kgSearch.entries.length") == 20
    name, letters = page.evaluate(
        "new Promise(done => { const s = document.createElement('script'); s.src = 'data/names-0.js';"
        "s.onload = () => done([kgNames0.at(-1)[3][0], kgNames0.at(-1)[4][0]]); document.head.append(s); })"
    )
    page.fill("#find", name if by == "name" else letters)
    page.locator("#hits li", has_text=name).first.wait_for()
    assert loaded(page, "grams-") >= 1


def test_grams_keep_the_best_known_of_what_is_in_many_names() -> None:
    ranked = [[f"document/{9999 - n:04}/x", "Document", 1, [f"某市方案{n:04}"], ["mssf"]] for n in range(500)]
    found = grams(ranked)
    postings = {gram: numbers for chunk in found.chunks for gram, numbers in chunk.items()}
    assert "方案" in found.cut
    assert len(postings["方案"]) < 500
    assert found.entries[postings["方案"][0]] == ranked[0]
    assert "案0" in found.cut
    assert [found.entries[n] for n in postings["案0"]][:3] == ranked[:3]
    assert {tuple(found.entries[n][3]) for n in postings["49"]} >= {("某市方案0349",)}
    assert grams([]).chunks == []


def test_compare_loads_the_rest_and_draws_lines_and_changes(large_tab: Site) -> None:
    page = large_tab.open("compare.html")
    rows = page.locator("#table tbody tr")
    page.locator("#lines polyline").first.wait_for()
    assert loaded(page, "series-") == page.evaluate("kgCompare.scripts") > 1
    assert rows.count() == page.evaluate("kgCompare.series") > 10
    assert page.locator("#lines polyline").count() == 6, "those with most figures"
    assert len(page.get_attribute("#lines polyline >> nth=0", "points").split()) == 3
    assert page.locator("#lines circle title").first.text_content().endswith(": 54")
    assert page.locator("#bars rect").count() >= 15
    page.get_by_label(ONTOLOGY.site.show_change.zh).check()
    change = rows.first.locator("td").last.locator("small")
    assert change.inner_text() == "-22 (-40.7%)" or change.inner_text() == "-22 (-68.8%)"
    assert "fall" in change.get_attribute("class")
    assert rows.first.locator("td").first.locator("small").count() == 0, "the first year has none before it"


def test_topics_list_the_first_and_all_on_request(large_tab: Site) -> None:
    page = large_tab.open("topics.html")
    page.locator("#folds details").first.wait_for()
    assert page.locator("#folds details").count() == 30
    assert "30 / 66" in page.inner_text("#count")
    page.click("#all")
    page.wait_for_function("document.querySelectorAll('#folds details').length === 66")
    assert page.locator("#all").is_hidden()


def test_every_page_opens_with_little(large_tab: Site) -> None:
    for name in ("index", "compare", "network", "topics", "ontology"):
        page = large_tab.open(f"{name}.html")
        own = [(large_tab.root / f"{name}.html").stat().st_size]
        scripts = page.locator("script").evaluate_all("scripts => scripts.map(({ src }) => src)")
        own += [Path(url.removeprefix("file://")).stat().st_size for url in scripts]
        assert sum(own) < BOUNDED + 600_000, name  # vis-network is 540 kB of it


@pytest.mark.slow
def test_a_thousand_reports_open_at_once(browser: Browser, tmp_path: Path) -> None:
    write_site(synthetic_reports(ONTOLOGY, 1000), tmp_path, ONTOLOGY)
    assert max(p.stat().st_size for p in tmp_path.rglob("*") if p.is_file() and p.parent.name != "assets") < BOUNDED
    for name in ("index", "compare", "network", "topics"):
        page = browser.new_page()
        page.goto((tmp_path / f"{name}.html").as_uri())
        ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        assert ready < 1000, name
        page.close()
