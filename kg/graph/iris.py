"""The IRIs of a report and of what hangs on it (DESIGN §4). The report's is made from its canonical text and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from kg.linking.iri import mint
from kg.ontology import Ontology
from kg.records import Finding, Mention, Observation, Relation, Report, Statement

__all__ = ["ReportIris", "report_iri"]


def report_iri(report: Report, ontology: Ontology) -> str:
    """Return the IRI of ``report``: the first 16 hex digits of the SHA-256 of its text."""
    return mint(ontology.settings.base, "report", hashlib.sha256(report.text.encode()).hexdigest()[:16])


@dataclass(frozen=True, slots=True)
class ReportIris:
    """Makes the IRIs below ``report``."""

    report: str

    def statement(self, statement: Statement) -> str:
        """Return ``…/statement/<start>-<end>``."""
        return f"{self.report}/statement/{statement.start}-{statement.end}"

    def observation(self, observation: Observation) -> str:
        """Return ``…/observation/<start>-<end>``."""
        return f"{self.report}/observation/{observation.start}-{observation.end}"

    def assertion(self, relation: Relation) -> str:
        """Return ``…/assertion/<predicate>/<start>-<end>`` of the object, followed by ``/<start>-<end>`` of an agent in the text.

        The words a relation was read from may hold several relations of one predicate; object and agent tell them apart.
        """
        start, end = relation.object_span
        agent = "/{}-{}".format(*relation.agent_span) if relation.agent_span else ""
        return f"{self.report}/assertion/{relation.predicate}/{start}-{end}{agent}"

    def finding(self, finding: Finding, observations: Sequence[Observation]) -> str:
        """Return ``…/finding/<kind>/<start>-<end>/…`` of the first two figures compared, of the report's ``observations``."""
        spans = (observations[index] for index in finding.observations[:2])
        return "/".join((self.report, "finding", finding.kind, *(f"{o.start}-{o.end}" for o in spans)))

    def mention(self, mention: Mention) -> str:
        """Return ``…/mention/<start>-<end>``."""
        return f"{self.report}/mention/{mention.start}-{mention.end}"

    def span(self, start: int, end: int) -> str:
        """Return ``…/span/<start>-<end>``, the stretch of text that annotations have as target."""
        return f"{self.report}/span/{start}-{end}"
