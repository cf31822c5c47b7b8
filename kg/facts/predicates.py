"""Reads one clause: which verbs govern which mentions, and who acts."""

from __future__ import annotations

from msgspec import Struct, field

from kg.facts.agents import Subject
from kg.facts.clauses import MENTION, Clause, Grammar, Token, View
from kg.facts.phrases import Phrases
from kg.records import Mention

__all__ = ["ClauseReader", "Fact", "Predicate"]

_REACH = 40  # characters between a verb and its first object
_STRETCH = 30  # between one object and the next
_HONOUR_SLACK = 14  # between a subject and 被: 等3个单位


class Fact(Struct):
    """A relation as it is read: ``agents`` are empty for the reporting government; ``start`` is where its words begin."""

    agents: tuple[Mention, ...]
    predicate: str
    object: Mention
    start: int
    end: int
    rule: str


class Predicate(Struct):
    """The verbs that govern now. ``agents`` is who the clause says acts, None when only its subject does."""

    verbs: list[Token] = field(default_factory=list)
    agents: tuple[Mention, ...] | None = None
    attributive: bool = False
    outer: Predicate | None = None
    last: Mention | None = None
    obstructed: bool = False


_CAUSING = frozenset({"causing", "pushing"})  # actions after which a name is who acts (推动区法院出台)
_CITING = frozenset({"applying", "following"})  # actions after which a name is who made what is applied


