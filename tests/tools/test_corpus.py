"""The corpus for measurements: the same for everyone, and each report in itself like one of the seeds."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "make_corpus.py"
REPORTS = 15


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_corpus", TOOL)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_corpus"] = module
    spec.loader.exec_module(module)
    return module


def test_a_small_corpus_is_the_beginning_of_a_large_one(tool: ModuleType) -> None:
    large = list(tool.corpus(REPORTS))
    assert list(tool.corpus(5)) == large[:5]
    assert len({path for path, _ in large}) == len({text for _, text in large}) == REPORTS
    assert list(tool.corpus(5, "other")) != large[:5]


def test_places_years_and_sections_change_together(tool: ModuleType) -> None:
    seeds = {template.name: template for template in tool.templates()}
    for number, (_, text) in enumerate(tool.corpus(REPORTS)):
        seed = seeds[f"{number % 5:03}"]
        heads = [re.findall(r"^[一二三四五六七八九十]+、", each, re.MULTILINE) for each in (seed.text, text)]
        assert heads[0] == heads[1], "numbers of chapters stay in order"
        assert seed.path[-1].name not in text
        assert sorted(text) != sorted(seed.text)


def test_a_share_stays_a_share(tool: ModuleType) -> None:
    shares = [float(share) for _, text in tool.corpus(REPORTS) for share in re.findall(r"(?<![\d.])(\d+(?:\.\d+)?)%", text)]
    assert shares
    assert max(shares) <= 100
