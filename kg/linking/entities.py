"""What an entity's IRI and the ontology alone say of it: class, labels, region. No report is asked (DESIGN §4)."""

from __future__ import annotations

from functools import lru_cache

import msgspec
from msgspec.structs import replace

from kg.linking.iri import key, mint, segments
from kg.linking.jurisdiction import NATIONAL
from kg.linking.organs import organ_entry, word_of
from kg.ontology import Ontology
from kg.ontology.lexicons import with_level
from kg.ontology.regions import Region

__all__ = ["Entity", "describe"]

# Stands for region and town in the form of an organ's label: 中共{place}委员会.
PLACE = "{place}"


class Entity(msgspec.Struct, frozen=True):
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


@lru_cache(maxsize=1 << 13)  # programs, laws and organs come again and again, in every file of a build
def describe(iri: str, ontology: Ontology) -> Entity:
    """Return what is known of ``iri``. Raises ValueError when no class has its path."""
    path, *keys = segments(ontology.settings.base, iri)
    cls = _classes(ontology).get(path)
    if cls is None or not keys:
        raise ValueError(f"no class has the path {path!r} of {iri!r}: see `path` in classes.yaml")
    match cls:
        case "Region":
            entity = _region(iri, keys, ontology)
        case "Agency":
            entity = _agency(iri, keys, ontology)
        case "DocumentNumber":
            entity = Entity(iri, cls, keys[-1])
        case _:
            entity = _named(iri, cls, keys, ontology)
    if entity.label_zh.strip():
        return entity
    return replace(entity, label_zh=ontology.classes[cls].zh)  # of a name that was nothing but marks


def _region(iri: str, keys: list[str], ontology: Ontology) -> Entity:
    base, adcode = ontology.settings.base, keys[0]
    region = ontology.gazetteer.by_code(adcode)
    if len(keys) == 1:
        name, level = (region.name, region.level) if region else (adcode, None)
        parent = mint(base, "region", region.parent) if region and region.parent else None
        successors = tuple(mint(base, "region", code) for code in ontology.gazetteer.successors(adcode))
        return Entity(iri, "Region", name, None, _code(adcode), level, parent, successors)
    heads = ontology.linking.township_heads
    zones = tuple(ontology.linking.zones)
    above = mint(base, "region", *keys[:-1]) if _code(adcode) or len(keys) > 2 else None
    kind = "township" if len(keys) == 2 and keys[1].endswith(heads) else None if keys[-1].endswith(zones) else "village"
    return Entity(iri, "Region", keys[-1], None, _code(adcode), kind, above)


def _agency(iri: str, keys: list[str], ontology: Ontology) -> Entity:
    base, adcode, names = ontology.settings.base, keys[0], keys[1:]
    if adcode == NATIONAL:
        central = ontology.national_organs.organs.get(names[0]) if len(names) == 1 else None
        after = tuple(mint(base, "agency", NATIONAL, name) for name in (central.succeeded_by if central else ()))
        return Entity(iri, "Agency", "".join(names), central.en if central else None, adcode, "national", None, after)
    region = ontology.gazetteer.by_code(adcode)
    # The town or zone that the organ belongs to is no organ itself, and so no part of a name in the lexicon.
    place = [region.name] if region else []
    organs = names
    if len(names) > 1 and names[0].endswith((*ontology.linking.township_heads, *ontology.linking.zones, *_named_zones(ontology))):
        place, organs = [*place, names[0]], names[1:]
    if place and names and names[0] in _named_zones(ontology):
        place, organs = [names[0]], names[1:]
    known = organ_entry(organs[0], ontology) if organs else None
    word = word_of(place[-1] if place else "", ontology)
    english: str | None = None
    followers: list[str] = []
    if known and len(organs) == 1:
        english = known[1].en
        followers = _at_level(known[1].succeeded_by, region, ontology)
    successors = tuple(mint(base, "agency", *keys[:-1], with_level(name, word)) for name in followers)
    part_of = mint(base, "agency", *keys[:-1]) if len(organs) > 1 else None
    level: str | None = region.level if region else None
    if level and len(place) > 1 and place[1].endswith(ontology.linking.township_heads):
        level = "township"
    says_where = region is not None and organs != [] and known is None and ontology.gazetteer.short(region.name) in organs[0]
    label = _joined(organs if says_where else [*place, *organs])
    if place and organs and (form := _forms(ontology).get(organs[0])):
        label = _joined([form.replace(PLACE, _joined(place)), *organs[1:]])
    return Entity(iri, "Agency", label, english, _code(adcode), level, part_of, successors)


def _at_level(organs: tuple[str, ...], region: Region | None, ontology: Ontology) -> list[str]:
    """Return those of ``organs`` (keys of the lexicon) that a region has; of 司法厅 and 司法局 a province has the first only."""
    if region is None:
        return list(organs)
    entries = ontology.organs.organs
    found = [name for name in organs if region.level in entries[name].levels]
    if region.level != "province":
        return found
    is_municipality = not any(child.level == "city" for child in ontology.gazetteer.children(region.adcode))
    kind = "municipalities" if is_municipality else "provinces"
    fitting = [name for name in found if entries[name].only_in in {None, kind}]
    own = {name[:-1] for name in fitting if entries[name].only_in == kind}
    return [name for name in fitting if entries[name].only_in == kind or name[:-1] not in own]


def _named(iri: str, cls: str, keys: list[str], ontology: Ontology) -> Entity:
    name = keys[-1]
    adcode = keys[0] if len(keys) > 1 else None
    known = _known(ontology).get((name, ontology.classes[cls].type or ""))
    label, english = known or (name, None)
    if cls == "Document":
        label, english = _documents(ontology).get(name, (name, None))
    if cls in ontology.linking.labelled_with_region and adcode:
        region = ontology.gazetteer.by_code(adcode)
        if region and ontology.gazetteer.short(region.name) not in label:
            own_name = len(keys) > 2 and keys[1] in _named_zones(ontology)
            label = _joined([*([] if own_name else [region.name]), *keys[1:-1], label])
    return Entity(iri, cls, label, english, _code(adcode))


def _joined(names: list[str]) -> str:
    """Join names from large to small; what one repeats of the one before is left out (清平街道, 街道办事处 → 清平街道办事处)."""
    label = ""
    for name in names:
        shared = next((n for n in range(min(len(name), len(label)), 1, -1) if label.endswith(name[:n])), 0)
        label += name[shared:]
    return label


def _code(adcode: str | None) -> str | None:
    """Return a GB/T 2260 code, and None for what stands for an unknown one."""
    return adcode if adcode and len(adcode) == 6 and adcode.isdecimal() else None


@lru_cache(maxsize=4)
def _classes(ontology: Ontology) -> dict[str, str]:
    return {entry.path: name for name, entry in ontology.classes.items() if entry.path}


@lru_cache(maxsize=4)
def _forms(ontology: Ontology) -> dict[str, str]:
    return {key(organ): form for organ, form in ontology.linking.organ_labels.items()}


@lru_cache(maxsize=4)
def _named_zones(ontology: Ontology) -> tuple[str, ...]:
    return tuple(key(name) for name in ontology.linking.named_zones)


@lru_cache(maxsize=4)
def _known(ontology: Ontology) -> dict[tuple[str, str], tuple[str, str | None]]:
    return {(key(name), entry.type): (name, entry.en) for name, entry in ontology.names.names.items()}


@lru_cache(maxsize=4)
def _documents(ontology: Ontology) -> dict[str, tuple[str, str | None]]:
    return {key(title): (title, entry.en) for title, entry in ontology.documents.documents.items()}
