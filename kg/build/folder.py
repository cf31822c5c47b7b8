"""The folder of a build: everything is written aside and moved in at the end, so a reader never sees half a build.

A folder on another machine, named by URL, has its aside on this one, in the user's cache.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kg.build.manifest import ASIDE, CACHE, MANIFEST
from kg.build.remote import held, is_same_system, is_url, place_of, send
from kg.reading import Input

try:
    import fcntl
except ImportError:  # Windows, where two builds of one folder at a time are the user's own care
    fcntl = None  # type: ignore[assignment]

__all__ = ["OutputError", "aside", "home", "made_in", "publish"]

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
    "partitions",
    "site",
    "store",
    "timings.json",
)


class OutputError(ValueError):
    """The output folder cannot be written to."""

    def __init__(self, out: Path | str, found: str, remedy: str) -> None:
        super().__init__(f"{out}: {found}; {remedy}")


def home(out: Path | str) -> Path:
    """Return the folder on this machine in which a build of ``out`` keeps what it writes aside and what it has read."""
    if not is_url(out):
        return Path(out)
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return caches / "fazhi-kg" / hashlib.sha256(str(out).rstrip("/").encode()).hexdigest()[:16]


@contextmanager
def aside(out: Path | str, force: bool) -> Iterator[Path]:
    """Give an empty folder to write to, inside ``out`` where that is on this machine, gone afterwards.

    Raises OutputError when it cannot be made, when another build is writing there, or when ``out`` holds files of a name that a
    build writes but of no build of ours, unless ``force``.
    """
    folder = home(out)
    staging = folder / ASIDE
    with ExitStack() as stack:
        try:
            if not force:
                _must_be_ours(out)
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(_locked(folder, out))
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir()
        except OSError as error:
            raise OutputError(out, f"cannot be written to ({error.strerror})", "choose another folder with -o") from None
        try:
            yield staging
        finally:  # also after a failure or an interrupt: then nothing was published, and what is left aside is of no use
            shutil.rmtree(staging, ignore_errors=True)
            for left in (folder / CACHE, folder):
                if left.is_dir() and not any(left.iterdir()):
                    left.rmdir()


def made_in(out: Path | str) -> Callable[[Input], bool]:
    """Return what says of an input whether it is a file that a build in ``out`` writes, and so no report to read."""
    names = {*ENTRIES, MANIFEST, ASIDE, CACHE}
    folder = place_of(str(out)) if is_url(out) else Path(out).resolve()

    def is_made(input: Input) -> bool:
        if not is_same_system(input.remote, str(out)):
            return False
        path = input.path if input.remote else input.path.resolve()
        return path.is_relative_to(folder) and not names.isdisjoint(path.relative_to(folder).parts[:1])

    return is_made


def publish(staging: Path, out: Path | str) -> None:
    """Replace the build in ``out`` by the one in ``staging``. The manifest goes first and comes last."""
    if is_url(out):
        send(staging, str(out), ENTRIES, last=MANIFEST)
        return
    folder = Path(out)
    (folder / MANIFEST).unlink(missing_ok=True)
    for name in ENTRIES:
        old, new = folder / name, staging / name
        if old.is_dir() and not old.is_symlink():
            shutil.rmtree(old)
        else:
            old.unlink(missing_ok=True)
        if new.exists():
            new.replace(old)
    (staging / MANIFEST).replace(folder / MANIFEST)


def _must_be_ours(out: Path | str) -> None:
    """Raise OutputError when there are files in ``out`` that a build would replace, though none wrote them."""
    there = held(str(out), (*ENTRIES, MANIFEST)) if is_url(out) else [path.name for path in Path(out).glob("*")]
    taken = [name for name in ENTRIES if name in there]
    under_way = any((home(out) / name).exists() for name in (ASIDE, CACHE))
    if taken and MANIFEST not in there and not under_way:
        raise OutputError(out, f"holds {taken[0]} but no {MANIFEST}", "choose another folder, or give --force to replace it")


@contextmanager
def _locked(folder: Path, out: Path | str) -> Iterator[None]:
    """Keep other builds out of ``folder``; the lock ends with this process, however that ends."""
    if fcntl is None:
        yield
        return
    lock = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(out, "another build is writing there", "wait for its end, or choose another folder") from None
        except OSError:  # a file system without locks
            pass
        yield
    finally:
        os.close(lock)
