"""What a search of folders leaves out, and says that it does: symbolic links, and files of other kinds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.build import build, read_manifest
from kg.build.inputs import find_inputs
from kg.cli.summary import show
from kg.ontology import Ontology
from kg.reading import discover

TEXT = "2022年，区司法局办理行政复议案件8件。\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder ``in`` with a report in ``in/a``, and another report beside it."""
    for name in ("in/a/1.txt", "beside/2.txt"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(TEXT, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("link", "target", "names", "says"),
    [
        ("a/0.txt", "1.txt", ["a/1.txt"], None),
        ("z.txt", "a/1.txt", ["a/1.txt"], None),
        ("b", "a", ["a/1.txt"], None),
        ("2.txt", "../beside/2.txt", ["a/1.txt"], "2.txt: a link that leads out of the folder is not followed; give what"),
        ("b", "../beside", ["a/1.txt"], "b: a link that leads out of the folder is not followed; give what"),
        ("a/b", "..", ["a/1.txt"], "a/b: a link to a folder that it lies in is not followed; remove it"),
        ("a/b", ".", ["a/1.txt"], "a/b: a link to a folder that it lies in is not followed; remove it"),
        ("2.txt", "no.txt", ["a/1.txt"], "2.txt: a link that leads to nothing is not followed; mend or remove it"),
        ("2.txt", "2.txt", ["a/1.txt"], "2.txt: a link that leads to nothing is not followed; mend or remove it"),
        (".2.txt", "../beside/2.txt", ["a/1.txt"], None),
    ],
)
def test_links_in_a_folder(tree: Path, link: str, target: str, names: list[str], says: str | None) -> None:
    (tree / "in" / link).symlink_to(target)
    for place in (tree / "in", tree / "in" / "**"):
        found = find_inputs([place])
        assert [each.name for each in found.inputs] == names
        assert not found.failures
        assert len(found.warnings) == (says is not None)
        assert all((says or "") in warning for warning in found.warnings)


def test_a_link_to_a_file_that_is_found_in_no_other_way_is_read(tree: Path) -> None:
    (tree / "in" / ".store").mkdir()
    (tree / "in" / ".store" / "x").write_text(TEXT, "utf-8")
    (tree / "in" / "x.txt").symlink_to(".store/x")
    assert [each.name for each in discover([tree / "in"]).inputs] == ["a/1.txt", "x.txt"]


def test_links_that_are_given_are_followed(tree: Path) -> None:
    (tree / "folder").symlink_to("beside")
    (tree / "file.txt").symlink_to("in/a/1.txt")
    found = discover([tree / "folder", tree / "file.txt"])
    assert [each.name for each in found.inputs] == ["2.txt", "file.txt"]
    assert not found.unfollowed


def test_a_link_to_what_is_given_too_needs_no_warning(tree: Path) -> None:
    (tree / "in" / "b").symlink_to("../beside")
    assert [len(discover(paths).unfollowed) for paths in ([tree / "in"], [tree / "in", tree / "beside"])] == [1, 0]


def test_a_pattern_through_a_link_warns_of_the_link_once(tree: Path) -> None:
    (tree / "beside" / "3.txt").write_text(TEXT, "utf-8")
    (tree / "in" / "b").symlink_to("../beside")
    found = discover([tree / "in" / "*" / "*.txt"])
    assert [each.name for each in found.inputs] == ["a/1.txt"]
    assert [link.path for link in found.unfollowed] == [tree / "in" / "b"]


def test_a_pattern_ends_where_links_lead_in_circles(tree: Path) -> None:
    for name in ("x", "y", "z"):
        (tree / "in" / name).symlink_to(".")
    assert [each.name for each in discover([tree / "in" / "**" / "*.txt"]).inputs] == ["a/1.txt"]


def test_a_link_out_of_a_folder_is_what_one_is_told_of_when_nothing_else_is_there(tree: Path, ontology: Ontology) -> None:
    (tree / "links").mkdir()
    (tree / "links" / "2.txt").symlink_to("../beside/2.txt")
    with pytest.raises(ValueError, match=r"warning: 2\.txt: a link that leads out of the folder(.|\n)*holds no reports"):
        build([tree / "links"], tree / "out", ontology, workers=1)


def test_files_of_other_kinds_are_counted(tree: Path, ontology: Ontology, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("p.jpg", "a/q.JPG", "notes", ".hidden.jpg", "1_files/x.css", "d.doc"):
        (tree / "in" / name).parent.mkdir(exist_ok=True)
        (tree / "in" / name).touch()
    os.symlink("p.jpg", tree / "in" / "r.jpg")
    out = tree / "in" / "out"
    for _ in range(2):  # the second time the folder holds what the first build wrote
        result = build([tree / "in", tree / "in" / "a"], out, ontology, workers=1, site=False)
        assert result.passed_over == {"": 1, ".jpg": 2}
        assert read_manifest(out)["passed_over"] == {"": 1, ".jpg": 2}
    assert [failure.path for failure in result.failures] == ["d.doc"]
    show(result, site=False, whole=True)
    assert "files of other kinds, not read: 1 without an ending, 2 .jpg" in capsys.readouterr().out
