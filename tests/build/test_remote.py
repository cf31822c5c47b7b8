"""Reports read from URLs, and builds written to them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner

from kg.build import OutputError, Plan, RemoteError, build, read_manifest, verify
from kg.build.folder import home
from kg.build.inputs import find_inputs
from kg.cli import main
from kg.ontology import Ontology
from kg.reading import Limits

TEXT = "2022年，区司法局办理行政复议案件8件。\n"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def memory(seeds: Path) -> Iterator[fsspec.AbstractFileSystem]:
    """A file system in memory with the seeds in ``/in``."""
    fs = fsspec.filesystem("memory")
    for path in seeds.glob("*.txt"):
        fs.pipe(f"/in/{path.name}", path.read_bytes())
    yield fs
    fs.rm("/", recursive=True)


def digests(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file() and path.name != "timings.json" and ".cache" not in path.parts
    }


def fetched(fs: fsspec.AbstractFileSystem, folder: str) -> dict[str, str]:
    return {
        name.removeprefix(f"{folder}/"): hashlib.sha256(fs.cat_file(name)).hexdigest()
        for name in fs.find(folder)
        if not name.endswith("/timings.json")
    }


def names(*places: str, limits: Limits | None = None) -> tuple[list[str], list[str]]:
    inputs, failures, *_ = find_inputs(places, limits=limits or Limits())
    return [each.name for each in inputs], [str(failure) for failure in failures]


def test_from_url_to_url_gives_the_same_build(memory: fsspec.AbstractFileSystem, built: Path, ontology: Ontology) -> None:
    result = build(["memory://in"], "memory://out", ontology, workers=1)
    assert fetched(memory, "/out") == digests(built)
    assert result.read == 5
    assert build(["memory://in"], "memory://out", ontology, workers=1).read == 0
    memory.pipe("/in/004_8f58528af628fc8b.txt", TEXT.encode())
    assert build(["memory://in"], "memory://out", ontology, workers=1, partitions=Plan(2)).read == 1
    assert "/out/graph.ttl" not in memory.find("/out")
    assert len(memory.glob("/out/partitions/quads/*")) == 3


def test_file_urls_are_paths(seeds: Path, built: Path, ontology: Ontology, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["build", seeds.as_uri(), "-o", (tmp_path / "a b").as_uri(), "-j", "1"])
    assert result.exit_code == 0, result.output
    verify(tmp_path / "a b")
    assert digests(tmp_path / "a b") == digests(built)


def test_what_a_url_may_name(memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe(
        {
            "/in/sub/page.HTML": b"<p>x",
            "/in/sub/old.rtf": b"x",
            "/in/notes.xyz": b"x",
            "/in/.hidden/a.txt": b"x",
            "/in/z.zip": b"x",
        }
    )
    found, failures = names("memory://in")
    assert len(found) == 6
    assert "sub/page.HTML" in found
    assert sorted(failure.split(":")[0] for failure in failures) == ["memory", "memory"]
    assert "memory://in/z.zip: a zip archive is not read from a URL; copy it to this machine and give its path" in failures
    assert any("rich text" in failure for failure in failures)
    assert names("memory://in/000_f99bbbeaaeb0f9c6.txt") == (["000_f99bbbeaaeb0f9c6.txt"], [])
    assert names("memory://in/00[0-2]*.txt")[0] == [name for name in found if name[:3] in {"000", "001", "002"}]
    assert names("memory://in", "memory://in/sub/page.HTML")[0] == found
    assert names("memory://in/sub/*.nope")[1][0].startswith("memory://in/sub/*.nope: no file matches this pattern; ")
    assert find_inputs(["memory://in"]).passed_over == {".xyz": 1}


def test_a_manifest_of_a_url(memory: fsspec.AbstractFileSystem, ontology: Ontology) -> None:
    memory.pipe("/list/a.txt", TEXT.encode())
    memory.pipe("/list/list.csv", b"path,year,url\na.txt,2019,https://a.example/\nb.txt,2019,\n../in/x.txt,,\n")
    result = build(["memory://list/list.csv"], "memory://out", ontology, workers=1, site=False)
    assert [(o.path, o.year, o.url) for o in result.outcomes] == [("a.txt", 2019, "https://a.example/")]
    assert [str(failure).split("; ")[0] for failure in result.failures] == [
        "memory://list/b.txt: no such file or folder",
        "memory://list/list.csv: names '../in/x.txt', a path that leads out of it",
    ]
    memory.pipe("/list/empty.csv", b"path\n")
    assert names("memory://list/empty.csv")[1][0].startswith("memory://list/empty.csv: the manifest lists no reports; ")
    memory.pipe("/list/wrong.csv", b"file\n")
    assert names("memory://list/wrong.csv")[1][0].startswith("memory://list/wrong.csv: line 1: no column is called path; ")


def test_what_goes_wrong_is_said(memory: fsspec.AbstractFileSystem, ontology: Ontology) -> None:
    with pytest.raises(RemoteError, match="memory://none: no such file or folder; check the URL"):
        names("memory://none")
    with pytest.raises(RemoteError, match=r"nonsense://x: .*Protocol not known"):
        names("nonsense://x")
    memory.pipe("/one/a.txt", TEXT.encode() * 100)
    memory.pipe("/one/b.txt", TEXT.encode())
    result = build(["memory://one"], "memory://out", ontology, workers=1, site=False, limits=Limits(file_bytes=1000))
    (failure,) = result.failures
    assert str(failure).startswith("memory:///one/a.txt: ")
    assert "--max-file-size" in failure.reason
    assert CliRunner().invoke(main, ["build", "memory://none", "-o", "memory://out"]).exit_code == 2


def test_a_folder_that_is_not_ours_is_left_alone(memory: fsspec.AbstractFileSystem, ontology: Ontology) -> None:
    memory.pipe("/home/site/index.html", b"mine")
    with pytest.raises(OutputError, match=r"memory://home: holds site but no manifest\.json"):
        build(["memory://in"], "memory://home", ontology, workers=1)
    assert memory.cat_file("/home/site/index.html") == b"mine"
    assert not home("memory://home").exists()


def test_a_build_does_not_read_what_it_wrote(memory: fsspec.AbstractFileSystem, ontology: Ontology) -> None:
    memory.pipe("/one/a.txt", TEXT.encode())
    for _ in range(2):
        result = build(["memory://one"], "memory://one", ontology, workers=1)
        assert [outcome.path for outcome in result.outcomes] == ["a.txt"]


def test_it_is_sent_with_the_manifest_last(
    memory: fsspec.AbstractFileSystem, ontology: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(["memory://in"], "memory://out", ontology, workers=1, site=False)
    put = type(memory).put_file

    def broken(self: object, source: str, target: str, **options: object) -> None:
        if target.endswith("reports.jsonl"):
            raise OSError("connection lost")
        put(self, source, target, **options)

    monkeypatch.setattr(type(memory), "put_file", broken)
    with pytest.raises(RemoteError, match="memory://out: connection lost"):
        build(["memory://in"], "memory://out", ontology, workers=1, site=False)
    assert "/out/manifest.json" not in memory.find("/out")
    monkeypatch.setattr(type(memory), "put_file", put)
    assert build(["memory://in"], "memory://out", ontology, workers=1, site=False).read == 0
    memory.get("/out", str(tmp_path / "copy"), recursive=True)
    assert read_manifest(tmp_path / "copy", "graph.ttl")["counts"]["reports"] == 5
