"""Finds the files to read: each once, each under a name of its own, whatever the order of the arguments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kg.build.folder import made_in
from kg.build.remote import below, find_remote, is_url, local
from kg.build.work import Failure
from kg.reading import Input, Limits, discover
from kg.reading.inputs import shown

__all__ = ["FoundInputs", "find_inputs"]

_DEFAULT = Limits()


class FoundInputs(NamedTuple):
    """What is to be read, in the order of the names, and what is not.

    ``failures`` could not be used; ``warnings`` tell of links that are not followed; ``passed_over`` counts the files of kinds
    that are no documents, by their ending in lower case.
    """

    inputs: list[Input]
    failures: list[Failure]
    warnings: list[str]
    passed_over: dict[str, int]


def find_inputs(places: Sequence[Path | str], out: Path | str | None = None, limits: Limits = _DEFAULT) -> FoundInputs:
    """Return all inputs under ``places``, paths and URLs, and what is not read, with the reason.

    Files that a build in ``out`` wrote are passed over. Raises RemoteError when a URL cannot be used.
    """
    paths = [local(place) for place in places if not is_url(place)]
    afar: list[Input] = []
    failures: list[Failure] = []
    for url in sorted({str(place) for place in places if is_url(place)}):
        there = find_remote(url, limits)
        afar += (*there.inputs, *there.passed_over)
        failures += (Failure.of(shown(error.path), below(url, error.path), error) for error in there.refused)
    found = discover(paths, limits, afar)
    failures += (Failure.of(_name(error.path, paths), error.path, error) for error in found.refused)
    is_made = (lambda _: False) if out is None else made_in(out)
    inputs = [each for each in found.inputs if not is_made(each)]
    if found.inputs and not inputs:
        failures += (Failure(str(place), place, "holds no report; give files or folders of reports") for place in places)
    warnings = sorted(f"{_name(error.path, paths)}: {error.said}" for error in found.unfollowed)
    passed_over = Counter(each.path.suffix.lower() for each in found.passed_over if not is_made(each))
    return FoundInputs(inputs, failures, warnings, dict(sorted(passed_over.items())))


def _name(path: Path, paths: Sequence[Path]) -> str:
    """Return the name of a file that was refused: in a folder relative to it, else as it was given."""
    root = next((root for root in paths if root != path and root.is_dir() and path.is_relative_to(root)), None)
    return shown(path.relative_to(root) if root else path)
