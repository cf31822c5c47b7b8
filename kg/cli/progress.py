"""The progress bar of long commands, on standard error; nothing when that is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from kg.build.build import Progress

__all__ = ["progress_bar"]


@contextmanager
def progress_bar(screen: Console | None = None) -> Iterator[Progress]:
    """Give a progress callback that draws a bar a step, with the rate and the time left; ``screen`` other than standard error."""
    if screen is None and not sys.stderr.isatty():
        yield lambda step, done, of: None
        return
    from rich import progress
    from rich.console import Console
    from rich.text import Text

    class Rate(progress.ProgressColumn):
        def render(self, task: progress.Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:,.1f}/s" if speed else "")

    columns = (
        progress.TextColumn("{task.description:>8}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        Rate(),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(*columns, console=screen or Console(stderr=True), transient=True) as bar:
        tasks: dict[str, progress.TaskID] = {}

        def advance(step: str, done: int, of: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=of)
            bar.update(tasks[step], completed=done)

        yield advance
