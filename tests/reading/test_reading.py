"""Bytes → text and id; what cannot be read is refused in one line that names file, place and remedy."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import pytest

from kg.ontology import load
from kg.reading import READERS, Input, Limits, discover
from kg.reading import read as read_input
from kg.reading.discover import SUFFIXES
from kg.reading.errors import (
    BinaryFileError,
    EmptyFileError,
    MissingFileError,
    NoReportsError,
    OversizeError,
    ReadingError,
    UndecodableFileError,
    UnsupportedSuffixError,
)
from kg.records import Report

TEXT = "一、加强组织领导\n区政府常务会议学法12次，“放管服”改革全面推进。\n"


def read(path: Path, root: Path) -> Report:
    return read_input(Input(path, root), load().reading)


def refused(*paths: Path, limits: Limits | None = None) -> list[ReadingError]:
    return discover(paths, limits or Limits())[1]


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
        TEXT.encode("gbk"),
        TEXT.replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "utf-16-le-bare", "utf-16-be-bare", "gb18030", "gbk", "crlf"],
)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    report = read(write(tmp_path, "a.txt", data), tmp_path)
    assert report.text == TEXT
    assert report.source.sha256 == hashlib.sha256(data).hexdigest()
    assert report.source.media_type == "text/plain"


def test_nothing_else_is_changed(tmp_path: Path) -> None:
    text = " \u3000首页\xa0\r法治\u2003\t行政复议 8件\n\n\ufeff完"
    assert read(write(tmp_path, "a.txt", text.encode()), tmp_path).text == text


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("a.txt", b"", EmptyFileError, "empty"),
        ("a.txt", " \n\u3000\t".encode(), EmptyFileError, "white space"),
        ("a.txt", b"%PDF-1.7 x", BinaryFileError, "PDF"),
        ("a.txt", b"PK\x03\x04x", BinaryFileError, "docx"),
        ("a.txt", "法治".encode() + b"\0x", BinaryFileError, "byte 6"),
        ("a.txt", "法治政府".encode() + b"\xff\xff\xff", UndecodableFileError, "byte 12"),
        ("a.txt", bytes(range(128, 256)), UndecodableFileError, "Big5"),
        ("a.txt", b"\xff\xfe\x00\xd8", UndecodableFileError, "UTF-16"),
        ("a.md", b"x", UnsupportedSuffixError, ".md"),
        ("a.doc", b"x", UnsupportedSuffixError, "save it as .docx"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(600), UnsupportedSuffixError, "a Word 97–2003 document is not read; open it in"),
        ("a.doc", b"{\\rtf1 x}", UnsupportedSuffixError, "a rich text document is not read; open it in"),
        ("a.WPS", b"x", UnsupportedSuffixError, "a WPS document is not read; open it in"),
        ("a.xls", b"x", UnsupportedSuffixError, "Excel"),
        ("a.ofd", b"x", UnsupportedSuffixError, "export it as .pdf"),
        ("a.jpg", b"x", UnsupportedSuffixError, "OCR"),
        ("a", b"x", UnsupportedSuffixError, "without a suffix"),
    ],
)
def test_refused(tmp_path: Path, name: str, data: bytes, error: type[ReadingError], says: str) -> None:
    path = write(tmp_path, name, data)
    with pytest.raises(error) as raised:
        read(path, tmp_path)
    message = str(raised.value)
    assert message.startswith(str(path))
    assert says in message
    assert "\n" not in message
    assert ";" in message  # what was wrong; what to do


@pytest.mark.parametrize("encoding", ["big5", "gb18030", "utf-8", "utf-16"])
def test_traditional_characters_stay_in_the_text(tmp_path: Path, encoding: str) -> None:
    text = "臺灣省政府公報，關於行政執法與行政複議的規定，各機關應當依照執行。"
    assert read(write(tmp_path, "a.txt", text.encode(encoding)), tmp_path).text == text


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"no such file.*; check the path"):
        read(tmp_path / "no.txt", tmp_path)
    (error,) = refused(tmp_path / "no.txt")
    assert "no.txt" in str(error)


def test_ids(tmp_path: Path) -> None:
    path = write(tmp_path, "河南/2022.顺河.txt", TEXT.encode())
    report = read(path, tmp_path)
    assert (report.id, report.source.path) == ("河南/2022.顺河", "河南/2022.顺河.txt")
    decomposed = write(tmp_path, unicodedata.normalize("NFD", "é") + ".txt", TEXT.encode())
    assert read(decomposed, tmp_path).id == "\u00e9"


def test_discover(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.TXT", "a.txt", "c.md", ".hidden.txt", ".git/x.txt", "b/1_files/frame.html"):
        write(tmp_path, name, TEXT.encode())
    found, errors, *_ = discover([tmp_path, tmp_path / "a.txt"])
    assert [(each.name, each.id, each.root) for each in found] == [
        ("a.txt", "a", tmp_path),
        ("b/1.TXT", "b/1", tmp_path),
        ("b/2.txt", "b/2", tmp_path),
    ]
    assert not errors
    (given,) = discover([tmp_path / "b/2.txt"])[0]
    assert (given.path, given.root, given.id) == (tmp_path / "b/2.txt", tmp_path / "b", "2")
    assert [type(error) for error in refused(tmp_path / "c.md")] == [UnsupportedSuffixError]


def test_a_pattern(tmp_path: Path) -> None:
    for name in ("a/x/1.txt", "a/y/2.html", "b/3.txt"):
        write(tmp_path, name, TEXT.encode())
    found, errors, *_ = discover([tmp_path / "*" / "**" / "*.txt"])
    assert [(each.name, each.root) for each in found] == [("a/x/1.txt", tmp_path), ("b/3.txt", tmp_path)]
    assert not errors
    (tmp_path / "a" / "3.css").touch()
    for pattern, says in (("*.pdf", "no file matches this pattern"), ("a/*.css", "none of the 1 files that match is a report")):
        assert [str(error) for error in refused(tmp_path / pattern)] == [
            f"{tmp_path / pattern}: {says}; check it: reports end in {', '.join(SUFFIXES)}"
        ]
    assert len(discover([tmp_path / "a" / "**"]).inputs) == 2


def test_a_folder_without_reports(tmp_path: Path) -> None:
    write(tmp_path, "c.md", b"x")
    (error,) = refused(tmp_path)
    assert isinstance(error, NoReportsError)
    assert "holds no reports; put files there that end in: .txt" in str(error)


def test_documents_that_are_not_read_are_named_in_folders(tmp_path: Path) -> None:
    for name in ("a.txt", "b.rtf", "c.ofd", "logo.png", "style.css"):
        write(tmp_path, name, TEXT.encode())
    found, errors, *_ = discover([tmp_path])
    assert [each.name for each in found] == ["a.txt"]
    assert [error.path.name for error in errors] == ["b.rtf", "c.ofd"]


def test_a_page_and_its_attachment_keep_their_suffix(tmp_path: Path) -> None:
    for name in ("a.txt", "a.html", "b.txt"):
        write(tmp_path, name, TEXT.encode())
    assert {each.name: each.id for each in discover([tmp_path])[0]} == {"a.html": "a.html", "a.txt": "a.txt", "b.txt": "b"}


def test_limits(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", TEXT.encode())
    assert read_input(Input(path, tmp_path, limits=Limits(file_bytes=200, characters=len(TEXT))), load().reading).text == TEXT
    with pytest.raises(OversizeError, match=r"characters, the limit is 30; .*--max-characters"):
        read_input(Input(path, tmp_path, limits=Limits(characters=30)), load().reading)
    with pytest.raises(OversizeError, match="--max-file-size"):
        read_input(Input(path, tmp_path, limits=Limits(file_bytes=30)), load().reading)


def test_what_is_searched_is_what_can_be_read() -> None:
    assert tuple(READERS) == SUFFIXES
