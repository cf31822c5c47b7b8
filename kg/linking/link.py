"""What linking says of a mention: the IRI, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Link"]


@dataclass(frozen=True, slots=True)
class Link:
    """The IRI of what a mention names; ``rule``: keys of ``rules`` in ontology/rules/linking.yaml, joined by +."""

    iri: str
    rule: str
