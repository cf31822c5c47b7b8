"""The models of ``ontology/rules/structure.yaml``, ``statuses.yaml`` and ``topics.yaml``: how a report is divided and judged."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from kg.ontology.yaml_file import Entry

__all__ = ["HeadingStyle", "Pattern", "StatusRules", "StructureRules", "TopicRules"]


def _usable(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return pattern


Pattern = Annotated[str, AfterValidator(_usable)]


class HeadingStyle(Entry):
    """A way to number headings. ``pattern`` matches the number where a line or statement begins; ``level`` 1 is the highest."""

    level: int = Field(ge=1, le=9)
    pattern: Pattern
    example: str


class StructureRules(Entry):
    """Where statements and sections begin and end.

    A statement ends after a character of ``statement_ends`` and at line ends, and begins where ``item_heads`` match.
    A numbered head is a heading when its title has at most ``title_length`` characters, is followed by text of its own, and, from
    ``counted_level`` on, holds no figure (``figure``). ``title_end`` ends a title that runs into its text.
    ``plain_headings`` are titles without number, alone on a line of at most ``plain_length`` characters; what looks like
    ``plain_title`` is one, too, below a sentence and above a statement of ``plain_text`` characters.
    """

    statement_ends: str
    item_heads: tuple[Pattern, ...]
    item_lead: Pattern
    headings: tuple[HeadingStyle, ...]
    title_length: int
    title_end: Pattern
    item_end: Pattern
    counted_level: int
    figure: Pattern
    plain_headings: tuple[Pattern, ...]
    plain_length: int
    plain_title: Pattern
    plain_text: int


class StatusRules(Entry):
    """How to tell what state a statement speaks of.

    ``*_sections`` are searched in titles, unless ``no_section`` matches there; ``*_turns`` in a statement: they turn it and what
    follows up to the next heading. ``problem_ends`` are searched in the end of a single statement and do not last.
    ``furniture`` begins lines of the page, ``furniture_words`` stand in them; ``signatures`` are lines under the text;
    ``preamble`` are phrases of the opening, ``closing`` its last; ``result`` makes a sentence of the opening more than that;
    ``lead_in`` and ``background`` carry nothing.
    """

    problem_sections: tuple[Pattern, ...]
    planned_sections: tuple[Pattern, ...]
    no_section: tuple[Pattern, ...]
    year: Pattern
    problem_turns: tuple[Pattern, ...]
    planned_turns: tuple[Pattern, ...]
    problem_ends: tuple[Pattern, ...]
    no_problem: tuple[Pattern, ...]
    furniture: tuple[Pattern, ...]
    furniture_words: tuple[Pattern, ...]
    signatures: tuple[Pattern, ...]
    preamble: tuple[Pattern, ...]
    closing: tuple[Pattern, ...]
    result: tuple[Pattern, ...]
    lead_in: tuple[Pattern, ...]
    background: tuple[Pattern, ...]


class TopicRules(Entry):
    """Words that tell a topic. ``cues`` holds, by topic of the scheme and by weight, the words.

    To what a statement's own words weigh come: ``heading`` for the topic of its section, ``outer`` for that of the section around
    it, ``item`` for that of the item (一是) it continues, ``before`` for that of the sentence before. Words among the first
    ``front_length`` characters weigh ``front`` times, those after ``late_start`` characters ``late`` times as much.
    """

    heading: float
    outer: float
    item: float
    before: float
    front: float
    front_length: int
    late: float
    late_start: int
    fallback: str
    cues: dict[str, dict[int, tuple[str, ...]]]
