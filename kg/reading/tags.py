"""What a web page says of itself outside its text: meta tags, its address, its title."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Mapping

from kg.ontology.reading import ReadingRules
from kg.records import Metadata

__all__ = ["Address", "overlaid", "page_address", "read_tags"]

_DATE = re.compile(r"(20[0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])")
_MARKUP = re.compile(r"<[^<>]{0,200}>")
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]{3,2000}", re.IGNORECASE)
# Browsers write where a page came from into the file that they save.
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\([0-9]{4}\)(\S{1,2000})\s")
LONGEST = 200

Address = str | None


def read_tags(tags: Mapping[str, str], rules: ReadingRules) -> tuple[Metadata, str | None]:
    """Return what the meta tags say, by name in lower case, and the name of the site. What cannot be true is passed over.

    >>> from kg.ontology import load
    >>> read_tags({"pubdate": "2021-02-26 18:20", "sitename": "红桥区人民政府"}, load().reading)
    (Metadata(title=None, region_path=(), ..., published='2021-02-26', signed=None, kind=None), '红桥区人民政府')
    """

    def said(names: tuple[str, ...]) -> str | None:
        values = (" ".join(_MARKUP.sub("", tags.get(name, "")).split()) for name in names)
        return next((value for value in values if 0 < len(value) <= LONGEST), None)

    meta = Metadata(title=said(rules.tags.title), source=said(rules.tags.source), published=_date(said(rules.tags.published)))
    return meta, said(rules.tags.site)


def page_address(html: str, tags: Mapping[str, str], canonical: str | None, rules: ReadingRules) -> Address:
    """Return the address under which a page was published, as far as it says so itself."""
    saved = _SAVED_FROM.search(html[:5000])
    values = (canonical, *(tags.get(name) for name in rules.tags.url), saved.group(1) if saved else None)
    return next((value.strip() for value in values if value and _WEB.fullmatch(value.strip())), None)


def overlaid(under: Metadata, over: Metadata) -> Metadata:
    """Return ``under`` with every field that ``over`` has (neither None nor empty) replaced by it."""
    fields = {field.name: value for field in dataclasses.fields(over) if (value := getattr(over, field.name)) not in (None, ())}
    return dataclasses.replace(under, **fields)


def _date(value: str | None) -> str | None:
    if match := _DATE.match(value or ""):
        try:
            return datetime.date(*map(int, match.groups())).isoformat()
        except ValueError:
            return None
    return None
