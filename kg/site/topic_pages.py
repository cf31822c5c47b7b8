"""The data of the topics page: how much each report says under each topic, and a script a report with what it says."""

from __future__ import annotations

from typing import Any

from kg.ontology import Ontology
from kg.records import Report

__all__ = ["STATUSES", "said", "topic_counts"]

STATUSES = ("done", "problem", "planned")  # a frame says nothing of the work


def topic_counts(report: Report, ontology: Ontology) -> dict[str, list[int]]:
    """Return for each topic that the report speaks of how many statements have which of STATUSES."""
    counts = {topic: [0] * len(STATUSES) for topic in ontology.topics.concepts}
    for statement in report.statements:
        if statement.status in STATUSES and statement.topic in counts:
            counts[statement.topic][STATUSES.index(statement.status)] += 1
    return {topic: found for topic, found in counts.items() if any(found)}


def said(report: Report) -> list[list[Any]]:
    """Return ``[topic, status, span, text]`` of each statement but frames, in order."""
    return [
        [s.topic, s.status, f"{s.start}-{s.end}", report.text[s.start : s.end].strip()]
        for s in report.statements
        if s.status in STATUSES
    ]
