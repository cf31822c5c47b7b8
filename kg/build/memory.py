"""How a process that reads report after report keeps its memory: what is there stays, what a report took is used for the next."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["settle", "settled"]

# Reports hold hardly any cycles, so a collection finds nothing; with Python's 700 objects there are three a report.
_OBJECTS = 10_000
# Glibc gives memory back to the system when more than twice the largest block freed so far is unused at the end of its heap,
# and to get it back, page by page, takes 2 ms a report. A block of so many bytes, never touched, ends that.
_BLOCK = 16 << 20


def settle() -> None:
    """Prepare this process, which has loaded what it needs, for reading many reports."""
    gc.freeze()  # the ontology stays: no collection need look through it
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
    bytearray(_BLOCK)  # gone at once


@contextmanager
def settled() -> Iterator[None]:
    """Do the same for a while, in a process that has other things to do afterwards."""
    thresholds = gc.get_threshold()
    settle()
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
