"""Reads gold and predictions: a folder with ``gold.jsonl``, ``codes.list`` and the reports' texts, or a ``.jsonl`` by itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Gold", "GoldError", "read_gold", "read_records"]


class GoldError(ValueError):
    """A file of gold or of predictions cannot be used. The message names file, place and remedy."""

    def __init__(self, path: Path, message: str, remedy: str, line: int | None = None) -> None:
        super().__init__(f"{path}{f':{line}' if line else ''}: {message}; {remedy}")


@dataclass(frozen=True, slots=True)
class Gold:
    """Annotated reports in the JSON form of GUIDELINE, the indicator codes they use, and the folder of their texts."""

    reports: list[dict[str, Any]]
    codes: frozenset[str]
    folder: Path

    def texts(self) -> list[Path]:
        """Return the text file ``<id>.txt`` of every report. Raises GoldError when one is missing."""
        paths = [self.folder / f"{report['id']}.txt" for report in self.reports]
        for path in paths:
            if not path.is_file():
                raise GoldError(
                    path, "the text of a gold report is missing", "put it beside gold.jsonl or give files to evaluate"
                )
        return paths


def read_gold(path: Path) -> Gold:
    """Read gold from a folder that holds ``gold.jsonl``, or from such a file. Raises GoldError."""
    if path.is_dir():
        path = path / "gold.jsonl"
    codes = path.parent / "codes.list"
    reports = read_records(path)
    if not codes.is_file():
        raise GoldError(codes, "no such file", "it lists the indicator codes of gold, one a line")
    return Gold(reports, frozenset(codes.read_text("utf-8").split()), path.parent)


def read_records(path: Path) -> list[dict[str, Any]]:
    """Read reports, one JSON object a line. Raises GoldError."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except FileNotFoundError:
        raise GoldError(path, "no such file", "give a folder that holds gold.jsonl, or a .jsonl file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(path, f"not readable: {error}", "give a .jsonl file in UTF-8") from None
    records = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldError(path, f"not JSON: {error.msg}", "write one JSON object a line", number) from None
        if not isinstance(record, dict) or "id" not in record or "text" not in record:
            raise GoldError(path, "not a report: `id` or `text` is missing", "see GUIDELINE.md for the form", number)
        records.append(record)
    if not records:
        raise GoldError(path, "holds no report", "write one JSON object a line")
    return records
