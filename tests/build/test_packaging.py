"""What a wheel holds, and what make says on a machine without a usable Python."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--quiet", "--wheel-dir", str(folder)]
    subprocess.run(command, check=True)
    (path,) = folder.glob("fazhi_kg-*.whl")
    return zipfile.ZipFile(path)


@pytest.mark.slow
def test_a_wheel_carries_ontology_templates_and_types(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    wanted = {f"kg/_{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "ontology").rglob("*") if path.is_file()}
    wanted |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "kg" / "site" / "templates").rglob("*.html")}
    assert wanted | {"kg/py.typed", "kg/cli/main.py"} <= names
    assert not [name for name in names if name.startswith(("tests", "seeds", "out"))]


@pytest.mark.slow
def test_an_installed_wheel_finds_its_ontology(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    command = [sys.executable, "-m", "kg", "ontology", "check"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str((tmp_path / "kg" / "_ontology").resolve()))


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("python", ["false", "/no/such/python3"])
def test_make_says_which_python_it_needs(python: str, tmp_path: Path) -> None:
    folder = tmp_path / "a path with spaces"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    done = subprocess.run(["make", "demo", f"PYTHON={python}"], cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 2
    assert "kg needs Python 3.11 or later" in done.stderr
    assert not (folder / ".venv").exists()
