"""What a record depends on besides its file and the ontology: the program, and the parts that it is made with."""

from __future__ import annotations

import hashlib
import re
import sys
from functools import lru_cache
from importlib import metadata
from pathlib import Path

import kg

__all__ = ["program_version"]

_NAME = re.compile(r"[A-Za-z0-9._-]+")


@lru_cache(maxsize=1)
def program_version() -> str:
    """Return a SHA-256 that changes when the program could read a report differently.

    The number of a release says nothing while the program is being written, so the hash is of every file of the package (a
    tagger's model too), of Python's version and of those of all parts that the package requires.
    """
    digest = hashlib.sha256()
    package = Path(kg.__file__).parent
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        if path.is_file() and not {"__pycache__", "_ontology"} & set(inside.parts):
            digest.update(inside.as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for part in ("python " + ".".join(map(str, sys.version_info[:3])), *_parts()):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


def _parts() -> list[str]:
    try:
        required = metadata.requires("fazhi-kg") or []
    except metadata.PackageNotFoundError:  # run from the sources
        return []
    names = sorted({found[0] for line in required if "extra ==" not in line and (found := _NAME.match(line))})
    return [f"{name} {_installed(name)}" for name in names]


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"
