"""Stage ``structure``: fills in sections and statements."""

from __future__ import annotations

from msgspec.structs import replace

from kg.ontology import Ontology
from kg.records import Report, Statement
from kg.structure.cut import cut
from kg.structure.headings import find_headings, find_items
from kg.structure.sections import make_sections
from kg.structure.status import find_statuses
from kg.structure.topics import find_topics, heading_topics

__all__ = ["segment"]


def segment(report: Report, ontology: Ontology) -> Report:
    """Return ``report`` with sections and statements; the statements' agents are left to later stages."""
    spans = cut(report.text, ontology.structure)
    headings = find_headings(report.text, spans, ontology.structure)
    items = find_items(report.text, spans, headings, ontology.structure)
    statuses = find_statuses(report.text, spans, headings, items, ontology)
    titled = heading_topics(headings, ontology)
    topics = find_topics(report.text, spans, headings, titled, statuses, ontology)
    statements = tuple(
        Statement(start, end, status, topic) for (start, end), status, topic in zip(spans, statuses, topics, strict=True)
    )
    sections = tuple(make_sections(headings, titled, len(report.text), ontology))
    return replace(report, sections=sections, statements=statements)
