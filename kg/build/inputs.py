"""Finds the files to read: each once, each under a name of its own, whatever the order of the arguments."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from kg.build.folder import is_made
from kg.build.work import Failure
from kg.reading import ReadingError, discover, report_id
from kg.reading.discover import shown

__all__ = ["find_inputs"]

Input = tuple[Path, Path]


def find_inputs(paths: Iterable[Path], out: Path | None = None) -> tuple[list[Input], list[Failure]]:
    """Return (file, root) of all inputs under ``paths``, and the paths that led to none, with the reason.

    The name of an input is its path relative to its root. Files that a build in ``out`` wrote are passed over.
    """
    inputs: dict[Path, Input] = {}
    failures: list[Failure] = []
    for path in paths:
        try:
            found = discover([path])
        except ReadingError as error:
            failures.append(Failure.of(shown(path), path, error))
            continue
        reports = [(file, root) for file, root in found if out is None or not is_made(file, out)]
        if not reports:
            failures.append(Failure(shown(path), path, "holds no report; give files or folders of reports"))
        for file, root in reports:
            # A file that is given twice, by itself and in its folder, keeps its longer name.
            known = inputs.get(file.resolve(), (file, root))
            inputs[file.resolve()] = min(known, (file, root), key=lambda pair: len(pair[1].parts))
    return sorted(_named_apart(inputs.values())), failures


def _named_apart(inputs: Iterable[Input]) -> list[Input]:
    """Give files of one name in several roots (``henan/1.txt``, ``hubei/1.txt``) their common parent as root."""
    by_name: defaultdict[str, list[Input]] = defaultdict(list)
    for file, root in inputs:
        by_name[report_id(file, root)].append((file, root))
    apart: list[Input] = []
    for group in by_name.values():
        if len(group) > 1:
            files = [file.resolve() for file, _ in group]
            parent = Path(os.path.commonpath([file.parent for file in files]))
            group = [(file, parent) for file in files]
        apart += group
    return apart
