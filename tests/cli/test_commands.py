"""The command: every help has an example that works, mistakes are one line, the exit status says what happened."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.cli.evaluate import PARTS
from kg.evaluation import PARTS as SCORED

ROOT = Path(__file__).parents[2]
SENTENCE = "2022年，区司法局办理行政复议案件8件。\n"
KG = (sys.executable, "-c", "from kg.cli import main; main()")


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield " ".join((*path, name)), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


COMMANDS = dict(commands(main))


def examples(command: click.Command) -> list[str]:
    lines = [line.strip() for line in (command.help or "").splitlines()]
    return [line for line in lines if line.startswith("kg ")]


# A server runs until Ctrl-C: test_serve.py.
EXAMPLES = [
    example for command in (main, *COMMANDS.values()) for example in examples(command) if not example.startswith("kg serve")
]


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="kg")


def one_line(result: Result, *parts: str) -> None:
    """Assert that standard error is a single line in which ``parts`` stand, and nothing like a traceback."""
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.stderr.startswith("kg: ")
    assert result.stderr.count("\n") == 1, result.stderr
    for part in parts:
        assert part in result.stderr


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(SENTENCE, "utf-8")
    return path


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_an_example(name: str) -> None:
    command = COMMANDS[name]
    assert command.short_help, "the list of commands shows it"
    assert examples(command), "a help text without an example"
    assert all(example.startswith(f"kg {name}") for example in examples(command))
    undocumented = [p.name for p in command.params if isinstance(p, click.Option) and not p.help]
    assert not undocumented


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_work(example: str, workplace: Path) -> None:
    result = kg(*shlex.split(example)[1:])
    # One of the seeds contradicts itself, and audit says so.
    assert result.exit_code == (1 if example.startswith("kg audit") else 0), result.output
    assert result.stdout.strip()


def test_help_is_quick_because_it_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom kg.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'pydantic', 'pyoxigraph', 'rdflib', 'rich', 'yaml', 'networkx', 'rjieba', 'kg.ontology', 'kg.pipeline'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True)
    assert "build" in done.stdout
    assert done.stderr == "[]\n"


def test_the_parts_that_evaluate_offers_are_those_that_are_scored() -> None:
    assert PARTS == SCORED


def test_version() -> None:
    assert kg("--version").stdout == "kg, version 0.1.0\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.txt", None),
        ("empty.txt", b""),
        ("blank.txt", b" \n\n\t\n"),
        ("binary.txt", bytes(range(256)) * 40),
        ("undecodable.txt", "法治政府".encode() + b"\xff\xfe\xff" + "法治政府".encode("gb18030") + b"\x80"),
        ("nothing-here/", None),
    ],
)
def test_what_cannot_be_read(name: str, content: bytes | None, report: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    if name.endswith("/"):
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    for command in (["extract"], ["build", "-j", 1, "-o", tmp_path / "out"]):
        one_line(kg(*command, path), path.name, "; ")
        assert kg(*command, path).exit_code == 2
        mixed = kg(*command, path, report)
        one_line(mixed, path.name, "; ")
        assert mixed.exit_code == 3
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert len(manifest["failures"]) == 1
    assert manifest["counts"]["reports"] == 1


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("extract", "files of this machine: copy them, or use kg build."),
        ("query", "a folder of this machine: copy the build first."),
    ],
)
def test_a_url_is_refused_where_none_is_read(command: str, what: str) -> None:
    result = kg(command, "https://a.example/1.html")
    assert result.exit_code == 2
    assert f"https://a.example/1.html is a URL; this command works on {what}" in " ".join(result.stderr.split())


def test_what_is_passed_over_is_said(report: Path, tmp_path: Path) -> None:
    (report.parent / "photo.jpg").touch()
    (report.parent / "link.txt").symlink_to("nothing.txt")
    warning = "kg: warning: link.txt: a link that leads to nothing is not followed; mend or remove it\n"
    done = kg("build", report.parent, "-o", tmp_path / "out", "--no-site")
    assert (done.exit_code, done.stderr) == (0, warning)
    assert "files of other kinds, not read: 1 .jpg\n" in done.stdout
    assert kg("extract", report.parent).stderr.startswith(warning)


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["build"],
        ["build", "x.txt", "-j", "0"],
        ["evaluate"],
        ["query"],
        ["no-such-command"],
        ["evaluate", "x", "--only", "y"],
    ],
)
def test_bad_usage(arguments: list[str]) -> None:
    result = kg(*arguments)
    assert result.exit_code == 2
    assert "Usage: kg" in result.stderr


@pytest.fixture
def misspelt(tmp_path: Path) -> Path:
    """An ontology with a misspelt key in a known line."""
    folder = tmp_path / "misspelt"
    shutil.copytree(ROOT / "ontology", folder)
    path = folder / "ontology.yaml"
    path.write_text(path.read_text("utf-8").replace("licence:", "lisence:"), "utf-8")
    return folder


def test_an_ontology_with_a_misspelt_key(misspelt: Path, report: Path, tmp_path: Path) -> None:
    lines = (misspelt / "ontology.yaml").read_text("utf-8").splitlines()
    place = f"ontology.yaml:{next(n for n, line in enumerate(lines, 1) if line.startswith('lisence'))}: "
    result = kg("build", report, "-o", tmp_path / "out", "--ontology", misspelt)
    assert result.exit_code == 2
    assert f"kg: {place}unknown key 'lisence'; write 'licence'\n" in result.stderr
    assert all(line.startswith("kg: ontology.yaml:") for line in result.stderr.splitlines())
    assert not (tmp_path / "out").exists()
    checked = kg("ontology", "check", misspelt)
    assert checked.exit_code == 1
    assert f"{place}unknown key 'lisence'; write 'licence'\n" in checked.stdout


def test_no_such_ontology(report: Path, tmp_path: Path) -> None:
    result = kg("extract", report, "--ontology", tmp_path / "none")
    assert result.exit_code == 2
    one_line(result, "none", "no such folder", "ontology.yaml")


@pytest.mark.parametrize("command", ["query", "validate"])
def test_a_folder_without_a_build(command: str, tmp_path: Path) -> None:
    arguments = ["ASK {}"] if command == "query" else []
    result = kg(command, tmp_path, *arguments)
    assert result.exit_code == 2
    one_line(result, str(tmp_path), "manifest.json is missing", "kg build")


def test_extract_writes_one_record_a_line(seeds: Path) -> None:
    result = kg("extract", seeds)
    records = [json.loads(line) for line in result.stdout.split("\n")[:-1]]
    assert [record["id"] for record in records] == sorted(path.stem for path in seeds.glob("*.txt"))
    assert all(record["text"][e["start"] : e["end"]] == e["text"] for record in records for e in record["entities"])


def test_evaluate_scores_what_extract_wrote(tmp_path: Path) -> None:
    gold = ROOT / "tests" / "gold"
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text(kg("extract", *(gold / f"{name}.txt" for name in ("000", "002", "004"))).stdout, "utf-8")
    whole = json.loads(kg("evaluate", gold, "--json").stdout)
    assert whole["reports"] == 3
    assert json.loads(kg("evaluate", gold / "gold.jsonl", predicted, "--json").stdout) == whole
    command = [sys.executable, str(gold / "score.py"), str(gold / "gold.jsonl"), str(predicted), "--json"]
    assert json.loads(subprocess.run(command, capture_output=True, check=True).stdout) == whole
    some = kg("evaluate", gold, gold / "000.txt", "--only", "entities,meta")
    assert "not predicted, counted as nothing found: 002, 004" in some.stderr
    assert [line for line in some.stdout.splitlines() if not line.startswith(" ")] == ["entities", "meta"]


def test_evaluate_says_what_it_could_not_read(tmp_path: Path) -> None:
    gold = ROOT / "tests" / "gold"
    result = kg("evaluate", gold, gold / "000.txt", tmp_path / "missing.txt")
    assert result.exit_code == 3
    assert "missing.txt: " in result.stderr
    assert result.stdout.startswith("entities\n")
    result = kg("evaluate", gold, tmp_path / "missing.txt")
    assert (result.exit_code, result.stdout) == (2, "")


def test_evaluate_refuses_predictions_of_another_text(tmp_path: Path) -> None:
    (tmp_path / "000.txt").write_text(SENTENCE, "utf-8")
    result = kg("evaluate", ROOT / "tests" / "gold", tmp_path / "000.txt")
    assert result.exit_code == 2
    one_line(result, "000: the predicted text differs")


def test_the_summary_names_every_report(built: Path, seeds: Path, tmp_path: Path) -> None:
    result = kg("build", seeds, "-o", tmp_path / "out", "-j", 1, "--no-site")
    assert result.stdout.startswith(" ")
    assert "5 reports" in result.stdout
    assert all(region in result.stdout for region in ("顺河回族区", "红桥区", "许昌市"))
    assert "index.html" not in result.stdout
    assert result.stderr == ""


def test_a_reader_that_goes_away_is_no_mistake(tmp_path: Path) -> None:
    extract = subprocess.Popen([*KG, "extract", str(ROOT / "seeds")], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert extract.stdout
    assert extract.stderr
    extract.stdout.read(100)
    extract.stdout.close()
    assert extract.stderr.read() == b""
    assert extract.wait(30) == 141


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_a_build_quietly_and_leaves_nothing_that_passes_for_complete(jobs: str, tmp_path: Path) -> None:
    text = (ROOT / "seeds" / "000_f99bbbeaaeb0f9c6.txt").read_text("utf-8")
    (tmp_path / "in").mkdir()
    for number in range(300):
        (tmp_path / "in" / f"{number}.txt").write_text(f"{number}\n{text}", "utf-8")
    out = tmp_path / "out"
    command = [*KG, "build", str(tmp_path / "in"), "-o", str(out), "-j", jobs]
    # A group of its own, as a terminal gives it: Ctrl-C goes to the workers too.
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 30
    while not (begun := list(out.glob(".cache/*/*"))) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert begun
    os.killpg(run.pid, signal.SIGINT)
    _, stderr = run.communicate(timeout=30)
    assert run.returncode == 130
    assert b"Traceback" not in stderr
    assert [path.name for path in out.iterdir()] == [".cache"]
