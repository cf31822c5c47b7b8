"""The progress bar: drawn on a terminal alone, with rate and time left."""

from __future__ import annotations

import io
import time

import pytest
from rich.console import Console

from kg.cli.progress import progress_bar


def test_a_terminal_sees_steps_rate_and_time_left() -> None:
    screen = io.StringIO()
    with progress_bar(Console(file=screen, force_terminal=True, width=100)) as progress:
        for done in (1, 2, 3):
            progress("reading", done, 10)
            time.sleep(0.15)
        progress("writing", 1, 10)
    drawn = screen.getvalue()
    for part in ("reading", "writing", "3/10", "/s", "0:00:0"):
        assert part in drawn


def test_elsewhere_nothing_is_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as progress:
        progress("reading", 1, 2)
    assert capsys.readouterr() == ("", "")
