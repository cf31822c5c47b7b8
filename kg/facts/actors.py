"""Who acts in a sentence, as far as its clauses name a subject: 区司法局、各街道共办理… → 区司法局、各街道."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from msgspec import Struct

from kg.facts.agents import Subject, subject_of
from kg.facts.clauses import Clause, Grammar, View, clauses, grammar
from kg.facts.wording import tag
from kg.ontology import Ontology
from kg.records import Mention

__all__ = ["Actor", "actors"]

LONGEST = 48
_BRACKETS = "()（）"
# Tags of words that open a predicate or an adverbial.
_PREDICATE = frozenset({"v", "p", "d", "c", "ad", "zg", "x"})
_NEVER_FIRST = _PREDICATE | {"a", "i"}


@dataclass(frozen=True, slots=True)
class _Compiled:
    time: re.Pattern[str]
    office: re.Pattern[str]
    heads: re.Pattern[str]
    announced: re.Pattern[str]
    stops: re.Pattern[str]
    blocked: re.Pattern[str]
    joints: frozenset[str]
    joints_end: re.Pattern[str]
    more: re.Pattern[str]
    others: re.Pattern[str]
    whole: re.Pattern[str]
    nobody: tuple[str, ...]


class Actor(Struct, frozen=True):
    """A subject: its span in the text (end exclusive) and its name, None for the reporting government itself.

    ``until`` is where it ceases to act: the end of its clause or of its sentence.
    """

    start: int
    end: int
    name: str | None
    until: int


def actors(
    text: str, start: int, end: int, last: int, mentions: Mapping[int, Mention], seen: View, ontology: Ontology
) -> list[Actor]:
    """Return the subjects of the clauses of the sentence ``text[start:end]`` that begin before ``last``, in order.

    ``mentions`` are those that can act, by where they start; they are taken as single words.
    """
    compiled, rules = grammar(ontology), _compile(ontology)
    found: list[Actor] = []
    for clause in clauses(seen, start, end):
        if clause.start >= last:
            break
        subject = subject_of(clause, seen, compiled)
        acts = subject is not None and subject.acts and bool(subject.mentions)
        named = subject is not None and (subject.passing or (acts and not rules.more.match(text, subject.end)))
        actor = None if named else _described(text, clause, end, mentions, rules, ontology)
        if actor is None and subject is not None:
            actor = _named(text, clause, subject, end, compiled)
        if actor is not None:
            found.append(actor)
    return found


def _named(text: str, clause: Clause, subject: Subject, end: int, compiled: Grammar) -> Actor | None:
    """Make an actor of a subject that mentions name, or that a word like 各部门 or 我区 stands for."""
    if subject.mentions and subject.acts:
        name = _name(text, subject.mentions[0].start, subject.mentions[-1].end, subject.mentions, compiled)
        return Actor(subject.mentions[0].start, subject.end, name, clause.end if subject.passing else end)
    where = subject.end if subject.mentions else None
    word = next((t for t in clause.tokens if t.kind in {"self_names", "anyone"} and where in {None, t.start}), None)
    if word is None or (word.kind == "anyone" and where is None and not subject.acts):
        return None
    start = subject.mentions[0].start if subject.mentions else word.start
    return Actor(start, word.end, text[start : word.end] if word.kind == "anyone" else None, end)


def _name(text: str, start: int, end: int, mentions: Sequence[Mention], compiled: Grammar) -> str:
    """Return the names of those who act, joined by 、; of persons in their posts the persons', and the text when it has more."""
    persons = [mention for mention in mentions if mention.type == "PERSON"]
    if persons:
        return "、".join(dict.fromkeys(person.text for person in persons))
    position = start
    for mention in mentions:
        more = text[position : mention.start].strip().removeprefix(compiled.words["joins"][0])
        if more and more not in compiled.words["joins"] and not compiled.frequency.search(more):
            return text[start:end]
        position = mention.end
    return "、".join(dict.fromkeys(mention.text for mention in mentions))


