"""The data of the entity page: one page for all entities, their facts in chunks that it loads on demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.linking.iri import key as name_key
from kg.linking.iri import mint
from kg.site.corpus import Corpus
from kg.site.index import Row
from kg.site.keys import data_prefix, known_entity

__all__ = ["MOST_FACTS", "entity_chunks"]

MOST_FACTS = 400  # of one entity; a law that every report implements would fill a chunk by itself
_NAMES = 12


def entity_chunks(
    corpus: Corpus, rows: Mapping[str, Row], egos: Mapping[str, int], count: int
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield number and content of each of ``count`` chunks, in order; reads the spools of ``corpus`` to their end.

    An entity has ``c`` class, ``n`` names, ``o`` official name, ``e`` English one, ``r`` region, ``p`` part of, ``s`` successors,
    ``m`` mentions, ``f`` facts, ``h`` how many facts are left out, ``g`` the script that draws what is around it (``egos``);
    ``names`` names every entity that is referred to, ``reports`` gives region and year of every report (``rows``, by slug).
    """
    facts, mentions = corpus.facts.by_chunk(count), corpus.mentions.by_chunk(count)
    next_facts, next_mentions = next(facts, None), next(mentions, None)
    for number in range(count):
        of_facts: dict[str, list[Any]] = {}
        of_mentions: dict[str, list[Any]] = {}
        if next_facts and next_facts[0] == number:
            of_facts, next_facts = next_facts[1], next(facts, None)
        if next_mentions and next_mentions[0] == number:
            of_mentions, next_mentions = next_mentions[1], next(mentions, None)
        content = _chunk(corpus, of_facts, of_mentions)
        slugs: set[str] = set()
        for key, entity in content["entities"].items():
            slugs.update(fact[4] for fact in entity["f"])
            slugs.update(mention[0] for mention in entity["m"])
            if key in egos:
                entity["g"] = egos[key]
        content["reports"] = {slug: ["".join(rows[slug].region), rows[slug].year] for slug in sorted(slugs)}
        yield number, content


def _chunk(corpus: Corpus, facts: dict[str, list[Any]], mentions: dict[str, list[Any]]) -> dict[str, Any]:
    entities: dict[str, Any] = {}
    referred: set[str] = set()
    for key in sorted(facts.keys() | mentions.keys()):
        own = sorted(facts.get(key, []), key=lambda f: (f[4], int(f[5].partition("-")[0]), f[0], f[3]))
        entities[key] = {**_described(corpus, key), "m": sorted(mentions.get(key, [])), "f": own[:MOST_FACTS]}
        if len(own) > MOST_FACTS:
            entities[key]["h"] = len(own) - MOST_FACTS
        referred.update(end for fact in own[:MOST_FACTS] for end in fact[1:3] if end)
    known = {k: [e.name, e.cls, e.facts] for k in sorted(referred) if (e := corpus.entities.get(k))}
    return {"entities": entities, "names": known}


def _described(corpus: Corpus, key: str) -> dict[str, Any]:
    entity, prefix = corpus.entities[key], data_prefix(corpus.ontology)
    names = sorted(entity.names.items(), key=lambda item: (-item[1], item[0]))[:_NAMES]
    told: dict[str, Any] = {"c": entity.cls, "n": names}
    known = known_entity(prefix + key, corpus.ontology)
    if known is None:
        return told
    if name_key(known.label_zh) != name_key(entity.name):
        told["o"] = known.label_zh
    if known.label_en:
        told["e"] = known.label_en
    region = known_entity(mint(corpus.ontology.settings.base, "region", known.adcode), corpus.ontology) if known.adcode else None
    if region and region.iri != known.iri:
        told["r"] = _named(region.iri.removeprefix(prefix), corpus)
    if known.part_of:
        told["p"] = _named(known.part_of.removeprefix(prefix), corpus)
    if known.successors:
        told["s"] = [_named(iri.removeprefix(prefix), corpus) for iri in known.successors]
    return told


def _named(key: str, corpus: Corpus) -> list[Any]:
    """Return key, label and whether there is something to show of an entity that the ontology alone refers to."""
    known = known_entity(data_prefix(corpus.ontology) + key, corpus.ontology)
    return [key, known.label_zh if known else key, int(key in corpus.entities)]
