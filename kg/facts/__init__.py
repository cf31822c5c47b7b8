"""Stage ``facts``: fills in the agents of statements, observations and relations, and the findings of the audit."""

from __future__ import annotations

from msgspec.structs import replace

from kg.facts.agents import with_agents
from kg.facts.audit import audit
from kg.facts.clauses import grammar, view
from kg.facts.corrections import correct
from kg.facts.observations import observe
from kg.facts.relations import relate
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["derive"]


def derive(report: Report, ontology: Ontology) -> Report:
    """Return ``report`` with agents, observations and relations, read from its statements and mentions, corrected and audited."""
    seen = view(report, grammar(ontology))
    report = with_agents(report, ontology, seen)
    observations, relations = observe(report, ontology, seen), relate(report, ontology, seen)
    report = replace(report, observations=observations, relations=relations)
    report = correct(report, ontology)
    return replace(report, findings=audit(report, ontology))
