"""Stage ``linking``: gives every mention the IRI of what it names, and says by which rule (DESIGN §4)."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from kg.linking.agencies import agency_keys, agency_link
from kg.linking.documents import document_link, document_number_link, short_titles
from kg.linking.entities import Entity, describe
from kg.linking.iri import mint
from kg.linking.jurisdiction import Place
from kg.linking.link import Link
from kg.linking.named import named_link, person_link
from kg.linking.overrides import reviewed
from kg.linking.places import region_link
from kg.linking.report_place import place_of
from kg.ontology import Ontology
from kg.ontology.classes import ClassEntry
from kg.records import Mention, Report

__all__ = ["Entity", "Link", "Place", "describe", "link", "mention_link", "place_of", "reporting_agency"]


def link(report: Report, ontology: Ontology) -> Report:
    """Return ``report`` with the IRIs of its mentions, their rules followed by the rule of linking: ``organs/organ+level``."""
    place = place_of(report, ontology)
    defined = short_titles(report.text, ontology)
    known: dict[tuple[str, str], Link] = {}
    linked = []
    for mention in report.entities:
        name = (mention.type, mention.text)
        if name not in known:
            known[name] = mention_link(*name, place, defined, ontology)
        found = known[name]
        linked.append(Mention(mention.start, mention.end, *name, f"{mention.rule}/{found.rule}", found.iri))
    return replace(report, entities=tuple(linked))


def mention_link(type: str, text: str, place: Place, defined: dict[str, str], ontology: Ontology) -> Link:
    """Return what ``text`` names as a mention of ``type`` (of a class of the ontology) in a report that speaks from ``place``.

    ``defined`` maps short document titles that the report defines to full ones.
    """
    return reviewed(_by_rules(type, text, place, defined, ontology), type, text, place, ontology)


def reporting_agency(report: Report, ontology: Ontology, place: Place | None = None) -> str | None:
    """Return the IRI of who reports: the government, or the department or committee that signs; None for an unknown region.

    ``place`` is that of :func:`place_of`, where it is known.
    """
    place = place or place_of(report, ontology)
    if place.adcode is None:
        return None
    kind = "party" if report.meta.kind == "party" else "government"
    keys = place.organ or (place.adcode, *([place.town] if place.town else []), ontology.linking.reporting_organs[kind])
    if kind == "party" and report.meta.issuers:
        keys, _ = agency_keys(report.meta.issuers[0], place, ontology)
    own = Link(mint(ontology.settings.base, "agency", *keys), "own")
    return reviewed(own, "AGENCY", "".join(keys[1:]), place, ontology).iri


def _by_rules(type: str, text: str, place: Place, defined: dict[str, str], ontology: Ontology) -> Link:
    match type:
        case "REGION":
            return region_link(text, place, ontology)
        case "AGENCY":
            return agency_link(text, place, ontology)
        case "DOCUMENT":
            return document_link(text, place, defined, ontology)
        case "DOCNUM":
            return document_number_link(text, ontology)
        case "PERSON":
            return person_link(text, place, ontology)
        case _:
            return named_link(text, _classes(ontology)[type], place, ontology)


@lru_cache(maxsize=4)
def _classes(ontology: Ontology) -> dict[str, ClassEntry]:
    """Return the classes by the type of their mentions."""
    return {entry.type: entry for entry in reversed(ontology.classes.values()) if entry.type}
