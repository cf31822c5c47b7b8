"""The words that belong to one figure of a sentence: up to the ends of its clause, its actor and the figures beside it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from kg.extraction.figures import Figure
from kg.facts.wording import LONGEST_PREDICATE, NAME, NOUNS, Token, Wording, between, clean, join, without_list

__all__ = ["Text", "Window", "clause_ends", "window"]

_ENCLOSED = re.compile(r"\([^()（）]*[)）]|（[^()（）]*[)）]|《[^《》]*》|“[^“”]*”")


class Text(Struct, frozen=True):
    """A sentence whose ``names`` are single words; ``explains`` says that brackets hold an explanation somewhere in it."""

    sentence: str
    names: Sequence[tuple[int, int]]
    rules: Wording
    explains: bool

    def words(self, start: int, end: int) -> Sequence[Token]:
        """Return the words between ``start`` and ``end``, without explanations in brackets."""
        if start >= end:
            return ()
        found: list[Token] = []
        for first, last in self.names:
            if start <= first and last <= end:
                found += self._plain(start, first)
                found.append((self.sentence[first:last], NAME))
                start = last
        return [*found, *self._plain(start, end)] if found else self._plain(start, end)

    def _plain(self, start: int, end: int) -> Sequence[Token]:
        words = self.sentence[start:end]
        return self.rules.words(self.rules.aside.sub("", words) if self.explains else words)


class Window(Struct, frozen=True, gc=False):
    """The words that belong to one figure: ``raw`` is the clause up to it, which begins at ``left``.

    ``joined`` says that 、 or its like stands between the figure before and this one's words.
    """

    left: int
    raw: str
    same_clause: bool
    joined: bool
    before: Sequence[Token]
    after: Sequence[Token]


def window(text: Text, figures: Sequence[Figure], index: int, ends: Sequence[int], actors: Sequence[tuple[int, int]]) -> Window:
    """Return the words around a figure, up to the ends of its clause, its actor and its neighbours."""
    sentence, rules, figure = text.sentence, text.rules, figures[index]
    previous = figures[index - 1] if index else None
    left = ends[place - 1] if (place := bisect_right(ends, figure.begin)) else 0
    right = ends[place] - 1 if (place := bisect_right(ends, figure.after)) < len(ends) else len(sentence)
    raw = sentence[left : figure.begin]
    same_clause = previous is not None and previous.after > left
    if previous is not None and same_clause:
        start = previous.after
    else:
        named = max([left, *[end for first, end in actors if left <= first and end <= figure.begin]])
        start = min(_skip_time(sentence, named, rules), figure.begin)
        if named > left and _is_counted(text, start, figure):
            start = min(_skip_time(sentence, left, rules), figure.begin)
    before = text.words(start, start + len(_trimmed(text, start, figure)))
    if previous is not None and same_clause and previous.kind == "total":
        before = between(before, rules)[1]
    joined = same_clause and previous is not None and bool(rules.joint.match(sentence, previous.after))
    return Window(left, raw, same_clause, joined, *_sides(text, figures, index, right, before))


def _is_counted(text: Text, start: int, figure: Figure) -> bool:
    """Say whether the actor, whose name ends at ``start`` or right before it, is itself what is counted (公职律师增至6人)."""
    behind = text.sentence[figure.after : figure.after + 1]
    if behind.isalpha() and not text.rules.transition.match(text.sentence, figure.after):
        return False
    return not clean(text.rules.words(text.sentence[start : figure.begin]), text.rules)


def _sides(
    text: Text, figures: Sequence[Figure], index: int, right: int, before: Sequence[Token]
) -> tuple[Sequence[Token], Sequence[Token]]:
    """Return the words before and behind a figure whose clause ends at ``right``."""
    sentence, rules, figure = text.sentence, text.rules, figures[index]
    following = figures[index + 1] if index + 1 < len(figures) else None
    whole = before
    if following is not None and rules.transition.search(sentence, figure.after, following.begin):
        before = _without_source(before, rules)
    if following is None or following.begin >= right:
        if figure.kind == "total":
            return before, text.words(figure.after, right)
        following = None
    leads = clean(whole, rules)
    if following is None and figure.kind == "rate" and _is_subject(text, figure, leads):
        return before, _predicate(text.words(figure.after, right), rules)
    if figure.kind != "total" and not sentence.startswith(rules.possessive, figure.after) and (leads or figure.kind != "rate"):
        return before, ()
    if following is None:
        return before, text.words(figure.after, right)
    if following.begin == figure.after:  # 一支1377人组成的队伍: both count what follows the second
        return before, text.words(following.after, right)
    gap = text.words(figure.after, following.begin)
    after = between(gap, rules)[0]
    alone = not clean(without_list(before, rules), rules) and not clean(after, rules)
    if alone or (before and before[-1][0] in rules.prepositions):  # 为8名职工追回工资3万元: the first counts whom it was done for
        after = gap
    if not any(pos == "v" for _, pos in leads) and _coordinated(sentence, figure, following, rules):
        last = _last_coordinated(sentence, figures, index, right, rules)
        after = [*clean(after, rules), *_predicate(text.words(last.after, right), rules)]
    return before, after


def _is_subject(text: Text, figure: Figure, leads: Sequence[Token]) -> bool:
    """Say whether the nouns right before a rate are what the words behind it speak of (案件信息100%录入平台)."""
    behind = text.sentence[figure.after : figure.after + 1]
    if not leads or not behind.isalpha() or not text.sentence[: figure.begin].endswith(leads[-1][0]):
        return False
    return leads[-1][1] in NOUNS and not text.rules.rate.fullmatch(join(leads))


def _trimmed(text: Text, start: int, figure: Figure) -> str:
    """Return the text from ``start`` to ``figure`` without what says how exactly and when, or explains, at its end."""
    words, rules = text.sentence[start : figure.begin], text.rules
    if text.explains:
        words = rules.aside.sub(lambda match: " " * len(match[0]), words)
    if words and (words[-1] in rules.trail_ends or words[-1].isspace()):
        words = rules.trail_end.sub("", words)
    return words if figure.kind == "rank" or not rules.time_last(words) else rules.time_end.sub("", words)


def _without_source(tokens: Sequence[Token], rules: Wording) -> Sequence[Token]:
    """Drop what opens the first of two values (时限由法定的20天压缩至3天 → 时限)."""
    opened = max((i for i, (word, _) in enumerate(tokens) if word in rules.prepositions), default=0)
    return tokens[:opened] if opened else tokens


def _coordinated(sentence: str, figure: Figure, following: Figure, rules: Wording) -> bool:
    """Say whether a joint stands right behind ``figure`` or right before ``following`` (5个部门和2名个人; 县委2次、县政府3次)."""
    gap = sentence[figure.after : following.begin]
    return bool(rules.joint.match(gap) or rules.joint_end(gap))


def _last_coordinated(sentence: str, figures: Sequence[Figure], index: int, right: int, rules: Wording) -> Figure:
    while index + 1 < len(figures) and figures[index + 1].begin < right:
        if not _coordinated(sentence, figures[index], figures[index + 1], rules):
            break
        index += 1
    return figures[index]


def _predicate(tokens: Sequence[Token], rules: Wording) -> Sequence[Token]:
    """Return the predicate behind coordinated figures, which all of them share, when it is short (2名个人受到表彰 → 受到表彰)."""
    first = next((i for i, (word, pos) in enumerate(tokens) if pos == "v" or word in rules.tail), len(tokens))
    words = clean([token for token in tokens[first:] if token[0] not in rules.tail], rules)
    return words if len(join(words)) <= LONGEST_PREDICATE else ()


def _skip_time(sentence: str, left: int, rules: Wording) -> int:
    match = rules.time.match(sentence, left)
    return match.end() if match else left


def clause_ends(sentence: str, figures: Sequence[Figure], rules: Wording) -> list[int]:
    """Return the offsets right behind each clause's end; brackets without a figure inside end no clause, nor do titles."""
    silent = {place for f in figures for place in range(f.start, f.end)}
    for match in _ENCLOSED.finditer(sentence):
        first, last = match.span()
        if not any(first < f.start < last for f in figures):
            silent.update(range(first, last))
    return [match.end() for match in rules.clause_end.finditer(sentence) if match.start() not in silent]
