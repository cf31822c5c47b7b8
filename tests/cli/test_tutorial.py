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


def test_the_relation_of_the_last_step_is_found(workplace: Path) -> None:
    folder = shutil.copytree(Path("ontology").resolve(), workplace / "my-ontology")
    (code,) = (code for language, code in blocks("add-a-class.md") if language == "yaml")
    with (folder / "classes.yaml").open("a", encoding="utf-8") as classes:
        classes.write(code)
    for name, entry, key in (("relations.yaml", "established", "range: ["), ("schemes/actions.yaml", "founding", "yields: {")):
        assert f"`{entry}`" in (DOCS / "add-a-class.md").read_text("utf-8")
        before, after = (folder / name).read_text("utf-8").split(f"\n  {entry}:\n", 1)
        added = "Team, " if key.startswith("range") else "Team: established, "
        (folder / name).write_text(f"{before}\n  {entry}:\n{after.replace(key, key + added, 1)}", "utf-8")
    text = "许昌市2020年法治政府建设年度报告\n一、主要做法\n2020年，市司法局组建青年普法宣讲队，开展宣讲12场。\n"
    Path("report.txt").write_text(text, "utf-8")
    options = ["--ontology", str(folder)]
    assert CliRunner().invoke(main, ["build", "report.txt", "-o", "my-out", "--no-site", *options]).exit_code == 0
    asked = "SELECT ?team { ?assertion rdf:predicate kg:established ; rdf:object [ a kg:Team ; skos:prefLabel ?team ] }"
    result = CliRunner().invoke(main, ["query", "my-out", asked, "--format", "csv", *options])
    assert result.exit_code == 0, result.output
    assert "青年普法宣讲队" in result.stdout
