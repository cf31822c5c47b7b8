"""Finds the line ends and blanks that break a sentence or a word, as drawn-out pages leave them: 推进行政复⏎议体制改革, 司 法局.

A line end is soft when what stands on both sides of it is one sentence. It never is before a heading, an item, an indented or a
blank line, nor behind the end of a sentence. Else one of these shows it: a comma or an opening mark before it; a bracket or
title that opens before it and closes behind it; a word or a name of the lexicons that runs across it; a line that is full in a
text of lines of one length; running text before it, with commas and no end, that runs on behind it. A blank between Chinese
characters is stray when a word runs across it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extraction.tokens import cut
from kg.ontology import Ontology
from kg.ontology.lexicons import LEVEL, with_level

__all__ = ["soft_breaks"]

_HAN = "[\\u4e00-\\u9fff]"
# A line end with the blanks before it and at most one behind it (more are an indent), or blanks between Chinese characters.
# It begins where the blanks begin: of a long run of them only the whole is tried. What it may begin with is looked at first,
# then what a line end may not follow: another blank, the end of a sentence.
_GAP = (
    "(?=[ \\t\\xa0\\u3000\\n])"
    f"(?:(?<![ \\t\\xa0\\u3000%s])[ \\t\\xa0\\u3000]*\\n[ \\xa0]?(?=[^\\s])|(?<={_HAN})[ \\xa0\\u3000]{{1,2}}(?={_HAN}))"
)
_HAN_CHARACTER = re.compile(_HAN)
_BLANKS = re.compile(r"\s+")
_AROUND = 14  # characters on each side in which a word that runs across is looked for
_NAME = 4  # characters of a name of the lexicons that says enough
_ENCLOSED = 80  # characters between the marks of a pair
_RUNNING = 24  # characters of a line that may be running text without an end
# A text of wrapped lines: the part of its lines that are full, and wider than full; what one may lack; how many there must be.
_FULL, _WIDER, _LACKING, _FEWEST, _SHORTEST = 0.3, 0.05, 3, 4, 16


@dataclass(frozen=True, slots=True)
class _Marks:
    gap: re.Pattern[str]
    ends: str  # of sentences and of what introduces a list
    stops: str  # of sentences alone
    commas: str
    pairs: dict[str, str]
    item: re.Pattern[str]
    verbs: tuple[str, ...]
    names: AhoCorasick


@lru_cache(maxsize=4)
def _marks(ontology: Ontology) -> _Marks:
    ends = "".join(sorted({*ontology.mentions.sentence_ends, *ontology.reading.paragraph_ends} - {"\n"}))
    commas = "".join(c for c in (*ontology.reading.sentence_marks, ontology.mentions.coordination.joins[0]) if c not in ends)
    heads = [style.pattern for style in ontology.structure.headings]
    item = "|".join(f"(?:{p})" for p in (*heads, *ontology.structure.item_heads, ontology.structure.item_lead))
    pairs = {pair[0]: pair[1] for pair in ontology.mentions.pairs if pair[0] != pair[1]}
    names: set[str] = set()
    for key, organ in ontology.organs.organs.items():
        for name in (key, *organ.names):
            names.update(with_level(name, word) for word in (ontology.mentions.level_words if LEVEL in name else ("",)))
    for key, entry in ontology.names.names.items():
        names.update((key, *entry.names))
    known = sorted(name for name in names if len(name) >= _NAME)
    stops = ontology.mentions.sentence_ends.replace("\n", "")
    verbs = tuple(verb for verb in ontology.mentions.boundaries.verbs if len(verb) > 1)
    gap, automaton = re.compile(_GAP % re.escape(ends)), AhoCorasick(known, matchkind=MatchKind.LeftmostLongest)
    return _Marks(gap, ends, stops, commas, pairs, re.compile(item), verbs, automaton)


def soft_breaks(text: str, ontology: Ontology) -> list[tuple[int, int]]:
    """Return (start, end) of the line ends and blanks of ``text`` that break a sentence or a word, in order."""
    width = _full_width(text)
    found = []
    for gap in _marks(ontology).gap.finditer(text):
        start, end = gap.span()
        if _is_soft(text, start, end, width, ontology) if "\n" in gap.group() else _is_crossed(text, start, end, ontology):
            found.append((start, end))
    return found


def _is_soft(text: str, start: int, end: int, width: int, ontology: Ontology) -> bool:
    """Whether the line end with its blanks at ``start``–``end`` breaks a sentence; ``width`` is a full line's, 0 for none."""
    marks = _marks(ontology)
    begin = text.rfind("\n", 0, start) + 1
    above = text[begin:start].strip()
    stop = text.find("\n", end)
    below = text[end : stop if stop >= 0 else len(text)]
    if not above or above[-1] in marks.ends or marks.item.match(below):
        return False
    if above[-1] in marks.commas or above[-1] in marks.pairs or _is_enclosed(above, below, marks):
        return True
    if _is_crossed(text, start, end, ontology):
        return True
    if width and abs(len(above) - width) <= _LACKING:
        return True
    # A heading has no full stop, and one with a number may have commas.
    is_text = any(c in above for c in marks.stops) or (any(c in above for c in marks.commas) and not marks.item.match(above))
    return is_text and len(above) >= _RUNNING and any(c in below for c in marks.commas + marks.stops)


def _is_enclosed(above: str, below: str, marks: _Marks) -> bool:
    """Whether a pair of brackets or marks opens in the line above and closes in the line below."""
    for opening, closing in marks.pairs.items():
        opened = above.rfind(opening, max(0, len(above) - _ENCLOSED))
        if opened < 0 or closing in above[opened:]:
            continue
        closed = below.find(closing, 0, _ENCLOSED)
        if closed >= 0 and opening not in below[:closed]:
            return True
    return False


def _is_crossed(text: str, start: int, end: int, ontology: Ontology) -> bool:
    """Whether a word or a name of the lexicons runs across the gap at ``start``–``end``, between Chinese characters."""
    above = _BLANKS.sub("", text[max(0, start - _AROUND) : start])
    below = _BLANKS.sub("", text[end : end + _AROUND])
    at = len(above)
    if not _HAN_CHARACTER.match(above[-1:]) or not _HAN_CHARACTER.match(below):
        return False
    ends = accumulate(map(len, cut(above + below, ontology)))
    # A verb begins a clause, though the segmenter joins it to the noun before: 决策 制定, 责任 制定.
    if at not in ends and not below.startswith(_marks(ontology).verbs):
        return True
    return any(a < at < b for _, a, b in _marks(ontology).names.find_matches_as_indexes(above + below))


def _full_width(text: str) -> int:
    """Return the number of characters of a full line when ``text`` is wrapped to lines of one length, else 0."""
    lengths = [len(line.strip()) for line in text.split("\n") if line.strip()]
    wide = Counter(length for length in lengths if length >= _SHORTEST)
    if not wide:
        return 0
    width = max(wide, key=lambda n: (sum(wide[n - k] for k in range(_LACKING)), n))
    full = sum(wide[width - k] for k in range(_LACKING + 1))
    wider = sum(count for length, count in wide.items() if length > width)
    return width if full >= max(_FEWEST, _FULL * len(lengths)) and wider <= _WIDER * len(lengths) else 0
