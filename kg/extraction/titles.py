"""Documents in 《》 and issue numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extraction.view import Candidate, View
from kg.extraction.walk import trim
from kg.ontology import Ontology

__all__ = ["find_document_numbers", "find_titles"]

_LONGEST_TITLE = 150
_CLOSING = "》"


def find_titles(view: View) -> Iterator[Candidate]:
    """Yield what stands in 《》 as a document, or as the class that the word behind it names (《…》品牌 is a program).

    Of a title whose closing mark was lost, `closing` gives the last character. Media titles are left out.
    """
    heads = _titled_heads(view.ontology)
    outer_end = -1  # of the titles so far: a title that begins before it stands inside another
    for start in sorted(view.closing):
        end = view.closing[start]
        if view.text[start] != "《":
            continue
        inside, outer_end = start < outer_end, max(end, outer_end)
        if inside or end - start > _LONGEST_TITLE:
            continue
        name = view.text[start + 1 : end + (view.text[end] != _CLOSING)]
        if not name.strip():
            continue
        head = heads.match(view.text, end + 1)
        if head:
            cls = next(c for c, words in view.ontology.mentions.titled_heads.items() if head.group() in words)
            yield start, head.end(), view.ontology.classes[cls].type or "", "title:head"
        elif not _is_media(name, view.ontology):
            yield start, end + 1, "DOCUMENT", "title"


def find_document_numbers(view: View) -> Iterator[Candidate]:
    """Yield issue numbers; the pattern is `docnum` in rules/mentions.yaml."""
    for match in _docnum(view.ontology).finditer(view.text):
        start = trim(view, match.start(), match.end())
        yield start, match.end(), "DOCNUM", "docnum"


def _is_media(name: str, ontology: Ontology) -> bool:
    """Whether ``name`` is the title of a newspaper, a broadcast or the like, which is no document."""
    return name in ontology.media.titles or name.endswith(ontology.media.suffixes)


@lru_cache(maxsize=4)
def _titled_heads(ontology: Ontology) -> re.Pattern[str]:
    words = sorted({w for words in ontology.mentions.titled_heads.values() for w in words}, key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, words)))


@lru_cache(maxsize=4)
def _docnum(ontology: Ontology) -> re.Pattern[str]:
    return re.compile(ontology.mentions.docnum)
