"""The folder of a build: everything is written aside and moved in at the end, so a reader never sees half a build."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.build.manifest import MANIFEST

__all__ = ["OutputError", "aside", "is_made", "publish"]

# All that a build writes at the top of its folder; another build replaces it, everything else there is left alone.
ENTRIES = (
    "graph.ttl",
    "evidence.ttl",
    "graph.trig",
    "ontology.ttl",
    "shapes.ttl",
    "void.ttl",
    "reports.jsonl",
    "tables",
    "site",
    "store",
    "timings.json",
)
_ASIDE = ".building"


class OutputError(ValueError):
    """The output folder cannot be written to."""

    def __init__(self, out: Path, found: str, remedy: str) -> None:
        super().__init__(f"{out}: {found}; {remedy}")


@contextmanager
def aside(out: Path, force: bool) -> Iterator[Path]:
    """Give an empty folder inside ``out`` to write to, gone afterwards.

    Raises OutputError when ``out`` cannot be made, or holds files of a name that a build writes but of no build of ours, unless
    ``force``.
    """
    staging = out / _ASIDE
    ours = (out / MANIFEST).exists() or staging.exists()
    try:
        taken = [name for name in ENTRIES if (out / name).exists()]
        if taken and not ours and not force:
            raise OutputError(out, f"holds {taken[0]} but no {MANIFEST}", "choose another folder, or give --force to replace it")
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
    except OSError as error:
        raise OutputError(out, f"cannot be written to ({error.strerror})", "choose another folder with -o") from None
    try:
        yield staging
    finally:  # also after a failure or an interrupt: then nothing was published, and what is left aside is of no use
        shutil.rmtree(staging, ignore_errors=True)
        if not any(out.iterdir()):
            out.rmdir()


def is_made(path: Path, out: Path) -> bool:
    """Return whether ``path`` is a file that a build in ``out`` writes, and so no report to read."""
    path, out = path.resolve(), out.resolve()
    return path.is_relative_to(out) and path.relative_to(out).parts[:1] in {(name,) for name in (*ENTRIES, MANIFEST, _ASIDE)}


def publish(staging: Path, out: Path) -> None:
    """Replace the build in ``out`` by the one in ``staging``. The manifest goes first and comes last."""
    (out / MANIFEST).unlink(missing_ok=True)
    for name in ENTRIES:
        old, new = out / name, staging / name
        if old.is_dir():
            shutil.rmtree(old)
        else:
            old.unlink(missing_ok=True)
        if new.exists():
            new.replace(old)
    (staging / MANIFEST).replace(out / MANIFEST)
