"""What tests of several stages share."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from kg.ontology import Ontology

# A loaded machine is slow at the first example; how long one takes is no property of the code under test.
settings.register_profile("kg", deadline=None)
settings.load_profile("kg")

# What a shell runs in its background ignores Ctrl-C, and so would the programs to which tests send it.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five real reports."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The ontology that comes with the program."""
    from kg.ontology import default_folder, load

    return load(default_folder())


@pytest.fixture(scope="session")
def built(seeds: Path, ontology: Ontology, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the seeds; tests read it and do not write to it."""
    # Here, so that tests of one stage run while another is broken.
    from kg.build import build

    out = tmp_path_factory.mktemp("built")
    build([seeds], out, ontology, workers=1)
    return out


@pytest.fixture
def workplace(tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like a fresh clone after ``make demo``, in which examples run."""
    for name in ("seeds", "ontology", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(built, tmp_path / "out")
    monkeypatch.chdir(tmp_path)
    return tmp_path
