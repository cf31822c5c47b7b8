"""Questions about the place of a token in its clause: what adjoins it, what it is coordinated with, whether the clause ends."""

from __future__ import annotations

from kg.facts.clauses import HIDDEN, Clause, Grammar, Token
from kg.records import Mention

__all__ = ["Phrases"]

_LONGEST_LIST = 64  # names coordinated with one another
_SLACK = 6  # characters that no token accounts for between an object and the verb after it


class Phrases:
    """The tokens of one clause, asked by index."""

    def __init__(self, clause: Clause, text: str, compiled: Grammar, begin: int) -> None:
        """Make the phrases of ``clause``; ``text`` is that of the view, ``begin`` where the clause's subject ends."""
        self.clause, self.text, self.compiled, self.begin = clause, text, compiled, begin
        self.tokens = clause.tokens

    def before(self, index: int) -> tuple[int, bool]:
        """Return the index of the token before the adverbs and dates that lead to token ``index``; does it adjoin them?"""
        position = self.tokens[index].start
        index -= 1
        dated = False
        while index >= 0:
            token = self.tokens[index]
            if token.end != position:
                if dated or not self.compiled.date.fullmatch(self.text, token.end, position):
                    break
                dated, position = True, token.end  # as in 计划2024年建成, 区司法局于5月印发
            elif is_adverb(token) or (dated and token.kind == "prepositions"):
                position = token.start
                index -= 1
            else:
                break
        return index, index >= 0 and self.tokens[index].end == position

    def following(self, index: int) -> Token | None:
        """Return the token that adjoins token ``index`` on the right."""
        token = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return token if token and token.start == self.tokens[index].end else None

    def must_be_verb(self, index: int, before: int) -> bool:
        """Say whether a word that is as often a noun is a verb: it stands first, after an adverb or 并, or before its object.

        ``before`` is the index of the token before its adverbs.
        """
        verb = self.tokens[index]
        if before < index - 1 or verb.start == self.begin:
            return True
        following = self.following(index)
        if following and following.mention and (verb.label, following.label) in self.compiled.yields:
            return True
        left = self.tokens[before]
        if left.end == verb.start and left.kind == "joins" and left.text != self.compiled.words["joins"][0]:
            return True
        return self.only_leads(verb.start)

    def only_leads(self, position: int) -> bool:
        """Say whether nothing but leads (一是, 同时, dates) stands between the clause's start and ``position``."""
        at = self.clause.start
        while at < position:
            lead = self.compiled.lead.match(self.text, at, position)
            if lead is None or lead.end() == at:
                return False
            at = lead.end()
        return True

    def continues_chain(self, position: int, index: int) -> bool:
        """Say whether nothing but adverbs and 并, 和, 、, 了 stands between ``position`` and token ``index``."""
        start = self.tokens[index].start
        while index > 0 and start > position:
            index -= 1
            token = self.tokens[index]
            if token.end != start or not (token.kind == "joins" or is_adverb(token)):
                return False
            start = token.start
        return start == position

    def is_attributive(self, verb: Token) -> bool:
        """Say whether 的 follows ``verb``."""
        return self.text.startswith(self.compiled.possessive, verb.end)

    def group_before(self, index: int) -> tuple[tuple[Mention, ...], int]:
        """Return the mentions coordinated up to token ``index``, and the index of the first."""
        group: list[Mention] = []
        first = index
        while index >= 0 and len(group) < _LONGEST_LIST and (mention := self.tokens[index].mention):
            group.append(mention)
            first = index
            index -= 1
            if index >= 0 and self.tokens[index].kind == "joins" and self.tokens[index].end == mention.start:
                mention_start = self.tokens[index].start
                index -= 1
            else:
                mention_start = mention.start
            if index < 0 or self.tokens[index].end != mention_start:
                break
        return tuple(reversed(group)), first

    def joined_since(self, position: int, index: int) -> bool:
        """Say whether 、, 和 or their like stands between ``position`` and token ``index``."""
        while index > 0 and self.tokens[index - 1].start >= position:
            index -= 1
            if self.tokens[index].kind == "joins":
                return True
        return False

    def ends_with(self, index: int) -> bool:
        """Say whether the noun phrase ends with the mention, token ``index``, or goes on to its like."""
        for _ in range(_LONGEST_LIST):
            token, following = self.tokens[index], self.following(index)
            if token.end >= self.clause.end:
                return True
            if following is None:
                return self.text.startswith((*self.compiled.words["quantifiers"], HIDDEN), token.end)
            further = self.following(index + 1)
            if following.kind != "joins":
                return False
            if further is None or further.mention is None or further.mention.type not in self.compiled.bounded:
                return True
            index += 2
        return False

    def ends_at(self, position: int) -> bool:
        """Say whether the clause ends at ``position`` but for words like 了, 工作, 完毕."""
        rest = self.text[position : self.clause.end].strip(HIDDEN + " ")
        while rest and (length := self.compiled.past("endings", rest, 0)):
            rest = rest[length:]
        return not rest

    def leads_to(self, mention: Mention, verb: Token) -> bool:
        """Say whether adverbs, 由 and who acts are all that stands between ``mention`` and ``verb``."""
        uncovered = verb.start - mention.end
        for token in self.tokens:
            if mention.end <= token.start and token.end <= verb.start:
                if not (is_adverb(token) or token.mention or token.kind in {"joins", "agentive", "passive"}):
                    return False
                uncovered -= token.end - token.start
        return uncovered <= _SLACK and self.compiled.possessive not in self.text[mention.end : verb.start]


def is_adverb(token: Token) -> bool:
    """Say whether ``token`` is an adverb or a verb that also serves as one."""
    return token.kind == "adverbs" or token.light
