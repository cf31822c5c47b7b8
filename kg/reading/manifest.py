"""Reads a manifest: a CSV table that names reports and says what is known of them."""

from __future__ import annotations

import csv
import datetime
import difflib
import io
import re
from collections.abc import Iterator
from pathlib import Path

from kg.reading.encoding import decode
from kg.reading.errors import ManifestError, OversizeError, ReadingError, UnsafePathError
from kg.reading.inputs import Given, Limits
from kg.records import Metadata

__all__ = ["COLUMNS", "MANIFEST", "read_manifest"]

MANIFEST = ".csv"
COLUMNS = ("path", "url", "region", "year", "title", "issuer", "source", "published")
"""The columns that mean something, in any order; others, such as remarks, are passed over. ``path`` must be there.

A name that is almost one of these is a slip, not a remark.
"""

YEARS = range(1990, 2100)
_CODE = re.compile(r"[1-9][0-9]{5}")
_BETWEEN = re.compile(r"[\s/>、]+")
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)


def read_manifest(path: Path, limits: Limits) -> Iterator[tuple[Path, Given] | ReadingError]:
    """Yield for each row the file it names, which lies beside or below the manifest, and what it says of it; or its mistake.

    ``issuer`` and ``region`` may hold several names, one below the other, with spaces or / between. Raises ManifestError or
    another ReadingError when the table as a whole cannot be read.
    """
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise OversizeError(path, size, limits.file_bytes, "bytes", "--max-file-size")
        text = decode(path.read_bytes(), path)
    except OSError as error:
        raise ManifestError(path, 1, (error.strerror or "cannot be opened").lower(), "check its permissions") from None
    rows = csv.DictReader(io.StringIO(text, newline=""), dialect="excel-tab" if "\t" in text.split("\n", 1)[0] else "excel")
    try:
        names = [name.strip().lower() for name in rows.fieldnames or ()]
        rows.fieldnames = names
        if "path" not in names:
            raise ManifestError(path, 1, "no column is called path", f"write the names of the columns first: {','.join(COLUMNS)}")
        _check_columns(path, names)
        lines: dict[str, int] = {}
        for number, row in enumerate(rows, 1):
            if number > limits.members:
                raise OversizeError(path, None, limits.members, "rows", "--max-members")
            cells = {name: value.strip() for name, value in row.items() if isinstance(value, str) and name}
            if not any(cells.values()):
                continue
            first = lines.setdefault(cells.get("path", ""), rows.line_num)
            if None in row:
                yield ManifestError(path, rows.line_num, "more cells than columns", "put a cell that holds a comma in quotes")
            elif first != rows.line_num and cells.get("path"):
                yield ManifestError(path, rows.line_num, f"{cells['path']!r} is in line {first} already", "keep one of the rows")
            else:
                yield _row(path, rows.line_num, cells)
    except csv.Error as error:
        raise ManifestError(path, rows.line_num, str(error), "save the table as CSV in UTF-8") from None


def _check_columns(manifest: Path, names: list[str]) -> None:
    for name in filter(None, dict.fromkeys(names)):
        if name in COLUMNS and names.count(name) > 1:
            raise ManifestError(manifest, 1, f"two columns are called {name}", "keep one of them")
        close = difflib.get_close_matches(name, COLUMNS, 1, 0.75)
        if name not in COLUMNS and close and close[0] not in names:
            raise ManifestError(manifest, 1, f"no column is called {name!r}", f"write {close[0]!r}")


def _row(manifest: Path, line: int, cells: dict[str, str]) -> tuple[Path, Given] | ReadingError:
    name = cells.get("path", "")
    if not name:
        return ManifestError(manifest, line, "no path", "name the file of the report, relative to the manifest")
    if "://" in name:
        wrong = f"path {name!r} is a URL, and a manifest lists files beside or below it"
        remedy = "save the page there and write its address into the column url, or give kg build the URL itself"
        return ManifestError(manifest, line, wrong, remedy)
    relative = Path(name.replace("\\", "/"))
    if "\0" in name or relative.is_absolute() or ".." in relative.parts or re.match(r"[A-Za-z]:", name):
        return UnsafePathError(manifest, name)
    folder = manifest.parent
    try:
        if not (folder / relative).resolve().is_relative_to(folder.resolve()):
            return UnsafePathError(manifest, name)
    except (OSError, RuntimeError) as error:  # links that lead in a circle
        return ManifestError(manifest, line, f"{name!r}: {error}", "name the file of the report, relative to the manifest")
    year, published, url, region = (cells.get(column, "") for column in ("year", "published", "url", "region"))
    if year and not (year.isascii() and year.isdigit() and int(year[:9]) in YEARS):
        return ManifestError(manifest, line, f"year {year!r} is none", f"write {YEARS[0]} to {YEARS[-1]}, or leave it empty")
    if published:
        try:
            published = datetime.date.fromisoformat(published[:10]).isoformat()
        except ValueError:
            return ManifestError(
                manifest, line, f"published {published!r} is no date", "write it as 2023-01-31, or leave it empty"
            )
    if url and not _WEB.fullmatch(url):
        return ManifestError(manifest, line, f"url {url!r} is no web address", "write it with http:// or https://")
    code = _CODE.fullmatch(region)
    meta = Metadata(
        title=cells.get("title") or None,
        region_path=() if code else tuple(_BETWEEN.split(region)) if region else (),
        adcode=region if code else None,
        year=int(year) if year else None,
        issuers=tuple(_BETWEEN.split(cells["issuer"])) if cells.get("issuer") else (),
        source=cells.get("source") or None,
        published=published or None,
    )
    return folder / relative, Given(meta, url or None)
