"""``kg audit``: what it prints in each format, and that its exit status says whether there are contradictions."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main

SOUND = "2022年，全区办理法律援助案件50件，其中民事40件、刑事10件。\n"
WRONG = "2022年，全区办理法律援助案件50件，其中民事40件、刑事16件。\n"


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="kg")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of a sound report and of one with a wrong sum."""
    folder = tmp_path_factory.mktemp("audit")
    for name, text in (("sound", SOUND), ("wrong", WRONG)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    made = folder / "out"
    assert kg("build", folder / "sound.txt", folder / "wrong.txt", "-o", made, "-j", 1, "--no-site").exit_code == 0
    return made


def test_the_table_shows_report_kind_values_and_sentence(out: Path) -> None:
    result = kg("audit", out)
    assert result.exit_code == 1
    assert "sound" not in result.stdout
    for part in ("wrong", "分项与合计不符", "50件", "56件", WRONG.strip()):
        assert part in result.stdout


def test_csv_is_the_table_of_the_build(out: Path) -> None:
    result = kg("audit", out, "--format", "csv")
    assert result.exit_code == 1
    assert result.stdout_bytes == (out / "tables" / "findings.csv").read_bytes().removeprefix("\ufeff".encode())
    (row,) = csv.DictReader(result.stdout.splitlines())
    assert (row["id"], row["kind"], row["stated"], row["computed"], row["unit"]) == ("wrong", "sum", "50", "56", "件")
    assert (row["figures"], row["sentence"], row["tolerance"]) == ("50、40、16", WRONG.strip(), "0")


def test_json_has_the_same(out: Path) -> None:
    result = kg("audit", out, "--format", "json")
    assert result.exit_code == 1
    (row,) = json.loads(result.stdout)
    assert (row["kind"], row["stated"], row["computed"], row["rule"]) == ("sum", 50, 56, "of-which")


def test_findings_are_in_the_graph(out: Path) -> None:
    query = "SELECT ?v ?u { ?f a kg:Finding ; kg:stated ?v ; kg:computed ?u ; kg:compares/kg:figure '16' }"
    result = kg("query", out, query, "--format", "csv")
    assert result.stdout.split() == ["v,u", "50,56"]
    assert kg("validate", out).exit_code == 0


def test_without_contradictions_the_status_is_0(tmp_path: Path) -> None:
    (tmp_path / "sound.txt").write_text(SOUND, "utf-8")
    kg("build", tmp_path / "sound.txt", "-o", tmp_path / "out", "-j", 1, "--no-site")
    result = kg("audit", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (0, "no contradictions found\n")
    assert json.loads(kg("audit", tmp_path / "out", "--format", "json").stdout) == []


@pytest.mark.parametrize(
    "command", [["audit"], ["coverage"], ["compare"], ["explain", "区司法局"], ["export", "--format", "graphml", "-o"]]
)
def test_a_build_of_another_version_is_told(command: list[str], out: Path, tmp_path: Path) -> None:
    record = json.loads((out / "reports.jsonl").read_text("utf-8").splitlines()[0])
    del record["findings"]
    written = (json.dumps(record) + "\n").encode()
    (tmp_path / "reports.jsonl").write_bytes(written)
    listed = {"bytes": len(written), "sha256": hashlib.sha256(written).hexdigest()}
    (tmp_path / "manifest.json").write_text(json.dumps({"files": {"reports.jsonl": listed}}), "utf-8")
    name, *given = command
    result = kg(name, tmp_path, *given, *([tmp_path / "network.xml"] if name == "export" else []))
    assert result.exit_code == 2
    assert "line 1 of reports.jsonl is a record of another version of kg" in result.stderr
    assert "kg build" in result.stderr
