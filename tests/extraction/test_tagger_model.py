"""The model that comes with the program: small, of the annotated texts as they are, and the same when trained again."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from kg.extraction.tagger import MODEL
from kg.extraction.tagger.features import _TEMPLATES, _characters
from kg.extraction.tagger.model import Model, bucket, load_model
from kg.ontology import Ontology

ROOT = Path(__file__).parents[2]
ANNOTATED = [ROOT / p for p in ("tests/gold/train/gold.jsonl", "tests/gold/gold.jsonl", "training/gold.jsonl")]
LARGEST = 5_000_000


@pytest.fixture(scope="module")
def trainer() -> ModuleType:
    pytest.importorskip("pycrfsuite")
    spec = importlib.util.spec_from_file_location("train_tagger", ROOT / "tools/train_tagger.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_model_is_small() -> None:
    assert MODEL.stat().st_size < LARGEST


def test_the_model_is_of_the_annotated_texts(trainer: ModuleType) -> None:
    with np.load(MODEL) as model:
        assert str(model["inputs"]) == trainer.digest(trainer.read(ANNOTATED)), "run make tagger and commit the model"


def test_no_two_codes_share_a_bucket_and_no_sum_of_weights_overflows() -> None:
    model = load_model(MODEL)
    assert (model.buckets.take(bucket(model.known[1:])) == np.arange(1, len(model.known))).all()
    weights = np.sort(model.weights.astype(np.int64), axis=0)
    assert weights[-len(_TEMPLATES) :].sum(axis=0).max() <= np.iinfo(np.int16).max
    assert weights[: len(_TEMPLATES)].sum(axis=0).min() >= np.iinfo(np.int16).min


def test_full_width_characters_are_read_as_others_are_and_digits_as_one() -> None:
    assert _characters("Ａ７（").tolist() == _characters("A0(").tolist()
    assert len({*_characters("A0(一\udc00\uffff😀𠀀").tolist()}) == 8
    assert not _characters("").size


def test_cues_are_words_in_which_names_end_that_nothing_else_tells(trainer: ModuleType, ontology: Ontology) -> None:
    text = "局督导室牵头。由局督导室承办。局督导室负责。大家都来。"
    names = [{"start": at, "end": at + 4, "type": "AGENCY"} for at in (0, 8, 15)]
    assert trainer._cues([{"id": "a", "text": text, "entities": names}], ontology) == {"督导室"}
    assert trainer._cues([{"id": "a", "text": text, "entities": []}], ontology) == frozenset()


TYPES = ("A", "B")


def labellings(size: int) -> Iterator[list[tuple[int, int, str]]]:
    """Yield all ways to place names of two characters or more in ``size`` characters."""
    yield []
    for start in range(size):
        for end in range(start + 2, size + 1):
            for kind in TYPES:
                yield from ([(start, end, kind), *((a + end, b + end, k) for a, b, k in rest)] for rest in labellings(size - end))


def total(model: Model, codes: np.ndarray[tuple[int, ...], np.dtype[np.uint32]], names: list[tuple[int, int, str]]) -> int:
    """Return what a stretch with these names is worth, added up step by step as `Model` describes it."""
    size, labels = len(codes), [0] * len(codes)
    for start, end, kind in names:
        n = TYPES.index(kind)
        labels[start:end] = [1 + n, *[3 + n] * (end - start - 2), 5 + n]
    rows = [[int(np.searchsorted(model.known, code)) if code in model.known else 0 for code in row] for row in codes]
    worth = sum(int(model.weights[row, label]) for at, label in enumerate(labels) for row in rows[at])
    worth += sum(int(model.always[label, 0]) for label in labels)
    worth += sum(int(model.direct[TYPES.index(k), 0]) for a, b, k in names if b - a == 2)
    worth += sum(int(model.first[TYPES.index(k), 0]) for a, _, k in names if a == 0)
    return worth + sum(int(model.last[TYPES.index(k), 0]) for _, b, k in names if b == size)


@pytest.mark.parametrize("seed", range(40))
def test_what_is_decoded_is_worth_as_much_as_the_best_of_all_labellings(seed: int) -> None:
    given = random.Random(seed)

    def numbers(*shape: int) -> list[int]:
        return [given.randint(-50, 50) for _ in range(int(np.prod(shape)))]

    known = np.array([0, 5 << 10, 9 << 10, 700 << 10, 3000 << 10], dtype=np.uint32)
    weights = np.array(numbers(5, 7), dtype=np.int16).reshape(5, 7)
    weights[0] = 0
    buckets = np.zeros(1 << 22, dtype=np.uint8)
    buckets[bucket(known[1:])] = range(1, 5)
    always, direct, first, last = (np.array(numbers(size), dtype=np.int32)[:, None] for size in (7, 2, 2, 2))
    model = Model(TYPES, known, weights, buckets, always, direct, first, last, frozenset())
    some = [*known.tolist(), (5 << 10) + 1, 77]  # two that are not known, one of them in the bucket of one that is
    edges = [0, *sorted(given.sample(range(1, 15), 3)), 15]
    stretches = [(a, b) for a, b in pairwise(edges) if b - a <= 8] + [(16, 17)]
    codes = np.array([[given.choice(some) for _ in range(3)] for _ in range(18)], dtype=np.uint32)
    found = sorted(model.decode(lambda at: codes[at].T, np.array(stretches)))
    for start, end in stretches:
        here = [(a - start, b - start, k) for a, b, k in found if start <= a < end]
        assert all(b <= end - start for _, b, _ in here)
        best = max(total(model, codes[start:end], names) for names in labellings(end - start))
        assert total(model, codes[start:end], here) == best
    assert all(any(start <= a < end for start, end in stretches) for a, _, _ in found)


def test_long_texts_are_decoded_in_batches() -> None:
    model = load_model(MODEL)
    codes = np.zeros((3000, len(_TEMPLATES)), dtype=np.uint32)
    codes[::7] = model.known[1 : 1 + len(_TEMPLATES)]
    stretches = np.array([(at, at + 2) for at in range(0, 3000, 2)])
    together = sorted(model.decode(lambda at: codes[at].T, stretches))
    assert together == sorted(name for one in stretches for name in model.decode(lambda at: codes[at].T, one[None]))


@pytest.mark.slow
def test_training_again_gives_the_same_bytes(trainer: ModuleType, ontology: Ontology, tmp_path: Path) -> None:
    few = trainer.read(ANNOTATED)[:4]
    for name in ("one", "two"):
        trainer.train(few, ontology, tmp_path / f"{name}.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


@pytest.mark.slow
def test_reports_that_were_not_learnt_from_are_read_well(trainer: ModuleType, ontology: Ontology, tmp_path: Path) -> None:
    reports = trainer.read(ANNOTATED)
    kept = [r for r in reports if r["id"].startswith(("te", "tf"))]
    trainer.train([r for r in reports if r not in kept], ontology, tmp_path / "model.npz")
    hit, found, gold = trainer.score(kept, ontology, tmp_path / "model.npz")["all"]
    assert 2 * hit / (found + gold) >= 0.88
