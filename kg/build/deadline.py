"""Ends work that takes too long: by a signal in the main thread, by an exception that is set from outside in any other."""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["Overdue", "deadline"]


class Overdue(BaseException):  # like KeyboardInterrupt no error of the program
    """The time is up. Not an Exception, so that no stage takes it for a defect of its own."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise Overdue inside the block when it takes more than ``seconds``."""
    signals = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    with _by_signal(seconds) if signals else _by_thread(seconds):
        yield


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, _stop)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left)
        signal.signal(signal.SIGALRM, before)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Overdue


@contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    """Do the same where no signal comes: in the threads of a cluster's worker, and on Windows."""
    thread = ctypes.c_ulong(threading.get_ident())
    first = threading.Lock()  # taken by what comes first, the end of the block or that of the time

    def stop() -> None:
        if first.acquire(blocking=False):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(Overdue))

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
        while not first.acquire(blocking=False):  # Overdue is on its way
            time.sleep(0.01)
    finally:
        timer.cancel()
