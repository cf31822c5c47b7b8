"""Documents → IRIs: ``document/<issuer's code>/<title>``; issue numbers → ``docnum/<normalised number>``."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.linking.iri import key, mint
from kg.linking.jurisdiction import NATIONAL, Place
from kg.linking.link import Link
from kg.linking.organs import national_names, national_organ
from kg.linking.prefix import split_prefix
from kg.ontology import Ontology

__all__ = ["document_link", "document_number_link", "short_titles"]

_LONGEST_ISSUER = 24  # characters of a central organ's name


def document_link(text: str, place: Place, defined: dict[str, str], ontology: Ontology) -> Link:
    """Return what the document titled ``text`` is; ``defined`` maps the short titles that the report defines to full ones."""
    short, base, rules = _title(text, ontology), ontology.settings.base, ontology.linking
    title = defined.get(short, short)
    by_definition = "defined+" if title != short else ""
    if known := _known(ontology).get(title):
        return Link(mint(base, "document", NATIONAL, known), f"{by_definition}lexicon")
    wrapped = _wrapped(ontology).match(title)
    of_known = wrapped is not None and wrapped["title"] in _known(ontology)
    if of_known or title.startswith(rules.national_prefixes) or _central_issuer(title, ontology):
        return Link(mint(base, "document", NATIONAL, title), f"{by_definition}national")
    prefix = split_prefix(_opening(ontology).sub("", title) or title, place, ontology)
    return Link(mint(base, "document", prefix.adcode or place.code, title), by_definition + (prefix.rule or "report"))


def short_titles(text: str, ontology: Ontology) -> dict[str, str]:
    """Return the short titles that a text defines (《…》(以下简称《纲要》)) with their full ones, as keys."""
    return {key(m["short"]): _title(m["full"], ontology) for m in _definition(ontology).finditer(text)}


def document_number_link(text: str, ontology: Ontology) -> Link:
    """Return what an issue number is, with the brackets that GB/T 9704—2012 asks for."""
    number = _number(ontology).sub(r"〔\g<year>〕", key(text), count=1)
    return Link(mint(ontology.settings.base, "docnum", number), "number")


@lru_cache(maxsize=1 << 12)  # reports cite the same documents
def _title(text: str, ontology: Ontology) -> str:
    """Return the key of a title, its years joined by a dash of one kind."""
    return _years(ontology).sub(r"\g<first>—\g<last>", key(text))


def _central_issuer(title: str, ontology: Ontology) -> bool:
    """Whether a title opens with a central organ and what issuers stand before: 司法部关于…"""
    if title[:2] not in _central_openings(ontology):
        return False
    for length in range(2, min(len(title), _LONGEST_ISSUER)):
        if title[length:].startswith(ontology.linking.after_issuer) and national_organ(title[:length], ontology):
            return True
    return False


@lru_cache(maxsize=4)
def _central_openings(ontology: Ontology) -> frozenset[str]:
    """Return the first two characters of the names of all central organs."""
    return frozenset(name[:2] for name in national_names(ontology))


@lru_cache(maxsize=4)
def _known(ontology: Ontology) -> dict[str, str]:
    documents = ontology.documents.documents
    return {
        _title(name, ontology): _title(title, ontology) for title, entry in documents.items() for name in (title, *entry.names)
    }


@lru_cache(maxsize=4)
def _years(ontology: Ontology) -> re.Pattern[str]:
    return re.compile(ontology.linking.year_range)


@lru_cache(maxsize=4)
def _number(ontology: Ontology) -> re.Pattern[str]:
    return re.compile(ontology.linking.number_year)


@lru_cache(maxsize=4)
def _opening(ontology: Ontology) -> re.Pattern[str]:
    return re.compile(ontology.linking.title_opening)


@lru_cache(maxsize=4)
def _wrapped(ontology: Ontology) -> re.Pattern[str]:
    return re.compile(ontology.linking.wrapped_title)


@lru_cache(maxsize=4)
def _definition(ontology: Ontology) -> re.Pattern[str]:
    return re.compile(ontology.linking.title_definition)
