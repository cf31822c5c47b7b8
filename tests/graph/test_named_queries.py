"""Every named query answers on the five real reports what named_queries.yaml says."""

from __future__ import annotations

import csv
import io
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import Store

from kg.graph import as_csv, named_queries, open_store, query
from kg.ontology import Ontology, load

EXPECTED: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("named_queries.yaml").read_text("utf-8"))
Value = Decimal | str


def value(cell: object) -> Value:
    """Return what a cell says, whatever its lexical form: 18, 18.0 and 1.8e1 are one number."""
    text = "" if cell is None else str(cell)
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


@pytest.fixture(scope="module")
def store(built: Path) -> Store:
    return open_store(built)


def test_every_named_query_is_here() -> None:
    assert EXPECTED.keys() == named_queries(load()).keys()
    assert len(EXPECTED) >= 20


@pytest.mark.parametrize("name", EXPECTED)
def test_rows(name: str, store: Store, ontology: Ontology) -> None:
    expected = EXPECTED[name]
    table = csv.DictReader(io.StringIO(as_csv(query(store, named_queries(ontology)[name].sparql, ontology))))
    found = [tuple(value(row[column]) for column in expected["columns"]) for row in table]
    wanted = [tuple(map(value, row)) for row in expected["rows"]]
    if expected.get("all"):
        assert found == wanted
    else:
        rest = iter(found)
        missing = [row for row in wanted if row not in rest]
        assert not missing, f"not there, or not in this order: {missing}; found {found}"


@pytest.mark.parametrize("name", EXPECTED)
def test_questions_stand_in_both_languages(name: str, ontology: Ontology) -> None:
    named = named_queries(ontology)[name]
    assert named.zh.endswith("？")
    assert named.en.endswith("?")
