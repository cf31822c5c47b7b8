"""The tutorial for domain experts does what it says, in both languages with the same code."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(name: str) -> list[tuple[str, str]]:
    return BLOCK.findall((DOCS / name).read_text("utf-8"))


def test_both_languages_show_the_same_code() -> None:
    assert blocks("add-a-class.md") == blocks("add-a-class.zh-CN.md")


def test_every_step_works(workplace: Path) -> None:
    outputs = {}
    for language, code in blocks("add-a-class.md"):
        if language == "yaml":
            with Path("my-ontology/classes.yaml").open("a", encoding="utf-8") as classes:
                classes.write(code)
            continue
        for line in code.splitlines():
            command, *arguments = shlex.split(line)
            if command == "cp":
                shutil.copytree(Path(arguments[-2]).resolve(), arguments[-1])
                continue
            result = CliRunner().invoke(main, arguments, prog_name="kg")
            assert result.exit_code == 0, result.output
            outputs[line] = result.stdout
    page = Path("my-ontology.html").read_text("utf-8")
    assert "为一项工作组成的、有名称的队伍。" in page
    assert "kg:Team a owl:Class" in Path("my-out/ontology.ttl").read_text("utf-8")


@pytest.mark.parametrize("wrong", ["heads: [制度]", "hads: [突击队]"])
def test_check_finds_a_slip_in_the_class(wrong: str, workplace: Path) -> None:
    shutil.copytree(Path("ontology").resolve(), "my-ontology")
    (code,) = (code for language, code in blocks("add-a-class.md") if language == "yaml")
    with Path("my-ontology/classes.yaml").open("a", encoding="utf-8") as classes:
        classes.write(re.sub(r"heads: .*", wrong, code))
    result = CliRunner().invoke(main, ["ontology", "check", str(Path("my-ontology").absolute())])
    assert result.exit_code == 1
    assert "classes.yaml:" in result.stdout
