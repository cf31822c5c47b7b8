"""Reads statements as clauses of tokens: mentions, verbs by class of action, and the small words that relate them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from kg.facts.wording import tagger
from kg.ontology import Ontology
from kg.records import Mention, Report

__all__ = ["HIDDEN", "MENTION", "Clause", "Grammar", "Subject", "Token", "View", "clauses", "grammar", "view"]

MENTION = "\ufffc"  # stands in the view for a character of a mention
HIDDEN = "\ufffb"  # stands for a character that is no syntax: an aside in brackets, a title that is no mention
_ASIDE = re.compile(r"[(（][^()（）\n]{0,120}[)）]")
_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_QUOTED = re.compile(r"“[^“”\n]{1,60}”")
_BOUNDARY = re.compile(r"[，;；:：。．！？!?\n,.](?<!\d,(?=\d{3}(?!\d)))(?<![\dA-Za-z]\.)")  # no comma or point in a number
_LABEL = attrgetter("label")
_START = attrgetter("start")
_STOPS = frozenset("。．.！？!?\n")
_INNER_BOUNDARY = re.compile(r"[,，;；:：。！？!?、]")
_Entry = tuple[str, str, str, bool, bool, bool]


class Token(Struct, frozen=True, gc=False):  # made by the thousand, in a fifth of the time of a dataclass
    """A mention, a verb or a small word at ``start`` to ``end``.

    ``kind`` is ``mention``, ``verb``, or the list of ``rules/relations.yaml`` (``adverbs``, ``joins`` …) that holds the word;
    ``label`` is the action of a verb, the type of a mention, the kind of other words. ``light`` verbs also serve as adverbs;
    ``nominal`` ones as nouns.
    """

    start: int
    end: int
    kind: str
    label: str
    text: str
    light: bool
    nominal: bool
    mention: Mention | None = None


class Clause(Struct, frozen=True, gc=False):
    """A stretch of text between commas, with its tokens in order; mentions in asides are not among them.

    ``labels`` are those of its tokens in order; ``opens`` says that a sentence begins with it.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    labels: Sequence[str]
    opens: bool


class Subject(Struct, frozen=True):
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
    """A report's text with mentions, titles and asides blotted out, of equal length, and the clauses that it consists of.

    ``starts`` and ``ends`` are those of ``clauses``; ``subjects`` those that were read so far, by the span of their clause.
    """

    text: str
    clauses: Sequence[Clause]
    starts: Sequence[int]
    ends: Sequence[int]
    subjects: dict[tuple[int, int], Subject | None] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, eq=False)
class Grammar:
    """The words and patterns of an ontology, compiled.

    ``entries`` are kind, label, text, light and nominal of each pattern of ``automaton``, and whether it is a verb that yields
    nothing; ``yields`` maps (action, mention type) to a relation, ``objects`` an action to such types, which are the ``things``,
    ``domains`` a relation to those of its agents; ``creating`` and ``idle`` are the actions that bring their object about and
    those that yield nothing, ``telling`` those that are not vague. ``actors`` are the mention types that act, ``subjects`` the
    labels of all that can be a subject, ``named`` those and the ``things``.
    """

    automaton: AhoCorasick
    entries: tuple[_Entry, ...]
    yields: dict[tuple[str, str], str]
    objects: dict[str, frozenset[str]]
    things: frozenset[str]
    creating: frozenset[str]
    idle: frozenset[str]
    telling: frozenset[str]
    actors: frozenset[str]
    subjects: frozenset[str]
    named: frozenset[str]
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

    def may_relate(self, labels: Sequence[str]) -> bool:
        """Say whether a verb among ``labels`` yields a relation to a mention among them."""
        if not self.things.isdisjoint(labels):
            for label in labels:
                if label in self.objects and not self.objects[label].isdisjoint(labels):
                    return True
        return False


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
    actions = ontology.actions.concepts
    things = frozenset(types[cls] for entry in actions.values() for cls in entry.yields)
    actors = frozenset(types[cls] for cls in rules.actors)
    subjects = actors | {"self_names", "anyone"}
    entries: dict[str, _Entry] = {}
    for action, entry in actions.items():
        for verb in entry.verbs:
            light = verb in words.adverbs
            if not (light and not entry.yields):
                entries[verb] = ("verb", action, verb, light, verb in entry.nominal, not entry.yields)
    for kind in ("adverbs", *_KINDS):
        for word in getattr(words, kind):
            entries.setdefault(word, (kind, kind, word, False, False, False))
    post = rf"(?:(?:{_alternation(words.post_prefixes)}){{0,3}}(?:{_alternation(words.posts)}))"
    return Grammar(
        automaton=AhoCorasick(list(entries), matchkind=MatchKind.LeftmostLongest),
        entries=tuple(entries.values()),
        yields={(action, types[cls]): relation for action, entry in actions.items() for cls, relation in entry.yields.items()},
        objects={action: frozenset(types[cls] for cls in entry.yields) for action, entry in actions.items() if entry.yields},
        things=things,
        creating=frozenset(action for action, entry in actions.items() if entry.creates),
        idle=frozenset(action for action, entry in actions.items() if not entry.yields),
        telling=frozenset(action for action, entry in actions.items() if not entry.vague),
        actors=actors,
        subjects=subjects,
        named=subjects | things,
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
        tagged=tagger(ontology),
        possessive=words.possessive,
        patterns={
            "endings": re.compile(_alternation((*words.endings, *words.joins))),
            **{name: re.compile(_alternation(getattr(words, name))) for name in ("roles", "seams", "tails")},
        },
        words={name: tuple(getattr(words, name)) for name in type(words).model_fields if name != "possessive"},
    )


