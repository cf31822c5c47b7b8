"""What a corpus says that the ontology does not know yet: quoted names, head words, key phrases, each with count and sentence."""

from __future__ import annotations

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import rjieba

from kg.ontology import Ontology
from kg.records import Report

__all__ = ["Suggestion", "Suggestions", "suggest"]

_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SHOWN = 80  # characters of a sentence that are shown
_LONGEST_NAME = 24
_CANDIDATES = 10  # key phrases looked at for each one that is asked for


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word or name, found ``count`` times, in ``reports`` reports, with a sentence; ``cls`` is the class of its head."""

    text: str
    count: int
    reports: int
    sentence: str
    cls: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is proposed, most frequent first.

    ``names`` stand in quotation marks and nothing recognised them; ``heads`` end such names and recognised ones but are head of
    no class; ``phrases`` are key phrases (TF-IDF or TextRank) in no lexicon.
    """

    names: tuple[Suggestion, ...]
    heads: tuple[Suggestion, ...]
    phrases: tuple[Suggestion, ...]


def suggest(reports: Iterable[Report], ontology: Ontology, least: int = 2, most: int = 30) -> Suggestions:
    """Return what stands ``least`` times or more in ``reports``, at most ``most`` of each kind."""
    corpus = list(reports)
    texts = [report.text for report in corpus]
    names, heads, phrases = (defaultdict[str, Counter[int]](Counter) for _ in range(3))
    quoted = _quoted(ontology)
    known_heads = {head for entry in ontology.classes.values() for head in entry.heads}
    for number, report in enumerate(corpus):
        covered = {at for m in report.entities for at in range(m.start, m.end)}
        unknown = [m[1] for m in quoted.finditer(report.text) if m.start(1) not in covered and _HAN.search(m[1])]
        for name in unknown:
            names[name][number] += 1
        named = [*unknown, *(m.text for m in report.entities if m.type in _headed(ontology))]
        for word in map(_last_word, named):
            if word and not word.endswith(tuple(known_heads)):
                heads[word][number] += 1
    for word in _key_phrases("\n".join(texts), most) - _known(ontology) - names.keys() - heads.keys():
        phrases[word] = Counter({number: times for number, text in enumerate(texts) if (times := text.count(word))})
    return Suggestions(*(_told(found, texts, ontology, least, most) for found in (names, heads, phrases)))


def _told(
    found: Mapping[str, Counter[int]], texts: list[str], ontology: Ontology, least: int, most: int
) -> tuple[Suggestion, ...]:
    """Return what was found often enough; ``found`` counts it by the number of the report."""
    ranked = sorted((-times.total(), text) for text, times in found.items() if times.total() >= least)
    return tuple(
        Suggestion(text, -count, len(found[text]), _sentence(text, texts[min(found[text])]), _class_of(text, ontology))
        for count, text in ranked[:most]
    )


def _sentence(word: str, text: str) -> str:
    at = text.index(word)
    whole = next((m for m in _SENTENCE.finditer(text) if m.start() <= at < m.end()), None)
    shown = " ".join((whole[0] if whole else word).split())
    first = max(0, shown.find(word) - _SHOWN // 2)
    return shown[first : first + _SHOWN]


def _quoted(ontology: Ontology) -> re.Pattern[str]:
    """Return the pattern of what stands in a pair of quotation marks, and is short enough to be a name."""
    pairs = [pair for pair in ontology.mentions.pairs if pair[1] in ontology.mentions.quotes]
    marks = re.escape("".join(sorted({mark for pair in pairs for mark in pair})))
    opening, closing = (re.escape("".join(sorted({pair[place] for pair in pairs}))) for place in (0, 1))
    return re.compile(f"[{opening}]([^{marks}\\n，。；、]{{2,{_LONGEST_NAME}}})[{closing}]")


def _last_word(name: str) -> str | None:
    runs = _HAN.findall(name)
    word = rjieba.cut(runs[-1])[-1] if runs else ""
    return word if len(word) > 1 else None


def _headed(ontology: Ontology) -> set[str]:
    """Return the mention types of the classes that are known by head words; regions and agencies have tables of their own."""
    tabled = {"Region", "Agency"}
    return {entry.type for name, entry in ontology.classes.items() if entry.type and entry.heads and name not in tabled}


def _class_of(text: str, ontology: Ontology) -> str | None:
    fitting = [(len(h), n) for n, e in ontology.classes.items() if e.type for h in e.heads if text.endswith(h) and text != h]
    return max(fitting)[1] if fitting else None


def _known(ontology: Ontology) -> set[str]:
    """Return all that the ontology knows as a name, a head or a word of a verb list."""
    words = {head for entry in ontology.classes.values() for head in entry.heads}
    words |= {verb for action in ontology.actions.concepts.values() for verb in action.verbs}
    for entries in (ontology.names.names, ontology.organs.organs, ontology.documents.documents, ontology.national_organs.organs):
        for name, entry in entries.items():
            words |= {name, *getattr(entry, "names", ()), *getattr(entry, "bare", ())}
    return words


def _key_phrases(text: str, most: int) -> set[str]:
    """Return the words of ``text`` that weigh most by TF-IDF (against jieba's own corpus) and by TextRank."""
    import jieba
    import jieba.analyse  # reads its dictionary, 1 s: only who asks for suggestions pays for it

    jieba.setLogLevel(logging.ERROR)
    number = most * _CANDIDATES
    found = {*jieba.analyse.extract_tags(text, topK=number), *jieba.analyse.textrank(text, topK=number)}
    return {word for word in found if len(word) > 2 and _HAN.fullmatch(word)}
