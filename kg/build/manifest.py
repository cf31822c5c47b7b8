"""The manifest of a build: what went in, what came out, what was odd. It is written last, so a folder with one is complete.

The pages of the site, three a report, are not in it one by one: ``site/files.sha256`` lists them, as ``sha256sum`` does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from kg import __version__
from kg.build.duplicates import Pair
from kg.build.entry import Counts, Outcome
from kg.build.work import Failure
from kg.ontology import Ontology

__all__ = [
    "ASIDE",
    "CACHE",
    "MANIFEST",
    "IncompleteBuildError",
    "describe",
    "list_site",
    "read_manifest",
    "require_records",
    "total",
    "verify",
    "write_json",
    "write_manifest",
]

MANIFEST = "manifest.json"
# The folders of a build that is under way, and of what was read.
ASIDE, CACHE = ".building", ".cache"
_SITE, _SITE_LIST = "site", "files.sha256"
_AGAIN = "run the same kg build again: it reads only what is missing or has changed"


class IncompleteBuildError(ValueError):
    """A folder holds no complete build."""

    def __init__(self, out: Path, found: str, remedy: str = "") -> None:
        super().__init__(f"{out}: {found}; {remedy or f'make it with: kg build PATH… -o {out}'}")


def describe(
    outcomes: Sequence[Outcome],
    copies: Sequence[Pair],
    failures: Sequence[Failure],
    warnings: Sequence[str],
    passed_over: Mapping[str, int],
    out: Path,
    ontology: Ontology,
    counts: Mapping[str, int],
) -> dict[str, Any]:
    """Return the manifest of the files in ``out``; ``inputs`` in it is an iterator. ``passed_over`` counts by endings.

    It depends on nothing but input, ontology and program: no clock, no host.
    """
    files = _files(out)
    with ThreadPoolExecutor() as pool:  # hashing leaves the other threads free to do the same
        hashes = list(pool.map(_sha256, files))
    read = sorted([*outcomes, *(copy.report for copy in copies)], key=lambda o: (o.path, o.sha256))
    return {
        "program": {"name": "fazhi-kg", "version": __version__},
        "ontology": {"version": ontology.settings.version, "sha256": ontology.sha256},
        "counts": dict(counts),
        "inputs": ({"path": o.path, "sha256": o.sha256, "report": o.iri, "id": o.id, **o.counts._asdict()} for o in read),
        "failures": [{"path": f.path, "reason": f.reason} for f in sorted(failures, key=lambda f: (f.path, f.reason))],
        "warnings": sorted(warnings),
        "passed_over": dict(passed_over),
        "files": {
            path.relative_to(out).as_posix(): {"bytes": path.stat().st_size, "sha256": sha256}
            for path, sha256 in zip(files, hashes, strict=True)
        },
    }


def list_site(site: Path) -> None:
    """Write the list of a site's files with their SHA-256."""
    with (site / _SITE_LIST).open("w", encoding="utf-8", newline="\n") as lines:
        for path in sorted(path for path in site.rglob("*") if path.is_file() and path.name != _SITE_LIST):
            lines.write(f"{_sha256(path)}  {path.relative_to(site).as_posix()}\n")


def read_manifest(out: Path, *names: str) -> dict[str, Any]:
    """Return the manifest of the build in ``out``, whose files must be those that it names.

    Of all files the size is looked at, which shows what was cut off; of ``names``, which the caller is about to read, the hash
    too, which takes a small part of the time of reading them. :func:`verify` looks at everything. Raises IncompleteBuildError.
    """
    if not out.is_dir():
        raise IncompleteBuildError(out, "no such folder")
    try:
        manifest: dict[str, Any] = json.loads((out / MANIFEST).read_text("utf-8"))
        files = {str(name): (int(file["bytes"]), str(file["sha256"])) for name, file in manifest["files"].items()}
    except FileNotFoundError:
        if (out / ASIDE).exists() or (out / CACHE).exists():
            raise IncompleteBuildError(out, f"its build was interrupted: {MANIFEST} is missing", _AGAIN) from None
        raise IncompleteBuildError(out, f"holds no complete build: {MANIFEST} is missing") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise IncompleteBuildError(out, f"{MANIFEST} is damaged", _AGAIN) from None
    for name, (size, _) in files.items():
        path = out / name
        if not path.is_file():
            raise IncompleteBuildError(out, f"{name} is missing", _AGAIN)
        if path.stat().st_size != size:
            raise IncompleteBuildError(out, f"{name} has changed since it was built", _AGAIN)
    for name in names:
        if name not in files:
            raise IncompleteBuildError(out, f"this build has no {name}", "build it without --partitions")
        if _sha256(out / name) != files[name][1]:
            raise IncompleteBuildError(out, f"{name} has changed since it was built", _AGAIN)
    return manifest


def require_records(out: Path) -> None:
    """Check that the records of the build in ``out`` are there as they were written. Raises IncompleteBuildError."""
    files = read_manifest(out)["files"]
    parts = [name for name in files if name.startswith("partitions/records/")]
    read_manifest(out, *(parts or ["reports.jsonl"]))


def verify(out: Path) -> None:
    """Compare every file of the build in ``out`` with its hash. Raises IncompleteBuildError."""
    files = read_manifest(out)["files"]
    read_manifest(out, *files)
    if f"{_SITE}/{_SITE_LIST}" in files:
        with (out / _SITE / _SITE_LIST).open(encoding="utf-8") as lines:
            for line in lines:
                sha256, _, name = line.rstrip("\n").partition("  ")
                path = out / _SITE / name
                if not path.is_file() or _sha256(path) != sha256:
                    raise IncompleteBuildError(out, f"{_SITE}/{name} is missing or has changed since it was built", _AGAIN)


def total(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """Return how many reports there are and how much was found in all of them."""
    return {"reports": len(outcomes), **{name: sum(getattr(o.counts, name) for o in outcomes) for name in Counts._fields}}


def write_json(path: Path, value: Any) -> None:
    """Write ``value`` for people and machines: indented, UTF-8, a final line end."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")


def write_manifest(path: Path, manifest: Mapping[str, Any]) -> None:
    """Write a manifest; an iterator in it becomes a list, an item a line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        separator = "{"
        for name, value in manifest.items():
            file.write(f"{separator}\n {json.dumps(name)}: ")
            if isinstance(value, Iterator):
                file.writelines(_list(value))
            else:
                file.write(json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n "))
            separator = ","
        file.write("\n}\n")


def _list(items: Iterable[Any]) -> Iterator[str]:
    separator = "["
    for item in items:
        yield f"{separator}\n  {json.dumps(item, ensure_ascii=False)}"
        separator = ","
    yield "[]" if separator == "[" else "\n ]"


def _files(out: Path) -> list[Path]:
    """Return the files that the manifest names, in order."""
    pages = out / _SITE
    found = [path for path in out.rglob("*") if path.is_file() and not path.is_relative_to(pages)]
    return sorted([*found, *filter(Path.is_file, [pages / _SITE_LIST])])


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
