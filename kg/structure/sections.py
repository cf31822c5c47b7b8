"""Makes sections of headings: each reaches to the next heading of its level or a higher one."""

from __future__ import annotations

from kg.ontology import Ontology
from kg.records import Section
from kg.structure.headings import Heading
from kg.structure.topics import HeadingTopics

__all__ = ["make_sections"]


def make_sections(headings: list[Heading], topics: list[HeadingTopics], length: int, ontology: Ontology) -> list[Section]:
    """Return the sections that ``headings`` open, with the ``topics`` of each, in a text of ``length`` characters.

    Levels are counted anew, so that a report whose highest headings are numbered 1. has sections of level 1.
    """
    rank = {level: place for place, level in enumerate(sorted({heading.level for heading in headings}), 1)}
    ends = [length] * len(headings)
    open_: list[int] = []
    for index, heading in enumerate(headings):
        while open_ and headings[open_[-1]].level >= heading.level:
            ends[open_.pop()] = heading.start
        open_.append(index)
    return [
        Section(
            heading.start, end, rank[heading.level], heading.number, heading.title, own or around or ontology.topic_rules.fallback
        )
        for heading, end, (own, around) in zip(headings, ends, topics, strict=True)
    ]
