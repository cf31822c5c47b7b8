"""Reader of web pages: finds the report between menus, share buttons and footers."""

from __future__ import annotations

import re
from pathlib import Path

from kg.ontology.reading import ReadingRules
from kg.reading.drawn import Drawn, clean
from kg.reading.encoding import decode_page
from kg.reading.errors import BinaryFileError, DamagedFileError, EmptyFileError, OversizeError
from kg.reading.formats import true_format
from kg.reading.inputs import Limits
from kg.reading.main_text import main_text
from kg.reading.tags import page_address, read_tags

__all__ = ["draw_page", "read_html"]

_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_-]{1,30})|encoding=[\"']([A-Za-z0-9_-]{1,30})")
_DECLARED_WITHIN = 4096
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})")
# Elements that have no end tag, or whose end tag may be left out.
_UNCLOSED: frozenset[str] = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"),
        *("p", "li", "td", "tr", "th", "dt", "dd", "option", "optgroup", "tbody", "thead", "tfoot", "colgroup"),
        *("html", "body", "head"),
    )
)
# Depth times tags: what a parser does at most, because HTML lets a tag reach back through all that are open, ...
_WORK = 30_000_000
# ... and opens these again in every paragraph, so that this many elements can come of it (HTML Standard, 13.2.4.3).
_FORMATS = frozenset(("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"))
_COPIES = 2_000_000
_MOST_TAGS = 500_000
# Characters of a page, its scripts and pictures included, for each of the text that may be drawn from it.
_MARKUP = 20


def read_html(data: bytes, path: Path, rules: ReadingRules, limits: Limits) -> Drawn:
    """Return the report on the web page ``data``. Raises ReadingError, which names ``path``."""
    if known := true_format(data):
        raise BinaryFileError(path, 0, *known)
    named = _CHARSET.search(data[:_DECLARED_WITHIN])
    encoding = next((name.decode() for name in named.groups() if name), None) if named else None
    return draw_page(clean(decode_page(data, encoding)), path, rules, limits, len(data))


def draw_page(html: str, path: Path, rules: ReadingRules, limits: Limits, size: int) -> Drawn:
    """Return the report on a web page of ``size`` bytes that has been decoded. Raises ReadingError, which names ``path``."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    from kg.reading.lines import page_lines

    if len(html) > _MARKUP * limits.characters:
        raise OversizeError(path, len(html), _MARKUP * limits.characters, "characters of markup", "--max-characters")
    if _is_too_deep(html):
        raise DamagedFileError(path, "html", "its tags are too many or nested too deep")
    try:
        page = LexborHTMLParser(html.replace("\0", ""))
    except SelectolaxError as error:
        raise DamagedFileError(path, "html", str(error)) from None
    tags: dict[str, str] = {}
    for node in page.css("meta"):
        name = (node.attributes.get("name") or node.attributes.get("property") or "").strip().lower()
        if name:
            tags.setdefault(name, node.attributes.get("content") or "")
    meta, site = read_tags(tags, rules)
    canonical = page.css_first("link[rel=canonical]")
    address = page_address(html, tags, canonical.attributes.get("href") if canonical else None, rules)
    title = page.css_first("title")
    lines = page_lines(page.body, rules.furniture_classes) if page.body else []
    if sum(len(line.text) for line in lines) > 4 * limits.characters:
        raise OversizeError(path, None, limits.characters, "characters", "--max-characters")
    text = main_text(lines, (meta.title or "", title.text() if title else ""), rules)
    if not text:
        raise EmptyFileError(
            path, size, "no running text (a page may load it by a script: save it from a browser, as complete page)"
        )
    return Drawn(text, meta, address, site)


def _is_too_deep(html: str) -> bool:
    """Say whether so many tags there are, or are left open while others follow, that a parser would be at work for long."""
    depth = deepest = formats = most_formats = tags = 0
    for slash, name in _TAG.findall(html):
        tags += 1
        name = name.lower()
        if name in _UNCLOSED:
            continue
        depth = max(0, depth - 1) if slash else depth + 1
        deepest = max(deepest, depth)
        if name in _FORMATS:
            formats = max(0, formats - 1) if slash else formats + 1
            most_formats = max(most_formats, formats)
    return tags > _MOST_TAGS or deepest * tags > _WORK or most_formats * tags > _COPIES
