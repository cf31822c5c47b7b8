"""What mentions are linked to, in reports of many places and years."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from kg.linking import describe, link, mention_link, place_of, reporting_agency
from kg.linking.documents import short_titles
from kg.linking.iri import segments
from kg.ontology import Ontology
from kg.records import Metadata, Report, Source

BLOCKS = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf-8"))
CASES = [(block["report"], *case) for block in BLOCKS for case in block["cases"]]


def report_of(said: dict[str, Any], ontology: Ontology) -> Report:
    """Make a report of what a block of cases.yaml says of it."""
    adcode, year = said["adcode"], said["year"]
    path = tuple(said.get("path") or (ontology.gazetteer.path_names(adcode, year) if adcode else ()))
    region = ontology.gazetteer.by_code(adcode, year) if adcode else None
    meta = Metadata(
        region_path=path,
        adcode=adcode,
        level=said.get("level") or (region.level if region else None),
        year=year,
        issuers=tuple(said.get("issuers", ())),
        kind=said.get("kind", "government"),
    )
    return Report("r", said.get("text", ""), Source("r.txt", "0", "text/plain"), meta)


@pytest.mark.parametrize(("said", "type", "text", "path"), CASES, ids=[f"{c[0]['adcode']}-{c[0]['year']}-{c[2]}" for c in CASES])
def test_a_mention_means(said: dict[str, Any], type: str, text: str, path: str, ontology: Ontology) -> None:
    report = report_of(said, ontology)
    found = mention_link(type, text, place_of(report, ontology), short_titles(report.text, ontology), ontology)
    assert "/".join(segments(ontology.settings.base, found.iri)) == path, found.rule
    assert set(found.rule.split("+")) <= set(ontology.linking.rules)
    assert describe(found.iri, ontology).label_zh
