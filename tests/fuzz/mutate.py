"""Real files, broken: cut off, doubled, bits flipped, stretches moved, hostile pieces put in, two files run into one."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

from hostile import HOSTILE

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "reading"))
from writers import TEMPLATES, Page, locked, printed, word, zipped  # noqa: E402

__all__ = ["mutant", "originals"]

# Shorter than reports are, so that many inputs are tried in little time.
LONGEST = 700
PIECES: tuple[bytes, ...] = (
    *(b"\0", b"\x1a", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\x80" * 9, b"\n" * 300, b" " * 500),
    *(text.encode() for text in ("\u202e\u2066", "\ufffe", "《" * 300, "（" * 300, "“" * 300, "一、" * 99)),
    *(b"<div>" * 500, b"<table><tr><td>" * 99, b"<script>", b"<!--", b"]]>", b"&#0;&#xD800;&#x110000;", b"<textarea>"),
    *(b"<svg><style>", b"<a href='", b"<!DOCTYPE x [<!ENTITY a 'b'>]>&a;", b"9" * 500, b"../../"),
    *(b"%%EOF", b"endobj", b"stream\n", b"PK\x01\x02", b"PK\x05\x06"),
    *("".join((begin, piece * 40, end)).encode("utf-8", "surrogatepass") for begin, piece, end in HOSTILE.values()),
)


def originals() -> dict[str, list[bytes]]:
    """Return whole files by suffix, made of pieces of the sample reports."""
    files: dict[str, list[bytes]] = {}

    def add(suffix: str, data: bytes) -> None:
        files.setdefault(suffix, []).append(data)

    for path in sorted((ROOT / "seeds").glob("*.txt")):
        text = path.read_text("utf-8")
        for start in (0, len(text) // 2):
            piece = text[start : start + LONGEST]
            lines = tuple(line.strip() for line in piece.split("\n") if line.strip())
            page = Page(lines[0], lines)
            for encoding in ("utf-8", "gb18030", "utf-16", "big5"):
                add(".txt", piece.encode(encoding, "ignore"))
            for template in TEMPLATES.values():
                add(".html", template(page).encode())
            add(".mht", b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + TEMPLATES["standard"](page).encode())
            add(".docx", word(lines, [("项目", "数量"), ("复议", "8件")]))
            add(".pdf", printed(lines))
            add(".zip", zipped({"a.txt": piece.encode(), "b/c.html": TEMPLATES["tables"](page).encode()}))
            add(".csv", b"path,url,region,year,published\na.txt,https://www.example.gov.cn/1.html,410203,2022,2023-01-12\n")
    add(".pdf", locked(files[".pdf"][0], "secret"))
    return files


def mutant(files: dict[str, list[bytes]], chance: random.Random) -> tuple[str, bytes]:
    """Return a suffix and the content of a file that has been broken in one to three ways."""
    suffix = chance.choice(list(files))
    data = chance.choice(files[suffix])
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(WAYS)(data, files, chance)
    return (chance.choice(list(files)) if chance.random() < 0.05 else suffix), data


def _cut(data: bytes, files: dict[str, list[bytes]], chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _behead(data: bytes, files: dict[str, list[bytes]], chance: random.Random) -> bytes:
    return data[chance.randint(0, min(len(data), 50)) :]


def _double(data: bytes, files: dict[str, list[bytes]], chance: random.Random) -> bytes:
    return data + data if len(data) < 100_000 else data


def _flip(data: bytes, files: dict[str, list[bytes]], chance: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(chance.choice((1, 3, 30)) if broken else 0):
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    return bytes(broken)


def _move(data: bytes, files: dict[str, list[bytes]], chance: random.Random) -> bytes:
    start, end = sorted(chance.randint(0, len(data)) for _ in range(2))
    at = chance.randint(0, start)
    return data[:at] + data[start:end] + data[at:start] + data[end:]


def _drop(data: bytes, files: dict[str, list[bytes]], chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    return data[:start] + data[start + chance.randint(1, 200) :]


def _insert(data: bytes, files: dict[str, list[bytes]], chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(PIECES) + data[at:]


def _run_into(data: bytes, files: dict[str, list[bytes]], chance: random.Random) -> bytes:
    other = chance.choice(files[chance.choice(list(files))])
    return data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]


WAYS: tuple[Callable[[bytes, dict[str, list[bytes]], random.Random], bytes], ...] = (
    _cut,
    _behead,
    _double,
    _flip,
    _flip,
    _move,
    _drop,
    _insert,
    _insert,
    _run_into,
)
