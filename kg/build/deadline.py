"""Ends work that takes too long: by a signal in the main thread, by an exception that is set from outside in any other.

Processor time counts, so that neither a machine that was asleep nor one that is busy with other work costs a report.
"""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

__all__ = ["Overdue", "deadline"]

_PAUSE = 0.05  # seconds between two looks at the clock of a thread that waits


class Overdue(BaseException):  # like KeyboardInterrupt no error of the program
    """The time is up. Not an Exception, so that no stage takes it for a defect of its own."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise Overdue inside the block when it takes more than ``seconds`` of processor time."""
    signals = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    with _by_signal(seconds) if signals else _by_thread(seconds):
        yield


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    over = False

    def end() -> None:
        nonlocal over
        if not over:
            over = True
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, signal.SIG_IGN)  # forgets a signal that is on its way
            signal.signal(signal.SIGPROF, before)
            signal.setitimer(signal.ITIMER_PROF, left)

    def stop(number: int, frame: FrameType | None) -> None:
        if not over:
            end()  # at once: the block may just have been left, and what Overdue then interrupts is what would end it
            raise Overdue

    left, _ = signal.setitimer(signal.ITIMER_PROF, 0)
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        end()


@contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    """Do the same where no signal comes: in the threads of a cluster's worker, and on Windows."""
    thread = ctypes.c_ulong(threading.get_ident())
    first = threading.Lock()  # taken by what comes first, the end of the block or that of the time
    ended = threading.Event()
    spent = _clock()
    end = spent() + seconds

    def watch() -> None:
        with suppress(OSError):  # the thread has just ended, and its clock with it
            while not ended.wait(max(end - spent(), _PAUSE)):
                if spent() >= end:
                    if first.acquire(blocking=False):
                        ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(Overdue))
                    return

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
        while not first.acquire(blocking=False):  # Overdue is on its way
            time.sleep(0.01)
    finally:
        ended.set()


def _clock() -> Callable[[], float]:
    """Return what tells the processor time of this thread to any other; where the system does not, the time that goes by."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.monotonic
    clock = time.pthread_getcpuclockid(threading.get_ident())
    return lambda: time.clock_gettime(clock)
