"""What is said of shared entities and of how the graph was made."""

from __future__ import annotations

import msgspec
import pytest
from pyoxigraph import RdfFormat, parse

from kg import __version__
from kg.graph import prefixes_turtle, serialize
from kg.graph.classification import agency_type
from kg.linking.iri import mint
from kg.ontology import Ontology
from kg.ontology.lexicons import Organ
from kg.records import Mention, Metadata, Report, Source

KG = "https://fazhi-kg.example/ontology#"
ID = "https://fazhi-kg.example/id/"


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        (("410203", "人民政府"), "government"),
        (("410203", "司法局"), "department"),
        (("410203", "党委"), "party"),
        (("100000", "国务院"), "central"),
        (("410203", "司法局", "政策法规科"), None),
    ],
)
def test_the_kind_of_an_organ(keys: tuple[str, ...], kind: str | None, ontology: Ontology) -> None:
    assert agency_type(mint(ontology.settings.base, "agency", *keys), ontology) == kind


def test_every_kind_of_organ_is_a_concept(ontology: Ontology) -> None:
    kinds = set(Organ.model_fields["kind"].annotation.__args__)  # type: ignore[union-attr]
    assert set(ontology.agency_types.concepts) == {*kinds, "central"}


def said(ontology: Ontology, *names: tuple[str, str], digest: str = "0" * 64) -> dict[tuple[str, str], set[str]]:
    text = "".join(name for _, name in names)
    report = Report("x", text, Source("x.txt", digest, "text/plain"), Metadata(year=2016))
    mentions, start = [], 0
    for path, name in names:
        iri = mint(ontology.settings.base, *path.split("/"))
        mentions.append(Mention(start, start + len(name), "AGENCY", name, "rule", iri))
        start += len(name)
    fragments = serialize(msgspec.structs.replace(report, entities=tuple(mentions)), ontology)
    found: dict[tuple[str, str], set[str]] = {}
    for quad in parse(prefixes_turtle(ontology) + fragments.graph + fragments.evidence, format=RdfFormat.TURTLE):
        s, p = quad.subject.value.removeprefix(ID), quad.predicate.value.rpartition("#")[2].rpartition("/")[2]
        found.setdefault((s, p), set()).add(quad.object.value)
    return found


def test_an_agency_has_its_classification(ontology: Ontology) -> None:
    found = said(ontology, ("agency/410203/司法局", "区司法局"))
    assert found["agency/410203/司法局", "classification"] == {f"{ID}agency-type/department"}


def test_a_region_has_its_names_with_their_years(ontology: Ontology) -> None:
    # 650107 was 南泉区 until 1998 and 达坂城区 from then on.
    names = [(r.name, r.first, r.last) for r in ontology.gazetteer.history("650107")]
    assert len({name for name, _, _ in names}) > 1
    found = said(ontology, ("region/650107", "达坂城区"))
    assert found["region/650107", "datedName"] == {f"{ID}region-name/650107/{first}" for _, first, _ in names}
    for name, first, last in names:
        assert found[f"region-name/650107/{first}", "literalForm"] == {name}
        assert found.get((f"region-name/650107/{first}", "lastYear"), set()) == ({str(last)} if last else set())


def test_the_reading_of_a_report_is_told_without_a_clock(ontology: Ontology) -> None:
    found = said(ontology, ("agency/410203/司法局", "区司法局"))
    ((activity, _),) = [key for key in found if key[1] == "sourceHash"]
    report = activity.partition("/activity/")[0]
    assert found[activity, "used"] == {ID + report}
    assert found[activity, "ontologyHash"] == {ontology.sha256}
    assert found[activity, "sourceHash"] == {"0" * 64}
    (program,) = found[activity, "wasAssociatedWith"]
    assert found[program.removeprefix(ID), "programVersion"] == {__version__}
    assert not any("time" in p.lower() or "date" in p.lower() for _, p in found if p not in {"datedName"})
    again = said(ontology, ("agency/410203/司法局", "区司法局"), digest="1" * 64)
    assert activity not in {s for s, _ in again}
