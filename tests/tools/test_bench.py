"""What ``make bench`` writes: figures, each with what it is beside. No time is asserted: machines differ."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "bench.py"
KEYS = {"about", "name", "value", "unit", "against", "rival", "ratio"}


@pytest.mark.slow
def test_figures_have_a_rival_and_a_ratio(tmp_path: Path) -> None:
    out = tmp_path / "bench.json"
    small = ["--groups", "text", "--rounds", "1", "--generated", "1", "--out", str(out)]
    subprocess.run([sys.executable, str(TOOL), *small], check=True, capture_output=True)
    made = json.loads(out.read_text("utf-8"))
    assert set(made) == {"machine", "figures"}
    assert {"extraction", "read → records", "records → files"} == {figure["about"] for figure in made["figures"]}
    for figure in made["figures"]:
        assert set(figure) == KEYS
        assert figure["value"] > 0
        assert figure["ratio"] == pytest.approx(figure["value"] / figure["rival"], abs=1e-3)
