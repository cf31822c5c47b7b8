"""A report in traditional characters yields what the same report in simplified ones yields, in its own characters."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.ontology import load
from kg.pipeline import run
from kg.reading.script import simplified
from kg.records import Report, Source

ROOT = Path(__file__).parents[2]


def report(text: str) -> Report:
    return run(Report("x", text, Source("x.txt", "", "text/plain")), load())


def traditional(text: str) -> str:
    """``text`` in traditional characters, as far as one simplified character stands for one traditional one."""
    back: dict[str, set[str]] = {}
    for old, new in load().traditional.table.items():
        if chr(old) < "\ua000":
            back.setdefault(new, set()).add(chr(old))
    return text.translate({ord(new): min(olds) for new, olds in back.items()})


@pytest.mark.parametrize("id", ["000", "002", "004"])
def test_the_same_is_found(id: str) -> None:
    text = (ROOT / "tests" / "gold" / f"{id}.txt").read_text("utf-8")
    other = traditional(text)
    assert other != text
    assert simplified(other, load()) == text
    one, found = report(text), report(other)
    assert found.text == other
    assert [(m.start, m.end, m.type) for m in found.entities] == [(m.start, m.end, m.type) for m in one.entities]
    assert all(m.text == other[m.start : m.end] for m in found.entities)
    assert any(m.text != n.text for m, n in zip(found.entities, one.entities, strict=True))
    counted = [[(o.bound, o.kind, o.indicator, o.code) for o in report.observations] for report in (found, one)]
    assert counted[0] == counted[1]
    assert len(found.relations) == len(one.relations)
    assert (found.meta.adcode, found.meta.year, found.meta.published) == (one.meta.adcode, one.meta.year, one.meta.published)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("ABC 123", "ABC 123"),
        ("依法行政", "依法行政"),
        ("\ud800\U0010ffff推進\r\n", "\ud800\U0010ffff推进\r\n"),  # what lies beyond the table stays
        ("乾" + "安" * 999, "乾" + "安" * 999),  # one traditional character makes no traditional text
    ],
)
def test_characters_of_all_kinds(text: str, folded: str) -> None:
    assert simplified(text, load()) == folded


def test_the_table_is_what_its_source_gives() -> None:
    pytest.importorskip("opencc")
    subprocess.run([sys.executable, ROOT / "tools" / "make_traditional.py", "--check"], check=True)
