"""What a figure counts: the indicator phrase, put together from the words around the figure and those carried over (GUIDELINE §2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from kg.extraction.figures import Figure
from kg.ontology import Ontology

__all__ = ["Phrase", "phrases"]

Token = tuple[str, str]

# A rate's name of at most this many characters says nothing without what it is a rate of (办结率, 占比).
SHORT_RATE = 4
# The longest predicate behind the counted noun that belongs to the phrase (人大代表建议已全部办结), in characters.
LONGEST_PREDICATE = 12
# Tags of words that lead to what is counted: verbs and their adverbs.
_BRACKETS = re.compile(r"[(（〔][^()（）〔〕]*[)）〕]")
_VERBAL = frozenset({"v", "d", "ad", "vd"})
_NOUNS = frozenset({"n", "nz", "nt", "l", "j", "eng"})
_NOMINAL = frozenset({"n", "vn", "a", "an", "b", "l", "j", "nz", "ns", "nt", "nr", "i", "x", "f", "s", "eng", "m"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """The indicator phrase ``text``; ``verb`` and ``thing`` are the parts of it that a later figure may carry over.

    ``start`` is where the clause of the figure begins, ``before`` what stands between it and the figure (offsets into the sentence).
    """

    text: str
    verb: str
    thing: str
    start: int
    before: str


@dataclass(frozen=True, slots=True)
class _Compiled:
    words: Callable[[str], tuple[Token, ...]]
    time: re.Pattern[str]
    clause_end: re.Pattern[str]
    lead: frozenset[str]
    trail: frozenset[str]
    tail: frozenset[str]
    joints: frozenset[str]
    complete: frozenset[str]
    results: frozenset[str]
    transition: re.Pattern[str]
    distribute: re.Pattern[str]
    list_end: frozenset[str]
    rate: re.Pattern[str]
    change: re.Pattern[str]
    time_end: re.Pattern[str]
    title_end: re.Pattern[str]
    possessive: str
    heads: tuple[str, ...]
    adjuncts: frozenset[str]
    persons: frozenset[str | None]
    attributive: tuple[str, ...]


@lru_cache(maxsize=4)
def _segmenter(ontology: Ontology) -> tuple[rjieba.Jieba, dict[str, str]]:
    """Return the segmenter and the parts of speech to use instead of its own: it keeps its tag of a word it knows."""
    segmenter = rjieba.Jieba()
    corrected = {word: pos for pos, words in ontology.observations.words.items() for word in words}
    for word, pos in corrected.items():
        segmenter.add_word(word, None, pos)
    return segmenter, corrected


@lru_cache(maxsize=100_000)
def tag(text: str, ontology: Ontology) -> tuple[Token, ...]:
    """Return the words of ``text`` with their parts of speech (jieba's tags, corrected by the ontology)."""
    segmenter, corrected = _segmenter(ontology)
    return tuple((word, corrected.get(word, pos)) for word, pos in segmenter.tag(text, False)) if text else ()


def phrases(sentence: str, figures: Sequence[Figure], subjects: Sequence[tuple[int, int]], ontology: Ontology) -> list[Phrase]:
    """Return the phrase of each of ``figures``, which stand in ``sentence`` in order; their offsets are into ``sentence``.

    ``subjects`` are the spans of the clauses' actors, which are no part of what is counted.
    """
    rules = _compile(ontology)
    ends = _clause_ends(sentence, figures, rules)
    actors = dict(subjects)
    found: list[Phrase] = []
    shared: list[str] = []
    for index, figure in enumerate(figures):
        left = max((end for end in ends if end <= figure.begin), default=0)
        right = min((end - 1 for end in ends if end > figure.after), default=len(sentence))
        previous = figures[index - 1] if index else None
        following = figures[index + 1] if index + 1 < len(figures) else None
        same_clause = previous is not None and previous.after > left
        begin = _skip_time(sentence, left, rules)
        start = previous.after if previous and same_clause else min(actors.get(begin, begin), figure.begin)
        if not same_clause and not _clean(rules.words(sentence[start : figure.begin]), rules) and not _counts_behind(sentence, figure):
            start = min(begin, figure.begin)  # the actor itself is counted: 公职律师增至6人
        before_tokens = rules.words(rules.time_end.sub("", sentence[start : figure.begin]))
        if same_clause and previous and previous.kind == "total":
            before_tokens = _between(before_tokens, rules)[1]
        after_tokens: Sequence[Token]
        if figure.kind != "total" and not sentence.startswith(rules.possessive, figure.after):
            after_tokens = ()
        elif following and following.start < right:
            gap = sentence[figure.after : following.begin]
            after_tokens = _between(rules.words(gap), rules)[0]
            if not _clean(_without_list(before_tokens, rules), rules) and not _clean(after_tokens, rules):
                after_tokens = rules.words(gap)
            if not _clean(rules.words(gap), rules) and not gap.strip("、"):
                after_tokens = rules.words(sentence[following.after : right]) if not gap else after_tokens
        else:
            after_tokens = rules.words(sentence[figure.after : right])
        before_text = "".join(w for w, _ in before_tokens)
        distributed = rules.distribute.search(before_text) if not same_clause else None
        if distributed:
            shared = [part for part in re.split("[、和及]", before_text[: distributed.start()]) if part]
        elif not same_clause:
            shared = []
        if shared and (distributed or not _clean(before_tokens, rules)):
            before_tokens, after_tokens = rules.words(shared.pop(0)), ()
        found.append(_assemble(figure, before_tokens, after_tokens, same_clause, sentence, left, found, figures, rules))
    return found


def _counts_behind(sentence: str, figure: Figure) -> bool:
    """Say whether a noun follows the figure at once (3个部门)."""
    return sentence[figure.after : figure.after + 1].isalpha()


def _assemble(
    figure: Figure,
    before_tokens: Sequence[Token],
    after_tokens: Sequence[Token],
    same_clause: bool,
    sentence: str,
    left: int,
    earlier: Sequence[Phrase],
    figures: Sequence[Figure],
    rules: _Compiled,
) -> Phrase:
    """Join what stands before and after the figure with what it lacks and an earlier figure has."""
    raw = sentence[left : figure.begin]
    previous = earlier[-1] if earlier else None
    before = _without_adjunct(_clean(_without_list(before_tokens, rules, keep_last=not _tail(after_tokens, rules)), rules), rules)
    after = _tail(after_tokens, rules)
    peer = _peer(figure, earlier, figures)
    last = figures[len(earlier) - 1].after if earlier else 0
    if not before and not after:
        clause = _clause_before(sentence, left)
        if not same_clause and not rules.transition.search(raw) and clause and last < left - len(clause):
            before = _clean(rules.words(clause), rules)
        if not before and previous:
            return Phrase(previous.text, previous.verb, previous.thing, left, raw)
    joined = [*before, *after]
    text = _text(joined)
    verb, thing = _parts(joined, rules)
    if previous and rules.change.match(text) and not after:
        return Phrase(previous.text + text, previous.verb, previous.thing, left, raw)
    topic = _topic(sentence, left, last, rules)
    like = peer is not None and _alike(figures[earlier.index(peer)].unit, figure.unit, rules)
    carried = topic or (peer.thing or peer.text if peer else "")
    if rules.rate.fullmatch(text):
        return Phrase(carried + text if len(text) <= SHORT_RATE else text, "", carried, left, raw)
    predicate = not before and not any(pos in _NOMINAL for _, pos in after)
    if (topic or like) and (predicate or _only_verbs(joined, rules)) and text not in rules.complete:
        leading = bool(topic) or (peer is not None and bool(peer.verb))
        text = text + carried if leading and not after else carried + text
        return Phrase(text, _text(joined) if leading else "", carried, left, raw)
    if peer and text in rules.heads and peer.text.endswith(rules.heads):
        head = next(h for h in rules.heads if peer.text.endswith(h))
        return Phrase(peer.text.removesuffix(head) + text, peer.verb, peer.thing.removesuffix(head) + text, left, raw)
    if peer and not after and not verb and peer.thing and _same_action(joined, rules.words(peer.text), rules):
        return Phrase(peer.thing + text, peer.verb, peer.thing, left, raw)
    if previous and previous.verb and thing and _bare(joined, rules) and figures[len(earlier) - 1].unit == figure.unit and (same_clause or not after):
        return Phrase(previous.verb + text, previous.verb, thing, left, raw)
    return Phrase(text, verb, thing, left, raw)


def _topic(sentence: str, left: int, start: int, rules: _Compiled) -> str:
    """Return the last noun of the clause before the figure's when that clause has no figure: what a bare verb speaks of."""
    clause = _clause_before(sentence, left)
    if not clause or left - 1 - len(clause) < start:
        return ""
    words = [*rules.words(rules.title_end.sub("", clause))]
    while words and words[-1][1] not in _NOUNS:
        words.pop()
    first = len(words)
    while first and words[first - 1][1] in _NOMINAL:
        first -= 1
    return _text(words[first:])


def _same_action(tokens: Sequence[Token], earlier: Sequence[Token], rules: _Compiled) -> bool:
    """Say whether both phrases end in the same deed (行政规范性文件全面清理1次,专项清理2次)."""
    word = tokens[-1][0]
    return bool(earlier) and word == earlier[-1][0] and word in rules.results


def _alike(first: str | None, second: str | None, rules: _Compiled) -> bool:
    """Say whether two units may count the same thing: persons are never counted in the units of things."""
    return first == second or (first in rules.persons) == (second in rules.persons)


def _peer(figure: Figure, earlier: Sequence[Phrase], figures: Sequence[Figure]) -> Phrase | None:
    """Return the phrase to carry over from: the last one counted in the same unit, else the last one."""
    for phrase, other in zip(reversed(earlier), reversed(figures[: len(earlier)]), strict=True):
        if other.unit == figure.unit:
            return phrase
    return earlier[-1] if earlier else None


def _between(tokens: Sequence[Token], rules: _Compiled) -> tuple[Sequence[Token], Sequence[Token]]:
    """Divide the words between two figures of a clause: what the first counts, and what leads to the second."""
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index][0] in rules.joints:
            return tokens[:index], tokens[index + 1 :]
    for index, (word, pos) in enumerate(tokens):
        if word in rules.tail or pos == "v":
            return tokens[:index], tokens[index:]
    return tokens, tokens


