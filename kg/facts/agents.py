"""Who acts: the subject of a clause, the agent of a statement, and the names under which a report speaks of itself."""

from __future__ import annotations

import re

from msgspec.structs import replace

from kg.facts.actions import actions
from kg.facts.clauses import MENTION, Clause, Grammar, Subject, Token, View, clauses, grammar, view
from kg.ontology import Ontology
from kg.records import Mention, Metadata, Report, Statement

__all__ = ["Subject", "own_names", "speaks_of_itself", "subject_of", "with_agents"]

_OPENERS = frozenset(
    {"verb", "adverbs", "passive", "preposing", "prepositions", "intentions", "negations", "agentive"}
)  # what a predicate can begin with
_REACH = 26  # characters between a name and its verb when others, not named, share in the subject
_NEXT = 6  # characters after a name in which the next word is looked for when no token stands there
_PREDICATE = frozenset({"v", "vd", "d", "ad", "p"})  # parts of speech with which a predicate begins
_IGNORED = re.compile(r"[\s“”\"'‘’「」]+")


def with_agents(report: Report, ontology: Ontology, seen: View | None = None) -> Report:
    """Return ``report`` with the agents of its statements, the texts of the mentions that act, joined by ``、``, and the actions.

    A frame has neither. Needs statements with status, and mentions; ``seen`` is their view where it has been made already.
    """
    compiled = grammar(ontology)
    seen = seen or view(report, compiled)
    return replace(report, statements=tuple([s if s.status == "frame" else _told(s, seen, compiled) for s in report.statements]))


def _told(statement: Statement, seen: View, compiled: Grammar) -> Statement:
    """Return ``statement`` with who acts and what kinds of action it tells."""
    agents: list[Mention] = []
    begun: list[tuple[Clause, int]] = []
    for clause in clauses(seen, statement.start, statement.end):
        begin = clause.start
        if not compiled.actors.isdisjoint(clause.labels):
            subject = subject_of(clause, seen, compiled)
            begin = subject.end if subject else begin
            if subject and subject.acts:
                agents += subject.mentions
            if agents and "joining" in clause.labels:
                agents += _joined(clause, seen, compiled)
        begun.append((clause, begin))
    names = "、".join(dict.fromkeys([mention.text for mention in agents])) if agents else None
    told, s = actions(begun, seen, compiled), statement
    return s if (s.agent, s.actions) == (names, told) else Statement(s.start, s.end, s.status, s.topic, names, told)


def own_names(meta: Metadata, compiled: Grammar) -> frozenset[str]:
    """Return the names, without white space and quotation marks, under which the report speaks of its own government.

    A department's report speaks of its issuers, also without their region or with its level alone (许昌市司法局, 市司法局,
    司法局); any other of its region, short or full, alone or with a word for government.

    >>> from kg.ontology import load
    >>> names = own_names(Metadata(region_path=("河南省", "开封市", "顺河回族区")), grammar(load()))
    >>> {"顺河回族区", "区政府", "开封市顺河回族区人民政府"} <= names
    True
    """
    path = [_bare(name) for name in meta.region_path]
    issuers = frozenset(map(_bare, meta.issuers))
    if not path:
        return issuers
    own = path[-1]
    names = {own, "".join(path[-2:]), "".join(path)}
    if meta.kind == "department":
        short = {issuer.removeprefix(name) for issuer in issuers for name in names if issuer.startswith(name)} - {""}
        return issuers | short | {own[-1] + name for name in short}
    stems = names | {own[-1]} | ({own[:-1]} if len(own) > 2 else set())
    return frozenset(names | {stem + word for stem in stems for word in compiled.words["government_names"]})


def speaks_of_itself(name: str, own: frozenset[str]) -> bool:
    """Say whether ``name`` is one of :func:`own_names`."""
    return _bare(name) in own


def _bare(name: str) -> str:
    return _IGNORED.sub("", name)


def subject_of(clause: Clause, seen: View, compiled: Grammar) -> Subject | None:
    """Return the subject with which ``clause`` begins; None when it begins with anything else. Read once, several readers ask."""
    if compiled.subjects.isdisjoint(clause.labels):
        return None
    key = (clause.start, clause.end)
    if key not in seen.subjects:
        seen.subjects[key] = _subject_of(clause, seen, compiled)
    return seen.subjects[key]


def _subject_of(clause: Clause, seen: View, compiled: Grammar) -> Subject | None:
    at = {token.start: token for token in clause.tokens}
    start = _after_leads(clause, seen, compiled, at)
    token = at.get(start)
    if token is not None and token.kind in {"self_names", "anyone"}:
        while (further := at.get(token.end)) is not None and further.kind == "anyone":  # 全市各级…
            token = further
        named = _group(token.end, clause, seen, compiled, at)
        return named or Subject((), token.end, token.end in at and at[token.end].kind in _OPENERS)
    named = _group(start, clause, seen, compiled, at)
    if named and "agentive" in clause.labels:
        passing = any(token.kind == "agentive" and token.end == named.mentions[0].start for token in clause.tokens)
        return Subject(named.mentions, named.end, named.acts, passing)
    return named


