"""The manifest of a build: what went in, what came out, what was odd. It is written last, so a folder with one is complete."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kg import __version__
from kg.build.work import Failure, Outcome
from kg.ontology import Ontology

__all__ = ["MANIFEST", "IncompleteBuildError", "describe", "read_manifest", "total", "write_json"]

MANIFEST = "manifest.json"
COUNTS = ("entities", "observations", "relations", "statements")


class IncompleteBuildError(ValueError):
    """A folder holds no complete build."""

    def __init__(self, out: Path, found: str) -> None:
        super().__init__(f"{out}: {found}; make it with: kg build PATH… -o {out}")


def describe(
    outcomes: Sequence[Outcome], failures: Sequence[Failure], warnings: Sequence[str], out: Path, ontology: Ontology, triples: int
) -> dict[str, Any]:
    """Return the manifest of the files in ``out``. It depends on nothing but input, ontology and program: no clock, no host."""
    return {
        "program": {"name": "fazhi-kg", "version": __version__},
        "ontology": {"version": ontology.settings.version, "sha256": ontology.sha256},
        "counts": {**total(outcomes), "triples": triples},
        "inputs": [
            {"path": o.path, "sha256": o.sha256, "report": o.iri, "id": o.id, **o.counts}
            for o in sorted(outcomes, key=lambda o: (o.path, o.sha256))
        ],
        "failures": [{"path": f.path, "reason": f.reason} for f in sorted(failures, key=lambda f: (f.path, f.reason))],
        "warnings": sorted(warnings),
        "files": {
            path.relative_to(out).as_posix(): {"bytes": path.stat().st_size, "sha256": _sha256(path)}
            for path in sorted(p for p in out.rglob("*") if p.is_file())
        },
    }


def read_manifest(out: Path) -> dict[str, Any]:
    """Return the manifest of the build in ``out``. Raises IncompleteBuildError when there is none."""
    if not out.is_dir():
        raise IncompleteBuildError(out, "no such folder")
    try:
        manifest = json.loads((out / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        raise IncompleteBuildError(out, f"holds no complete build: {MANIFEST} is missing") from None
    except ValueError:
        raise IncompleteBuildError(out, f"{MANIFEST} is damaged") from None
    if not isinstance(manifest, dict):
        raise IncompleteBuildError(out, f"{MANIFEST} is damaged")
    return manifest


def total(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """Return how many reports there are and how much was found in all of them."""
    outcomes = list(outcomes)
    return {"reports": len(outcomes), **{name: sum(o.counts[name] for o in outcomes) for name in COUNTS}}


def write_json(path: Path, value: Any) -> None:
    """Write ``value`` for people and machines: indented, UTF-8, a final line end."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
