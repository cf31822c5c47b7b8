"""The model of ``ontology/classes.yaml``: what kinds of things the graph holds and how their mentions are recognised."""

from typing import Literal

from pydantic import Field

from kg.ontology.yaml_file import Entry, Label

__all__ = ["ClassEntry", "Classes"]


class ClassEntry(Entry):
    """A class.

    ``type`` is the mention type of GUIDELINE §1 (None: the class has no mentions in text). ``path`` is the first segment of its
    IRIs, ``…/id/<path>/…``. ``scope`` says what an IRI hangs on: the ``region`` it belongs to, ``national`` where the lexicon
    knows the name as common to the country and else the region, ``document`` its issuer, ``value`` nothing but itself.
    ``aligned`` names the classes of other vocabularies that it is a sub-class of. ``heads`` are the words that end its names.
    """

    zh: str
    en: str
    definition: Label
    example: str
    type: str | None = Field(default=None, pattern=r"^[A-Z]+$")
    is_a: str | None = None
    aligned: tuple[str, ...] = ()
    path: str | None = Field(default=None, pattern=r"^[a-z]+$")
    scope: Literal["region", "national", "document", "value"] | None = None
    heads: tuple[str, ...] = ()


class Classes(Entry):
    """All classes. Their order decides: of two possible types the first that fits wins (GUIDELINE §1)."""

    classes: dict[str, ClassEntry]
