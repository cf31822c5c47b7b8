"""Applies the reviewed decisions of ``ontology/overrides.yaml``, the last step of linking."""

from __future__ import annotations

from functools import lru_cache

from kg.linking.iri import key, mint
from kg.linking.jurisdiction import Place
from kg.linking.link import Link
from kg.ontology import Ontology

__all__ = ["reviewed"]


def reviewed(link: Link, type: str, text: str, place: Place, ontology: Ontology) -> Link:
    """Return ``link``, or what reviewers decided instead for ``text`` as a mention of ``type`` in a report from ``place``."""
    different, same = _different(ontology), _same(ontology)
    iri = link.iri
    nearest_first = (*filter(None, (place.county, place.city, place.province)), None) if different else ()
    for region in nearest_first:
        if decided := different.get((type, key(text), region)):
            iri = decided
            break
    iri = same.get(iri, iri)
    return link if iri == link.iri else Link(iri, "override")


@lru_cache(maxsize=4)
def _different(ontology: Ontology) -> dict[tuple[str, str, str | None], str]:
    decisions = ontology.overrides.different
    return {(d.type, key(d.text), d.region): _absolute(d.iri, ontology) for d in decisions}


@lru_cache(maxsize=4)
def _same(ontology: Ontology) -> dict[str, str]:
    """Return every replaced IRI with the one that stands for it in the end; loading has seen to it that there is no cycle."""
    steps = {_absolute(s.iri, ontology): _absolute(s.target, ontology) for s in ontology.overrides.same}
    ends = {}
    for start in steps:
        end = start
        while end in steps:
            end = steps[end]
        ends[start] = end
    return ends


def _absolute(path: str, ontology: Ontology) -> str:
    head, *keys = path.split("/")
    return mint(ontology.settings.base, head, *keys)
