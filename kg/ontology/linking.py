"""The model of ``ontology/rules/linking.yaml``: which words point at which region, organ or document."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from kg.ontology.yaml_file import Entry, Label

__all__ = ["Branch", "LinkingRules", "NamedZone"]


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return value


Pattern = Annotated[str, AfterValidator(_pattern)]


class Branch(Entry):
    """The ending of a branch's name, and that of the bureau it belongs to."""

    ending: str = Field(min_length=1)
    bureau: str = Field(min_length=1)


class NamedZone(Entry):
    """The code of what a zone lies in, and its other names."""

    adcode: str = Field(pattern=r"^\d{6}$")
    names: tuple[str, ...] = ()


class LinkingRules(Entry):
    """See the comments in the file."""

    dropped: tuple[str, ...]
    self_words: tuple[str, ...]
    level_suffix: str
    level_words: dict[str, str]
    abbreviated: dict[str, str]
    needs_level: tuple[str, ...]
    own_words: dict[str, tuple[str, ...]]
    not_prefix: tuple[str, ...]
    after_short_region: tuple[str, ...]
    joint_region: Pattern
    branch: Branch
    unit_endings: tuple[str, ...]
    not_units: tuple[str, ...]
    vertical: tuple[str, ...]
    township_heads: tuple[str, ...]
    not_towns: tuple[str, ...]
    zones: dict[str, tuple[str, ...]]
    named_zones: dict[str, NamedZone]
    national_prefixes: tuple[str, ...]
    year_range: Pattern
    number_year: Pattern
    title_opening: Pattern
    wrapped_title: Pattern
    after_issuer: tuple[str, ...]
    title_definition: Pattern
    one_per_region: tuple[str, ...]
    optional_heads: tuple[str, ...]
    weak_heads: dict[str, tuple[str, ...]]
    shortest_without_head: int = Field(gt=0)
    honor_opening: Pattern
    labelled_with_region: tuple[str, ...]
    organ_labels: dict[str, str]
    reporting_organs: dict[str, str]
    national_figures: tuple[str, ...]
    rules: dict[str, Label]
