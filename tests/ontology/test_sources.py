"""Every entry of the lexicons says what it rests on."""

import re
from pathlib import Path

import pytest

from kg.ontology import Problem, load
from kg.ontology.lexicons import Documents, Media, Names, NationalOrgans, Organs, Posts
from kg.ontology.load import default_folder
from kg.ontology.yaml_file import Entry, read_yaml

ONTOLOGY = load()
DOCUMENTS = ONTOLOGY.documents.documents
SOURCES = {
    "names": [entry.source for entry in ONTOLOGY.names.names.values()],
    "documents": [entry.source for entry in DOCUMENTS.values()],
    "organs": [entry.source for entry in ONTOLOGY.organs.organs.values()],
    "national_organs": [entry.source for entry in ONTOLOGY.national_organs.organs.values()],
}
# The largest part of a lexicon that may rest on nothing but the usage of reports.
USAGE_ALONE = {"names": 0.2, "documents": 0.05, "organs": 0.05, "national_organs": 0.05}
USAGE = "法治政府建设年度报告通用说法"


def problems_with(name: str, model: type[Entry], source: str, folder: Path) -> tuple[list[Problem], int]:
    """Return what is said of a lexicon in which ``source`` takes the place of the first source, and the line of that."""
    text = (default_folder() / "lexicons" / f"{name}.yaml").read_text("utf-8")
    found = re.search(r"(?m)(?<=, )source: [^}]+(?=\}$)|^source: .+$", text)
    assert found
    path = folder / f"{name}.yaml"
    path.write_text(text[: found.start()] + source + text[found.end() :], "utf-8")
    return read_yaml(path, path.name, model).problems, text.count("\n", 0, found.start()) + 1


@pytest.mark.parametrize(
    ("name", "model", "where"),
    [
        ("names", Names, "names.放管服改革.source"),
        ("documents", Documents, "documents.中华人民共和国宪法.source"),
        ("organs", Organs, "organs.党委.source"),
        ("national_organs", NationalOrgans, "organs.中国共产党中央委员会.source"),
    ],
)
def test_an_entry_without_source_is_refused_with_file_line_and_remedy(
    name: str, model: type[Entry], where: str, tmp_path: Path
) -> None:
    problems, line = problems_with(name, model, "", tmp_path)
    assert problems == [Problem(f"{name}.yaml", line, f"{where!r} is missing", "add it")]
    problems, _ = problems_with(name, model, "source: '  '", tmp_path)
    assert [(p.file, p.line) for p in problems] == [(f"{name}.yaml", line)]
    assert where in problems[0].message
    assert "at least 1 character" in problems[0].message


@pytest.mark.parametrize(("name", "model"), [("posts", Posts), ("media", Media)])
def test_a_list_without_source_is_refused(name: str, model: type[Entry], tmp_path: Path) -> None:
    problems, _ = problems_with(name, model, "", tmp_path)
    assert [(p.file, p.message, p.remedy) for p in problems] == [(f"{name}.yaml", "'source' is missing", "add it")]


@pytest.mark.parametrize("lexicon", SOURCES)
def test_few_entries_rest_on_the_usage_of_reports_alone(lexicon: str) -> None:
    sources = SOURCES[lexicon]
    assert all(sources)
    assert sources.count(USAGE) < USAGE_ALONE[lexicon] * len(sources)


def test_a_law_is_of_the_year_and_the_house_that_its_source_names() -> None:
    passed = {key: re.match(r"第.+届全国人大(常委会)?第.+次会议(\d{4})-\d\d-\d\d", e.source) for key, e in DOCUMENTS.items()}
    laws = {key: (DOCUMENTS[key], found) for key, found in passed.items() if found}
    assert len(laws) > 190
    assert [key for key, (law, found) in laws.items() if law.year != int(found[2])] == []
    assert [key for key, (law, found) in laws.items() if law.issuer.endswith("常务委员会") != bool(found[1])] == []


def test_an_order_of_the_state_council_is_named_once() -> None:
    orders = [source.split("；")[0] for source in SOURCES["documents"] if source.startswith("国务院令")]
    assert len(orders) > 90
    assert len(orders) == len(set(orders))