def _tail(tokens: Sequence[Token], rules: _Compiled) -> list[Token]:
    """Return the words behind a figure; a predicate that an adverb opens is kept, without the adverb, when it is short."""
    words = _clean(tokens, rules)
    for index, (word, _) in enumerate(words):
        if index and word in rules.tail:
            predicate = [token for token in words[index:] if token[0] not in rules.tail]
            return _clean(words[:index] + (predicate if len(_text(predicate)) <= LONGEST_PREDICATE else []), rules)
    return words


def _without_list(tokens: Sequence[Token], rules: _Compiled, keep_last: bool = False) -> Sequence[Token]:
    """Drop the members of an enumeration before the figure (制定甲、乙等3个办法 → 制定).

    With ``keep_last``, for when no noun follows the figure, the last member stays (举办讲座、宣传活动等30场 → 举办宣传活动).
    """
    last = max((i for i, (word, _) in enumerate(tokens) if word in rules.list_end), default=-1)
    if last < 0:
        return tokens
    first = min(next((i for i, (_, pos) in enumerate(tokens) if pos not in _VERBAL), 0), last)
    behind = tokens[last + 1 :]
    if keep_last and not behind:
        member = max((i + 1 for i, (word, _) in enumerate(tokens[:last]) if word in rules.joints), default=first)
        behind = tokens[max(member, first) : last]
    return [*tokens[:first], *behind]


