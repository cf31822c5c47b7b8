"""The gold reports as records with IRIs, so that the graph is tested without the stages before it."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kg.graph import Fragments, ontology_turtle, prefixes_turtle, schemes_turtle, serialize, shapes_turtle
from kg.linking.iri import mint
from kg.ontology import Ontology, load
from kg.records import Mention, Metadata, Observation, Relation, Report, Source, Statement

GOLD = Path(__file__).parents[1] / "gold" / "gold.jsonl"


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load()


@pytest.fixture(scope="session")
def gold(ontology: Ontology) -> list[Report]:
    """The reports of gold.jsonl; all their entities hang on the report's own region."""
    return [_report(json.loads(line), ontology) for line in GOLD.read_text("utf-8").splitlines()]


@pytest.fixture(scope="session")
def out(gold: list[Report], ontology: Ontology, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of the gold reports, its shapes and its ontology."""
    folder = tmp_path_factory.mktemp("out")
    _write(folder, sorted((serialize(r, ontology) for r in gold), key=lambda f: f.iri), ontology)
    (folder / "shapes.ttl").write_text(shapes_turtle(ontology), "utf-8")
    (folder / "ontology.ttl").write_text(ontology_turtle(ontology), "utf-8")
    return folder


def _write(folder: Path, fragments: list[Fragments], ontology: Ontology) -> None:
    head = prefixes_turtle(ontology)
    whole = head + schemes_turtle(ontology)
    (folder / "graph.ttl").write_text(whole + "".join(f.graph for f in fragments), "utf-8")
    (folder / "evidence.ttl").write_text(head + "".join(f.evidence for f in fragments), "utf-8")
    (folder / "graph.trig").write_text(whole + "".join(f.trig for f in fragments), "utf-8")


def _report(raw: dict[str, Any], ontology: Ontology) -> Report:
    meta = {k: raw["meta"].get(k) for k in Metadata.__dataclass_fields__}
    meta |= {"region_path": tuple(raw["meta"]["region_path"]), "issuers": tuple(raw["meta"]["issuers"])}
    report = Report(raw["id"], raw["text"], Source(f"{raw['id']}.txt", "0" * 64, "text/plain"), Metadata(**meta))
    mentions = tuple(
        Mention(
            m["start"], m["end"], m["type"], m["text"], "gold", _iri(m["type"], m["text"], report.meta.adcode or "", ontology)
        )
        for m in raw["entities"]
    )
    statements = tuple(Statement(**s) for s in raw["statements"])
    report = replace(report, entities=mentions, statements=statements)
    return replace(
        report,
        observations=tuple(_observation(o, statements) for o in raw["observations"]),
        relations=tuple(r for t in raw["relations"] if (r := _relation(t, report)) is not None),
    )


def _iri(type_: str, text: str, adcode: str, ontology: Ontology) -> str:
    entry = next(c for c in ontology.classes.values() if c.type == type_)
    keys = (text,) if type_ == "DOCNUM" else (adcode, text)
    return mint(ontology.settings.base, entry.path or "", *keys)


def _statement_at(statements: tuple[Statement, ...], start: int) -> int | None:
    return next((i for i, s in enumerate(statements) if s.start <= start < s.end), None)


def _observation(raw: dict[str, Any], statements: tuple[Statement, ...]) -> Observation:
    fields = {k: raw[k] for k in ("start", "end", "figure", "value", "unit", "bound", "kind", "indicator", "code", "agent")}
    return Observation(**fields, rule="gold", statement=_statement_at(statements, raw["start"]))


def _relation(triple: list[str], report: Report) -> Relation | None:
    """Return the relation with the spans of the first mentions so written, the two closest to each other."""
    agent, predicate, obj = triple
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for m in report.entities:
        spans[m.text].append((m.start, m.end))
    if obj not in spans:
        start = report.text.find(obj)
        spans[obj] = [(start, start + len(obj))] if start >= 0 else []
    pairs = [(a, o) for a in (spans[agent] if agent != "REPORT" else [None]) for o in spans[obj]]
    if not pairs:
        return None
    a, o = min(pairs, key=lambda pair: abs(pair[0][0] - pair[1][0]) if pair[0] else 0)
    start, end = (min(a[0], o[0]), max(a[1], o[1])) if a else o
    return Relation(agent, predicate, obj, start, end, a, o, _statement_at(report.statements, o[0]), "gold")
