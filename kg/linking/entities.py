"""What an entity's IRI and the ontology alone say of it: class, labels, region. No report is asked (DESIGN §4)."""

from __future__ import annotations

from dataclasses import dataclass

from kg.linking.iri import segments
from kg.ontology import Ontology

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
    for name, entry in ontology.classes.items():
        if entry.path == path:
            return Entity(iri, name, keys[-1])
    raise ValueError(f"no class has the path {path!r} of {iri!r}: see `path` in classes.yaml")
