"""What an entity's IRI and the ontology alone say of it: class, labels, region. No report is asked (DESIGN §4)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.linking.iri import key, mint, segments
from kg.linking.jurisdiction import NATIONAL
from kg.ontology import Ontology
from kg.ontology.lexicons import LEVEL

__all__ = ["Entity", "describe"]


@dataclass(frozen=True, slots=True)
class Entity:
    """The single-valued properties of a shared entity.

    ``cls`` is a class of the ontology; ``adcode`` the GB/T 2260 code of the region it hangs on (None: none); ``part_of`` the IRI
    of the agency or region it is a part of; ``successors`` IRIs of what replaced it; ``level`` a concept of the scheme of levels.
    """

    iri: str
    cls: str
    label_zh: str
    label_en: str | None = None
    adcode: str | None = None
    level: str | None = None
    part_of: str | None = None
    successors: tuple[str, ...] = ()


def describe(iri: str, ontology: Ontology) -> Entity:
    """Return what is known of ``iri``. Raises ValueError when no class has its path."""
    path, *keys = segments(ontology.settings.base, iri)
    cls = _classes(ontology).get(path)
    if cls is None or not keys:
        raise ValueError(f"no class has the path {path!r} of {iri!r}: see `path` in classes.yaml")
    match cls:
        case "Region":
            return _region(iri, keys, ontology)
        case "Agency":
            return _agency(iri, keys, ontology)
        case "DocumentNumber":
            return Entity(iri, cls, keys[-1])
        case _:
            return _named(iri, cls, keys, ontology)


def _region(iri: str, keys: list[str], ontology: Ontology) -> Entity:
    base, adcode = ontology.settings.base, keys[0]
    region = ontology.gazetteer.by_code(adcode)
    if len(keys) == 1:
        parent = mint(base, "region", region.parent) if region and region.parent else None
        successors = tuple(mint(base, "region", code) for code in ontology.gazetteer.successors(adcode))
        return Entity(
            iri, "Region", region.name if region else adcode, None, adcode, region.level if region else None, parent, successors
        )
    level = "township" if len(keys) == 2 and keys[1].endswith(ontology.mentions.township_heads) else "village"
    return Entity(iri, "Region", keys[-1], None, adcode, level, mint(base, "region", *keys[:-1]))


def _agency(iri: str, keys: list[str], ontology: Ontology) -> Entity:
    base, adcode, names = ontology.settings.base, keys[0], keys[1:]
    if adcode == NATIONAL:
        organ = ontology.national_organs.organs.get(names[0]) if names else None
        return Entity(iri, "Agency", "".join(names), organ.en if organ else None, adcode, "national")
    region = ontology.gazetteer.by_code(adcode)
    where = region.name if region else ""
    entry = _organs(ontology).get(names[0]) if names else None
    english = ontology.organs.organs[entry].en if entry and len(names) == 1 else None
    successors = tuple(
        mint(base, "agency", adcode, follower.replace(LEVEL, ontology.mentions.any_level))
        for follower in (ontology.organs.organs[entry].succeeded_by if entry and len(names) == 1 else ())
        if region is None or region.level in ontology.organs.organs[follower].levels
    )
    part_of = mint(base, "agency", adcode, *names[:-1]) if len(names) > 1 and _organs(ontology).get(names[-2]) else None
    word = ontology.mentions.any_level
    label = where + "".join(names).replace(word, where[-1:]) if word in "".join(names) else where + "".join(names)
    return Entity(iri, "Agency", label, english, adcode, region.level if region else None, part_of, successors)


def _named(iri: str, cls: str, keys: list[str], ontology: Ontology) -> Entity:
    name = keys[-1]
    adcode = keys[0] if len(keys) > 1 else None
    known = _known(ontology).get((name, ontology.classes[cls].type or ""))
    label, english = known or (name, None)
    if cls == "Document":
        document = _documents(ontology).get(name)
        label, english = document or (name, None)
    if cls in ontology.mentions.labelled_with_region and adcode and not known:
        region = ontology.gazetteer.by_code(adcode)
        if region and ontology.gazetteer.short(region.name) not in label:
            label = region.name + "".join(keys[1:])
    return Entity(iri, cls, label, english, adcode)


@lru_cache(maxsize=4)
def _classes(ontology: Ontology) -> dict[str, str]:
    return {entry.path: name for name, entry in ontology.classes.items() if entry.path}


@lru_cache(maxsize=4)
def _organs(ontology: Ontology) -> dict[str, str]:
    """Return the name of an organ as it stands in IRIs → its key in the lexicon."""
    return {key(organ.replace(LEVEL, ontology.mentions.any_level)): organ for organ in ontology.organs.organs}


@lru_cache(maxsize=4)
def _known(ontology: Ontology) -> dict[tuple[str, str], tuple[str, str | None]]:
    return {(key(name), entry.type): (name, entry.en) for name, entry in ontology.names.names.items()}


@lru_cache(maxsize=4)
def _documents(ontology: Ontology) -> dict[str, tuple[str, str | None]]:
    return {key(title): (title, entry.en) for title, entry in ontology.documents.documents.items()}
