"""Small reports for tests of the stage ``facts``: sentences with marked mentions, and the gold reports as records."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.records import Mention, Metadata, Report, Source, Statement

GOLD = Path(__file__).parents[1] / "gold" / "gold.jsonl"
MARK = re.compile(r"⟦([^|⟧]*)\|([A-Z]+)⟧")
HOME = Metadata(region_path=("河南省", "开封市", "顺河回族区"), kind="government")


def _marked(sentence: str, *, status: Any = "done", meta: Metadata = HOME) -> Report:
    text, mentions, position = "", [], 0
    for mark in MARK.finditer(sentence):
        text += sentence[position : mark.start()]
        mentions.append(Mention(len(text), len(text) + len(mark[1]), mark[2], mark[1], "marked"))
        text += mark[1]
        position = mark.end()
    text += sentence[position:]
    source = Source("t.txt", "0" * 64, "text/plain")
    return Report("t", text, source, meta, statements=(Statement(0, len(text), status),), entities=tuple(mentions))


@pytest.fixture(scope="session")
def marked() -> Callable[..., Report]:
    """A function: a sentence with ``⟦name|TYPE⟧`` → a report of that one statement, of 顺河回族区 unless ``meta`` is given."""
    return _marked


@pytest.fixture(scope="session")
def gold_records() -> list[tuple[Report, dict[str, Any]]]:
    """Pairs of a gold report, without what the stage makes, and its gold annotation."""
    fields = {field.name for field in dataclasses.fields(Metadata)}
    found = []
    for raw in map(json.loads, GOLD.read_text("utf-8").splitlines()):
        meta = {k: tuple(v) if isinstance(v, list) else v for k, v in raw["meta"].items() if k in fields}
        mentions = sorted(
            (Mention(e["start"], e["end"], e["type"], e["text"], "gold") for e in raw["entities"]), key=lambda m: m.start
        )
        statements = tuple(Statement(s["start"], s["end"], s["status"], s["topic"]) for s in raw["statements"])
        source = Source(f"{raw['id']}.txt", "0" * 64, "text/plain")
        report = Report(raw["id"], raw["text"], source, Metadata(**meta), statements=statements, entities=tuple(mentions))
        found.append((report, raw))
    return found
