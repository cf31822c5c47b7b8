"""Distinct triples are counted without holding them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

import kg.build.triples
from kg.build import read_manifest
from kg.build.triples import SharedTriples, census, record
from kg.graph import Fragments, prefixes_turtle, serialize
from kg.linking.iri import mint
from kg.ontology import Ontology
from kg.records import Mention, Relation, Report, Source


def test_the_manifest_counts_what_a_parser_counts(built: Path) -> None:
    triples = set(parse(path=built / "graph.ttl", format=RdfFormat.TURTLE))
    assert read_manifest(built)["counts"]["triples"] == len(triples)
    assert f"void:triples {len(triples)} " in (built / "void.ttl").read_text("utf-8")


@pytest.mark.parametrize("at_once", [1 << 22, 300, 50])
@pytest.mark.parametrize("count", [0, 1, 1000])
def test_any_number_of_records_is_counted_in_pieces(
    count: int, at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kg.build.triples, "_AT_ONCE", at_once)
    chance = random.Random(1)
    sizes = [chance.randrange(1, 300) for _ in range(count)]
    records = [chance.randbytes(8) + size.to_bytes(8, "little") for size in sizes]
    counter = SharedTriples(tmp_path / "records")
    for start in range(0, 2 * count, 100):
        counter.add(b"".join((records + records)[start : start + 100]))
    assert counter.count() == sum(sizes)
    assert not (tmp_path / "records").exists()


def test_a_record_is_told_by_every_letter_of_a_body() -> None:
    bodies = ("<a:b> kg:p 2 ;\n\tkg:q 2 .\n", "<a:c> kg:p 2 ;\n\tkg:q 2 .\n", "<a:b> kg:p 2 ;\n\tkg:q 3 .\n")
    assert len({record(body)[:8] for body in bodies}) == 3
    assert {int.from_bytes(record(body)[8:], "little") for body in bodies} == {2}
    assert record(bodies[0]) == record(str(bodies[0]))


def test_what_reports_say_of_one_entity_is_counted_once(ontology: Ontology, tmp_path: Path) -> None:
    justice, tax = (mint(ontology.settings.base, "agency", "410203", name) for name in ("司法局", "税务局"))

    def fragments(text: str, *names: tuple[str, str]) -> Fragments:
        mentions = tuple(Mention(0, 1, "AGENCY", name, "rule", iri) for name, iri in names)
        relation = Relation(names[0][0], "issued", "法", 0, 1, (0, 1), (1, 2), None, "rule")
        document = Mention(1, 2, "DOCUMENT", "法", "rule", mint(ontology.settings.base, "document", "法"))
        report = Report("x", text, Source("x.txt", "", "text/plain"), entities=(*mentions, document), relations=(relation,) * 2)
        return serialize(report, ontology)

    made = [
        fragments("甲", ("区司法局", justice)),
        fragments("乙", ("司法局", justice)),
        fragments("丙", ("税务局", tax), ("法局", justice)),
    ]
    counter = SharedTriples(tmp_path / "records")
    for each in made:
        counter.add(census(each)[1])
    whole = prefixes_turtle(ontology) + "".join(each.graph for each in made)
    assert sum(census(each)[0] for each in made) + counter.count() == len(set(parse(whole, format=RdfFormat.TURTLE)))
