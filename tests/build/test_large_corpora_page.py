"""What the page on large corpora tells people to type works, and both languages show the same code."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from kg.cli import main

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("large-corpora.md", "large-corpora.zh-CN.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(name: str, *languages: str) -> list[str]:
    return [code for language, code in BLOCK.findall((DOCS / name).read_text("utf-8")) if language in languages]


def test_both_languages_show_the_same_code_and_the_same_parts() -> None:
    first, second = (blocks(name, "sh", "console", "sql") for name in PAGES)
    assert first == second
    first, second = (re.findall(r"^(## |\| )", (DOCS / name).read_text("utf-8"), re.MULTILINE) for name in PAGES)
    assert first == second


def test_the_build_and_the_queries_work(workplace: Path) -> None:
    for line in "".join(blocks(PAGES[0], "sh")).splitlines():
        result = CliRunner().invoke(main, shlex.split(line)[1:], prog_name="kg")
        assert result.exit_code == 0, result.output
    queries = blocks(PAGES[0], "sql")
    assert len(queries) == 2
    for sql in queries:
        assert duckdb.sql(sql).fetchall()


@pytest.mark.parametrize("name", ["quads/part-0000.nq.gz", "quads/schemes.nq.gz", "tables/<table>/part-0000.parquet"])
def test_the_files_are_named_as_they_are(name: str) -> None:
    for page in PAGES:
        assert f"`partitions/{name}`" in (DOCS / page).read_text("utf-8")
