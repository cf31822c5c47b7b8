"""What kind of organ an agency is, as its IRI and the lexicons tell."""

from __future__ import annotations

from kg.linking.iri import segments
from kg.linking.jurisdiction import NATIONAL
from kg.linking.organs import organ_entry
from kg.ontology import Ontology

__all__ = ["agency_type"]

_CENTRAL = "central"


def agency_type(iri: str, ontology: Ontology) -> str | None:
    """Return the key of the agency's concept in the scheme of agency types; None for an organ that no lexicon knows."""
    _, adcode, *names = segments(ontology.settings.base, iri)
    if adcode == NATIONAL:
        return _CENTRAL
    known = organ_entry(names[-1], ontology) if names else None
    return known[1].kind if known else None
