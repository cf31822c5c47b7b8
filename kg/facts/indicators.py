"""What a figure counts: the indicator phrase, put together from the words around it and those carried over (GUIDELINE §2)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from kg.extraction.figures import Figure
from kg.facts.windows import Text, Window, clause_ends, window
from kg.facts.wording import (
    NOMINAL,
    NOUNS,
    VERBAL,
    Token,
    Wording,
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
_ADVERBIAL = frozenset({"d", "ad", "t"})
_BRACKETS = re.compile(r"[(（〔][^()（）〔〕]*[)）〕]")
_COMMAS = re.compile("[,，:：]")


class Phrase(Struct, frozen=True, gc=False):
    """The indicator phrase ``text``; ``verb`` and ``thing`` are the parts of it that a later figure may carry over.

    ``before`` is what stands between the beginning of the figure's clause and the figure; ``part`` says that the figure is a part
    of one before it, whose thing ``thing`` then is.
    """

    text: str
    verb: str
    thing: str
    before: str
    part: bool = False


def phrases(
    sentence: str,
    figures: Sequence[Figure],
    subjects: Sequence[tuple[int, int]],
    names: Sequence[tuple[int, int]],
    ontology: Ontology,
) -> list[Phrase]:
    """Return the phrase of each of ``figures``, which stand in ``sentence`` in order; their offsets are into ``sentence``.

    ``subjects`` are the spans of the clauses' actors, which are no part of what is counted; ``names`` those of names, which are
    single words.
    """
    rules = wording(ontology)
    ends = clause_ends(sentence, figures, rules)
    text = Text(sentence, names, rules, explains=rules.aside.search(sentence) is not None)
    found: list[Phrase] = []
    shared: list[str] = []
    for index in range(len(figures)):
        near = window(text, figures, index, ends, subjects)
        announced = None if near.same_clause else rules.distribute(near.raw)
        if announced:  # 受理、审结案件分别为12件、8件
            shared = _distributed("".join(word for word, _ in near.before), rules)
        elif not near.same_clause:
            shared = []
        if shared and (announced or not clean(near.before, rules)):
            near = replace(near, before=rules.words(shared.pop(0)), after=())
        found.append(_assemble(sentence, figures, near, found, rules))
    return found


def _distributed(words: str, rules: Wording) -> list[str]:
    """Return the coordinated names of several figures; a bare verb takes the object of the last (受理、审结案件)."""
    names = [part for part in rules.joint.split(words) if part]
    if names and all(rules.rate.fullmatch(name) for name in names):
        whole = rules.words(names[0])
        stem = next((i for i in range(len(whole) - 1, 0, -1) if whole[i - 1][1] in NOUNS), 0)
        return [names[0], *(join(whole[:stem]) + name if len(name) <= SHORT_RATE else name for name in names[1:])]
    thing = _parts(clean(rules.words(names[-1]), rules), rules)[1] if names else ""
    named = [(name, clean(rules.words(name), rules)) for name in names]
    return [name + thing if _only_verbs(tokens, join(tokens), rules) else name for name, tokens in named]


def _assemble(sentence: str, figures: Sequence[Figure], near: Window, earlier: Sequence[Phrase], rules: Wording) -> Phrase:
    """Join what stands before and after the figure, and add what it lacks and an earlier clause or figure has."""
    figure, left, raw = figures[len(earlier)], near.left, near.raw
    previous = earlier[-1] if earlier else None
    last = figures[len(earlier) - 1] if earlier else None
    reach = last.after if last else 0
    after = tail(near.after, rules)
    before = without_adjunct(clean(without_list(near.before, rules, keep_last=not after), rules), rules)
    if not before and not after:
        clause = _clause_before(sentence, left)
        if not near.same_clause and not rules.transition.search(raw) and clause and reach < left - len(clause):
            before = clean(rules.words(clause), rules)
        if not before and previous:
            return Phrase(previous.text, previous.verb, previous.thing, raw)
    joined = [*before, *after]
    text = join(joined)
    verb, thing = _parts(joined, rules)
    if previous and not after and rules.change.match(text):
        return Phrase(previous.text + text, previous.verb, previous.thing, raw)
    if previous and figure.kind == "rank" and not near.same_clause and not _nouns(joined, rules):
        return Phrase(previous.text + text, "", previous.thing, raw)
    if previous and text in rules.shares:
        return Phrase(previous.text + text, "", previous.thing, raw)
    peer, unit = _peer(figure, earlier, figures)
    rate = rules.rate.fullmatch(text)
    if rate or (not before and not any(pos in NOMINAL for _, pos in after)) or _only_verbs(joined, text, rules):
        topic = _topic(sentence, left, reach, joined, rules)
        carried = topic or (peer.thing if peer else "")
        if rate:
            whole = carried + text if len(text) <= SHORT_RATE and not text.startswith(carried or text) else text
            return Phrase(whole, "", carried, raw)
        if topic or (carried and _alike(unit, figure.unit, rules)):
            if text in rules.complete:
                return Phrase(text, verb, thing, raw)
            leading = bool(topic) or (peer is not None and bool(peer.verb))
            whole = text + carried if leading and not after else carried + text
            return Phrase(whole, text if leading else "", carried, raw)
    if previous and previous.thing and text.endswith(rules.levels) and near.joined:  # 县级中心1个、镇级15个
        whole = text + _below_level(previous.thing, rules)
        return Phrase(previous.verb + whole, previous.verb, whole, raw)
    if peer and text in rules.heads and peer.text.endswith(rules.heads):
        head = next(h for h in rules.heads if peer.text.endswith(h))
        return Phrase(peer.text.removesuffix(head) + text, peer.verb, peer.thing.removesuffix(head) + text, raw)
    if peer and peer.thing and not after and not verb and _same_action(joined, peer.text, rules):
        return Phrase(peer.thing + text, peer.verb, peer.thing, raw)
    if previous and previous.thing and text in rules.attributes:  # 法律援助案件620件,其中民事300件
        since = sentence[reach : figure.begin]
        if rules.part.search(since) or (previous.part and not rules.parts_end.search(since)):
            return Phrase(text + rules.every.sub("", previous.thing), previous.verb, previous.thing, raw, part=True)
    parallel = near.joined or (last is not None and last.unit == figure.unit and (near.same_clause or not after))
    if previous and previous.verb and thing and parallel and _bare(joined, rules):
        return Phrase(previous.verb + text, previous.verb, thing, raw)
    return Phrase(text, verb, thing, raw)


def _fitting(before: str, tokens: Sequence[Token], topic: str, rules: Wording) -> str:
    """Return ``topic``, or the last noun ``before`` that the verb takes when it is choosy (废止 a document, 败诉 a lawsuit)."""
    for verbs, nouns in rules.objects:
        if any(word in verbs for word, _ in tokens) and not nouns.search(topic):
            found = nouns.findall(before)
            return found[-1] if found else topic
    return topic


def _below_level(thing: str, rules: Wording) -> str:
    """Return ``thing`` without the level that begins it (县级调处中心 → 调处中心)."""
    cut = next((thing.index(level) + len(level) for level in rules.levels if level in thing[:4]), 0)
    return thing[cut:]


def _topic(sentence: str, left: int, start: int, tokens: Sequence[Token], rules: Wording) -> str:
    """Return what the phrase of ``tokens`` speaks of: the last noun of the clause before the figure's if that has no figure."""
    clause = _clause_before(sentence, left)
    if not clause or left - 1 - len(clause) < start:
        return ""
    words = [*rules.words(rules.title_end.sub("", clause))]
    while words and words[-1][1] not in NOUNS:
        words.pop()
    first = len(words)
    while first and words[first - 1][1] in NOMINAL:
        first -= 1
    topic = join(words[first:])
    return _fitting(sentence[:left], tokens, topic, rules) if topic else ""


