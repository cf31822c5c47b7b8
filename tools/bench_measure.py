"""What every measurement of ``make bench`` shares: the figure, and how long a piece of work took."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

__all__ = ["Clock", "Figure"]

Result = TypeVar("Result")


@dataclass(frozen=True)
class Figure:
    """``value`` in ``unit`` of what ``name`` says, in the group ``about``.

    ``ratio`` is how many times as good as ``against`` it is, the rival, which has the value ``rival`` in the same unit and was
    measured in the same run; None where there is none.
    """

    about: str
    name: str
    value: float
    unit: str
    against: str | None = None
    rival: float | None = None
    ratio: float | None = None

    @classmethod
    def beside(cls, about: str, name: str, value: float, unit: str, against: str, rival: float, *, less: bool = False) -> Figure:
        """Return a figure with its ratio; ``less``: the smaller value is the better one."""
        ratio = rival / value if less else value / rival
        return cls(about, name, value, unit, against, rival, round(ratio, 3))


@dataclass
class Clock:
    """Adds up the processor time of pieces of work by name, and keeps of several rounds the best speed."""

    speeds: dict[str, float] = field(default_factory=dict)
    _seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def time(self, name: str, work: Callable[[], Result]) -> Result:
        """Do ``work`` and add what it took to ``name``."""
        started = time.process_time()
        result = work()
        self._seconds[name] += time.process_time() - started
        return result

    def end_round(self, amount: int) -> None:
        """End a round in which each piece of work did ``amount``; its speed counts when it was the best so far."""
        for name, seconds in self._seconds.items():
            self.speeds[name] = max(self.speeds.get(name, 0.0), amount / max(seconds, 1e-9))
        self._seconds.clear()
