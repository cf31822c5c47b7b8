"""Finds the reports under given paths, and names them."""

from __future__ import annotations

import dataclasses
import glob
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.reading.archive import ARCHIVE, members
from kg.reading.errors import (
    MissingFileError,
    NestedArchiveError,
    NoReportsError,
    ReadingError,
    RepeatedIdError,
    UnsafePathError,
    UnsupportedSuffixError,
)
from kg.reading.formats import REFUSED
from kg.reading.inputs import Given, Input, Limits, is_file, report_id
from kg.reading.manifest import MANIFEST, read_manifest

__all__ = ["SUFFIXES", "discover"]

SUFFIXES: tuple[str, ...] = (".txt", ".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml", ".docx", ".pdf")
"""Suffixes of the files that are taken from folders and archives, in lower case: the keys of ``kg.reading.READERS``."""

_DEFAULT = Limits()


def discover(
    paths: Iterable[Path], limits: Limits = _DEFAULT, also: Iterable[Input] = ()
) -> tuple[list[Input], list[ReadingError]]:
    """Return all reports under ``paths``, each once and under an id of its own, sorted; and what could not be used, with reasons.

    A path is a file, a folder, which is searched to the bottom, a zip archive, a manifest (.csv), or a pattern with ``*``, ``?``
    or ``[…]`` (``**`` for any folders). The root of a file that is given by itself is its folder, so that its id is its stem. In
    folders and archives, hidden files, what belongs to saved web pages and files of no kind of document are passed over;
    documents of a kind that is not read are named. Of a file that several paths lead to, the longest name is kept, and what a
    manifest says of it. ``also`` are inputs that were found elsewhere, to be named together with these.
    """
    refused: list[ReadingError] = []
    found: dict[Path, Input] = {}
    for other in also:
        found[other.path] = _merged(found[other.path], other) if other.path in found else other
    for path in paths:
        try:
            for each in _under(path, limits):
                if isinstance(each, ReadingError):
                    refused.append(each)
                    continue
                place = each.path.resolve()
                found[place] = _merged(found[place], each) if place in found else each
        except ReadingError as error:
            refused.append(error)
        except (OSError, ValueError) as error:  # a name that the system cannot even look for
            refused.append(MissingFileError(path, getattr(error, "strerror", None) or str(error)))
    return _identified(_named_apart(found.values()), refused), refused


def _merged(one: Input, other: Input) -> Input:
    """Return the one of two ways to a file that gives it the longer name, with what either says of it."""
    longer = min(one, other, key=lambda each: (len(each.root.parts), str(each.path)))
    return dataclasses.replace(longer, given=other.given if one.given == Given() else one.given)


def _under(path: Path, limits: Limits) -> Iterator[Input | ReadingError]:
    if glob.has_magic(str(path)) and not path.exists():
        yield from _matching(path, limits)
    elif path.is_dir():
        files = (file for file in path.rglob("*") if _is_document(file.relative_to(path)) and file.is_file())
        yield from _files(sorted(files), path, limits, "folder")
    elif not is_file(path):
        raise MissingFileError(path)
    elif path.suffix.lower() == ARCHIVE:
        yield from _archived(path, path.parent, limits)
    elif path.suffix.lower() == MANIFEST:
        yield from _listed(path, limits)
    elif path.suffix.lower() not in SUFFIXES:
        raise UnsupportedSuffixError(path, SUFFIXES)
    else:
        yield Input(path, path.parent, limits=limits)


def _matching(pattern: Path, limits: Limits) -> Iterator[Input | ReadingError]:
    """Yield what a pattern matches; the root is the folder before the first part that holds a wildcard."""
    fixed = next(index for index, part in enumerate(pattern.parts) if glob.has_magic(part))
    files = [file for found in sorted(glob.glob(str(pattern), recursive=True)) if (file := Path(found)).is_file()]
    yield from _files(files, Path(*pattern.parts[:fixed]), limits, "pattern")


