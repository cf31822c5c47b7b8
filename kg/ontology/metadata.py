"""The model of ``ontology/rules/metadata.yaml``: how a report says what it is, of whom, and when."""

from pydantic import Field

from kg.ontology.structure import Pattern
from kg.ontology.yaml_file import Entry

__all__ = ["MetadataRules"]


class MetadataRules(Entry):
    """Patterns and words for title, dates, issuers, source and region; the file explains each."""

    title_subject: Pattern
    title_end: Pattern
    title_year: Pattern
    title_length: int
    no_title: Pattern
    title_continued: Pattern
    title_labels: Pattern
    title_site: Pattern
    title_rest: Pattern
    published_labels: tuple[Pattern, ...]
    no_published_label: Pattern
    byline: Pattern
    banner: Pattern
    source_labels: Pattern
    labels: Pattern
    issuer_labels: Pattern
    host_labels: Pattern
    government: Pattern
    party: Pattern
    party_prefix: Pattern
    government_office: Pattern
    department: Pattern
    title_after_organ: Pattern
    own_place: Pattern
    level_letters: dict[str, str]
    own_department: Pattern
    own_organ: Pattern
    slogan: Pattern
    department_subject: Pattern
    above_town: Pattern
    town: Pattern
    town_short: str
    town_full: str
    no_town: Pattern
    zone: Pattern
    zone_after: Pattern
    site_code: Pattern
    police_code: Pattern
    licence: Pattern
    province_signs: dict[str, str] = Field(min_length=1)
    year: Pattern
    told_year: Pattern
    chinese_year: Pattern
    digits: dict[str, str]
    ten: str
    first_month: str
    chinese_date: Pattern
    date: Pattern
    packed_date: Pattern
