"""A slip in slots.yaml is named with its line and what to write."""

import shutil
from pathlib import Path

import pytest

from kg.ontology import Ontology, OntologyError, load

# what stands there, the slip, what is said of it
SLIPS = [
    ("range: [Region], aligned", "range: [Regoin], aligned", "region: range: 'Regoin' is not known; write 'Region'"),
    ("'prov:wasDerivedFrom'", "'prv:wasDerivedFrom'", "derivedFrom: slot_uri: 'prv' is not known; write 'prov'"),
    ("'concept:topic'", "'concept:topics'", "topic: range: 'topics' is not known; write 'topic'"),
]


def test_every_slip_is_named_with_its_line(ontology: Ontology, tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(ontology.folder, folder)
    path = folder / "slots.yaml"
    text = path.read_text("utf-8")
    expected = []
    for right, wrong, said in SLIPS:
        expected.append(f"slots.yaml:{text[: text.index(right)].count(chr(10)) + 1}: {said}")
        text = text.replace(right, wrong, 1)
    path.write_text(text, "utf-8")
    with pytest.raises(OntologyError) as caught:
        load(folder)
    assert [str(problem) for problem in caught.value.problems] == expected
