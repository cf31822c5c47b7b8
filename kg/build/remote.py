"""Files that do not lie on this machine: everything that fsspec has a driver for (s3, hdfs, http, …), named by URL.

Reports are found by listing, and fetched one at a time by who reads them; the files of a build are sent when they are whole.
"""

from __future__ import annotations

import dataclasses
import glob
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from fsspec.core import url_to_fs

from kg.reading import Input, Limits, ReadingError
from kg.reading.discover import SUFFIXES
from kg.reading.errors import MissingFileError, NoReportsError, OversizeError, UnsafePathError, UnsupportedSuffixError
from kg.reading.formats import REFUSED
from kg.reading.manifest import MANIFEST, read_manifest

__all__ = [
    "RemoteError",
    "at_hand",
    "find_remote",
    "held",
    "is_same_system",
    "is_url",
    "local",
    "place_of",
    "send",
    "stamp_of",
]

_LOCAL = ("file://", "local://")
_ARCHIVE = ".zip"
# What drivers raise: their own errors are of these classes.
_TROUBLE = (OSError, ImportError, ValueError)


class RemoteError(ValueError):
    """A URL that cannot be used; the message says why."""

    def __init__(self, url: str, error: BaseException) -> None:
        said = " ".join(str(error).split()) or type(error).__name__
        remedy = "install its driver" if isinstance(error, ImportError) else "check the URL and your access to it"
        super().__init__(f"{url}: {said}; {remedy}")


def is_url(place: str | Path) -> bool:
    """Say whether ``place`` is a URL that is not of this machine.

    >>> is_url("s3://bucket/reports"), is_url("file:///data/reports"), is_url("reports/a.txt")
    (True, False, False)
    """
    return isinstance(place, str) and "://" in place and not place.startswith(_LOCAL)


def local(place: str | Path) -> Path:
    """Return a place on this machine as a path, also one that is given as a URL.

    >>> local("file:///data/my%20reports").as_posix(), local("reports").as_posix()
    ('/data/my reports', 'reports')
    """
    text = str(place)
    return Path(url2pathname(urlsplit(text).path)) if text.startswith(_LOCAL) else Path(text)


def is_same_system(one: str, other: str) -> bool:
    """Say whether two places are on file systems of one kind.

    >>> is_same_system("s3://bucket/a", "s3://bucket/b"), is_same_system("s3://bucket/a", "hdfs://host/a")
    (True, False)
    """
    kinds = {place.partition("://")[0] if is_url(place) else "" for place in (one, other)}
    return len(kinds) == 1


def place_of(url: str) -> Path:
    """Return the path that inputs under ``url`` have: that on its file system, behind a slash."""
    return Path("/" + url_to_fs(url)[1].lstrip("/"))


def find_remote(url: str, limits: Limits) -> tuple[list[Input], list[ReadingError]]:
    """Return the reports under ``url``: a file, a folder, a pattern, or a manifest; and what could not be used.

    The path of such an input is its path on its file system, behind a slash. Raises RemoteError.
    """
    try:
        fs, place = url_to_fs(url)
        if PurePosixPath(place).suffix.lower() == MANIFEST:
            return _listed(fs, place, limits)
        root, files = _found(fs, place)
    except _TROUBLE as error:
        raise RemoteError(url, error) from None
    found: list[Input] = []
    refused: list[ReadingError] = []
    for file in sorted(files):
        path = _absolute(file)
        suffix, inside = path.suffix.lower(), path.relative_to(root).parts
        if any(part.startswith(".") and part != ".." for part in inside):
            continue
        if ".." in inside:
            refused.append(UnsafePathError(root, str(path)))
        elif suffix in SUFFIXES:
            found.append(Input(path, root, limits=limits, remote=fs.unstrip_protocol(file)))
        elif suffix in REFUSED or suffix == _ARCHIVE or len(files) == 1:  # an archive's members cannot be read from afar
            refused.append(UnsupportedSuffixError(path, SUFFIXES))
    if not found and not refused:
        refused.append(NoReportsError(root, SUFFIXES, "folder"))
    return found, refused


