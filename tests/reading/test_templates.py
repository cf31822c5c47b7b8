"""A report reads the same in every format, encoding and make of page: its entities, and what it says of itself."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import pytest

from kg.extraction import extract
from kg.ontology import load
from kg.reading import READERS, Limits
from kg.records import Metadata, Report, Source
from kg.structure import segment

sys.path.insert(0, str(Path(__file__).parent))
from writers import ENCODINGS, TEMPLATES, Page, printed, word

ROOT = Path(__file__).parents[2]
# Seeds whose text begins without a title, and titles for them; the train texts are reports written for this project.
TITLES = {"000": "顺河回族区2022年法治政府建设年度报告", "001": "凯里市2024年法治政府建设年度报告"}
WRITTEN = ("ta1", "tb2", "tc3", "td4")
BYLINE = "发布时间：2025-02-03 来源：市司法局"
SUFFIX = {"docx": ".docx", "pdf": ".pdf"}
MOST_LOST = 0.02


@lru_cache(maxsize=1)
def gold() -> dict[str, Counter[tuple[str, str]]]:
    """The annotated entities, by id, as a bag of (type, text)."""
    found: dict[str, Counter[tuple[str, str]]] = {}
    for file in ("gold.jsonl", "train/gold.jsonl"):
        for line in (ROOT / "tests" / "gold" / file).read_text("utf-8").splitlines():
            if line[8:10] in ("te", "tf"):
                continue
            record = json.loads(line)
            found[record["id"]] = Counter((entity["type"], entity["text"]) for entity in record["entities"])
    return found


@lru_cache(maxsize=1)
def pages() -> dict[str, Page]:
    """The reports with title and byline, as a page shows them."""
    texts = {path.stem[:3]: path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))}
    texts |= {id: (ROOT / "tests" / "gold" / "train" / f"{id}.txt").read_text("utf-8") for id in WRITTEN}
    made = {}
    for id, text in texts.items():
        lines = tuple(stripped for line in text.split("\n") if (stripped := line.strip()))
        said = read(text).meta
        if said.title is None:
            lines = (TITLES.get(id, lines[0]), *lines)
        if said.published is None and said.source is None:
            lines = (BYLINE, *lines)
        meta = read("\n".join(lines)).meta
        made[id] = Page(meta.title or lines[0], lines, meta.published or "2025-02-03", meta.source or "市司法局")
    return made


@cache
def read(text: str, meta: Metadata = Metadata(), site: str | None = None) -> Report:  # noqa: B008
    source = Source("x", "", "", site=site)
    return extract(segment(Report("x", text, source, meta), load()), load())


def written(page: Page, form: str) -> bytes:
    if form == "docx":
        return word(page.lines)
    if form == "pdf":
        return printed(page.lines)
    return TEMPLATES[form](page).encode("gb18030" if form == "tables" else "utf-8")


def drawn(page: Page, form: str) -> Report:
    suffix = SUFFIX.get(form, ".html")
    found = READERS[suffix].draw(written(page, form), Path("x" + suffix), load().reading, Limits())
    return read(found.text, found.meta, found.site)


def bag(report: Report) -> Counter[tuple[str, str]]:
    return Counter((mention.type, mention.text) for mention in report.entities)


def f1(pairs: Iterator[tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]]) -> float:
    both = [((one & other).total(), one.total() + other.total()) for one, other in pairs]
    return 2 * sum(hit for hit, _ in both) / sum(total for _, total in both)


def check(form: str, ids: tuple[str, ...]) -> None:
    clean = {id: read("\n".join(pages()[id].lines)) for id in ids}
    found = {id: drawn(pages()[id], form) for id in ids}
    for id in ids:
        said = {name: value for name, value in dataclasses.asdict(clean[id].meta).items() if value}
        assert {name: getattr(found[id].meta, name) for name in said} == said, id
    annotated = [id for id in ids if id in gold()]
    before = f1((bag(clean[id]), gold()[id]) for id in annotated)
    after = f1((bag(found[id]), gold()[id]) for id in annotated)
    assert after > before - MOST_LOST, f"F1 {before:.4f} became {after:.4f}"
    same = f1((bag(found[id]), bag(clean[id])) for id in ids)
    print(f"{form}: F1 against gold {before:.4f} → {after:.4f}; against clean text {same:.4f}")
    assert same > 1 - MOST_LOST


def test_there_are_templates_enough() -> None:
    assert len(TEMPLATES) >= 12


@pytest.mark.parametrize("form", [*TEMPLATES, "docx", "pdf"])
def test_one_report(form: str) -> None:
    check(form, ("004",))


@pytest.mark.slow
@pytest.mark.parametrize("form", [*TEMPLATES, "docx", "pdf"])
def test_all_reports(form: str) -> None:
    check(form, tuple(pages()))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings(encoding: str) -> None:
    """The same characters come out of every encoding, so all that is made of them is the same."""
    for page in pages().values():
        text = "\n".join(page.lines)
        assert READERS[".txt"].draw(text.encode(encoding), Path("x.txt"), load().reading, Limits()).text == text
        html = TEMPLATES["standard"](page)
        one, other = (
            READERS[".html"].draw(html.encode(each), Path("x.html"), load().reading, Limits()) for each in ("utf-8", encoding)
        )
        assert one == other
