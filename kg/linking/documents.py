"""Documents → IRIs: ``document/<issuer's code>/<title>``; issue numbers → ``docnum/<normalised number>``."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.linking.iri import key, mint
from kg.linking.jurisdiction import NATIONAL, Place, split_prefix
from kg.ontology import Ontology

__all__ = ["document_iri", "document_number_iri", "short_titles"]


def document_iri(text: str, place: Place, defined: dict[str, str], ontology: Ontology) -> str:
    """Return the IRI of the document titled ``text``; ``defined`` maps the short titles that the report defines to full ones."""
    title = key(text)
    title = defined.get(title, title)
    base = ontology.settings.base
    known = _known(ontology).get(title)
    if known:
        return mint(base, "document", NATIONAL, known)
    if title.startswith(ontology.mentions.national_prefixes):
        return mint(base, "document", NATIONAL, title)
    about = re.sub(ontology.mentions.title_opening, "", title)
    adcode, _, _ = split_prefix(about, place, ontology)
    return mint(base, "document", adcode or place.adcode or NATIONAL, title)


def short_titles(text: str, ontology: Ontology) -> dict[str, str]:
    """Return the short titles that a text defines (《…》(以下简称《纲要》)) with their full ones, as keys."""
    pattern = _definition(ontology)
    return {key(m["short"]): key(m["full"]) for m in pattern.finditer(text)}


def document_number_iri(text: str, ontology: Ontology) -> str:
    """Return the IRI of an issue number, with the brackets that GB/T 9704—2012 asks for."""
    number = re.sub(r"[^\w]*((?:19|20)\d\d)[^\w]*", r"〔\1〕", key(text), count=1)
    return mint(ontology.settings.base, "docnum", number)


@lru_cache(maxsize=4)
def _known(ontology: Ontology) -> dict[str, str]:
    documents = ontology.documents.documents
    return {key(name): title for title, entry in documents.items() for name in (title, *entry.names)}


@lru_cache(maxsize=4)
def _definition(ontology: Ontology) -> re.Pattern[str]:
    return re.compile(ontology.mentions.title_definition)
