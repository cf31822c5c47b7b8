"""The model that comes with the program: small, of the annotated texts as they are, and the same when trained again."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from kg.extraction.tagger import MODEL
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
