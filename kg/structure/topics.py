"""Finds the topic of each statement from its own words, its section, and what it continues."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

import ahocorasick_rs

from kg.ontology import Ontology
from kg.records import Status
from kg.structure.cut import begins_line
from kg.structure.headings import Heading
from kg.structure.patterns import any_of, searcher

__all__ = ["HeadingTopics", "Scores", "best", "find_topics", "heading_topics", "weigh"]

Scores = dict[str, float]
# A heading's own topic, None when its title tells none, and that of the section around it.
HeadingTopics = tuple[str | None, str | None]

LEAD_IN = 60  # characters at the end of a statement in which a list is announced


class _Cues:
    """The cue words of an ontology, ready to be searched."""

    def __init__(self, ontology: Ontology) -> None:
        weights: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for topic, by_weight in ontology.topic_rules.cues.items():
            for weight, words in by_weight.items():
                for word in words:
                    weights[word].append((topic, weight))
        self.weights = list(weights.values())
        self.automaton = ahocorasick_rs.AhoCorasick(list(weights), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


@lru_cache(maxsize=4)
def _cues(ontology: Ontology) -> _Cues:
    return _Cues(ontology)


def weigh(piece: str, ontology: Ontology) -> Scores:
    """Return what the words of ``piece`` weigh for each topic; a word counts once, where it first stands."""
    rules, cues = ontology.topic_rules, _cues(ontology)
    front, front_length, late, late_start = rules.front, rules.front_length, rules.late, rules.late_start
    scores: Scores = {}
    seen: set[int] = set()
    for word, start, _ in cues.automaton.find_matches_as_indexes(piece):
        if word in seen:
            continue
        seen.add(word)
        place = front if start < front_length else 1.0 if start < late_start else late
        for topic, weight in cues.weights[word]:
            scores[topic] = scores.get(topic, 0.0) + weight * place
    return scores


def best(scores: Scores) -> str | None:
    """Return the topic with the highest score, of two that are equal the one named first; None without a score."""
    return max(scores, key=scores.__getitem__, default=None)


def heading_topics(headings: list[Heading], ontology: Ontology) -> list[HeadingTopics]:
    """Return the topics of each heading."""
    found: list[HeadingTopics] = []
    stack: list[tuple[int, str | None]] = []
    for heading in headings:
        while stack and stack[-1][0] >= heading.level:
            stack.pop()
        around = stack[-1][1] if stack else None
        own = best(weigh(heading.title, ontology))
        found.append((own, around))
        stack.append((heading.level, own or around))
    return found


def find_topics(
    text: str,
    spans: list[tuple[int, int]],
    headings: list[Heading],
    titled: list[HeadingTopics],
    statuses: list[Status],
    ontology: Ontology,
) -> list[str]:
    """Return the topic of each statement, ``-`` for a frame; ``titled`` are those of the headings. Linear in the text."""
    rules = ontology.topic_rules
    lead = any_of((ontology.structure.item_lead,))
    by_statement = dict(zip((heading.statement for heading in headings), titled, strict=True))
    is_aside = searcher(ontology.status_rules.lead_in)
    held: str | None = None
    own: str | None = None
    around: str | None = None
    item: str | None = None
    before: str | None = None
    found: list[str] = []
    for index, (start, end) in enumerate(spans):
        if index in by_statement:
            own, around = by_statement[index]
            item = before = held = None
        piece = text[start:end]
        leads = lead.match(piece) is not None or begins_line(text, start)
        if statuses[index] == "frame":
            found.append("-")
            item = None if leads else item
            continue
        if statuses[index] != "done" and is_aside(piece[-LEAD_IN:]):
            found.append(rules.fallback)
            continue
        held = held or statuses[index]
        at_home = held == statuses[index]  # a problem owned up to at the end of a section on work done is not of its topic
        scores = weigh(piece, ontology)
        for topic, weight in (
            ((own or around) if at_home else None, rules.heading),
            (around if own and at_home else None, rules.outer),
            (None if leads else item, rules.item),
            (None if leads else before, rules.before),
        ):
            if topic is not None:
                scores[topic] = scores.get(topic, 0.0) + weight
        top = best(scores)
        if leads:
            item = top
        before = top
        found.append(top or rules.fallback)
    return found