def _without_adjunct(tokens: list[Token], rules: _Compiled) -> list[Token]:
    """Drop where, with what or with whom something was done (依托县委党校举办专题班 → 举办专题班)."""
    if not tokens or tokens[0][0] not in rules.adjuncts:
        return tokens
    title = max((i for i, (word, _) in enumerate(tokens) if word == "》"), default=1)
    verb = next((i for i, (_, pos) in enumerate(tokens) if i > title and pos == "v"), 0)
    return tokens[verb:]


def _clean(tokens: Sequence[Token], rules: _Compiled) -> list[Token]:
    """Strip words that say when, how often or how exactly from both sides."""
    first, last = 0, len(tokens)
    while first < last and (tokens[first][0] in rules.lead or not tokens[first][0].strip()):
        first += 1
    while last > first and (tokens[last - 1][0] in rules.trail or not tokens[last - 1][0].strip()):
        last -= 1
    return list(tokens[first:last])


def _only_verbs(tokens: Sequence[Token], rules: _Compiled) -> bool:
    """Say whether a phrase names a result alone and leaves open of what (受理, 成功化解)."""
    if _text(tokens) in rules.results:
        return True
    return bool(tokens) and all(word in rules.results or pos in {"d", "ad"} for word, pos in tokens)


def _parts(tokens: Sequence[Token], rules: _Compiled) -> tuple[str, str]:
    """Divide a phrase into its leading verbs and the thing counted; verbs at the end belong to neither."""
    first, last = 0, len(tokens)
    while first < last and _leads(tokens, first) and not tokens[first][0].startswith(rules.attributive):
        first += 1
    if not first:
        while last > 1 and tokens[last - 1][0] in rules.results:
            last -= 1
    return _text(tokens[:first]), _text(tokens[first:last])


