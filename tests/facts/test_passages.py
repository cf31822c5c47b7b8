"""Passages as reports have them: what each figure counts, who acts, who acts in a statement. The cases are in passages.yaml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.evaluation.comparison import similarity
from kg.evaluation.parts import SAME_LABEL
from kg.facts.agents import with_agents
from kg.facts.observations import observe
from kg.ontology import Ontology
from kg.records import Report

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load((Path(__file__).parent / "passages.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["figures"], ids=lambda case: case["passage"])
def test_what_figures_count_and_who_acts(case: dict[str, Any], marked: Callable[..., Report], ontology: Ontology) -> None:
    found = observe(with_agents(marked(case["passage"]), ontology), ontology)
    pairs = list(zip([o.indicator for o in found], case["figures"], strict=True))
    assert not [pair for pair in pairs if similarity(*pair) < SAME_LABEL]
    agent = case.get("agent")
    assert [o.agent for o in found] == (agent if isinstance(agent, list) else [agent] * len(found))


@pytest.mark.parametrize("case", CASES["statements"], ids=lambda case: case["passage"])
def test_who_acts_in_a_statement(case: dict[str, Any], marked: Callable[..., Report], ontology: Ontology) -> None:
    (statement,) = with_agents(marked(case["passage"]), ontology).statements
    assert statement.agent == case["agent"]
