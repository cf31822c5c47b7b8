"""Graphs of several builds merge by plain union, and a report that changes changes nothing but its own named graph."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Triple, parse, serialize

from kg.build import build
from kg.graph import shapes_turtle, validate
from kg.ontology import Ontology

NEW = "\n2022年，市人民政府制定《政务公开工作要点》，办理行政复议案件33件。\n"
FILES = ("graph.ttl", "evidence.ttl")


def triples(*paths: Path) -> set[Triple]:
    return {q.triple for path in paths for q in parse(path=path, format=RdfFormat.TURTLE)}


def graphs(path: Path) -> dict[str, set[Triple]]:
    found: defaultdict[str, set[Triple]] = defaultdict(set)
    for quad in parse(path=path, format=RdfFormat.TRIG):
        name = quad.graph_name
        found[name.value if isinstance(name, NamedNode) else ""].add(quad.triple)
        assert isinstance(name, NamedNode | DefaultGraph)
    return found


def made(reports: Sequence[Path], out: Path, ontology: Ontology) -> Path:
    build(reports, out, ontology, workers=1, site=False)
    return out


@pytest.fixture(scope="module")
def halves(seeds: Path, ontology: Ontology, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    reports = sorted(seeds.glob("*.txt"))
    folder = tmp_path_factory.mktemp("halves")
    return made(reports[:2], folder / "one", ontology), made(reports[2:], folder / "two", ontology)


@pytest.mark.parametrize("name", FILES)
def test_halves_built_apart_add_up_to_the_whole(name: str, halves: tuple[Path, Path], built: Path) -> None:
    one, two = (triples(half / name) for half in halves)
    assert one | two == triples(built / name)
    assert one != two


def test_named_graphs_of_halves_are_those_of_the_whole(halves: tuple[Path, Path], built: Path) -> None:
    one, two = (graphs(half / "graph.trig") for half in halves)
    assert one[""] == two[""]
    assert one | two == graphs(built / "graph.trig")


def test_the_union_conforms(halves: tuple[Path, Path], ontology: Ontology, tmp_path: Path) -> None:
    union = triples(*(half / name for half in halves for name in FILES))
    (tmp_path / "graph.ttl").write_bytes(serialize(union, format=RdfFormat.TURTLE) or b"")
    (tmp_path / "shapes.ttl").write_text(shapes_turtle(ontology), "utf-8")
    validation = validate(tmp_path)
    assert validation.conforms, validation.text


def test_graph_and_evidence_are_all_named_graphs_and_the_schemes(built: Path) -> None:
    assert set().union(*graphs(built / "graph.trig").values()) == triples(*(built / name for name in FILES))


def test_a_changed_report_replaces_its_named_graph_only(seeds: Path, ontology: Ontology, built: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(seeds, tmp_path / "seeds")
    changed = sorted(folder.glob("*.txt"))[-1]
    changed.write_text(changed.read_text("utf-8") + NEW, "utf-8")
    before, after = graphs(built / "graph.trig"), graphs(made([folder], tmp_path / "out", ontology) / "graph.trig")
    (gone,) = before.keys() - after.keys()
    (come,) = after.keys() - before.keys()
    assert any("政务公开工作要点" in str(t.object) for t in after[come])
    assert all(before[name] == after[name] for name in before.keys() - {gone})
