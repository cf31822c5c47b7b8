"""How well reports are read that nobody tuned to: bounds on totals, so that a change that fits the known texts alone is seen."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import main

BLIND = Path(__file__).parents[1] / "blind"


@cache
def figures() -> dict[str, Any]:
    result = CliRunner().invoke(main, ["evaluate", str(BLIND), "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


# What is asked of reports that the rules were not tuned to and the tagger has not learnt from.
@pytest.mark.parametrize(
    ("part", "figure", "least"),
    [
        ("entities", "all", 0.90),
        ("observations", "figure", 0.95),
        ("observations", "indicator", 0.85),
        ("observations", "code", 0.80),
        ("relations", "all", 0.78),
        ("statements", "status macro", 0.88),
        ("statements", "topic", 0.85),
        ("meta", "all", 0.97),
    ],
)
def test_blind_reports_are_read_well(part: str, figure: str, least: float) -> None:
    found = figures()[part][figure]
    assert found.get("f1", found.get("accuracy")) >= least
