"""Stage ``facts``: fills in the agents of statements, observations and relations."""

from __future__ import annotations

import dataclasses

from kg.facts.agents import with_agents
from kg.facts.observations import observe
from kg.facts.relations import relate
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["derive"]


def derive(report: Report, ontology: Ontology) -> Report:
    """Return ``report`` with agents, observations and relations, read from its statements and mentions."""
    report = with_agents(report, ontology)
    return dataclasses.replace(report, observations=observe(report, ontology), relations=relate(report, ontology))
