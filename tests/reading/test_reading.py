"""Bytes → text and id; what cannot be read is refused in one line that names file, place and remedy."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import pytest

from kg.reading import (
    READERS,
    BinaryFileError,
    EmptyFileError,
    MissingFileError,
    NoReportsError,
    ReadingError,
    RepeatedIdError,
    UndecodableFileError,
    UnsupportedSuffixError,
    discover,
    read,
)
from kg.reading.discover import SUFFIXES

TEXT = "一、加强组织领导\n区政府常务会议学法12次，“放管服”改革全面推进。\n"


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
        TEXT.encode("gb18030"),
        TEXT.encode("gbk"),
        TEXT.replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "gb18030", "gbk", "crlf"],
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
        ("a.txt", "法治".encode("utf-16-le"), UndecodableFileError, "byte 0"),
        ("a.txt", "法治政府".encode() + b"\xff\xff\xff", UndecodableFileError, "byte 12"),
        ("a.txt", "臺灣省政府公報，關於行政執法與複議的規定".encode("big5"), UndecodableFileError, "UTF-8"),
        ("a.txt", b"\xff\xfe\x00\xd8", UndecodableFileError, "UTF-16"),
        ("a.doc", b"x", UnsupportedSuffixError, ".doc"),
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


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"no such file.*; check the path"):
        read(tmp_path / "no.txt", tmp_path)
    with pytest.raises(MissingFileError, match=r"no\.txt"):
        discover([tmp_path / "no.txt"])


def test_ids(tmp_path: Path) -> None:
    path = write(tmp_path, "河南/2022.顺河.txt", TEXT.encode())
    report = read(path, tmp_path)
    assert (report.id, report.source.path) == ("河南/2022.顺河", "河南/2022.顺河.txt")
    decomposed = write(tmp_path, unicodedata.normalize("NFD", "é") + ".txt", TEXT.encode())
    assert read(decomposed, tmp_path).id == "\u00e9"


def test_discover(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.TXT", "a.txt", "c.md", ".hidden.txt", ".git/x.txt"):
        write(tmp_path, name, TEXT.encode())
    found = discover([tmp_path, tmp_path / "a.txt"])
    assert [(file.relative_to(tmp_path).as_posix(), root) for file, root in found] == [
        ("a.txt", tmp_path),
        ("b/1.TXT", tmp_path),
        ("b/2.txt", tmp_path),
    ]
    assert discover([tmp_path / "b/2.txt"]) == [(tmp_path / "b/2.txt", tmp_path / "b")]
    with pytest.raises(UnsupportedSuffixError):
        discover([tmp_path / "c.md"])


def test_a_folder_without_reports(tmp_path: Path) -> None:
    write(tmp_path, "c.md", b"x")
    with pytest.raises(NoReportsError, match=r"holds no reports; put files there that end in: \.txt"):
        discover([tmp_path])


def test_two_files_with_one_id(tmp_path: Path) -> None:
    write(tmp_path, "a.TXT", TEXT.encode())
    write(tmp_path, "a.txt", TEXT.encode())
    with pytest.raises(RepeatedIdError, match=r"a\.txt: has the same id 'a' as .*a\.TXT"):
        discover([tmp_path])


def test_what_is_searched_is_what_can_be_read() -> None:
    assert tuple(READERS) == SUFFIXES
