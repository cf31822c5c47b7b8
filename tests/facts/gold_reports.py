"""Gold reports as records with their gold statements, mentions and year, for tests of the stages that follow them."""

import json
from pathlib import Path

from kg.records import Mention, Metadata, Report, Source, Statement

GOLD = Path(__file__).resolve().parents[1] / "gold" / "gold.jsonl"


def gold_reports(*, mentions: bool = True) -> list[tuple[Report, list[dict]]]:
    """Return (report, gold observations) for each gold report; without mentions when ``mentions`` is False."""
    found = []
    for raw in map(json.loads, GOLD.read_text("utf-8").splitlines()):
        statements = tuple(
            Statement(**{k: s[k] for k in ("start", "end", "status", "topic", "agent")}) for s in raw["statements"]
        )
        entities = tuple(Mention(e["start"], e["end"], e["type"], e["text"], "gold") for e in raw["entities"] if mentions)
        meta = Metadata(year=raw["meta"]["year"])
        report = Report(raw["id"], raw["text"], Source(raw["id"], "", "text/plain"), meta, (), statements, entities)
        found.append((report, raw["observations"]))
    return found