def _bare(tokens: Sequence[Token], rules: _Compiled) -> bool:
    """Say whether a phrase has no verb of its own."""
    return all(pos != "v" or word.startswith(rules.attributive) for word, pos in tokens)


def _leads(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a word belongs to the verbs that lead a phrase: a verb, or a verbal noun that opens it."""
    return tokens[index][1] in _VERBAL or (index == 0 and tokens[index][1] == "vn")


def _text(tokens: Iterable[Token]) -> str:
    """Join words; blanks go, and so do quotation marks that have lost their partner."""
    text = re.sub(r"\s+", "", "".join(word for word, _ in tokens))
    return text if text.count("“") == text.count("”") else re.sub("[“”]", "", text)


def _clause_before(sentence: str, left: int) -> str:
    """Return the clause that ends right before ``left``, blanks in place of what it has in brackets."""
    before = sentence[: max(0, left - 1)]
    for _ in range(2):  # brackets nest once: （肃政字〔2017〕28号）
        before = _BRACKETS.sub(lambda match: " " * len(match[0]), before)
    return re.split("[,，:：]", before)[-1]


def _skip_time(sentence: str, left: int, rules: _Compiled) -> int:
    match = rules.time.match(sentence, left)
    return match.end() if match else left


def _clause_ends(sentence: str, figures: Sequence[Figure], rules: _Compiled) -> list[int]:
    """Return the offsets right behind each clause's end; brackets without a figure inside end no clause, nor do titles."""
    silent: list[tuple[int, int]] = [(f.start, f.end) for f in figures]
    for match in re.finditer(r"[(（][^()（）]*[)）]|《[^《》]*》|“[^“”]*”", sentence):
        if not any(match.start() < f.start < match.end() for f in figures):
            silent.append(match.span())
    return [m.end() for m in rules.clause_end.finditer(sentence) if not any(start <= m.start() < end for start, end in silent)]


@lru_cache(maxsize=4)
def _compile(ontology: Ontology) -> _Compiled:
    phrase, change = ontology.observations.phrase, ontology.observations.change

    def either(words: Iterable[str]) -> str:
        return "|".join(sorted(words, key=lambda w: (-len(w), w)))

    verbs = either(change.verbs)
    return _Compiled(
        words=lambda text: tag(text, ontology),
        time=re.compile(rf"(?:\s|{'|'.join(phrase.time)}|{either(phrase.lead_marks)})+"),
        clause_end=re.compile(f"[{re.escape(phrase.clause_ends + phrase.sentence_ends)}]|{phrase.full_stop}"),
        lead=frozenset(phrase.lead),
        trail=frozenset(phrase.trail),
        tail=frozenset(phrase.tail),
        joints=frozenset(phrase.joints),
        complete=frozenset(phrase.complete),
        results=frozenset(phrase.result_verbs),
        transition=re.compile(either(phrase.transition)),
        distribute=re.compile(f"(?:{either(phrase.distribute)})$"),
        list_end=frozenset(phrase.list_end),
        rate=re.compile(f".*(?:{either(phrase.rate_heads)})"),
        change=re.compile(f"(?:(?:{either(change.comparisons)})[^,，]{{0,8}})?(?:{verbs})(?:了|{either(change.level)})?$"),
        time_end=re.compile(rf"(?:{either([*phrase.prepositions, *phrase.transition])})?(?:{'|'.join(phrase.time)})+{phrase.possessive}?\s*$"),
        title_end=re.compile(f"{phrase.possessive}?(?:{either(phrase.document_heads)})?》\\s*$"),
        possessive=phrase.possessive,
        heads=phrase.heads,
        adjuncts=frozenset(phrase.adjuncts),
        persons=frozenset(phrase.persons),
        attributive=phrase.attributive,
    )
