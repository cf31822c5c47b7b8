"""A slice of ``make fuzz``; texts and bytes from Hypothesis; hostile texts, whose time must grow with their length alone."""

from __future__ import annotations

import dataclasses
import gc
import sys
import time
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ontology import load
from kg.pipeline import STAGES, run
from kg.reading import READERS, Input, Limits, ReadingError, read
from kg.records import Report, Source

sys.path.insert(0, str(Path(__file__).parent))
from check import check_file, check_report
from fuzz import made
from hostile import HOSTILE, repeated

# Characters on which rules turn.
ALPHABET = (
    "法治政府区县市省局委第一二三（）()《》“”〔〕号年月日012.%、，。；："
    "\n \u3000是件万余占其中同比增长和及等开封顺河某\u202e\0\U00020000"
)
SLICE = 30


def report(text: str) -> Report:
    return Report("x", text, Source("x.txt", "", "text/plain"))


def test_a_slice_of_the_fuzz_run() -> None:
    for number in range(SLICE):
        suffix, data = made(0, number)
        check_file(suffix, data, graph=number % 10 == 0)


@given(st.text(ALPHABET, max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text(text: str) -> None:
    check_report(run(report(text), load()), graph=False)


@given(suffix=st.sampled_from(sorted(READERS)), data=st.binary(max_size=2000))
@settings(max_examples=100, deadline=None)
def test_any_bytes(suffix: str, data: bytes) -> None:
    check_file(suffix, data, graph=False)


@given(st.text(max_size=500))
@settings(max_examples=60, deadline=None)
def test_any_page(text: str) -> None:
    check_file(".html", f"<p>{text}<p>行政复议案件八件，群众满意。".encode("utf-8", "surrogatepass"), graph=False)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts(name: str) -> None:
    text = repeated(name, 1000)
    check_file(".txt", text.encode("utf-8", "surrogatepass"), graph=False)


def seconds(name: str, length: int) -> float:
    text = repeated(name, length)
    started = time.process_time()
    reduce(lambda partial, stage: stage(partial, load()), STAGES, report(text))
    return time.process_time() - started


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "surrogate"])
def test_time_grows_with_the_length_alone(name: str) -> None:
    """Twice the text takes at most three times as long: what is quadratic takes four times."""
    seconds(name, 500)
    gc.collect()
    gc.freeze()  # a collection that looks through the ontology would fall into one of the two at random
    short, long = (min(seconds(name, length) for _ in range(2)) for length in (25_000, 50_000))
    assert long < max(3 * short, 0.5)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one line", "区政府审议文件8件，" * 60_000),
        ("headings", "一、加强领导\n" * 100_000),
        ("opening titles", "《" * 600_000),
        ("line ends", "\n" * 900_000 + "法治。"),
    ],
)
def test_as_large_as_the_limits_allow(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    found = read(Input(tmp_path / "a.txt", tmp_path), load().reading)
    check_report(run(found, load()), graph=False)


def test_larger_than_the_limits_allow(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("法".encode() * 17_000_000)
    with pytest.raises(ReadingError, match="--max-characters"):
        read(Input(tmp_path / "a.txt", tmp_path), load().reading)
    with pytest.raises(ReadingError, match="--max-file-size"):
        read(Input(tmp_path / "a.txt", tmp_path, limits=Limits(file_bytes=1_000_000)), load().reading)
    assert dataclasses.is_dataclass(Limits)
