"""Finds the reports under given paths, and names them."""

from __future__ import annotations

import dataclasses
import glob
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.reading.archive import ARCHIVE, members
from kg.reading.errors import (
    EmptyManifestError,
    MissingFileError,
    NestedArchiveError,
    NoMatchError,
    NoReportsError,
    ReadingError,
    RepeatedIdError,
    UnfollowedLinkError,
    UnsafePathError,
    UnsupportedSuffixError,
)
from kg.reading.formats import AMBIGUOUS, REFUSED
from kg.reading.inputs import Given, Input, Limits, is_file, report_id
from kg.reading.links import followed
from kg.reading.manifest import MANIFEST, read_manifest

__all__ = ["SUFFIXES", "TAKEN", "Found", "discover"]

SUFFIXES: tuple[str, ...] = (".txt", ".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml", ".docx", ".pdf")
"""Suffixes of the files that are taken from folders and archives, in lower case: the keys of ``kg.reading.READERS``."""
TAKEN = frozenset({*SUFFIXES, *AMBIGUOUS})
"""Suffixes of files that are opened: some of them hold what others are named for."""

_DEFAULT = Limits()


class Found(NamedTuple):
    """What a search came upon.

    ``inputs`` are reports; ``refused`` says what could not be used and why, ``unfollowed`` which links were left alone;
    ``passed_over`` are files of kinds that are no documents.
    """

    inputs: list[Input]
    refused: list[ReadingError]
    unfollowed: list[UnfollowedLinkError]
    passed_over: list[Input]


def discover(paths: Iterable[Path], limits: Limits = _DEFAULT, also: Iterable[Input] = ()) -> Found:
    """Return all reports under ``paths``, each once and under an id of its own, sorted; and what is not read, with reasons.

    A path is a file, a folder, which is searched to the bottom, a zip archive, a manifest (.csv), or a pattern with ``*``, ``?``
    or ``[…]`` (``**`` for any folders). The root of a file that is given by itself is its folder, so that its id is its stem. In
    folders and archives, hidden files and what belongs to saved web pages are passed over, and so are files of no kind of
    document, which are listed; documents of a kind that is not read are refused. Of a file that several paths lead to, the
    longest name is kept, and what a manifest says of it. ``also`` are inputs that were found elsewhere, to be named together with
    these.
    """
    refused: list[ReadingError] = []
    unfollowed: dict[Path, UnfollowedLinkError] = {}
    passed_over: dict[Path, Input] = {}
    found: dict[Path, Input] = {}

    def take(each: Input, place: Path) -> None:
        group = found if each.path.suffix.lower() in TAKEN else passed_over
        group[place] = _merged(group[place], each) if place in group else each

    paths = list(paths)
    for other in also:
        take(other, other.path)
    for path in paths:
        try:
            for each in _under(path, limits):
                if isinstance(each, UnfollowedLinkError):
                    unfollowed[each.path] = each
                elif isinstance(each, ReadingError):
                    refused.append(each)
                else:
                    take(each, each.path.resolve())
        except ReadingError as error:
            refused.append(error)
        except (OSError, ValueError) as error:  # a name that the system cannot even look for
            refused.append(MissingFileError(path, getattr(error, "strerror", None) or str(error)))
    inputs = _identified(_named_apart(found.values()), refused)
    given = [path.resolve() for path in paths if unfollowed]
    left = [link for link in unfollowed.values() if not (link.target and any(map(link.target.is_relative_to, given)))]
    return Found(inputs, refused, left, list(passed_over.values()))


def _merged(one: Input, other: Input) -> Input:
    """Return the one of two ways to a file that gives it the longer name, with what either says of it; a link comes second."""
    longer = min(one, other, key=lambda each: (len(each.root.parts), each.path.is_symlink(), str(each.path)))
    return dataclasses.replace(longer, given=other.given if one.given == Given() else one.given)


def _under(path: Path, limits: Limits) -> Iterator[Input | ReadingError]:
    if glob.has_magic(str(path)) and not path.exists():
        yield from _matching(path, limits)
    elif path.is_dir():
        yield from _files(path.rglob("*"), path, limits, NoReportsError(path, SUFFIXES))
    elif not is_file(path):
        raise MissingFileError(path)
    elif path.suffix.lower() == ARCHIVE:
        yield from _archived(path, path.parent, limits)
    elif path.suffix.lower() == MANIFEST:
        yield from _listed(path, limits)
    elif path.suffix.lower() not in TAKEN:
        raise UnsupportedSuffixError(path, SUFFIXES)
    else:
        yield Input(path, path.parent, limits=limits)


def _matching(pattern: Path, limits: Limits) -> Iterator[Input | ReadingError]:
    """Yield what a pattern matches; the root is the folder before the first part that holds a wildcard."""
    fixed = next(index for index, part in enumerate(pattern.parts) if glob.has_magic(part))
    root, wild = Path(*pattern.parts[:fixed]), pattern.parts[fixed:]
    if wild[-1] == "**":  # folders alone, for pathlib; it follows no link there, which glob does, also in circles
        wild = (*wild, "*")
    files = {file for file in root.glob("/".join(wild)) if file.is_symlink() or file.is_file()}
    yield from _files(files, root, limits, NoMatchError(pattern, SUFFIXES, len(files)))


def _files(found: Iterable[Path], root: Path, limits: Limits, otherwise: ReadingError) -> Iterator[Input | ReadingError]:
    """Yield what is of interest among ``found`` below ``root``; raise ``otherwise`` when there is no document."""
    any_found = False
    for file in followed(sorted(file for file in found if _is_document(file.relative_to(root))), root):
        if isinstance(file, ReadingError):
            yield file
            continue
        suffix = file.suffix.lower()
        any_found |= suffix in (ARCHIVE, *SUFFIXES, *REFUSED)
        if suffix == ARCHIVE:
            try:
                yield from _archived(file, root, limits)
            except ReadingError as error:
                yield error
        else:
            yield _taken(file, root, limits)
    if not any_found:
        raise otherwise


def _taken(file: Path, root: Path, limits: Limits) -> Input | ReadingError:
    is_refused = file.suffix.lower() in REFUSED and file.suffix.lower() not in TAKEN
    return UnsupportedSuffixError(file, SUFFIXES) if is_refused else Input(file, root, limits=limits)


def _archived(archive: Path, root: Path, limits: Limits) -> Iterator[Input | ReadingError]:
    safe, unsafe = members(archive, limits)
    yield from (UnsafePathError(archive, name) for name in unsafe)
    any_found = bool(unsafe)
    for name in filter(_is_document, map(Path, safe)):
        suffix = name.suffix.lower()
        any_found |= suffix in (ARCHIVE, *SUFFIXES, *REFUSED)
        yield NestedArchiveError(archive / name) if suffix == ARCHIVE else _taken(archive / name, root, limits)
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
        elif file.suffix.lower() not in TAKEN:
            yield UnsupportedSuffixError(file, SUFFIXES)
        else:
            yield Input(file, manifest.parent, given=given, limits=limits)
    if not any_found:
        raise EmptyManifestError(manifest)


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
        if len(group) > 1 and len({each.root.resolve() for each in group}) > 1:
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