def stamp_of(input: Input) -> str:
    """Return what tells this content of a remote file from others: its ETag, or its time and size. Raises ReadingError."""
    try:
        fs, place = url_to_fs(input.remote)
        return f"{input.remote} {fs.ukey(place)}"
    except _TROUBLE as error:
        raise MissingFileError(input.path, str(error) or type(error).__name__) from None


@contextmanager
def at_hand(input: Input, sent: bytes | None = None) -> Iterator[Input]:
    """Give ``input`` as a file of this machine, gone afterwards if it was not there before. Raises ReadingError."""
    if sent is None and not input.remote:
        yield input
        return
    data = _fetched(input) if sent is None else sent
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        path = Path(folder) / input.path.relative_to(input.root)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        yield dataclasses.replace(input, path=path, root=Path(folder), remote="")


def held(folder: str, names: Iterable[str]) -> list[str]:
    """Return which of ``names`` are in ``folder``, a URL. Raises RemoteError."""
    try:
        fs, place = url_to_fs(folder)
        return [name for name in names if fs.exists(f"{place}/{name}")]
    except _TROUBLE as error:
        raise RemoteError(folder, error) from None


def send(made: Path, folder: str, names: Iterable[str], last: str) -> None:
    """Replace ``names`` in ``folder``, a URL, by those in ``made``; the file ``last`` goes first and comes last.

    Raises RemoteError.
    """
    try:
        fs, place = url_to_fs(folder)
        _remove(fs, f"{place}/{last}")
        for name in names:
            _remove(fs, f"{place}/{name}")
            files = (made / name).rglob("*") if (made / name).is_dir() else [made / name]
            for file in sorted(file for file in files if file.is_file()):
                _put(fs, file, f"{place}/{file.relative_to(made).as_posix()}")
        _put(fs, made / last, f"{place}/{last}")
    except _TROUBLE as error:
        raise RemoteError(folder, error) from None


def _found(fs: Any, place: str) -> tuple[Path, list[str]]:
    """Return the root of what ``place`` names, and the files."""
    if glob.has_magic(place):
        parts = PurePosixPath(place).parts
        fixed = next(number for number, part in enumerate(parts) if glob.has_magic(part))
        return _absolute(str(PurePosixPath(*parts[:fixed]))), [file for file in fs.glob(place) if fs.isfile(file)]
    if fs.isdir(place):
        return _absolute(place), fs.find(place)
    if fs.exists(place):
        return _absolute(place).parent, [place]
    raise FileNotFoundError("no such file or folder")


def _listed(fs: Any, place: str, limits: Limits) -> tuple[list[Input], list[ReadingError]]:
    found: list[Input] = []
    refused: list[ReadingError] = []
    root = _absolute(place).parent
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        copy = Path(folder) / PurePosixPath(place).name
        copy.write_bytes(fs.cat_file(place))
        for row in read_manifest(copy, limits):
            if isinstance(row, ReadingError):
                refused.append(row)
                continue
            inside = row[0].relative_to(folder)
            file = f"{place.rpartition('/')[0]}/{inside.as_posix()}"
            if inside.suffix.lower() not in SUFFIXES:
                refused.append(UnsupportedSuffixError(root / inside, SUFFIXES))
            elif not fs.exists(file):
                refused.append(MissingFileError(root / inside))
            else:
                found.append(Input(root / inside, root, given=row[1], limits=limits, remote=fs.unstrip_protocol(file)))
    return found, refused


def _fetched(input: Input) -> bytes:
    try:
        fs, place = url_to_fs(input.remote)
        size, most = fs.size(place) or 0, input.limits.file_bytes
        data = b"" if size > most else fs.cat_file(place)
    except _TROUBLE as error:
        raise MissingFileError(input.path, str(error) or type(error).__name__) from None
    if size > most:
        raise OversizeError(input.path, size, most, "bytes", "--max-file-size")
    return bytes(data)


def _put(fs: Any, file: Path, place: str) -> None:
    fs.makedirs(place.rpartition("/")[0], exist_ok=True)
    fs.put_file(str(file), place)


def _remove(fs: Any, place: str) -> None:
    if fs.exists(place):
        fs.rm(place, recursive=True)


def _absolute(place: str) -> Path:
    return Path("/" + place.lstrip("/"))