def _files(files: Iterable[Path], root: Path, limits: Limits, what: str) -> Iterator[Input | ReadingError]:
    any_found = False
    for file in files:
        suffix = file.suffix.lower()
        if suffix == ARCHIVE:
            any_found = True
            try:
                yield from _archived(file, root, limits)
            except ReadingError as error:
                yield error
        elif suffix in SUFFIXES:
            any_found = True
            yield Input(file, root, limits=limits)
        elif suffix in REFUSED:
            any_found = True
            yield UnsupportedSuffixError(file, SUFFIXES)
    if not any_found:
        raise NoReportsError(root, SUFFIXES, what)


def _archived(archive: Path, root: Path, limits: Limits) -> Iterator[Input | ReadingError]:
    safe, unsafe = members(archive, limits)
    yield from (UnsafePathError(archive, name) for name in unsafe)
    any_found = bool(unsafe)
    for name in filter(_is_document, map(Path, safe)):
        suffix = name.suffix.lower()
        any_found |= suffix in (ARCHIVE, *SUFFIXES, *REFUSED)
        if suffix == ARCHIVE:
            yield NestedArchiveError(archive / name)
        elif suffix in SUFFIXES:
            yield Input(archive / name, root, limits=limits)
        elif suffix in REFUSED:
            yield UnsupportedSuffixError(archive / name, SUFFIXES)
    if not any_found:
        raise NoReportsError(archive, SUFFIXES, "archive")


def _listed(manifest: Path, limits: Limits) -> Iterator[Input | ReadingError]:
    any_found = False
    for row in read_manifest(manifest, limits):
        any_found = True
        if isinstance(row, ReadingError):
            yield row
            continue
        file, given = row
        if not is_file(file):
            yield MissingFileError(file)
        elif file.suffix.lower() not in SUFFIXES:
            yield UnsupportedSuffixError(file, SUFFIXES)
        else:
            yield Input(file, manifest.parent, given=given, limits=limits)
    if not any_found:
        raise NoReportsError(manifest, SUFFIXES, "manifest")


def _is_document(relative: Path) -> bool:
    """Say whether a file is neither hidden nor in the folder of pictures and frames that browsers save beside a page."""
    return not any(part.startswith((".", "__MACOSX", "~$")) for part in relative.parts) and not any(
        part.endswith(("_files", ".files")) for part in relative.parts[:-1]
    )


def _named_apart(inputs: Iterable[Input]) -> list[Input]:
    """Give files of one name in several roots (``henan/1.txt``, ``hubei/1.txt``) their common parent as root."""
    by_name: defaultdict[str, list[Input]] = defaultdict(list)
    for each in inputs:
        by_name[each.name].append(each)
    apart: list[Input] = []
    for group in by_name.values():
        if len({each.root.resolve() for each in group}) > 1:
            resolved = [dataclasses.replace(each, path=each.path.resolve()) for each in group]
            parent = Path(os.path.commonpath([each.path.parent for each in resolved]))
            group = [dataclasses.replace(each, root=parent) for each in resolved]
        apart += group
    return sorted(apart, key=lambda each: (each.name, str(each.path)))


def _identified(inputs: Iterable[Input], refused: list[ReadingError]) -> list[Input]:
    """Give each its id; a page and its attachment that differ in the suffix alone (``1.html``, ``1.docx``) keep it in theirs."""
    by_id: defaultdict[str, list[Input]] = defaultdict(list)
    for each in inputs:
        by_id[report_id(each.path, each.root)].append(each)
    named: dict[str, Input] = {}
    for id, group in by_id.items():
        for each in group:
            name = each.name if len(group) > 1 else id
            if name in named:
                refused.append(RepeatedIdError(each.path, named[name].path, name))
            else:
                named[name] = dataclasses.replace(each, id=name)
    return list(named.values())
