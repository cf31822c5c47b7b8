"""What is known of a report before it is read: where it lies, its name, what the user says of it, and how much is read."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from kg.records import Metadata

__all__ = ["Given", "Input", "Limits", "is_file", "report_id", "shown"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read of one report; what is larger is refused, never cut.

    ``file_bytes`` is for a file or an archive; ``unpacked_bytes`` for what an archive or a docx holds when unpacked;
    ``characters`` for the text drawn out; ``members`` for the files in an archive, and the rows of a manifest.
    ``seconds``, of processor time, is the last resort: unlike the others it depends on the machine, so nothing that the others
    allow should reach it.
    """

    file_bytes: int = 100_000_000
    unpacked_bytes: int = 500_000_000
    characters: int = 1_000_000
    members: int = 100_000
    seconds: int = 600


@dataclass(frozen=True, slots=True)
class Given:
    """What a manifest says of a report. It overrides what the report says; a field left out (None, empty) overrides nothing.

    ``meta.region_path`` is as it was written, one name or several; ``meta.adcode`` is set when a code was given instead.
    """

    meta: Metadata = field(default_factory=Metadata)
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """A report to be read: ``path`` below ``root``. A member of an archive has a path below the archive, as if it were a folder.

    ``id`` is empty until the inputs of a run have been named. ``remote`` is the URL from which the file is fetched; empty for one
    that lies at ``path``.
    """

    path: Path
    root: Path
    id: str = ""
    given: Given = field(default_factory=Given)
    limits: Limits = field(default_factory=Limits)
    remote: str = ""

    @property
    def name(self) -> str:
        """The path relative to the root, as the record has it."""
        return shown(self.path.relative_to(self.root))


def report_id(path: Path, root: Path) -> str:
    """Return the id of the report ``path`` below ``root``: the relative path without suffix, with ``/``, in Unicode form NFC.

    >>> report_id(Path("in/henan/410203.txt"), Path("in"))
    'henan/410203'
    """
    return shown(path.relative_to(root).with_suffix(""))


def is_file(path: Path) -> bool:
    """Return whether ``path`` is a file; a path that the system cannot even look for, such as a name too long, is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def shown(path: Path) -> str:
    """Return ``path`` with ``/`` in NFC, so that one name is one string on every system; bytes that are no text become ``?``."""
    raw = path.as_posix().encode("utf-8", "surrogateescape")
    return unicodedata.normalize("NFC", raw.decode("utf-8", "replace"))