class ClauseReader:
    """Reads one clause from left to right."""

    def __init__(self, clause: Clause, seen: View, compiled: Grammar, subject: Subject | None, begun: Subject | None) -> None:
        """Make a reader; ``subject`` is who acts so far in the sentence, ``begun`` the subject the clause itself begins with."""
        self.clause, self.text, self.compiled = clause, seen.text, compiled
        self.subject: tuple[Mention, ...] = subject.mentions if subject else ()
        self.begun = begun
        self.begin = begun.end if begun else clause.start
        self.tokens = clause.tokens
        self.at = Phrases(clause, seen.text, compiled, self.begin)
        self.predicate = Predicate()
        self.loose: list[Mention] = []
        self.facts: list[Fact] = []

    def read(self, open_list: Predicate | None) -> tuple[list[Fact], Predicate | None]:
        """Return the facts of the clause, and its predicate when its objects may go on after the comma.

        ``open_list`` is such a predicate of the clause before.
        """
        if open_list is not None and self._continues(open_list):
            self.predicate = open_list
        for index, token in enumerate(self.tokens):
            if token.mention is not None:
                if not self._object(index, token.mention):
                    self.loose.append(token.mention)
            elif token.kind == "verb":
                self._verb(index, token)
            elif token.kind == "prepositions" and self.predicate.verbs and self.predicate.last is None:
                self.predicate.obstructed = True
        self._preposed()
        last = self.predicate.last
        return self.facts, self.predicate if last is not None and last.end == self.clause.end else None

    def _continues(self, open_list: Predicate) -> bool:
        """Say whether the clause is nothing but further objects of ``open_list``."""
        first, last = self.tokens[0].mention, open_list.last
        alike = first is not None and last is not None and first.type == last.type and first.start == last.end + 1
        acts = self.begun is not None and self.begun.acts
        return alike and not acts and not any(token.kind == "verb" and not token.nominal for token in self.tokens)

    # Verbs

    def _verb(self, index: int, verb: Token) -> None:
        before, adjoins = self.at.before(index)
        if verb.nominal and not self.at.must_be_verb(index, before):
            return
        left = self.tokens[before] if adjoins else None
        if left is not None and left.kind in {"negations", "intentions"}:
            self.predicate = Predicate()
            return
        current = self.predicate
        if current.verbs and current.last is None and self.at.continues_chain(current.verbs[-1].end, index):
            current.verbs.append(verb)
            current.attributive = self.at.is_attributive(verb)
            return
        if self._nominalised(verb):
            return
        if self.at.is_attributive(verb) and verb.label in self.compiled.idle and current.verbs and current.last is None:
            return  # 成立由县长任组长的领导小组: within the object
        agents = self._agents_before(before) if left is not None and left.mention else None
        attributive = self.at.is_attributive(verb)
        outer = None
        pushed = agents is not None and current.verbs and current.verbs[-1].label in _CAUSING
        if current.verbs and current.last is None and not pushed and (agents is not None or attributive):
            outer = current
        self.predicate = Predicate([verb], agents, attributive, outer)

    def _agents_before(self, index: int) -> tuple[Mention, ...] | None:
        """Return the actors whose names end with token ``index``, None when what stands before makes them no subject."""
        group, first = self.at.group_before(index)
        if not group or any(mention.type not in self.compiled.actors for mention in group):
            return None
        before = self.tokens[first - 1] if first > 0 and self.tokens[first - 1].end == group[0].start else None
        if before is not None and before.kind in {"prepositions", "preposing", "joins"}:
            return None
        if before is not None and before.kind == "verb" and before.label not in _CAUSING | _CITING:
            return None
        return group

    # Objects

    def _object(self, index: int, mention: Mention) -> bool:
        """Read ``mention`` as an object of the verbs that govern; return whether it is one."""
        predicate = self.predicate
        if predicate.attributive and predicate.last is not None and predicate.last.end < mention.start:
            # The attribute is of the first object alone; the outer verb governs the others too.
            resumed = predicate.outer or Predicate()
            resumed.last = predicate.last
            predicate = self.predicate = resumed
        if not predicate.verbs:
            return False
        names = self._names(predicate, mention)
        if not (names or predicate.outer) or not self._governs(predicate, mention, index):
            return False
        for name in names:
            self._state(name, predicate, mention, index)
        outer = predicate.outer
        while outer is not None:
            if mention.type == "DOCUMENT" and "implemented" in self._names(outer, mention):
                self._add(self._acting(outer), "implemented", mention, outer.verbs[0].start, "attributive")
                names.append("implemented")
            outer = outer.outer
        if names:
            predicate.last = mention
        return bool(names) and not predicate.attributive

    def _names(self, predicate: Predicate, mention: Mention) -> list[str]:
        """Return the relations that the verbs state of ``mention``: after 推动, 加快 … only what 建立, 制定 say."""
        found: dict[str, None] = {}
        for index, verb in enumerate(predicate.verbs):
            name = self.compiled.yields.get((verb.label, mention.type))
            if name is None or self.text.startswith(self.compiled.not_before.get(name, ()), mention.end):
                continue
            others = predicate.verbs if name == "implemented" else predicate.verbs[index + 1 :]
            if verb.label in self.compiled.creating or not any(v.label in self.compiled.creating for v in others):
                found[name] = None
        return list(found)

    def _governs(self, predicate: Predicate, mention: Mention, index: int) -> bool:
        words = self.compiled.words
        if mention.type in self.compiled.bounded and not self.at.ends_with(index) and predicate.verbs[-1].label != "convening":
            return False
        if predicate.last is None:
            gap = self.text[predicate.verbs[-1].end : mention.start]
            return len(gap) <= _REACH and (not predicate.obstructed or gap.endswith(self.compiled.possessive))
        gap = self.text[predicate.last.end : mention.start].strip(MENTION)
        if len(gap) > _STRETCH:
            return False
        return (
            not gap
            or gap.startswith(words["joins"])
            or gap.startswith(words["quantifiers"])
            or gap.endswith(words["quantifiers"])
            or gap.endswith(self.compiled.possessive)
            or self.at.joined_since(predicate.last.end, index)
            or self.clause.start > predicate.last.end
        )

    def _state(self, name: str, predicate: Predicate, mention: Mention, index: int) -> None:
        start = predicate.verbs[0].start
        if name == "honoured_with":
            honoured = self._honoured(predicate.verbs, mention)
            self._add(honoured, name, mention, start, "honour")
        elif name == "convened":
            if self._is_meeting(mention, index):
                self._add(self._acting(predicate), name, mention, start, "meeting")
        else:
            unsaid = predicate.attributive and predicate.agents is None and self.begin != start
            if not (unsaid and name == "issued"):
                rule = "attributive" if predicate.attributive or predicate.outer else "verb_object"
                self._add(self._acting(predicate), name, mention, start, rule)

    def _acting(self, predicate: Predicate) -> tuple[Mention, ...]:
        return self.subject if predicate.agents is None else predicate.agents

    def _is_meeting(self, mention: Mention, index: int) -> bool:
        """Say whether the meeting of ``mention``, token ``index``, is spoken of; bare, an organ that is convened meets itself."""
        rest = self.text[mention.end : self.clause.end]
        return any(word in rest for word in self.compiled.words["meetings"]) or self.at.ends_with(index)

    def _honoured(self, verbs: list[Token], honor: Mention) -> tuple[Mention, ...]:
        """Return who is honoured: the subject before 被, or whom 授予 names, or the subject of the clause."""
        between = tuple(m for m in self.loose if verbs[0].end <= m.start < honor.start and m.type in self.compiled.actors)
        if between and verbs[-1].label == "conferring":
            return between
        bound = next((t.start for t in self.tokens if t.kind == "passive" and t.start < verbs[0].start), verbs[0].start)
        for index in range(len(self.tokens) - 1, -1, -1):
            token = self.tokens[index]
            if token.end > bound:
                continue
            if token.kind == "verb" and not token.nominal and token.start >= self.begin:
                break
            if token.mention and token.mention.type not in {"HONOR", "DOCUMENT"}:
                if bound - token.end <= _HONOUR_SLACK:
                    group = self.at.group_before(index)[0]
                    return tuple(
                        m for m, after in zip(group, (*group[1:], None), strict=True) if not after or m.end < after.start
                    )
                break
        return self.subject

    # Objects before their verb

    def _nominalised(self, verb: Token) -> bool:
        """Read 开展…清单编制工作: the noun that follows the object says what was done to it."""
        last = self.predicate.last
        if last is None or verb.label not in self.compiled.creating or not self.at.ends_at(verb.end):
            return False
        if self.text[last.end : verb.start].strip(self.compiled.possessive):
            return False
        name = self.compiled.yields.get((verb.label, last.type))
        if name is None or not any(fact.object == last for fact in self.facts):
            return False
        if any(v.label in self.compiled.creating for v in self.predicate.verbs):
            return False
        for fact in self.facts:
            if fact.object == last:
                fact.predicate, fact.end, fact.rule = name, verb.end, "nominalised"
        return True

    def _preposed(self) -> None:
        """Read the object that stands before the verbs with which the clause ends."""
        predicate = self.predicate
        if not predicate.verbs or predicate.last is not None or not self.at.ends_at(predicate.verbs[-1].end):
            return
        first = predicate.verbs[0]
        for mention in reversed([m for m in self.loose if m.end <= first.start]):
            names = [n for n in self._names(predicate, mention) if n not in {"honoured_with", "convened"}]
            if not names or (first.nominal and mention.end == first.start):
                continue
            if not self.at.leads_to(mention, first):
                return
            index = next(i for i, t in enumerate(self.tokens) if t.mention is mention)
            agents = (
                tuple(a for a in self._acting(predicate) if a.start > mention.start)
                if not self._is_moved(index)
                else self.subject
            )
            for object_ in self.at.group_before(index)[0]:
                if object_.type != mention.type or object_ in agents:
                    continue
                for name in names:
                    self._add(agents, name, object_, object_.start, "preposed", predicate.verbs[-1].end)
            return

    def _is_moved(self, index: int) -> bool:
        """Say whether 对, 将 or 把 moved the object, token ``index``, before its verb: then the subject acts on it."""
        return any(token.text in self.compiled.words["preposing"] for token in self.tokens[:index])

    def _add(
        self, agents: tuple[Mention, ...], name: str, mention: Mention, start: int, rule: str, end: int | None = None
    ) -> None:
        start = min(start, mention.start)
        self.facts.append(Fact(agents, name, mention, start, max(mention.end, end or 0), rule))
