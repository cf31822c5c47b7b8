"""A report's whole text, ready for its page: blocks one below the other, and in them what was found and what was not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from kg.linking.iri import key
from kg.ontology import Ontology
from kg.ontology.yaml_file import Label
from kg.records import Finding, Mention, Observation, Report, Statement
from kg.site import labels
from kg.site.keys import entity_key, official_name

__all__ = ["Block", "Contradiction", "Run", "annotated_text"]

_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
# What the HTML parser would not hand back as it stands; the offsets of a page count on every character.
_UNPRINTABLE = str.maketrans({"\0": "\ufffd", "\r": " "})


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one kind: an entity, a figure, a numeral that nothing was made of (``missed``), or just text.

    ``key`` is the entity's, ``number`` the figure's place in the report; ``name`` is what the entity is called officially,
    where that is not what stands here.
    """

    text: str
    kind: str = "plain"
    colour: int = 0
    key: str = ""
    name: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An audit finding: its kind, what the report says, what follows from its other figures."""

    label: Label
    stated: str
    computed: str
    unit: str


@dataclass(frozen=True, slots=True)
class Block:
    """A statement, or what stands between two. The texts of all runs of all blocks are the report's text, nothing left out.

    ``heading`` is 0, or the level of the section that begins here; ``topic`` stands where it is not that of the block before.
    """

    start: int
    status: str
    topic: Label | None
    heading: int
    runs: tuple[Run, ...]
    findings: tuple[Contradiction, ...]

    @property
    def is_gap(self) -> bool:
        """Whether there is nothing to read in it."""
        return not any(run.text.strip() for run in self.runs)


def annotated_text(report: Report, ontology: Ontology) -> tuple[Block, ...]:
    """Return the text of ``report`` cut into blocks."""
    marks = _marks(report)
    ends = [mark[1] for mark in marks]  # they do not overlap, so their ends are in order too
    headings = {section.start: section.level for section in report.sections}
    contradictions = _contradictions(report, ontology)
    blocks: list[Block] = []
    topic = ""
    for start, end, statement in _stretches(report):
        status = statement.status if statement else "frame"
        new = statement.topic if statement and status != "frame" else topic
        label = labels.concept(new, ontology.topics) if new != topic else None
        topic = new
        first = bisect_right(ends, start)
        runs = tuple(_runs(report, start, end, islice(marks, first, None), start in headings, ontology))
        found = tuple(c for at, c in contradictions if start < at <= end)
        blocks.append(Block(start, status, label, headings.get(start, 0), runs, found))
    return tuple(blocks)


def _stretches(report: Report) -> Iterator[tuple[int, int, Statement | None]]:
    """Yield statements and what lies between them; of statements that overlap the second begins where the first ends."""
    at = 0
    for statement in sorted(report.statements, key=lambda s: (s.start, s.end)):
        if at < statement.start:
            yield at, statement.start, None
        start = max(at, statement.start)
        if start < statement.end:
            yield start, statement.end, statement
            at = statement.end
    if at < len(report.text):
        yield at, len(report.text), None


def _marks(report: Report) -> list[tuple[int, int, Mention | Observation, int]]:
    """Return entities and figures in order, those that overlap an earlier or longer one left out."""
    every: list[tuple[int, int, Mention | Observation, int]] = [(m.start, m.end, m, 0) for m in report.entities]
    every += [(o.start, o.end, o, number) for number, o in enumerate(report.observations)]
    kept: list[tuple[int, int, Mention | Observation, int]] = []
    for mark in sorted(every, key=lambda m: (m[0], -m[1], isinstance(m[2], Observation), m[3])):
        if not kept or mark[0] >= kept[-1][1]:
            kept.append(mark)
    return kept


def _runs(
    report: Report,
    start: int,
    end: int,
    marks: Iterable[tuple[int, int, Mention | Observation, int]],
    is_heading: bool,
    ontology: Ontology,
) -> Iterator[Run]:
    at = start
    dates = ontology.site.dates
    for mark_start, mark_end, mark, number in marks:
        left, right = max(mark_start, at), min(mark_end, end)
        if left >= right:
            break
        yield from _plain(report.text[at:left], dates, is_heading and at == start)
        text = report.text[left:right].translate(_UNPRINTABLE)
        if isinstance(mark, Observation):
            yield Run(text, "figure", number=number)
        else:
            official = official_name(mark.iri, ontology)
            shown = official if key(official) != key(mark.text) else ""
            yield Run(text, "entity", labels.colour(mark.type, ontology), entity_key(mark, ontology) or "", shown)
        at = right
    yield from _plain(report.text[at:end], dates, is_heading and at == start)


def _plain(text: str, dates: tuple[str, ...], is_numbered: bool) -> Iterator[Run]:
    """Yield text and numerals, save those of dates and the number of a heading, of which nothing is to be made."""
    at = 0
    text = text.translate(_UNPRINTABLE)
    for match in _NUMERAL.finditer(text):
        if text.startswith(dates, match.end()) or (is_numbered and not text[: match.start()].strip("(\uff08 \u3000\n")):
            continue
        if at < match.start():
            yield Run(text[at : match.start()])
        yield Run(match[0], "missed")
        at = match.end()
    if at < len(text):
        yield Run(text[at:])


def _contradictions(report: Report, ontology: Ontology) -> list[tuple[int, Contradiction]]:
    """Return the findings with the offset behind the last of their figures."""
    told: dict[tuple[int, int, str], list[Finding]] = defaultdict(list)
    for finding in report.findings:
        told[finding.end, finding.start, finding.kind].append(finding)
    made = []
    for (end, _, kind), findings in sorted(told.items()):
        label = labels.concept(kind, ontology.finding_kinds) or Label(zh=kind, en=kind)
        made += [(end, Contradiction(label, f"{f.stated:,}", f"{f.computed:,}", f.unit or "")) for f in findings]
    return made
