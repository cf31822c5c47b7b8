"""The folder of a site: writes its files, remembers them, and removes those that an earlier run left."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path

from kg.site.script import assignment

__all__ = ["Folder"]

_OWN = ("site", "start", "search", "text", "entity", "charts", "compare", "topics", "network", "ontology")
_VIS = ("vis-network.min.js", "vis-network.css")  # out of pyvis's wheel
_VIS_FOLDER = "lib/vis-9.1.2"
_FOLDERS = ("", "reports", "networks", "data", "assets")


class Folder:
    """Writes below ``out``."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._written: set[Path] = set()

    def text(self, parts: tuple[str, ...], content: str) -> None:
        """Write a file; ``parts`` are its path below the folder."""
        # A damaged page can hold lone surrogates, which UTF-8 has no form for.
        self._write(parts, lambda path: path.write_bytes(content.encode("utf-8", "replace")))

    def data(self, name: str, variable: str, value: object) -> None:
        """Write a script of the folder ``data`` that sets a global variable."""
        self.text(("data", f"{name}.js"), assignment(variable, value))

    def assets(self) -> None:
        """Copy the style sheets and scripts."""
        own = files("kg.site") / "assets"
        sources = [own / f"{name}{suffix}" for name in _OWN for suffix in (".css", ".js")]
        sources += [files("pyvis") / _VIS_FOLDER / name for name in _VIS]
        for source in sources:
            if source.is_file():
                with as_file(source) as path:
                    self._write(("assets", path.name), partial(shutil.copyfile, path))

    def sweep(self) -> None:
        """Remove pages and data that are no longer there."""
        for folder in _FOLDERS:
            for path in sorted((self.out / folder).glob("*")):
                if path not in self._written and path.suffix in {".html", ".js", ".css"}:
                    path.unlink()

    def _write(self, parts: tuple[str, ...], write: Callable[[Path], object]) -> None:
        path = self.out.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path)
        self._written.add(path)