def view(report: Report, compiled: Grammar) -> View:
    """Blot out what is no syntax, find the tokens of the report and divide it into clauses."""
    mentions = sorted(report.entities, key=_START)
    text = _TITLE.sub(_blot, _without_mentions(report.text, mentions))
    text = _QUOTED.sub(lambda m: _INNER_BOUNDARY.sub(HIDDEN, m[0]), text)
    text = _ASIDE.sub(_blot, text)
    tokens = [Token(m.start, m.end, "mention", m.type, m.text, False, False, m) for m in mentions if text[m.start] == MENTION]
    entries, noun_suffixes, no_suffixes = compiled.entries, compiled.words["noun_suffixes"], compiled.words["no_suffixes"]
    for index, start, end in compiled.automaton.find_matches_as_indexes(text):
        kind, label, word, light, nominal, idle = entries[index]
        if idle and text.startswith(noun_suffixes, end) and not text.startswith(no_suffixes, end):
            kind = "compounds"
        tokens.append(Token(start, end, kind, label, word, light, nominal))
    tokens.sort(key=_START)
    divided = _divide(text, tuple(tokens))
    return View(text, divided, [clause.start for clause in divided], [clause.end for clause in divided])


def clauses(seen: View, start: int, end: int) -> Sequence[Clause]:
    """Return the clauses of the statement ``start``–``end`` in order, cut at its ends."""
    found = seen.clauses[bisect_right(seen.ends, start) : bisect_left(seen.starts, end)]
    if not found or (found[0].start >= start and found[-1].end <= end):
        return found
    return [_cut(clause, start, end) for clause in found]


def _without_mentions(text: str, mentions: Sequence[Mention]) -> str:
    """Return ``text`` with MENTION for each character of ``mentions``, which are in order."""
    parts: list[str] = []
    position = 0
    for mention in mentions:
        if mention.end > position:
            start = max(position, mention.start)
            parts += text[position:start], MENTION * (mention.end - start)
            position = mention.end
    return "".join([*parts, text[position:]])


def _divide(text: str, tokens: tuple[Token, ...]) -> list[Clause]:
    """Return the clauses of ``text``; commas inside brackets, quotes, numerals do not divide."""
    starts, labels = list(map(_START, tokens)), list(map(_LABEL, tokens))
    divided: list[Clause] = []
    start = first = 0
    for end in (*[boundary.start() for boundary in _BOUNDARY.finditer(text)], len(text)):
        if end > start:
            last = bisect_left(starts, end, first)
            opens = start == 0 or text[start - 1] in _STOPS
            divided.append(Clause(start, end, tokens[first:last], labels[first:last], opens))
            first = last
        start = end + 1
    return divided


def _cut(clause: Clause, start: int, end: int) -> Clause:
    """Return what of ``clause`` lies between ``start`` and ``end``."""
    if start <= clause.start and clause.end <= end:
        return clause
    tokens = tuple([token for token in clause.tokens if start <= token.start < end])
    return Clause(max(start, clause.start), min(end, clause.end), tokens, list(map(_LABEL, tokens)), clause.opens)


def _is_within(cls: str | None, domain: tuple[str, ...], ontology: Ontology) -> bool:
    """Say whether class ``cls`` or one above it is in ``domain``."""
    while cls is not None and cls not in domain:
        cls = ontology.classes[cls].is_a
    return cls is not None


def _blot(found: re.Match[str]) -> str:
    return HIDDEN * len(found[0])


def _alternation(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
