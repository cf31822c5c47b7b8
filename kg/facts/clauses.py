"""Reads statements as clauses of tokens: mentions, verbs by class of action, and the small words that relate them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.facts.wording import tag
from kg.ontology import Ontology
from kg.records import Mention, Report

__all__ = ["HIDDEN", "MENTION", "Clause", "Grammar", "Subject", "Token", "View", "clauses", "grammar", "view"]

MENTION = "\ufffc"  # stands in the view for a character of a mention
HIDDEN = "\ufffb"  # stands for a character that is no syntax: an aside in brackets, a title that is no mention
_ASIDE = re.compile(r"[(（][^()（）\n]{0,120}[)）]")
_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_QUOTED = re.compile(r"“[^“”\n]{1,60}”")
_BOUNDARY = re.compile(r"[，;；:：。．！？!?\n]|,(?:(?!\d{3}(?!\d))|(?<!\d,))|\.(?<![\dA-Za-z]\.)")
_STOPS = frozenset("。．.！？!?\n")
_INNER_BOUNDARY = re.compile(r"[,，;；:：。！？!?、]")


class Token(NamedTuple):  # made by the thousand: as a tuple in a third of the time
    """A mention, a verb or a small word at ``start`` to ``end``.

    ``kind`` is ``mention``, ``verb``, or the list of ``rules/relations.yaml`` (``adverbs``, ``joins`` …) that holds the word;
    ``action`` is the class of a verb. ``light`` verbs also serve as adverbs; ``nominal`` ones as nouns.
    """

    start: int
    end: int
    kind: str
    text: str
    action: str = ""
    light: bool = False
    nominal: bool = False
    mention: Mention | None = None


class Clause(NamedTuple):
    """A stretch of a statement between commas, with its tokens in order; mentions in asides are not among them.

    ``opens`` says that a sentence begins with it.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    opens: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a clause: the mentions that name it, none for the reporting government itself or nobody in particular.

    ``end`` is where it ends in the text; ``acts`` says that a predicate was seen to follow; ``passing``, that it is named by 由
    and acts in this clause alone.
    """

    mentions: tuple[Mention, ...]
    end: int
    acts: bool
    passing: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A report's text with mentions, titles and asides blotted out, of equal length, and the tokens found in it.

    ``clauses`` and ``subjects`` are those that were read so far, by the span of what they were read from.
    """

    text: str
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    clauses: dict[tuple[int, int], tuple[Clause, ...]] = field(default_factory=dict, compare=False, repr=False)
    subjects: dict[tuple[int, int], Subject | None] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, eq=False)
class Grammar:
    """The words and patterns of an ontology, compiled.

    ``entries`` are kind, action, light and nominal of each pattern of ``automaton``; ``yields`` maps (action, mention type) to a
    relation, ``domains`` a relation to the mention types of its agents; ``creating`` and ``idle`` are the actions that bring
    their object about and those that yield nothing, ``vague`` those that tell nothing.
    """

    automaton: AhoCorasick
    entries: tuple[tuple[str, str, bool, bool], ...]
    yields: dict[tuple[str, str], str]
    creating: frozenset[str]
    idle: frozenset[str]
    vague: frozenset[str]
    actors: frozenset[str]
    bounded: frozenset[str]
    domains: dict[str, frozenset[str]]
    lead: re.Pattern[str]
    date: re.Pattern[str]
    frequency: re.Pattern[str]
    post: re.Pattern[str]
    post_before: re.Pattern[str]
    post_with_organ: re.Pattern[str]
    taking: re.Pattern[str]
    not_before: dict[str, tuple[str, ...]]
    tagged: Callable[[str], tuple[tuple[str, str], ...]] = field(repr=False)
    possessive: str
    words: dict[str, tuple[str, ...]] = field(repr=False)
    patterns: dict[str, re.Pattern[str]] = field(repr=False)

    def past(self, name: str, text: str, position: int) -> int:
        """Return where the longest word of the list ``name`` that stands at ``position`` ends, ``position`` when none does."""
        found = self.patterns[name].match(text, position)
        return found.end() if found else position


_KINDS = (
    "negations",
    "intentions",
    "preposing",
    "passive",
    "agentive",
    "prepositions",
    "compounds",
    "self_names",
    "anyone",
    "joins",
)