def _described(
    text: str, clause: Clause, end: int, mentions: Mapping[int, Mention], rules: _Compiled, ontology: Ontology
) -> Actor | None:
    """Return the subject with which ``clause`` begins when a noun of office ends it (村居法律顾问; 甲、乙等机构)."""
    if not rules.office.search(text, clause.start, clause.end):
        return None
    lead = rules.time.match(text, clause.start, clause.end)
    start = lead.end() if lead else clause.start
    if not rules.office.search(text, start, min(clause.end, start + LONGEST)):
        return None
    reach = rules.whole.search(text, clause.start, start)
    announced = rules.announced.match(text, start, clause.end)
    if announced and start not in mentions and tag(announced[0], ontology)[0][1] not in _NEVER_FIRST:
        stop, last = announced.end(), None
    else:
        stop, last = _scan(text, start, clause.end, mentions, rules, ontology)
    name = rules.joints_end.sub("", text[start:stop])
    stop = start + len(name)
    inside = [m for m in mentions.values() if start <= m.start and m.end <= stop]
    if len(name) < 2 or stop >= clause.end or rules.blocked.match(text, stop) or name.endswith(rules.nobody):
        return None
    if inside and inside[0].start > start:
        return None  # 建议县政府…: what stands before a name is no part of who acts
    if not inside and tag(name, ontology)[0][1] in _NEVER_FIRST:
        return None
    if last is not None and last.end == stop and not rules.others.search(text[start : last.start]):
        return None  # names alone are the grammar's matter
    if not rules.heads.search(name):
        return None
    return Actor(start, stop, (reach[0] if reach and not inside else "") + name, end)


def _scan(
    text: str, start: int, end: int, mentions: Mapping[int, Mention], rules: _Compiled, ontology: Ontology
) -> tuple[int, Mention | None]:
    """Return where the words that could name a subject end, from ``start`` on, and the last mention among them."""
    position, last = start, None
    until = min(end, start + LONGEST)
    while position < until:
        if position in mentions:
            last = mentions[position]
            position = last.end
            continue
        stop = rules.stops.search(text, position, until)
        border = min((s for s in mentions if position < s < until), default=until)
        chunk = text[position : min(border, stop.start() if stop else until)]
        read = 0
        for word, pos in tag(chunk, ontology):
            if pos in _PREDICATE and word not in rules.joints:
                break
            read += len(word)
        position += read
        if read < len(chunk) or not chunk or position != border:
            break
    return position, last


@lru_cache(maxsize=4)
def _compile(ontology: Ontology) -> _Compiled:
    phrase = ontology.observations.phrase
    heads = "|".join(sorted(phrase.subject_heads, key=lambda w: (-len(w), w)))
    marks = "|".join(phrase.lead_marks)
    ends = re.escape("".join(c for c in phrase.clause_ends if c not in _BRACKETS) + phrase.sentence_ends)
    adverbs = "|".join(phrase.predicate_adverbs)
    prepositions = "".join(p for p in phrase.prepositions if len(p) == 1)
    return _Compiled(
        time=re.compile(rf"(?:\s|{'|'.join(phrase.time)}|{marks}|{'|'.join(ontology.observations.part_cues)})*"),
        office=re.compile(heads),
        heads=re.compile(f"(?:{heads})$"),
        announced=re.compile(rf"[^{ends}《“\d{phrase.possessive}{prepositions}]{{1,30}}?(?:{heads})(?=(?:{adverbs}))"),
        joints=frozenset((*phrase.joints, *_BRACKETS)),
        joints_end=re.compile(rf"(?:{'|'.join(phrase.joints)}|\s)+$"),
        blocked=re.compile(rf"[《“\d%]|{phrase.possessive}|{'|'.join(phrase.no_subject_before)}"),
        stops=re.compile(rf"[{ends}《“\d%]|{phrase.possessive}|{adverbs}"),
        more=re.compile("|".join((*phrase.list_end, *phrase.joints))),
        others=re.compile(f"(?:{'|'.join(phrase.list_end)})$"),
        whole=re.compile(f"(?:{'|'.join(phrase.everywhere)})$"),
        nobody=phrase.nobody,
    )
