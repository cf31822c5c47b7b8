"""The models of ``ontology/lexicons/*.yaml``: what is known of organs, names, documents and posts before any report is read."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kg.ontology.yaml_file import Entry

__all__ = [
    "LEVEL",
    "DocumentEntry",
    "Documents",
    "Media",
    "NameEntry",
    "Names",
    "NationalOrgan",
    "NationalOrgans",
    "Organ",
    "Organs",
    "Posts",
    "with_level",
]

# Stands in an organ's name for the word of its level: 依法治{level}办 is 依法治县办 in a county, 依法治旗办 in a banner.
LEVEL = "{level}"

OrganKind = Literal[
    "party",
    "congress",
    "government",
    "cppcc",
    "supervision",
    "court",
    "procuratorate",
    "department",
    "office",
    "enforcement",
    "leading-group",
    "dispatched",
    "people-organization",
    "zone",
]
OrganLevel = Literal["province", "city", "county", "township"]
NameType = Literal["PROGRAM", "MECHANISM", "PLATFORM", "INSTITUTION", "HONOR"]

# What an entry rests on: a law, plan or other document with its year or number, or that it is the usage of reports; never blank.
Source = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Organ(Entry):
    """An organ that every region of its ``levels`` has or had; its key is the full name without region or level prefix.

    ``names`` are its other names after such a prefix (县\\ *发改委*); ``bare`` are those that name it without one.
    ``succeeded_by`` are the organs (keys) that took its functions over in the year ``until``; where they differ by level, a
    region's successors are those that exist at its level. ``only_in`` restricts the province level: the municipalities under the
    central government call 局 what the provinces and autonomous regions call 厅. ``source`` is what founds, names, regulates or
    abolishes the organ.
    """

    en: str
    kind: OrganKind
    levels: tuple[OrganLevel, ...] = Field(default=("province", "city", "county"), min_length=1)
    only_in: Literal["provinces", "municipalities"] | None = None
    names: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    succeeded_by: tuple[str, ...] = ()
    until: int | None = Field(default=None, ge=1949, le=2100)
    source: Source


class Organs(Entry):
    """The local organs common to the country."""

    organs: dict[str, Organ]


class NationalOrgan(Entry):
    """A central organ; its key is its full name. ``succeeded_by``, ``until`` and ``source`` as for :class:`Organ`."""

    en: str
    names: tuple[str, ...] = ()
    succeeded_by: tuple[str, ...] = ()
    until: int | None = Field(default=None, ge=1949, le=2100)
    source: Source


class NationalOrgans(Entry):
    """The central organs of Party and state."""

    organs: dict[str, NationalOrgan]


class NameEntry(Entry):
    """A name common to the country; ``names`` are its variants as printed, ``since`` the year it came up, where known.

    ``per_region``: what it names is not one thing, every region has one of its own (行政执法监督平台). ``source`` is what
    names or founded it.
    """

    type: NameType
    en: str
    names: tuple[str, ...] = ()
    per_region: bool = False
    since: int | None = Field(default=None, ge=1949, le=2100)
    source: Source


class Names(Entry):
    """Programs, mechanisms, platforms, types of institutions and honours common to the country."""

    names: dict[str, NameEntry]


class DocumentEntry(Entry):
    """A national document; its key is the full title without 《》.

    ``issuer`` is the key of a national organ, ``year`` that of the first issue. ``source`` is the number it was issued under,
    or who passed or printed it and when.
    """

    en: str
    names: tuple[str, ...] = ()
    issuer: str
    year: int = Field(ge=1949, le=2100)
    source: Source


class Documents(Entry):
    """Laws, regulations and central documents that reports cite."""

    documents: dict[str, DocumentEntry]


class Posts(Entry):
    """What surrounds the name of a person: ``posts``, words ``before`` a post, ``surnames``, ``titles_after``, and ``not_names``.

    ``not_names`` look like surname and given name but are ordinary words. ``labels`` stand before a colon and a name. ``source``
    holds for the whole file.
    """

    source: Source
    posts: tuple[str, ...]
    before: tuple[str, ...]
    surnames: tuple[str, ...]
    titles_after: tuple[str, ...]
    not_names: tuple[str, ...]
    labels: tuple[str, ...]


class Media(Entry):
    """Titles of media, and the words that end such titles: in 《》 they are no documents. ``source`` holds for the whole file."""

    source: Source
    titles: tuple[str, ...]
    suffixes: tuple[str, ...]


def with_level(name: str, word: str) -> str:
    """Return ``name`` with the word of the level in the place of ``{level}``.

    >>> with_level("依法治{level}办", "旗")
    '依法治旗办'
    """
    return name.replace(LEVEL, word)
