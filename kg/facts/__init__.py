"""Stage ``facts``: fills in agents, observations and relations."""

from kg.ontology import Ontology
from kg.records import Report

__all__ = ["derive"]


def derive(report: Report, ontology: Ontology) -> Report:
    """Return ``report`` with agents, observations and relations."""
    return report
