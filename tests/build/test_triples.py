"""Distinct triples are counted without holding them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

import kg.build.triples
from kg.build import read_manifest
from kg.build.triples import SharedTriples, census


def test_the_manifest_counts_what_a_parser_counts(built: Path) -> None:
    triples = set(parse(path=built / "graph.ttl", format=RdfFormat.TURTLE))
    assert read_manifest(built)["counts"]["triples"] == len(triples)
    assert f"void:triples {len(triples)} " in (built / "void.ttl").read_text("utf-8")


@pytest.mark.parametrize("at_once", [1 << 22, 300, 50])
@pytest.mark.parametrize("count", [0, 1, 1000])
def test_any_number_of_hashes_is_counted_in_pieces(
    count: int, at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kg.build.triples, "_AT_ONCE", at_once)
    chance = random.Random(1)
    hashes = [chance.randbytes(8) for _ in range(count)]
    counter = SharedTriples(tmp_path / "hashes")
    for start in range(0, 2 * count, 100):
        counter.add(b"".join((hashes + hashes)[start : start + 100]))
    assert counter.count() == count
    assert not (tmp_path / "hashes").exists()


def test_a_triple_is_told_by_subject_predicate_and_object() -> None:
    turtle = '<a:b> kg:p "x . y ;" ;\n\tkg:p 2 ;\n\tkg:q 2 .\n<a:c> kg:q 2 .\n<r:1/x> kg:q 2 ;\n\tkg:q 3 .\n'
    own, others = census(turtle, "r:1")
    assert own == 2
    assert len({others[start : start + 8] for start in range(0, len(others), 8)}) == 4
    assert census(turtle, "z")[1].startswith(others)
