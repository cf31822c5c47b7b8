"""The wording around a figure: words with their parts of speech, and what is stripped from, or kept of, them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from kg.ontology import Ontology
from kg.structure.patterns import Ending, ending

__all__ = [
    "LONGEST_PREDICATE",
    "NAME",
    "NOMINAL",
    "NOUNS",
    "VERBAL",
    "Token",
    "Wording",
    "between",
    "clean",
    "either",
    "join",
    "tag",
    "tagger",
    "tail",
    "without_adjunct",
    "without_list",
    "wording",
]

# A word and its part of speech, in jieba's tags.
Token = tuple[str, str]

# Tags of the words that lead to what is counted (verbs and their adverbs), of nouns, and of all that may stand in a noun phrase.
VERBAL = frozenset({"v", "d", "ad", "vd"})
NOUNS = frozenset({"n", "nz", "nt", "l", "j", "eng"})
NOMINAL = NOUNS | {"vn", "a", "an", "b", "ns", "nr", "i", "x", "f", "s", "m"}
# The longest predicate behind the counted noun that belongs to the phrase (人大代表建议已全部办结), in characters.
LONGEST_PREDICATE = 12
NAME = "nt"  # the part of speech that names are given
LONG_ASIDE = 6  # from this length on brackets hold an explanation, below it part of a name: 村(社区)
_TITLES = frozenset("《“")


@dataclass(frozen=True, slots=True)
class Wording:
    """The rules of ``ontology/rules/observations.yaml`` on wording, compiled."""

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
    joint: re.Pattern[str]
    joint_end: Ending
    distribute: Ending
    list_end: frozenset[str]
    rate: re.Pattern[str]
    change: re.Pattern[str]
    time_last: Ending
    time_end: re.Pattern[str]
    trail_end: re.Pattern[str]
    trail_ends: frozenset[str]
    aside: re.Pattern[str]
    title_end: re.Pattern[str]
    prepositions: frozenset[str]
    shares: frozenset[str]
    levels: tuple[str, ...]
    part: re.Pattern[str]
    parts_end: re.Pattern[str]
    every: re.Pattern[str]
    attributes: frozenset[str]
    everywhere: frozenset[str]
    objects: tuple[tuple[frozenset[str], re.Pattern[str]], ...]
    possessive: str
    heads: tuple[str, ...]
    adjuncts: frozenset[str]
    persons: frozenset[str | None]
    attributive: tuple[str, ...]


@lru_cache(maxsize=4)
def tagger(ontology: Ontology) -> Callable[[str], tuple[Token, ...]]:
    """Return what divides a text into words with their parts of speech (jieba's tags, corrected by the ontology)."""
    segmenter = rjieba.Jieba()
    corrected: dict[str, str] = {word: pos for pos, words in ontology.observations.words.items() for word in words}
    for word, pos in corrected.items():
        segmenter.add_word(word, None, pos)  # it keeps its own tag of a word it knows

    @lru_cache(maxsize=1 << 13)  # a report asks for the same clauses again and again
    def tag(text: str) -> tuple[Token, ...]:
        return tuple([(word, corrected.get(word, pos)) for word, pos in segmenter.tag(text, False)]) if text else ()

    return tag


def tag(text: str, ontology: Ontology) -> tuple[Token, ...]:
    """Return the words of ``text`` with their parts of speech."""
    return tagger(ontology)(text)


def between(tokens: Sequence[Token], rules: Wording) -> tuple[Sequence[Token], Sequence[Token]]:
    """Divide the words between two figures of a clause: what the first counts, and what leads to the second."""
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index][0] in rules.joints:
            return tokens[:index], tokens[index + 1 :]
    for index, (word, pos) in enumerate(tokens):
        if word in rules.tail or pos == "v":
            while index and tokens[index - 1][1] in {"d", "ad"}:
                index -= 1
            return tokens[:index], tokens[index:]
    return tokens, tokens


def tail(tokens: Sequence[Token], rules: Wording) -> Sequence[Token]:
    """Return the words behind a figure; a predicate that an adverb opens is kept, without the adverb, when it is short."""
    words = clean(tokens, rules)
    for index, (word, _) in enumerate(words):
        if index and word in rules.tail:
            predicate = [token for token in words[index:] if token[0] not in rules.tail]
            return clean([*words[:index], *(predicate if len(join(predicate)) <= LONGEST_PREDICATE else ())], rules)
    return words


def without_list(tokens: Sequence[Token], rules: Wording, keep_last: bool = False) -> Sequence[Token]:
    """Drop the members of an enumeration before the figure (制定甲、乙等3个办法 → 制定).

    With ``keep_last``, for when no noun follows the figure, the last two stay (举办培训、讲座、展览等30场 → 举办讲座、展览).
    """
    ends = [i for i, (word, _) in enumerate(tokens) if word in rules.list_end]
    if not ends:
        return tokens
    last = ends[-1]
    opens = next((i for i, (word, _) in enumerate(tokens[:last]) if (i and word in rules.joints) or word in _TITLES), last)
    verb = next((i for i, (_, pos) in enumerate(tokens[:opens]) if pos == "v"), None)
    first = 0 if verb is None else verb + 1
    while verb is not None and first < opens and tokens[first][1] in VERBAL:
        first += 1
    behind = tokens[last + 1 :]
    if keep_last and not behind:
        joints = [i + 1 for i, (word, _) in enumerate(tokens[:last]) if word in rules.joints and i >= first]
        behind = tokens[joints[-2] if len(joints) > 1 else first : last]
    return [*tokens[:first], *behind]


