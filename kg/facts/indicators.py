"""What a figure counts: the indicator phrase, put together from the words around it and those carried over (GUIDELINE §2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extraction.figures import Figure
from kg.facts.wording import (
    NOMINAL,
    NOUNS,
    VERBAL,
    Token,
    Wording,
    between,
    clean,
    join,
    tail,
    without_adjunct,
    without_list,
    wording,
)
from kg.ontology import Ontology

__all__ = ["Phrase", "phrases"]

# A rate's name of at most this many characters says nothing without what it is a rate of (办结率, 占比).
SHORT_RATE = 4
_BRACKETS = re.compile(r"[(（〔][^()（）〔〕]*[)）〕]")
_ENCLOSED = re.compile(r"[(（][^()（）]*[)）]|《[^《》]*》|“[^“”]*”")
_COMMAS = re.compile("[,，:：]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The indicator phrase ``text``; ``verb`` and ``thing`` are the parts of it that a later figure may carry over.

    ``before`` is what stands between the beginning of the figure's clause and the figure.
    """

    text: str
    verb: str
    thing: str
    before: str


@dataclass(frozen=True, slots=True)
class _Window:
    """The words that belong to one figure: ``raw`` is the clause up to it, which begins at ``left``."""

    left: int
    raw: str
    same_clause: bool
    before: Sequence[Token]
    after: Sequence[Token]


def phrases(sentence: str, figures: Sequence[Figure], subjects: Sequence[tuple[int, int]], ontology: Ontology) -> list[Phrase]:
    """Return the phrase of each of ``figures``, which stand in ``sentence`` in order; their offsets are into ``sentence``.

    ``subjects`` are the spans of the clauses' actors, which are no part of what is counted.
    """
    rules = wording(ontology)
    ends = _clause_ends(sentence, figures, rules)
    actors = dict(subjects)
    found: list[Phrase] = []
    shared: list[str] = []
    for index in range(len(figures)):
        window = _window(sentence, figures, index, ends, actors, rules)
        words = "".join(word for word, _ in window.before)
        announced = None if window.same_clause else rules.distribute.search(window.raw)
        if announced:  # 受理、审结案件分别为12件、8件
            shared = _distributed(words, rules)
        elif not window.same_clause:
            shared = []
        if shared and (announced or not clean(window.before, rules)):
            window = replace(window, before=rules.words(shared.pop(0)), after=())
        found.append(_assemble(sentence, figures, window, found, rules))
    return found


def _distributed(words: str, rules: Wording) -> list[str]:
    """Return the coordinated names of several figures; a bare verb takes the object of the last (受理、审结案件)."""
    names = [part for part in rules.joint.split(words) if part]
    thing = _parts(clean(rules.words(names[-1]), rules), rules)[1] if names else ""
    return [name + thing if _only_verbs(clean(rules.words(name), rules), rules) else name for name in names]


def _window(
    sentence: str, figures: Sequence[Figure], index: int, ends: Sequence[int], actors: dict[int, int], rules: Wording
) -> _Window:
    """Return the words around a figure, up to the ends of its clause, its actor and its neighbours."""
    figure = figures[index]
    previous = figures[index - 1] if index else None
    following = figures[index + 1] if index + 1 < len(figures) else None
    left = max((end for end in ends if end <= figure.begin), default=0)
    right = min((end - 1 for end in ends if end > figure.after), default=len(sentence))
    raw = sentence[left : figure.begin]
    same_clause = previous is not None and previous.after > left
    if previous is not None and same_clause:
        start = previous.after
    else:
        begin = min(_skip_time(sentence, left, rules), figure.begin)
        start = min(actors.get(begin, begin), figure.begin)
        alone = not clean(rules.words(sentence[start : figure.begin]), rules)
        behind = sentence[figure.after : figure.after + 1]
        if alone and (not behind.isalpha() or rules.transition.match(sentence, figure.after)):
            start = begin  # the actor itself is counted: 公职律师增至6人
    before: Sequence[Token] = rules.words(_trimmed(sentence[start : figure.begin], rules))
    if previous is not None and same_clause and previous.kind == "total":
        before = between(before, rules)[1]
    if figure.kind != "total" and not sentence.startswith(rules.possessive, figure.after):
        return _Window(left, raw, same_clause, before, ())
    if following is None or following.begin >= right:
        return _Window(left, raw, same_clause, before, rules.words(sentence[figure.after : right]))
    if following.begin == figure.after:  # 一支1377人组成的队伍: both count what follows the second
        return _Window(left, raw, same_clause, before, rules.words(sentence[following.after : right]))
    gap = rules.words(sentence[figure.after : following.begin])
    after = between(gap, rules)[0]
    if not clean(without_list(before, rules), rules) and not clean(after, rules):
        after = gap
    return _Window(left, raw, same_clause, before, after)


