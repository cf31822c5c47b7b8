"""The model of ``ontology/rules/reading.yaml``: how the report is found on a web page."""

from pydantic import Field

from kg.ontology.structure import Pattern
from kg.ontology.yaml_file import Entry

__all__ = ["ReadingRules", "Tags"]


class Tags(Entry):
    """Names of meta tags, in lower case, that give each field; the first that holds something is taken."""

    title: tuple[str, ...]
    published: tuple[str, ...]
    source: tuple[str, ...]
    site: tuple[str, ...]
    url: tuple[str, ...]


class ReadingRules(Entry):
    """What on a page is not the report; the file explains each."""

    furniture_classes: frozenset[str] = Field(min_length=1)
    furniture_lines: tuple[Pattern, ...]
    report_lines: tuple[Pattern, ...]
    sentence_marks: str = Field(min_length=1)
    paragraph_ends: str = Field(min_length=1)
    title_joints: Pattern
    tags: Tags
    page_number: Pattern
    radicals: dict[str, str]
    word_digits: str = Field(min_length=13, max_length=13)