@lru_cache(maxsize=4)
def grammar(ontology: Ontology) -> Grammar:
    """Compile the words of ``ontology`` once."""
    rules, words = ontology.relation_rules, ontology.relation_rules.words
    types = {name: entry.type for name, entry in ontology.classes.items() if entry.type}
    entries: dict[str, tuple[str, str, bool, bool]] = {}
    for action, entry in ontology.actions.concepts.items():
        for verb in entry.verbs:
            light = verb in words.adverbs
            if not (light and not entry.yields):
                entries[verb] = ("verb", action, light, verb in entry.nominal)
    for kind in ("adverbs", *_KINDS):
        for word in getattr(words, kind):
            entries.setdefault(word, (kind, "", False, False))
    post = rf"(?:(?:{_alternation(words.post_prefixes)}){{0,3}}(?:{_alternation(words.posts)}))"
    return Grammar(
        automaton=AhoCorasick(list(entries), matchkind=MatchKind.LeftmostLongest),
        entries=tuple(entries.values()),
        yields={
            (action, types[cls]): relation
            for action, entry in ontology.actions.concepts.items()
            for cls, relation in entry.yields.items()
        },
        creating=frozenset(a for a, entry in ontology.actions.concepts.items() if entry.creates),
        idle=frozenset(a for a, entry in ontology.actions.concepts.items() if not entry.yields),
        vague=frozenset(a for a, entry in ontology.actions.concepts.items() if entry.vague),
        actors=frozenset(types[cls] for cls in rules.actors),
        bounded=frozenset(types[cls] for cls in rules.bounded),
        domains={
            name: frozenset(types[cls] for cls in types if _is_within(cls, entry.domain, ontology))
            for name, entry in ontology.relations.relations.items()
        },
        lead=re.compile(rf"(?:{_alternation(words.leads)}|[\s{HIDDEN}]|\d{{1,2}}[.、．]|{rules.dates})"),
        date=re.compile(rules.dates),
        frequency=re.compile(rules.frequency),
        post=re.compile(post),
        post_before=re.compile(rf"(?:{_alternation(words.post_organs)})?{post}$"),
        post_with_organ=re.compile(rf"(?:{_alternation(words.post_organs)}){post}"),
        taking=re.compile(rf"(?:{_alternation(words.courtesies)})?(?:{_alternation(words.taking)})"),
        not_before=rules.not_before,
        tagged=lambda text: tag(text, ontology),
        possessive=words.possessive,
        patterns={name: re.compile(_alternation(getattr(words, name))) for name in ("roles", "seams", "tails")},
        words={name: tuple(getattr(words, name)) for name in type(words).model_fields if name != "possessive"},
    )


def view(report: Report, compiled: Grammar) -> View:
    """Blot out what is no syntax and find the tokens of the report."""
    mentions = report.entities
    characters = list(report.text)
    for mention in mentions:
        characters[mention.start : mention.end] = MENTION * (mention.end - mention.start)
    text = _TITLE.sub(_blot, "".join(characters))
    text = _QUOTED.sub(lambda m: _INNER_BOUNDARY.sub(HIDDEN, m[0]), text)
    text = _ASIDE.sub(_blot, text)
    tokens = [Token(m.start, m.end, "mention", m.text, "", False, False, m) for m in mentions if text[m.start] == MENTION]
    for index, start, end in compiled.automaton.find_matches_as_indexes(text):
        kind, action, light, nominal = compiled.entries[index]
        if action in compiled.idle and text.startswith(compiled.words["noun_suffixes"], end):
            kind = "verb" if text.startswith(compiled.words["no_suffixes"], end) else "compounds"
        tokens.append(Token(start, end, kind, text[start:end], action, light, nominal))
    tokens.sort(key=itemgetter(0))
    return View(text, tuple(tokens), tuple([token[0] for token in tokens]))


def clauses(seen: View, start: int, end: int) -> tuple[Clause, ...]:
    """Return the clauses of the statement ``start``–``end`` in order; commas inside brackets, quotes, numerals do not divide.

    Read once, several readers ask.
    """
    key = (start, end)
    if key not in seen.clauses:
        seen.clauses[key] = tuple(_clauses(seen, start, end))
    return seen.clauses[key]


def _clauses(seen: View, begin: int, stop: int) -> Iterator[Clause]:
    start, last = begin, bisect_left(seen.starts, begin)
    for boundary in (*_BOUNDARY.finditer(seen.text, begin, stop), None):
        end, following = boundary.span() if boundary else (stop, stop)
        if end > start:
            first = bisect_left(seen.starts, start, last)
            last = bisect_left(seen.starts, end, first)
            yield Clause(start, end, seen.tokens[first:last], start == begin or seen.text[start - 1] in _STOPS)
        start = following


def _is_within(cls: str | None, domain: tuple[str, ...], ontology: Ontology) -> bool:
    """Say whether class ``cls`` or one above it is in ``domain``."""
    while cls is not None and cls not in domain:
        cls = ontology.classes[cls].is_a
    return cls is not None


def _blot(found: re.Match[str]) -> str:
    return HIDDEN * len(found[0])


def _alternation(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
