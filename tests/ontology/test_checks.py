"""Mistakes planted in a copy of the ontology are all reported, with file, line and remedy."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.ontology import OntologyError, Problem, load
from kg.ontology.checks import CHECKS
from kg.ontology.load import default_folder, unread_files

# A planted mistake: file, text of it, what takes its place, a part of the line that is reported, a part of the message.
Mistake = tuple[str, str, str, str, str]

IN_ONE_FILE: tuple[Mistake, ...] = (
    (
        "lexicons/organs.yaml",
        "kind: court, levels: [province]",
        "kinds: court, levels: [province]",
        "高级人民法院:",
        "unknown key",
    ),
    ("lexicons/names.yaml", "  林长制: {type: MECHANISM", "  林长制: {type: MECHANIC", "林长制:", "type"),
    ("lexicons/names.yaml", "  链长制: {", "  街长制: {", "街长制: {type: MECHANISM, en: Street", "stands twice"),
    ("classes.yaml", "    path: honor\n", "    path: Honor!\n", "path: Honor!", "path"),
    ("lexicons/documents.yaml", "全国人民代表大会, year: 1984", "全国人民代表大会, year: 198", "民族区域自治法:", "year"),
)

ACROSS: tuple[Mistake, ...] = (
    ("lexicons/organs.yaml", "succeeded_by: [国家金融监", "succeeded_by: [国家金隔监", "银行保险监督管理局:", "is no key"),
    (
        "lexicons/organs.yaml",
        "  税务局: {en: Taxation Bureau,",
        "  税务局: {en: X, succeeded_by: [国家税务局],",
        "  税务局:",
        "succeeds itself",
    ),
    (
        "lexicons/organs.yaml",
        "{en: Archives Bureau, kind: department",
        "{en: X, kind: department, names: [审计局]",
        "  审计局:",
        "too",
    ),
    ("lexicons/names.yaml", "en: Field chiefs,", "en: Field chiefs, names: [路长制],", "  路长制:", "stands under '田长制'"),
    (
        "lexicons/documents.yaml",
        "issuer: 全国人民代表大会, year: 1982",
        "issuer: 全国人大会, year: 1982",
        "中华人民共和国宪法:",
        "is no key",
    ),
    (
        "classes.yaml",
        "    is_a: Organization\n    path: institution",
        "    is_a: Organisation\n    path: institution",
        "is_a: Organisation",
        "is no class",
    ),
    (
        "classes.yaml",
        "    heads: [\n      平台,",
        "    heads: [\n      平台, 热点改革, 法院,",
        "平台, 热点改革",
        "is a head of 'Agency'",
    ),
    ("classes.yaml", "    path: platform\n", "    path: program\n", "path: program", "is the path of 'Platform'"),
    ("schemes/topics.yaml", "path: topic\n", "path: unit\n", "path: unit", "is the path of schemes/units.yaml"),
    ("relations.yaml", "range: [Document]", "range: [Documents]", "range: [Documents]", "'Documents' is not known"),
    (
        "slots.yaml",
        "domain: [Region], range: ['xsd:string'], slot_uri",
        "domain: [Regions], range: ['xsd:string'], slot_uri",
        "[Regions]",
        "'Regions' is not known",
    ),
    ("slots.yaml", "pattern: '^[0-9]{6}$'", "pattern: '^[0-9]{6$|('", "identifier:", "not a regular expression"),
    ("rules/mentions.yaml", "docnum: '[", "docnum: '([", "docnum:", "not a regular expression"),
)


@pytest.fixture
def ontology_copy(tmp_path: Path) -> Path:
    """A copy of the ontology of the program."""
    return shutil.copytree(default_folder(), tmp_path / "ontology")


@pytest.fixture
def planted(tmp_path: Path) -> Callable[[Sequence[Mistake]], tuple[Path, list[Problem]]]:
    """Return a function that plants mistakes in a copy and gives the copy and the problems of loading it."""

    def plant(mistakes: Sequence[Mistake]) -> tuple[Path, list[Problem]]:
        folder = shutil.copytree(default_folder(), tmp_path / "ontology")
        for name, right, wrong, _, _ in mistakes:
            text = (folder / name).read_text("utf-8")
            assert right in text, f"{name} no longer holds {right}: plant the mistake elsewhere"
            (folder / name).write_text(text.replace(right, wrong, 1), "utf-8")
        with pytest.raises(OntologyError) as caught:
            load(folder)
        return folder, caught.value.problems

    return plant


@pytest.mark.parametrize(
    "mistakes", [IN_ONE_FILE, ACROSS, IN_ONE_FILE + ACROSS], ids=["in one file", "across entries and files", "every kind"]
)
def test_all_mistakes_are_reported_at_once_with_file_and_line(
    mistakes: tuple[Mistake, ...], planted: Callable[[Sequence[Mistake]], tuple[Path, list[Problem]]]
) -> None:
    folder, problems = planted(mistakes)
    assert problems == sorted(problems)
    assert all(problem.remedy for problem in problems)
    for name, _, _, place, message in mistakes:
        lines = (folder / name).read_text("utf-8").splitlines()
        found = [p for p in problems if p.file == name and message in p.message and place in lines[p.line - 1]]
        assert found, f"{name}: {message!r} at {place!r} is missing in\n" + "\n".join(map(str, problems))


def test_a_file_that_is_not_yaml_hides_no_mistake_of_the_others(
    planted: Callable[[Sequence[Mistake]], tuple[Path, list[Problem]]],
) -> None:
    torn: Mistake = ("lexicons/posts.yaml", "posts: [", "posts: [[", "posts:", "not readable as YAML")
    _, problems = planted([torn, *ACROSS[:3]])
    assert {p.file for p in problems} == {"lexicons/posts.yaml", "lexicons/organs.yaml"}
    assert len([p for p in problems if p.file == "lexicons/organs.yaml"]) >= 3


def test_a_wrong_entry_is_not_called_missing_where_it_is_named(
    planted: Callable[[Sequence[Mistake]], tuple[Path, list[Problem]]],
) -> None:
    _, problems = planted([("classes.yaml", "    path: document\n", "    path: Document!\n", "path: Document!", "path")])
    assert [p.file for p in problems] == ["classes.yaml"]


def test_the_command_names_mistakes_in_entries_references_and_queries_at_once(
    planted: Callable[[Sequence[Mistake]], tuple[Path, list[Problem]]],
) -> None:
    query: Mistake = ("queries/documents-issued.rq", "SELECT", "SELEC", "SELEC", "")
    folder, _ = planted([*IN_ONE_FILE, *ACROSS, query])
    result = CliRunner().invoke(main, ["ontology", "check", str(folder)])
    assert result.exit_code == 1
    named = {line.partition(":")[0] for line in result.stdout.splitlines()}
    assert {"lexicons/names.yaml", "classes.yaml", "slots.yaml", "queries/documents-issued.rq"} <= named


def test_a_close_name_is_proposed(planted: Callable[[Sequence[Mistake]], tuple[Path, list[Problem]]]) -> None:
    _, problems = planted([m for m in ACROSS if "Organisation" in m[2]])
    assert [problem.remedy for problem in problems] == ["write 'Organization'"]


def test_a_mistake_in_an_entry_hides_no_other_of_the_same(
    planted: Callable[[Sequence[Mistake]], tuple[Path, list[Problem]]],
) -> None:
    path: Mistake = ("classes.yaml", "    path: platform\n", "    path: Platform!\n", "", "")
    head: Mistake = ("classes.yaml", "    heads: [\n      平台,", "    heads: [\n      平台, 法院,", "", "")
    _, problems = planted([path, head])
    assert [problem.message.split(":")[0] for problem in problems] == [
        "'classes.Platform.path'",
        "'法院' is a head of 'Agency' too",
    ]


def test_all_mistakes_of_a_query_are_named(ontology_copy: Path) -> None:
    query = ontology_copy / "queries" / "a.rq"
    query.write_text("SELECT * {\n  ?a nope:x ?b\n}\n", "utf-8")
    result = CliRunner().invoke(main, ["ontology", "check", str(ontology_copy)])
    assert (result.exit_code, result.stdout.splitlines()) == (
        1,
        [
            "queries/a.rq:1: no title in 'en'; add a comment line `# en: …` at the top",
            "queries/a.rq:1: no title in 'zh'; add a comment line `# zh: …` at the top",
            "queries/a.rq:2: the prefix nope: is not declared; put PREFIX nope: <…> before the query",
        ],
    )
    query.write_bytes("# zh: 问？".encode("gbk"))
    result = CliRunner().invoke(main, ["ontology", "check", str(ontology_copy)])
    assert result.stdout == "queries/a.rq:1: not UTF-8 at byte 6; save the file as UTF-8\n"


def test_files_that_are_not_read_are_told_of(ontology_copy: Path) -> None:
    assert not unread_files(ontology_copy)
    for name in ("lexicons/name.yaml", "rules/figures.yml", "queries/a.sparql", "queries/more/a.rq", ".hidden", "README.md"):
        (ontology_copy / name).parent.mkdir(exist_ok=True)
        (ontology_copy / name).touch()
    result = CliRunner().invoke(main, ["ontology", "check", str(ontology_copy)])
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        f"kg: warning: {name}: this file is not read: an ontology has none of that name; rename or remove it"
        for name in ("lexicons/name.yaml", "queries/a.sparql", "queries/more/a.rq", "rules/figures.yml")
    ]


def test_an_ontology_is_loaded_once_until_a_file_of_it_changes(ontology_copy: Path) -> None:
    first = load(ontology_copy)
    assert load(ontology_copy) is first
    assert load() is load(default_folder())
    names = ontology_copy / "lexicons" / "names.yaml"
    names.write_text(names.read_text("utf-8").replace("  林长制:", "  林河长制:"), "utf-8")
    assert "林河长制" in load(ontology_copy).names.names
    (ontology_copy / "queries" / "reports.rq").unlink()
    assert len({load(ontology_copy).sha256, load(ontology_copy).sha256, first.sha256}) == 2


def test_the_ontology_of_the_program_passes_every_check() -> None:
    load()
    assert len({check.__name__ for check in CHECKS}) == len(CHECKS)
    assert all(check.__doc__ for check in CHECKS)
