"""A second build reads only what has changed; what it keeps is checked, bounded, and changes no byte of what it writes."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pytest

import kg.build.cache
from kg.build import BuildResult, Plan, build
from kg.build.cache import Cache, cache_key
from kg.build.entry import DamagedEntryError, outcome_of, pieces_of
from kg.ontology import Ontology
from kg.reading import Given, Input, Limits
from kg.records import Metadata

NAMES = ("a", "b", "c")


def digests(out: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a build but the timings."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file() and path.name != "timings.json"
    }


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        (folder / f"{name}.txt").write_text(f"2022年，{name}区司法局办理行政复议案件{number + 7}件。\n", "utf-8")
    return folder


def made(reports: Path, out: Path, ontology: Ontology, **options: bool) -> BuildResult:
    return build([reports], out, ontology, workers=1, site=False, **options)


def test_a_second_build_reads_only_what_has_changed(reports: Path, ontology: Ontology, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert made(reports, out, ontology).read == 3
    before = digests(out)
    assert made(reports, out, ontology).read == 0
    assert digests(out) == before
    (reports / "b.txt").write_text("2021年，区司法局办理行政复议案件9件。\n", "utf-8")
    result = made(reports, out, ontology)
    assert result.read == 1
    made(reports, tmp_path / "anew", ontology)
    assert digests(out) == digests(tmp_path / "anew")


def test_force_reads_everything(reports: Path, ontology: Ontology, tmp_path: Path) -> None:
    made(reports, tmp_path / "out", ontology)
    assert made(reports, tmp_path / "out", ontology, force=True).read == 3


def test_the_cache_holds_no_more_than_the_build(reports: Path, ontology: Ontology, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for text in ("甲", "乙", "丙"):
        (reports / "a.txt").write_text(f"{text}区司法局办理行政复议案件9件。\n", "utf-8")
        made(reports, out, ontology)
        (out / ".cache" / "ab").mkdir(exist_ok=True)
        (out / ".cache" / "ab" / "left.123.part").touch()
    made(reports, out, ontology)
    assert len([path for path in (out / ".cache").rglob("*") if path.is_file()]) == len(NAMES)


@pytest.mark.parametrize("damage", [lambda entry: entry[:-1], lambda entry: entry[:60] + b"x" + entry[61:], lambda entry: b""])
def test_a_damaged_entry_is_read_anew(damage, reports: Path, ontology: Ontology, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "out"
    made(reports, out, ontology)
    before = digests(out)
    entry = min(path for path in (out / ".cache").rglob("*") if path.is_file())
    damaged = damage(entry.read_bytes())
    entry.write_bytes(damaged)
    with pytest.raises(DamagedEntryError):
        outcome_of(damaged)
    with pytest.raises(DamagedEntryError):
        pieces_of(damaged)
    assert made(reports, out, ontology).read == 1
    assert digests(out) == before


def test_a_failure_is_tried_again(reports: Path, ontology: Ontology, tmp_path: Path) -> None:
    (reports / "empty.txt").touch()
    for _ in range(2):
        result = made(reports, tmp_path / "out", ontology)
        assert [failure.path for failure in result.failures] == ["empty.txt"]
    assert result.read == 0


def test_the_key_depends_on_all_that_a_report_depends_on(
    ontology: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Input(tmp_path / "a.txt", tmp_path, "a")
    others = (
        (dataclasses.replace(one, path=tmp_path / "b.txt"), "1"),
        (dataclasses.replace(one, id="b"), "1"),
        (dataclasses.replace(one, given=Given(Metadata(year=2022))), "1"),
        (dataclasses.replace(one, given=Given(url="https://www.example.gov.cn/")), "1"),
        (dataclasses.replace(one, limits=Limits(characters=5)), "1"),
        (one, "2"),
    )
    key = cache_key(one, "1", ontology)
    elsewhere = Input(Path("/elsewhere/a.txt"), Path("/elsewhere"), "a", limits=Limits(seconds=1))
    assert cache_key(elsewhere, "1", ontology) == key
    keys = {key, *(cache_key(input, stamp, ontology) for input, stamp in others)}
    keys.add(cache_key(one, "1", dataclasses.replace(ontology, sha256="0")))
    monkeypatch.setattr(kg.build.cache, "program_version", lambda: "another")
    keys.add(cache_key(one, "1", ontology))
    assert len(keys) == len(others) + 3


def test_an_entry_survives_only_whole(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.find("abc") is None
    cache.put("abc", b"no entry")
    assert cache.find("abc") is None
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["abc"]


def test_one_cache_serves_every_form_of_a_build(reports: Path, ontology: Ontology, tmp_path: Path) -> None:
    made(reports, tmp_path / "out", ontology)
    assert build([reports], tmp_path / "out", ontology, workers=1, partitions=Plan(2)).read == 0
    assert made(reports, tmp_path / "out", ontology).read == 0
