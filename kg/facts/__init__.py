"""Stage ``facts``: fills in the agents of statements, observations and relations, and the findings of the audit."""

from __future__ import annotations

import dataclasses

from kg.facts.agents import with_agents
from kg.facts.audit import audit
from kg.facts.corrections import correct
from kg.facts.observations import observe
from kg.facts.relations import relate
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["derive"]


def derive(report: Report, ontology: Ontology) -> Report:
    """Return ``report`` with agents, observations and relations, read from its statements and mentions, corrected and audited."""
    report = with_agents(report, ontology)
    report = dataclasses.replace(report, observations=observe(report, ontology), relations=relate(report, ontology))
    report = correct(report, ontology)
    return dataclasses.replace(report, findings=audit(report, ontology))
