"""Finds the report files under given paths, and names them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from kg.reading.errors import MissingFileError, NoReportsError, RepeatedIdError, UnsupportedSuffixError

__all__ = ["SUFFIXES", "discover", "report_id", "shown"]

SUFFIXES: tuple[str, ...] = (".txt",)
"""Suffixes of the files that are taken from folders, in lower case: the keys of ``kg.reading.READERS``."""


def discover(paths: Iterable[Path]) -> list[tuple[Path, Path]]:
    """Return (file, root) of every report under ``paths``: files as given, folders searched to the bottom in sorted order.

    The root of a file that is given by itself is its folder, so that its id is its stem. In a folder, hidden files and those of
    other kinds are skipped. A file that several paths lead to comes once, with the first of its roots.
    Raises MissingFileError, UnsupportedSuffixError, NoReportsError, or RepeatedIdError when two files differ in nothing but their
    suffix and would get one id under one root.
    """
    found: dict[Path, tuple[Path, Path]] = {}
    for path in paths:
        for file, root in _under(path):
            found.setdefault(file.resolve(), (file, root))
    named: dict[tuple[Path, str], Path] = {}
    for file, root in found.values():
        id = report_id(file, root)
        other = named.setdefault((root.resolve(), id), file)
        if other != file:
            raise RepeatedIdError(file, other, id)
    return list(found.values())


def report_id(path: Path, root: Path) -> str:
    """Return the id of the report ``path`` below ``root``: the relative path without suffix, with ``/``, in Unicode form NFC.

    >>> report_id(Path("in/henan/410203.txt"), Path("in"))
    'henan/410203'
    """
    return shown(path.relative_to(root).with_suffix(""))


def shown(path: Path) -> str:
    """Return ``path`` with ``/`` in NFC, so that one name is one string on every system; bytes that are no text become ``?``."""
    raw = path.as_posix().encode("utf-8", "surrogateescape")
    return unicodedata.normalize("NFC", raw.decode("utf-8", "replace"))


def _under(path: Path) -> list[tuple[Path, Path]]:
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if _is_report(file.relative_to(path)) and file.is_file())
        if not files:
            raise NoReportsError(path, SUFFIXES)
        return [(file, path) for file in files]
    if not path.exists():
        raise MissingFileError(path)
    if path.suffix.lower() not in SUFFIXES:
        raise UnsupportedSuffixError(path, SUFFIXES)
    return [(path, path.parent)]


def _is_report(relative: Path) -> bool:
    return relative.suffix.lower() in SUFFIXES and not any(part.startswith(".") for part in relative.parts)
