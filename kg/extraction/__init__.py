"""Stage ``extraction``: fills in metadata and mentions."""

from kg.ontology import Ontology
from kg.records import Report

__all__ = ["extract"]


def extract(report: Report, ontology: Ontology) -> Report:
    """Return ``report`` with metadata and mentions."""
    return report
