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

from kg.reading import Found, Given, Input, Limits, ReadingError
from kg.reading.archive import ARCHIVE
from kg.reading.discover import SUFFIXES, TAKEN
from kg.reading.errors import (
    EmptyManifestError,
    MissingFileError,
    NoMatchError,
    NoReportsError,
    OversizeError,
    RemoteArchiveError,
    UnsafePathError,
    UnsupportedSuffixError,
)
from kg.reading.formats import REFUSED
from kg.reading.manifest import MANIFEST, read_manifest

__all__ = [
    "RemoteError",
    "at_hand",
    "below",
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


def below(url: str, path: Path) -> str:
    """Return the URL of ``path``, which was found under ``url``.

    >>> below("memory://in/*.txt", Path("/in/a.txt"))
    'memory://in/a.txt'
    """
    place, known = place_of(url), url.rstrip("/")
    while not path.is_relative_to(place):
        place, known = place.parent, known.rpartition("/")[0]
    inside = path.relative_to(place).as_posix()
    return known if inside == "." else f"{known}/{inside}"


def find_remote(url: str, limits: Limits) -> Found:
    """Return the reports under ``url``: a file, a folder, a pattern, or a manifest; and what is not read.

    The path of such an input is its path on its file system, behind a slash. Raises RemoteError.
    """
    try:
        fs, place = url_to_fs(url)
        if PurePosixPath(place).suffix.lower() == MANIFEST:
            return _listed(fs, place, limits)
        root, files = _found(fs, place)
    except _TROUBLE as error:
        raise RemoteError(url, error) from None
    found = Found([], [], [], [])
    for file in sorted(files):
        path = _absolute(file)
        suffix, inside = path.suffix.lower(), path.relative_to(root).parts
        if any(part.startswith(".") and part != ".." for part in inside):
            continue
        if ".." in inside:
            found.refused.append(UnsafePathError(root, str(path)))
        elif suffix == ARCHIVE:
            found.refused.append(RemoteArchiveError(path))
        elif suffix not in TAKEN and (suffix in REFUSED or path == _absolute(place)):
            found.refused.append(UnsupportedSuffixError(path, SUFFIXES))
        else:
            group = found.inputs if suffix in TAKEN else found.passed_over
            group.append(Input(path, root, limits=limits, remote=fs.unstrip_protocol(file)))
    if not found.inputs and not found.refused:
        place_given = _absolute(place)
        is_pattern = glob.has_magic(place)
        found.refused.append(
            NoMatchError(place_given, SUFFIXES, len(files)) if is_pattern else NoReportsError(place_given, SUFFIXES)
        )
    return found


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


def _listed(fs: Any, place: str, limits: Limits) -> Found:
    found = Found([], [], [], [])
    manifest = _absolute(place)
    folder = place.rpartition("/")[0]
    for row in _rows(fs, place, limits):
        if isinstance(row, ReadingError):
            found.refused.append(ReadingError(manifest, row.said))  # it was a copy that was read
            continue
        inside, given = row
        file, path = f"{folder}/{inside.as_posix()}", manifest.parent / inside
        if path.suffix.lower() not in TAKEN:
            found.refused.append(UnsupportedSuffixError(path, SUFFIXES))
        elif not fs.exists(file):
            found.refused.append(MissingFileError(path))
        else:
            found.inputs.append(Input(path, manifest.parent, given=given, limits=limits, remote=fs.unstrip_protocol(file)))
    if not found.inputs and not found.refused:
        found.refused.append(EmptyManifestError(manifest))
    return found


def _rows(fs: Any, place: str, limits: Limits) -> Iterator[tuple[Path, Given] | ReadingError]:
    """Yield the rows of a manifest as :func:`read_manifest` does, paths relative to it; an error of the whole comes last."""
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        copy = Path(folder) / PurePosixPath(place).name
        copy.write_bytes(fs.cat_file(place))
        try:
            for row in read_manifest(copy, limits):
                yield row if isinstance(row, ReadingError) else (row[0].relative_to(folder), row[1])
        except ReadingError as error:
            yield error


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
