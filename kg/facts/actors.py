"""Who acts in a sentence, as far as its clauses name a subject: 区司法局、各街道共办理… → 区司法局、各街道."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.facts.wording import tag
from kg.ontology import Ontology

__all__ = ["Actor", "actors"]

# Mention types that can act.
ACTING = frozenset({"AGENCY", "INSTITUTION", "PERSON"})
LONGEST = 48
_BRACKETS = "()（）"
# Tags of words that open a predicate or an adverbial.
_PREDICATE = frozenset({"v", "p", "d", "c", "ad", "zg", "x"})
_NEVER_FIRST = _PREDICATE | {"a", "i"}


@dataclass(frozen=True, slots=True)
class _Compiled:
    clause_end: re.Pattern[str]
    time: re.Pattern[str]
    heads: re.Pattern[str]
    announced: re.Pattern[str]
    stops: re.Pattern[str]
    blocked: re.Pattern[str]
    joints: frozenset[str]
    joints_end: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Actor:
    """A subject: its span in the sentence (end exclusive)."""

    start: int
    end: int


def actors(sentence: str, mentions: Sequence[tuple[int, int, str]], ontology: Ontology) -> list[Actor]:
    """Return the subjects of the clauses of ``sentence`` in order.

    ``mentions`` are (start, end, type), offsets into ``sentence``; they are taken as single words.
    """
    rules = _compile(ontology)
    by_start = {start: end for start, end, kind in mentions if kind in ACTING}
    found: list[Actor] = []
    position = 0
    while position < len(sentence):
        match = rules.time.match(sentence, position)
        start = match.end() if match else position
        end = _subject(sentence, start, by_start, rules, ontology)
        if end:
            found.append(Actor(start, end))
        following = rules.clause_end.search(sentence, max(position, end or 0))
        if following is None:
            break
        position = following.end()
    return found


def _subject(sentence: str, start: int, mentions: dict[int, int], rules: _Compiled, ontology: Ontology) -> int | None:
    """Return where the subject that begins at ``start`` ends, or None when the clause begins with none."""
    announced = rules.announced.match(sentence, start)
    if announced and tag(announced[0], ontology)[0][1] not in _NEVER_FIRST:
        return announced.end()
    position, last_mention = start, None
    while position < min(len(sentence), start + LONGEST):
        if position in mentions:
            position = last_mention = mentions[position]
            continue
        until = min((s for s in mentions if s > position), default=len(sentence))
        stop = rules.stops.search(sentence, position)
        chunk = sentence[position : min(until, stop.start() if stop else until, start + LONGEST)]
        consumed = 0
        predicate = False
        for word, pos in tag(chunk, ontology):
            if pos in _PREDICATE and word not in rules.joints:
                predicate = True
                break
            consumed += len(word)
        position += consumed
        if predicate or position >= len(sentence) or (stop and position >= stop.start()) or not chunk:
            break
    subject = rules.joints_end.sub("", sentence[start:position])
    if len(subject) < 2 or position >= len(sentence) or rules.blocked.match(sentence, start + len(subject)):
        return None
    end = start + len(subject)
    if start not in mentions and tag(subject, ontology)[0][1] in _NEVER_FIRST:
        return None
    return end if last_mention == end or rules.heads.search(subject) else None


@lru_cache(maxsize=4)
def _compile(ontology: Ontology) -> _Compiled:
    phrase = ontology.observations.phrase
    heads = "|".join(sorted(phrase.subject_heads, key=lambda w: (-len(w), w)))
    marks = "|".join(phrase.lead_marks)
    ends = re.escape("".join(c for c in phrase.clause_ends if c not in _BRACKETS) + phrase.sentence_ends)
    adverbs = "|".join(phrase.predicate_adverbs)
    prepositions = "".join(p for p in phrase.prepositions if len(p) == 1)
    return _Compiled(
        clause_end=re.compile(f"[{ends}]"),
        time=re.compile(rf"(?:\s|{'|'.join(phrase.time)}|{marks})*"),
        heads=re.compile(f"(?:{heads})$"),
        announced=re.compile(rf"[^{ends}《“\d{phrase.possessive}{prepositions}]{{1,30}}?(?:{heads})(?=(?:{adverbs}))"),
        joints=frozenset((*phrase.joints, *_BRACKETS)),
        joints_end=re.compile(rf"(?:{'|'.join(phrase.joints)}|\s)+$"),
        blocked=re.compile(rf"[《“\d%]|{phrase.possessive}"),
        stops=re.compile(rf"[{ends}《“\d%]|{phrase.possessive}|{adverbs}"),
    )