def _joined(clause: Clause, seen: View, compiled: Grammar) -> tuple[Mention, ...]:
    """Return those together with whom the subject acts (会同区财政局、区审计局)."""
    at = {token.start: token for token in clause.tokens}
    for token in clause.tokens:
        if token.label == "joining" and (group := _group(token.end, clause, seen, compiled, at)):
            return group.mentions
    return ()


def _after_leads(clause: Clause, seen: View, compiled: Grammar, at: dict[int, Token]) -> int:
    """Return where the subject could begin: after dates, enumeration and words like 其中."""
    position = clause.start
    while position < clause.end:
        token = at.get(position)
        if token is not None and token.kind in {"self_names", "anyone", "mention"}:
            break
        if _person_after_posts(position, clause, seen, compiled, at):
            break
        lead = compiled.lead.match(seen.text, position, clause.end)
        if lead is None or lead.end() == position:
            break
        position = lead.end()
    return position


def _person_after_posts(position: int, clause: Clause, seen: View, compiled: Grammar, at: dict[int, Token]) -> Token | None:
    """Return the person whose posts or role stand at ``position`` (副书记、区委政法委书记、区长李明)."""
    if "PERSON" not in clause.labels:
        return None
    position = compiled.past("roles", seen.text, position)
    while True:
        token = at.get(position)
        if token is not None and token.mention and token.mention.type == "PERSON":
            return token
        organ = token.end if token is not None and token.mention and token.mention.type in compiled.actors else position
        post = compiled.post.match(seen.text, organ)
        if post is None:
            return None
        position = post.end()
        position += seen.text[position : position + 1] in compiled.words["joins"]


def _group(position: int, clause: Clause, seen: View, compiled: Grammar, at: dict[int, Token]) -> Subject | None:
    """Return the names coordinated from ``position`` on, a person standing for the organ in his post."""
    mentions: list[Mention] = []
    while True:
        token = at.get(position)
        person = _person_after_posts(token.end if token else position, clause, seen, compiled, at)
        if person is not None and (token is None or (token.mention and token.mention.type in compiled.actors)):
            token = person
        if token is None or token.mention is None or token.mention.type not in compiled.actors:
            break
        if mentions and mentions[-1].type == "REGION" and mentions[-1].end == token.start:
            mentions.pop()  # the place of the organ that follows, not an actor beside it
        mentions.append(token.mention)
        position = token.end
        after = compiled.past("seams", seen.text, position)
        often = compiled.frequency.match(seen.text, after)
        after = often.end() if often else after
        joint = at.get(after)
        if joint is not None and joint.kind == "joins":
            after = joint.end
            if after not in at and not _person_after_posts(after, clause, seen, compiled, at):
                after += seen.text[after : after + 1] in compiled.words["leads"]  # 各, 全
        continues = (after in at and at[after].mention is not None) or _person_after_posts(after, clause, seen, compiled, at)
        if continues:
            position = after
    if not mentions:
        return None
    end = mentions[-1].end
    if mentions[-1].type == "PERSON" and (post := compiled.post.match(seen.text, end)):
        end = post.end()
    return Subject(tuple(mentions), end, _acts(end, clause, seen, compiled, at))


def _acts(position: int, clause: Clause, seen: View, compiled: Grammar, at: dict[int, Token]) -> bool:
    """Say whether a predicate follows the names that end at ``position``, be it after 等部门 or 主要负责同志."""
    while True:
        often = compiled.frequency.match(seen.text, position)
        after = often.end() if often else compiled.past("tails", seen.text, position)
        if after == position:
            break
        position = after
    if position in at and at[position].kind in _OPENERS:
        while position in at and at[position].kind in {"verb", "adverbs"}:
            position = at[position].end
        return not seen.text.startswith(compiled.possessive, position)  # 区纪委组织开展的调查: not who acts here
    token = at.get(position)
    if not (token and token.kind == "joins") and not seen.text.startswith(compiled.words["quantifiers"][0], position):
        return (token is None or token.label in compiled.idle) and _begins_predicate(position, clause, seen, compiled)
    for token in clause.tokens:
        if token.start > position + _REACH:
            break
        if token.start > position and token.kind in _OPENERS:
            others = seen.text[position : token.start]
            if others.endswith(compiled.words["others"]) or (not token.nominal and MENTION in others):
                return compiled.possessive not in others
            if token.kind == "verb" and not token.nominal:
                return False
    return False


def _begins_predicate(position: int, clause: Clause, seen: View, compiled: Grammar) -> bool:
    """Say whether the word at ``position``, which no token covers, is a verb or an adverb, and no attribute ends there."""
    words = compiled.tagged(seen.text[position : min(position + _NEXT, clause.end)])
    if not words or words[0][1] not in _PREDICATE:
        return False
    return not seen.text.startswith(compiled.possessive, position + len(words[0][0]))
