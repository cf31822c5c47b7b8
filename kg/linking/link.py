"""What linking says of a mention: the IRI, and by which rule."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Link"]


class Link(NamedTuple):
    """The IRI of what a mention names; ``rule``: keys of ``rules`` in ontology/rules/linking.yaml, joined by +."""

    iri: str
    rule: str
