"""Stage ``linking``: gives every mention the IRI of what it names (DESIGN §4)."""

from __future__ import annotations

import dataclasses

from kg.linking.agencies import agency_iri
from kg.linking.documents import document_iri, document_number_iri, short_titles
from kg.linking.entities import Entity, describe
from kg.linking.iri import mint
from kg.linking.jurisdiction import Place, place_of
from kg.linking.named import named_iri, person_iri
from kg.linking.places import region_iri
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["Entity", "describe", "link", "mention_iri", "reporting_agency"]


def link(report: Report, ontology: Ontology) -> Report:
    """Return ``report`` with the IRIs of its mentions."""
    place = place_of(report.meta, ontology)
    defined = short_titles(report.text, ontology)
    known: dict[tuple[str, str], str] = {}
    linked = []
    for mention in report.entities:
        name = (mention.type, mention.text)
        if name not in known:
            known[name] = mention_iri(mention.type, mention.text, place, defined, ontology)
        linked.append(dataclasses.replace(mention, iri=known[name]))
    return dataclasses.replace(report, entities=tuple(linked))


def mention_iri(type: str, text: str, place: Place, defined: dict[str, str], ontology: Ontology) -> str:
    """Return the IRI of what ``text`` names as a mention of ``type`` in a report that speaks from ``place``.

    ``defined`` maps short document titles that the report defines to full ones.
    """
    match type:
        case "REGION":
            return region_iri(text, place, ontology)
        case "AGENCY":
            return agency_iri(text, place, ontology)
        case "DOCUMENT":
            return document_iri(text, place, defined, ontology)
        case "DOCNUM":
            return document_number_iri(text, ontology)
        case "PERSON":
            return person_iri(text, place, ontology)
        case _:
            entry = next(entry for entry in ontology.classes.values() if entry.type == type)
            return named_iri(text, entry, place, ontology)


def reporting_agency(report: Report, ontology: Ontology) -> str | None:
    """Return the IRI of who reports: the government, or the department or committee that signs; None when the region is unknown."""
    meta, place = report.meta, place_of(report.meta, ontology)
    if meta.adcode is None:
        return None
    if meta.kind in {"department", "party"} and meta.issuers:
        return agency_iri(meta.issuers[0], place, ontology)
    organ = ontology.mentions.reporting_organs["party" if meta.kind == "party" else "government"]
    return mint(ontology.settings.base, "agency", meta.adcode, *([place.town] if place.town else []), organ)
