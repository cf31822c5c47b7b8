"""Audit: figures of one report that contradict each other, computed against stated, beyond what rounding explains."""

from __future__ import annotations

import math
from fractions import Fraction

from kg.facts.audit.changes import wrong_changes
from kg.facts.audit.contradictions import Contradiction
from kg.facts.audit.passages import passages
from kg.facts.audit.rates import wrong_rates, wrong_shares
from kg.facts.audit.repeats import wrong_repeats
from kg.facts.audit.sums import wrong_sums
from kg.ontology import Ontology
from kg.records import Finding, Report

__all__ = ["audit"]

# Decimals that a computed value is given with, beyond those that it needs to be told from the stated one.
_DECIMALS = 2


def audit(report: Report, ontology: Ontology) -> tuple[Finding, ...]:
    """Return the contradictions between the observations of ``report``, in order of the text."""
    found = tuple(passages(report, ontology))
    contradictions: list[Contradiction] = []
    for passage in [passage for passage in found if len(passage.observations) > 1]:
        for check in (wrong_sums, wrong_rates, wrong_shares, wrong_changes):
            contradictions += check(passage, ontology)
    contradictions += wrong_repeats(found, ontology)
    findings = {(f.kind, f.observations): f for f in map(_finding, contradictions)}
    return tuple(sorted(findings.values(), key=lambda f: (f.start, f.end, f.kind, f.observations)))


def _finding(found: Contradiction) -> Finding:
    tolerance = found.stated.tolerance(found.computed)
    assert not math.isinf(tolerance), "nothing contradicts an open bound on its open side"
    return Finding(
        kind=found.kind,
        stated=_number(found.stated.value),
        computed=_number(found.computed.value),
        tolerance=_number(Fraction(tolerance), 2 * _DECIMALS),
        unit=found.unit,
        start=min(item.start for item in found.items),
        end=max(item.after for item in found.items),
        observations=tuple(item.index for item in found.items),
        rule=found.rule,
    )


def _number(value: Fraction, decimals: int = _DECIMALS) -> float | int:
    """Return ``value`` as it is written in a record: a whole number as int, else rounded.

    >>> _number(Fraction(630)), _number(Fraction(203600, 2093))
    (630, 97.28)
    """
    return int(value) if value.denominator == 1 else round(float(value), decimals)