def without_adjunct(tokens: Sequence[Token], rules: Wording) -> Sequence[Token]:
    """Drop where, with what or with whom something was done (依托县委党校举办专题班 → 举办专题班)."""
    if not tokens or tokens[0][0] not in rules.adjuncts:
        return _without_partner(tokens, rules)
    title = max((i for i, (word, _) in enumerate(tokens) if word == "》"), default=1)
    verb = next((i for i, (_, pos) in enumerate(tokens) if i > title and pos == "v"), 0)
    return tokens[verb:]


def _without_partner(tokens: Sequence[Token], rules: Wording) -> Sequence[Token]:
    """Drop names with whom something was done, and the word before them (与县法院召开联席会议 → 召开联席会议)."""
    if not tokens or tokens[0][0] not in rules.joints or tokens[0][1] == NAME:
        return tokens
    last = next((i for i, (word, pos) in enumerate(tokens) if pos != NAME and word not in rules.joints), len(tokens))
    named = any(pos == NAME for _, pos in tokens[:last])
    return tokens[last:] if named and last < len(tokens) and tokens[last][1] == "v" else tokens


def clean(tokens: Sequence[Token], rules: Wording) -> Sequence[Token]:
    """Strip words that say when, how often or how exactly from both sides."""
    first, last = 0, len(tokens)
    while first < last and ((word := tokens[first][0]) in rules.lead or word.isspace()):
        first += 1
    while last > first and ((word := tokens[last - 1][0]) in rules.trail or word.isspace()):
        last -= 1
    return tokens[first:last]


def join(tokens: Iterable[Token]) -> str:
    """Join words; blanks go, and so do quotation marks that have lost their partner."""
    text = "".join([word for word, _ in tokens])
    if text.isalnum():
        return text
    text = "".join(text.split())
    return text if text.count("“") == text.count("”") else re.sub("[“”]", "", text)


def either(words: Iterable[str]) -> str:
    """Return an alternation of regular expressions, the longest first."""
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=4)
def wording(ontology: Ontology) -> Wording:
    """Compile the rules on wording."""
    phrase, change = ontology.observations.phrase, ontology.observations.change
    verbs, aspects = either(change.verbs), either(ontology.figures.one.aspects)
    leads, time = either([*phrase.prepositions, *phrase.transition]), "|".join(phrase.time)
    trail = [word for word in phrase.trail if len(word) > 1]
    return Wording(
        words=tagger(ontology),
        time=re.compile(rf"(?:\s|{time}|{either(phrase.lead_marks)}){{1,6}}"),
        clause_end=re.compile("|".join([*map(re.escape, phrase.clause_ends + phrase.sentence_ends), phrase.full_stop])),
        lead=frozenset(phrase.lead),
        trail=frozenset(phrase.trail),
        tail=frozenset(phrase.tail),
        joints=frozenset(phrase.joints),
        complete=frozenset(phrase.complete),
        results=frozenset(phrase.result_verbs),
        transition=re.compile(either(phrase.transition)),
        joint=re.compile(either(phrase.joints)),
        joint_end=ending(rf"(?:{either(phrase.joints)})\s*$"),
        distribute=ending(rf"(?:{either(phrase.distribute)})\s*$"),
        list_end=frozenset(phrase.list_end),
        rate=re.compile(f".*(?:{either(phrase.rate_heads)})"),
        change=re.compile(f"(?:(?:{either(change.comparisons)})[^,，]{{0,8}})?(?:{verbs})(?:{aspects}|{either(change.level)})?$"),
        time_last=ending(rf"(?:{time}){phrase.possessive}?\s*$"),
        time_end=re.compile(rf"(?:{leads})?(?:{time}){{1,4}}{phrase.possessive}?\s*$"),
        trail_end=re.compile(rf"(?=[{''.join(word[0] for word in trail)}\s])(?:{either(trail)}|\s)+$"),
        trail_ends=frozenset(word[-1] for word in trail),
        aside=re.compile(rf"[(（](?:(?:{either(phrase.part)})[^()（）]*|[^()（）]{{{LONG_ASIDE},}})[)）]"),
        title_end=re.compile(f"{phrase.possessive}?(?:{either(phrase.document_heads)})?》\\s*$"),
        prepositions=frozenset(phrase.prepositions),
        shares=frozenset(phrase.shares),
        levels=phrase.levels,
        part=re.compile(either(phrase.part)),
        parts_end=re.compile(either(ontology.observations.total_cues)),
        attributes=frozenset(phrase.attributes),
        every=re.compile(rf"^(?:{either(phrase.every)})"),
        everywhere=frozenset(phrase.everywhere),
        objects=tuple((frozenset(entry.verbs), re.compile(either(entry.nouns))) for entry in phrase.objects),
        possessive=phrase.possessive,
        heads=phrase.heads,
        adjuncts=frozenset(phrase.adjuncts),
        persons=frozenset(phrase.persons),
        attributive=phrase.attributive,
    )