def _trimmed(text: str, rules: Wording) -> str:
    """Return the text before a figure without explanations in brackets and without what says how exactly and when."""
    return rules.time_end.sub("", rules.trail_end.sub("", rules.aside.sub("", text)))


def _assemble(sentence: str, figures: Sequence[Figure], window: _Window, earlier: Sequence[Phrase], rules: Wording) -> Phrase:
    """Join what stands before and after the figure, and add what it lacks and an earlier clause or figure has."""
    figure, left, raw = figures[len(earlier)], window.left, window.raw
    previous = earlier[-1] if earlier else None
    last = figures[len(earlier) - 1] if earlier else None
    reach = last.after if last else 0
    after = tail(window.after, rules)
    before = without_adjunct(clean(without_list(window.before, rules, keep_last=not after), rules), rules)
    if not before and not after:
        clause = _clause_before(sentence, left)
        if not window.same_clause and not rules.transition.search(raw) and clause and reach < left - len(clause):
            before = clean(rules.words(clause), rules)
        if not before and previous:
            return Phrase(previous.text, previous.verb, previous.thing, raw)
    joined = [*before, *after]
    text = join(joined)
    verb, thing = _parts(joined, rules)
    if previous and not after and rules.change.match(text):
        return Phrase(previous.text + text, previous.verb, previous.thing, raw)
    peer, unit = _peer(figure, earlier, figures)
    topic = _topic(sentence, left, reach, rules)
    carried = topic or (peer.thing if peer else "")
    if rules.rate.fullmatch(text):
        whole = carried + text if len(text) <= SHORT_RATE and not text.startswith(carried or text) else text
        return Phrase(whole, "", carried, raw)
    predicate = not before and not any(pos in NOMINAL for _, pos in after)
    if (topic or (carried and _alike(unit, figure.unit, rules))) and (predicate or _only_verbs(joined, rules)):
        if text in rules.complete:
            return Phrase(text, verb, thing, raw)
        leading = bool(topic) or (peer is not None and bool(peer.verb))
        whole = text + carried if leading and not after else carried + text
        return Phrase(whole, text if leading else "", carried, raw)
    if peer and text in rules.heads and peer.text.endswith(rules.heads):
        head = next(h for h in rules.heads if peer.text.endswith(h))
        return Phrase(peer.text.removesuffix(head) + text, peer.verb, peer.thing.removesuffix(head) + text, raw)
    if peer and peer.thing and not after and not verb and _same_action(joined, rules.words(peer.text), rules):
        return Phrase(peer.thing + text, peer.verb, peer.thing, raw)
    parallel = last is not None and last.unit == figure.unit and (window.same_clause or not after)
    if previous and previous.verb and thing and parallel and _bare(joined, rules):
        return Phrase(previous.verb + text, previous.verb, thing, raw)
    return Phrase(text, verb, thing, raw)


