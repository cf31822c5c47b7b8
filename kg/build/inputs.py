"""Finds the files to read: each once, each under a name of its own, whatever the order of the arguments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.build.folder import is_made
from kg.build.remote import find_remote, is_url, local
from kg.build.work import Failure
from kg.reading import Input, Limits, discover
from kg.reading.inputs import shown

__all__ = ["find_inputs"]

_DEFAULT = Limits()


def find_inputs(
    places: Sequence[Path | str], out: Path | str | None = None, limits: Limits = _DEFAULT
) -> tuple[list[Input], list[Failure]]:
    """Return all inputs under ``places``, paths and URLs, sorted by name, and what could not be used, with the reason.

    Files that a build in ``out`` wrote are passed over. Raises RemoteError when a URL cannot be used.
    """
    paths = [local(place) for place in places if not is_url(place)]
    afar: list[Input] = []
    failures: list[Failure] = []
    for url in sorted({str(place) for place in places if is_url(place)}):
        there, not_there = find_remote(url, limits)
        afar += there
        failures += (Failure.of(shown(error.path), url, error) for error in not_there)
    found, refused = discover(paths, limits, afar)
    failures += (Failure.of(_name(error.path, paths), error.path, error) for error in refused)
    inputs = [each for each in found if out is None or not is_made(each, out)]
    if found and not inputs:
        failures += (Failure(str(place), place, "holds no report; give files or folders of reports") for place in places)
    return inputs, failures


def _name(path: Path, paths: Sequence[Path]) -> str:
    """Return the name of a file that was refused: in a folder relative to it, else as it was given."""
    root = next((root for root in paths if root != path and root.is_dir() and path.is_relative_to(root)), None)
    return shown(path.relative_to(root) if root else path)
