"""Symbolic links under a folder that is searched: which of them are followed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.reading.errors import UnfollowedLinkError

__all__ = ["followed"]


def followed(found: Iterable[Path], root: Path) -> Iterator[Path | UnfollowedLinkError]:
    """Yield the files among ``found``, paths below ``root``, and the links that are not followed, each once.

    A link to a file that lies under ``root`` is a name of that file. One that leads out of ``root`` is not followed, because who
    gives a folder need not know where its links lead; nor are links to a folder, whose files are found at their own places.
    """
    top = root.resolve()
    folders: dict[Path, Path] = {}
    told: set[Path] = set()
    for path in found:
        if path.parent not in folders:
            folders[path.parent] = path.parent.resolve()
        folder, is_link = folders[path.parent], path.is_symlink()
        if is_link and not os.path.exists(path):
            yield UnfollowedLinkError(path, "that leads to nothing", "mend or remove it")
            continue
        place = path.resolve() if is_link else folder / path.name
        if not place.is_relative_to(top):
            link = _first_link(path, root)
            if link not in told:
                told.add(link)
                remedy = "give what it leads to by its own path"
                yield UnfollowedLinkError(link, "that leads out of the folder", remedy, link.resolve())
        elif os.path.isfile(path):
            yield path
        elif is_link and folder.is_relative_to(place):
            yield UnfollowedLinkError(path, "to a folder that it lies in", "remove it: what the folder holds is read once")


def _first_link(path: Path, root: Path) -> Path:
    """Return the first link on the way from ``root`` to ``path``."""
    between = [above for above in reversed(path.parents) if above.is_relative_to(root) and above != root]
    return next((step for step in (*between, path) if step.is_symlink()), path)
