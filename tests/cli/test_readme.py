"""What the READMEs tell people to type works, and both tell the same."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(name: str, language: str) -> list[str]:
    return [code for kind, code in BLOCK.findall((ROOT / name).read_text("utf-8")) if kind == language]


def commands() -> list[list[str]]:
    """Return the arguments of all kg commands; an argument may run over several lines."""
    found: list[list[str]] = []
    for block in blocks(READMES[0], "sh"):
        words = shlex.split(re.sub(r"^\.venv/bin/kg ", "; kg ", block, flags=re.MULTILINE), comments=True)
        for word in words:
            if word == ";":
                found.append([])
            elif found:
                found[-1].append(word)
    return [arguments[1:] for arguments in found if arguments[:1] == ["kg"] and arguments[1:2] != ["serve"]]


def test_both_readmes_show_the_same_code() -> None:
    first, second = ([BLOCK.findall((ROOT / name).read_text("utf-8"))] for name in READMES)
    assert first == second


def test_both_readmes_have_the_same_parts() -> None:
    for pattern in (r"^## ", r"^\| `", r"^      \w+ "):
        first, second = (len(re.findall(pattern, (ROOT / name).read_text("utf-8"), re.MULTILINE)) for name in READMES)
        assert first == second > 3


@pytest.mark.parametrize("arguments", commands(), ids=" ".join)
def test_commands_work(arguments: list[str], workplace: Path) -> None:
    result = CliRunner().invoke(main, arguments, prog_name="kg")
    assert result.exit_code == 0, result.output
    assert result.stdout.strip()


def test_python_works(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks(READMES[0], "python")
    exec(compile(code, READMES[0], "exec"), {})
    assert int(capsys.readouterr().out.split()[0]) > 1000


def test_targets_are_in_the_makefile() -> None:
    named = set(re.findall(r"make ([a-z-]+)", (ROOT / READMES[0]).read_text("utf-8")))
    rules = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"demo", "test", "site"} <= named <= rules


def test_files_of_a_build_are_listed(built: Path) -> None:
    text = (ROOT / READMES[0]).read_text("utf-8")
    for path in built.iterdir():
        assert f"`{path.name}" in text