def _topic(sentence: str, left: int, start: int, rules: Wording) -> str:
    """Return the last noun of the clause before the figure's when that clause has no figure: what a bare verb speaks of."""
    clause = _clause_before(sentence, left)
    if not clause or left - 1 - len(clause) < start:
        return ""
    words = [*rules.words(rules.title_end.sub("", clause))]
    while words and words[-1][1] not in NOUNS:
        words.pop()
    first = len(words)
    while first and words[first - 1][1] in NOMINAL:
        first -= 1
    return join(words[first:])


def _same_action(tokens: Sequence[Token], earlier: Sequence[Token], rules: Wording) -> bool:
    """Say whether both phrases end in the same deed (行政规范性文件全面清理1次,专项清理2次)."""
    word = tokens[-1][0]
    return bool(earlier) and word == earlier[-1][0] and word in rules.results


def _alike(first: str | None, second: str | None, rules: Wording) -> bool:
    """Say whether two units may count the same thing: persons are never counted in the units of things."""
    return first == second or (first in rules.persons) == (second in rules.persons)


def _peer(figure: Figure, earlier: Sequence[Phrase], figures: Sequence[Figure]) -> tuple[Phrase | None, str | None]:
    """Return the phrase to carry over from, and its unit: the last one counted in the same unit, else the last one."""
    for phrase, other in zip(reversed(earlier), reversed(figures[: len(earlier)]), strict=True):
        if other.unit == figure.unit:
            return phrase, other.unit
    return (earlier[-1], figures[len(earlier) - 1].unit) if earlier else (None, None)


def _only_verbs(tokens: Sequence[Token], rules: Wording) -> bool:
    """Say whether a phrase names a result alone and leaves open of what (受理, 成功化解)."""
    if join(tokens) in rules.results:
        return True
    return bool(tokens) and all(word in rules.results or pos in {"d", "ad"} for word, pos in tokens)


def _parts(tokens: Sequence[Token], rules: Wording) -> tuple[str, str]:
    """Divide a phrase into its leading verbs and the thing counted; verbs at the end belong to neither."""
    first, last = 0, len(tokens)
    while first < last and _leads(tokens, first) and not tokens[first][0].startswith(rules.attributive):
        first += 1
    if not first:
        while last > 1 and tokens[last - 1][0] in rules.results:
            last -= 1
        while last > 1 and last < len(tokens) and tokens[last - 1][1] in VERBAL:
            last -= 1
    if all(word in rules.results for word, _ in tokens[first:last]):
        return join(tokens), ""
    return join(tokens[:first]), join(tokens[first:last])


def _bare(tokens: Sequence[Token], rules: Wording) -> bool:
    """Say whether a phrase has no verb of its own."""
    return all(pos != "v" or word.startswith(rules.attributive) for word, pos in tokens)


def _leads(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a word belongs to the verbs that lead a phrase: a verb, or a verbal noun that opens it."""
    return tokens[index][1] in VERBAL or (index == 0 and tokens[index][1] == "vn")


def _clause_before(sentence: str, left: int) -> str:
    """Return the clause that ends right before ``left``, blanks in place of what it has in brackets."""
    before = sentence[: max(0, left - 1)]
    for _ in range(2):  # brackets nest once: （肃政字〔2017〕28号）
        before = _BRACKETS.sub(lambda match: " " * len(match[0]), before)
    return _COMMAS.split(before)[-1]


def _skip_time(sentence: str, left: int, rules: Wording) -> int:
    match = rules.time.match(sentence, left)
    return match.end() if match else left


def _clause_ends(sentence: str, figures: Sequence[Figure], rules: Wording) -> list[int]:
    """Return the offsets right behind each clause's end; brackets without a figure inside end no clause, nor do titles."""
    silent: list[tuple[int, int]] = [(f.start, f.end) for f in figures]
    for match in _ENCLOSED.finditer(sentence):
        if not any(match.start() < f.start < match.end() for f in figures):
            silent.append(match.span())
    return [m.end() for m in rules.clause_end.finditer(sentence) if not any(start <= m.start() < end for start, end in silent)]
