"""The site's files: names, escaping, counts, determinism. What a browser makes of them is tested in test_browser.py."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path

import msgspec
import networkx as nx
import pytest

from kg.ontology import load
from kg.records import Metadata, Report, Section, Source, Statement
from kg.site import write_site
from kg.site.annotated_text import annotated_text
from kg.site.layout import flowers, radial
from kg.site.network import CENTRE, network
from kg.site.passage import passage
from kg.site.script import assignment
from kg.site.slugs import href, slug

sys.path.insert(0, str(Path(__file__).parent))
from records import gold_reports, hostile_report

ONTOLOGY = load()


def bytes_of(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.mark.parametrize(
    ("report_id", "expected"),
    [
        ("000_f99bbbeaaeb0f9c6", r"000_f99bbbeaaeb0f9c6"),
        ("开封市-2022", r"开封市-2022"),
        ("a/b", r"a-b-[0-9a-f]{8}"),
        ("A", r"a-[0-9a-f]{8}"),
        ("con", r"con-[0-9a-f]{8}"),
        ("../..", r"report-[0-9a-f]{8}"),
        ("", r"report-[0-9a-f]{8}"),
        ("x-0123abcd", r"x-0123abcd-[0-9a-f]{8}"),
        ("长" * 300, r"长{60}-[0-9a-f]{8}"),
        ("e\u0301", r"report-[0-9a-f]{8}"),
    ],
)
def test_slug_is_safe(report_id: str, expected: str) -> None:
    assert re.fullmatch(expected, slug(report_id))
    assert len(slug(report_id).encode()) < 240


def test_slugs_differ_where_a_file_system_would_confuse_ids() -> None:
    ids = ["a/b", "a-b", "a b", "A-b", "a\\b", "é", "e\u0301", "长" * 61, "长" * 62]
    assert len({slug(i) for i in ids}) == len(ids)


def test_href_encodes() -> None:
    assert href("..", "reports", "开#?.html") == "../reports/%E5%BC%80%23%3F.html"


def test_script_cannot_be_left() -> None:
    value = ["</script>", "<!--", "\u2028\u2029", "&", '"\\']
    made = assignment("kgData", value)
    assert not set("<>&\u2028\u2029") & set(made)
    assert json.loads(made.removeprefix("globalThis.kgData = ").removesuffix(";\n")) == value


TEXT = "前一句。区政府制定《办法》3件。\n后一行"
SHORT = Report("r", TEXT, Source("r.txt", "0", "text/plain"), statements=(Statement(4, 16),))


@pytest.mark.parametrize(
    ("statement", "marks", "expected"),
    [
        (0, [(9, 13)], "区政府制定[《办法》]3件。"),
        (0, [(9, 13), (4, 7)], "[区政府]制定[《办法》]3件。"),
        (0, [(9, 12), (10, 14)], "区政府制定[《办法][》3]件。"),
        (0, [(0, 2)], "区政府制定《办法》3件。"),
        (None, [(9, 13)], "前一句。区政府制定[《办法》]3件。"),
        (None, [], ""),
        (9, [(17, 19)], "[后一]行"),
    ],
)
def test_passage_marks_the_words(statement: int | None, marks: list[tuple[int, int]], expected: str) -> None:
    shown = "".join(f"[{p.text}]" if p.marked else p.text for p in passage(SHORT, statement, marks))
    assert shown == expected


def test_passage_cuts_a_page_without_sentences() -> None:
    long = msgspec.structs.replace(SHORT, text="字" * 5000 + "八" + "字" * 5000, statements=(Statement(0, 10001),))
    pieces = passage(long, 0, [(5000, 5001)])
    shown = "".join(p.text for p in pieces)
    assert [p.text for p in pieces if p.marked] == ["八"]
    assert (shown[:2], shown[-2:]) == ("…字", "字…")
    assert len(shown) < 400


def test_layout_covers_no_name_and_repeats() -> None:
    graph = nx.star_graph(120)
    graph.add_edges_from((5, n) for n in range(200, 215))
    graph.add_edge("apart", "alone")

    def places() -> dict[object, tuple[int, int]]:
        return radial(graph, 0, lambda _: (110, 60), lambda n: (str(n),))

    found = places()
    assert found == places()
    assert set(found) == set(graph)
    assert found[0] == (0, 0)
    every = list(found.values())
    assert all(abs(ax - bx) >= 110 or abs(ay - by) >= 60 for i, (ax, ay) in enumerate(every) for bx, by in every[:i])


def test_flowers_stand_apart_with_what_they_share_between_them() -> None:
    graph = nx.Graph()
    for hub in range(30):
        graph.add_edges_from((hub, f"{hub}-{n}") for n in range(hub * 2))
        graph.add_edge(hub, "shared by all")
        graph.add_edge(f"{hub}-0" if hub else hub, f"behind {hub}")
    found = flowers(graph, range(30), lambda _: (110, 60), lambda n: (str(n),))
    assert set(found) == set(graph)
    every = list(found.values())
    assert all(abs(ax - bx) >= 110 or abs(ay - by) >= 60 for i, (ax, ay) in enumerate(every) for bx, by in every[:i])
    assert found["shared by all"] == (0, 0)
    x, y = found[29]
    assert abs(found["behind 29"][0] - x) < 1200
    assert abs(found["behind 29"][1] - y) < 1200


@pytest.mark.parametrize("index", range(3))
def test_network_holds_every_relation(index: int) -> None:
    report = gold_reports(ONTOLOGY)[index]
    drawn = network(report, ONTOLOGY)
    ids = {n["id"] for n in drawn.nodes}
    assert len(drawn.facts) == len(report.relations)
    assert {f["agent"] for f in drawn.facts} | {f["object"] for f in drawn.facts if f["object"]} <= ids
    assert sorted(p for e in drawn.edges for p in e["facts"]) == [i for i, f in enumerate(drawn.facts) if f["object"]]
    assert set(drawn.details) == ids
    assert drawn.hidden == 0
    assert all(any(marked for _, marked in f["sentence"]) for f in drawn.facts)


def test_network_hides_the_least_connected_and_says_so() -> None:
    report = gold_reports(ONTOLOGY)[1]
    whole, part = network(report, ONTOLOGY), network(report, ONTOLOGY, most=10)
    assert len(part.nodes) == 10
    assert part.hidden == len(whole.nodes) - 10
    assert CENTRE in part.details


def test_site_lists_reports_and_counts(site: Path) -> None:
    start = (site / "index.html").read_text("utf-8")
    for report in gold_reports(ONTOLOGY):
        assert f'href="reports/{report.id}.html"' in start
        page = (site / "reports" / f"{report.id}.html").read_text("utf-8")
        assert page.count('class="sentence"') == len(report.observations) + len(report.relations)
        assert page.count("<mark>") >= len(report.observations)
    assert not re.search(r">[a-z_]+\.[a-z_]+<", start), "an indicator shows its code instead of its label"


def test_bytes_do_not_depend_on_order_and_old_pages_go(tmp_path: Path) -> None:
    reports = [*gold_reports(ONTOLOGY)[:2], hostile_report(ONTOLOGY)]
    write_site(reports, tmp_path / "a", ONTOLOGY)
    write_site(reversed(reports), tmp_path / "b", ONTOLOGY)
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")
    write_site(reports[:1], tmp_path / "b", ONTOLOGY)
    assert sorted(p.name for p in (tmp_path / "b" / "reports").iterdir()) == ["000.html"]
    assert len(list((tmp_path / "b" / "networks").iterdir())) == 2


def test_no_report_and_an_empty_report(tmp_path: Path) -> None:
    write_site([], tmp_path, ONTOLOGY)
    assert ONTOLOGY.site.no_indicators.zh in (tmp_path / "index.html").read_text("utf-8")
    empty = Report("空", "\ud800", Source("空.txt", "0" * 64, "text/plain"), meta=Metadata(title="坏\ud800字"))
    write_site([empty], tmp_path, ONTOLOGY)
    assert ONTOLOGY.site.empty.zh in (tmp_path / "networks" / "空.html").read_text("utf-8")


def test_pages_refer_to_nothing_remote(site: Path) -> None:
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        assert "default-src 'none'; script-src 'self'" in html
        assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", html), path
        assert not re.search(r"<script(?![^>]*\ssrc=)", html), "no inline script"
        for reference in re.findall(r'(?:src|href)="([^"#]+)', html):
            assert reference.startswith("data:") or "%" in reference or (path.parent / reference).resolve().exists(), reference


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("2023年6月1日办理8件。", ["8"]),
        ("汴发〔2022〕8号", ["2022"]),
        ("1.加强执法20次", ["20"]),
        ("(1)1人", ["1"]),
        ("三项制度", []),
    ],
)
def test_numerals_of_dates_and_headings_are_not_missed_figures(text: str, missed: list[str]) -> None:
    heading = () if text[0] in "2汴三" else (Section(0, len(text), 1, text[: text.index("1") + 1], text, "other"),)
    report = Report("r", text, Source("r.txt", "0", "text/plain"), sections=heading)
    blocks = annotated_text(report, ONTOLOGY)
    assert [run.text for block in blocks for run in block.runs if run.kind == "missed"] == missed
    assert "".join(run.text for block in blocks for run in block.runs) == text
