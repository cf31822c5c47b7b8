"""What a reader does on the site, in a real browser."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.ontology import load
from kg.site.slugs import slug

sys.path.insert(0, str(Path(__file__).parent))
from records import ATTACKS, gold_reports, hostile_report

if TYPE_CHECKING:
    from conftest import Site

ONTOLOGY = load()


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


def test_compare_sorts_filters_and_opens_the_sentence(tab: Site) -> None:
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
    page.locator("#details blockquote").first.wait_for()
    facts = page.locator("#details .told > li")
    assert facts.count() > 10
    assert (
        facts.filter(has=page.locator("blockquote mark")).filter(has=page.locator('a.to[href*="#s="]')).count() == facts.count()
    )
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


@pytest.mark.parametrize("allowed", [True, False], ids=["clipboard", "without"])
def test_compare_copies_csv(tab: Site, allowed: bool) -> None:
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = tab.open("compare.html#q=河南省")
    page.locator("#table tbody tr").first.wait_for()
    if not allowed:  # as where a browser closes the clipboard to pages from the disk
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('closed')); }")
    page.click("#copy")
    page.get_by_text(ONTOLOGY.site.copied.zh, exact=True).wait_for()
    head, *rows = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert head == '"地区","2020","2021","2022"'
    assert len(rows) == 2
    shown = page.locator("#table tbody tr").first.locator("td").evaluate_all("cells => cells.map((cell) => cell.innerText)")
    assert rows[0] == ",".join(f'"{text}"' for text in [page.locator("#table tbody th").first.inner_text(), *shown])


def test_outline_leads_to_sections_and_follows_the_reader(tab: Site) -> None:
    page = tab.open("reports/002.html")
    links = page.locator(".outline a")
    assert links.count() == len(next(r for r in gold_reports(ONTOLOGY) if r.id == "002").sections) > 5
    title = links.nth(4).inner_text()
    links.nth(4).click()
    heading = page.locator(".b[role=heading]", has=page.locator("mark.target"))
    assert heading.inner_text().startswith(title[:4])
    assert 0 <= heading.bounding_box()["y"] < 900
    heading.evaluate("element => window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - 100)")
    page.wait_for_function("title => document.querySelector('.outline [aria-current]')?.innerText === title", arg=title)


def test_a_contradiction_shows_where_it_stands(tab: Site) -> None:
    page = tab.open(f"reports/{slug(hostile_report(ONTOLOGY).id)}.html")
    finding = page.locator("#body .b", has=page.locator("a.f")).locator(".finding")
    kind = ONTOLOGY.finding_kinds.concepts["sum"]
    assert finding.inner_text().startswith(f"{kind.zh} 报告写作 9件，由其他数字得 8件")
    page.click("#language")
    assert finding.inner_text().startswith(f"{kind.en} the report says 9件")


def test_notes_of_the_comparison_are_in_the_readers_language(tab: Site) -> None:
    page = tab.open("compare.html")
    page.locator("#table tbody tr").first.wait_for()
    several = ONTOLOGY.comparison.notes.several
    noted = page.locator("#table td a[title]:not([title=''])")
    for code in page.locator("#indicator option").evaluate_all("options => options.map(({ value }) => value)"):
        page.select_option("#indicator", code)
        page.wait_for_timeout(30)
        if noted.count():
            break
    assert noted.first.get_attribute("title") == several.zh
    page.click("#language")
    assert noted.first.get_attribute("title") == several.en