def _nouns(tokens: Sequence[Token], rules: Wording) -> bool:
    return any(pos in NOUNS and word not in rules.everywhere for word, pos in tokens)


def _same_action(tokens: Sequence[Token], earlier: str, rules: Wording) -> bool:
    """Say whether both phrases end in the same deed (行政规范性文件全面清理1次,专项清理2次)."""
    word = tokens[-1][0]
    return word in rules.results and earlier.endswith(word) and rules.words(earlier)[-1][0] == word


def _alike(first: str | None, second: str | None, rules: Wording) -> bool:
    """Say whether two units may count the same thing: persons are never counted in the units of things."""
    return first == second or (first in rules.persons) == (second in rules.persons)


def _peer(figure: Figure, earlier: Sequence[Phrase], figures: Sequence[Figure]) -> tuple[Phrase | None, str | None]:
    """Return the phrase to carry over from, and its unit: the last one counted in the same unit, else the last one."""
    for place in range(len(earlier) - 1, -1, -1):
        if figures[place].unit == figure.unit:
            return earlier[place], figure.unit
    return (earlier[-1], figures[len(earlier) - 1].unit) if earlier else (None, None)


def _only_verbs(tokens: Sequence[Token], text: str, rules: Wording) -> bool:
    """Say whether a phrase, ``text``, names a result alone and leaves open of what (受理, 成功化解)."""
    if text in rules.results:
        return True
    for word, pos in tokens:
        if word not in rules.results and pos not in _ADVERBIAL:
            return False
    return bool(tokens)


def _parts(tokens: Sequence[Token], rules: Wording) -> tuple[str, str]:
    """Divide a phrase into its leading verbs and the thing counted; verbs at the end belong to neither.

    A verbal noun leads when it opens the phrase.
    """
    first, last = 0, len(tokens)
    while first < last and (tokens[first][1] in VERBAL or (not first and tokens[0][1] == "vn")):
        if tokens[first][0].startswith(rules.attributive):
            break
        first += 1
    if not first:
        while last > 1 and tokens[last - 1][0] in rules.results:
            last -= 1
        while last > 1 and last < len(tokens) and tokens[last - 1][1] in VERBAL:
            last -= 1
    thing = tokens[first:last]
    if not thing or (thing[0][0] in rules.results and rules.results.issuperset([word for word, _ in thing])):
        return join(tokens), ""
    return join(tokens[:first]) if first else "", join(thing)


def _bare(tokens: Sequence[Token], rules: Wording) -> bool:
    """Say whether a phrase has no verb of its own; what 涉 opens is an attribute (涉食药案件)."""
    return bool(tokens and tokens[0][0].startswith(rules.attributive)) or all(
        pos != "v" or word.startswith(rules.attributive) for word, pos in tokens
    )


def _clause_before(sentence: str, left: int) -> str:
    """Return the clause that ends right before ``left``, blanks in place of what it has in brackets."""
    before = sentence[: max(0, left - 1)]
    for _ in range(2):  # brackets nest once: （肃政字〔2017〕28号）
        before = _BRACKETS.sub(lambda match: " " * len(match[0]), before)
    return _COMMAS.split(before)[-1]
