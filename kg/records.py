"""The record that passes every stage.

A :class:`Report` is frozen; a stage returns a new one with its own part filled in (``msgspec.structs.replace``). It and its
parts, of which there are hundreds, are msgspec structs: frozen as well, and made in a tenth of the time of a frozen dataclass.
Offsets are Unicode code points into ``Report.text``, from 0, end exclusive. The JSON form is that of
``tests/gold/GUIDELINE.md``, so gold, output and scorer agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_type_hints

import msgspec
from msgspec.structs import astuple

__all__ = [
    "Bound",
    "FigureKind",
    "Finding",
    "FindingKind",
    "Mention",
    "Metadata",
    "Observation",
    "Relation",
    "Report",
    "Section",
    "Source",
    "SpanError",
    "Statement",
    "Status",
]

Status = Literal["done", "planned", "problem", "frame"]
Bound = Literal["exact", "over", "min", "max", "about"]
FigureKind = Literal["total", "rate", "change", "rank", "duration"]
_BREAKS = re.compile(r"[ \t\u3000]*\n[ \t\u3000]*|(?<=[\u4e00-\u9fff])[ \xa0\u3000]+(?=[\u4e00-\u9fff])")
FindingKind = Literal["sum", "rate", "shares", "change", "repeat"]


class SpanError(ValueError):
    """A span does not hold the text that is claimed for it."""

    def __init__(self, start: int, end: int, claimed: str, found: str) -> None:
        super().__init__(f"span {start}-{end} holds {found!r}, not {claimed!r}: offsets are code points into Report.text")
        self.start, self.end, self.claimed, self.found = start, end, claimed, found


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text came from. ``path`` is relative to the input root; ``sha256`` is of the file's bytes.

    ``url`` is where it was published, ``site`` the name that its web site gives itself, ``reader`` what drew the text out.
    """

    path: str
    sha256: str
    media_type: str
    url: str | None = None
    reader: str = ""
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the report says of itself (GUIDELINE §5). Dates are ISO 8601 (``2023-01-03``); ``adcode`` is GB/T 2260."""

    title: str | None = None
    region_path: tuple[str, ...] = ()
    adcode: str | None = None
    level: str | None = None
    year: int | None = None
    issuers: tuple[str, ...] = ()
    source: str | None = None
    published: str | None = None
    signed: str | None = None
    kind: str | None = None


class Section(msgspec.Struct, frozen=True):
    """A headed part: ``start`` is where its heading begins, ``end`` where the next of its level or a higher one does."""

    start: int
    end: int
    level: int
    number: str
    title: str
    topic: str


class Statement(msgspec.Struct, frozen=True):
    """The unit of what is said (GUIDELINE §4). ``topic`` is ``-`` for a frame; ``agent`` is the text of who acts, or None.

    ``actions`` are the classes of its verbs, keys of ``ontology/schemes/actions.yaml``.
    """

    start: int
    end: int
    status: Status = "frame"
    topic: str = "-"
    agent: str | None = None
    actions: tuple[str, ...] = ()


class Mention(msgspec.Struct, frozen=True):
    """An occurrence of an entity. ``type`` is an ontology class's mention type; ``rule`` says what found it.

    ``iri`` is None until the linking stage; afterwards it is an absolute IRI, and ``rule`` ends in a slash and the rule by which
    it was linked (``tagger/organ+level``): keys of ``rules`` in ontology/rules/linking.yaml, joined by +.
    """

    start: int
    end: int
    type: str
    text: str
    rule: str
    iri: str | None = None

    @property
    def name(self) -> str:
        """``text`` as it is shown by itself: without the line ends, and the blanks between Chinese characters, that break it."""
        whole = self.text.isprintable() and " " not in self.text  # of blanks, only this one counts as printable
        return self.text if whole else _BREAKS.sub("", self.text)


class Observation(msgspec.Struct, frozen=True):
    """A figure stated as a result (GUIDELINE §2). ``start``/``end`` is the numeral with 万/亿, without unit.

    ``unit`` is None for ranks and ratios; ``scope`` is ``whole`` or ``part``; ``period`` is a year, ``2000/2024`` or
    ``as-of:2022-12-31``; ``statement`` indexes ``Report.statements``; ``corrected`` is the reason of a reviewer who set it right.
    """

    start: int
    end: int
    figure: str
    value: float | int
    unit: str | None
    bound: Bound
    kind: FigureKind
    indicator: str
    code: str | None = None
    agent: str | None = None
    scope: str = "whole"
    period: str | None = None
    statement: int | None = None
    rule: str = ""
    corrected: str | None = None


class Relation(msgspec.Struct, frozen=True):
    """Who did what to which entity (GUIDELINE §3).

    ``agent`` and ``object`` are texts as in GUIDELINE (``REPORT`` for the reporting government); ``agent_span`` is None for
    REPORT; ``start``/``end`` covers what the relation was read from; ``statement`` indexes ``Report.statements``.
    """

    agent: str
    predicate: str
    object: str
    start: int
    end: int
    agent_span: tuple[int, int] | None
    object_span: tuple[int, int]
    statement: int | None
    rule: str


class Finding(msgspec.Struct, frozen=True):
    """Figures of one report that contradict each other.

    ``stated`` is what the report says, ``computed`` what follows from its other figures (of a repeat: the other value), both in
    ``unit``; they differ by more than ``tolerance``, which is what rounding and words like 余 explain. ``start``/``end`` covers
    the stretch that holds the figures; ``observations`` indexes ``Report.observations``, the stated figure first (of shares:
    all of them, and ``stated`` is the whole, 100).
    """

    kind: FindingKind
    stated: float | int
    computed: float | int
    tolerance: float | int
    unit: str | None
    start: int
    end: int
    observations: tuple[int, ...]
    rule: str


class Report(msgspec.Struct, frozen=True):
    """One report on its way through the stages. ``warnings`` are sentences for the manifest."""

    id: str
    text: str
    source: Source
    meta: Metadata = msgspec.field(default_factory=Metadata)
    sections: tuple[Section, ...] = ()
    statements: tuple[Statement, ...] = ()
    entities: tuple[Mention, ...] = ()
    observations: tuple[Observation, ...] = ()
    relations: tuple[Relation, ...] = ()
    findings: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()

    def mention(self, start: int, end: int, type: str, rule: str, text: str | None = None) -> Mention:
        """Make a mention of the characters ``start`` to ``end``; raise SpanError when they are not ``text``."""
        found = self.text[start:end]
        if not 0 <= start < end <= len(self.text) or (text is not None and text != found):
            raise SpanError(start, end, text or "", found)
        return Mention(start, end, type, found, rule)

    def sentences(self, finding: Finding) -> tuple[str, ...]:
        """Return the statements that hold the figures of ``finding``, in order, each once."""
        numbers = sorted({n for n in (self.observations[i].statement for i in finding.observations) if n is not None})
        spans = [(self.statements[n].start, self.statements[n].end) for n in numbers] or [(finding.start, finding.end)]
        return tuple(self.text[start:end] for start, end in spans)

    def to_json(self) -> str:
        """Return the record as one line of JSON, keys in the order of DESIGN §2."""
        return self.to_line().decode().removesuffix("\n")

    def to_line(self) -> bytes:
        """Return the same in UTF-8 with a line end, as it stands in reports.jsonl."""
        return msgspec.json.encode(self) + b"\n"

    @classmethod
    def from_json(cls, line: str | bytes) -> Report:
        """Read a line that :meth:`to_json` wrote. Raises ``ValueError`` on anything else."""
        return cls(*astuple(_decoder().decode(line)))


@lru_cache(maxsize=1)
def _decoder() -> msgspec.json.Decoder[msgspec.Struct]:
    # Of a structure that has no defaults: a record without one of its parts was written by another version.
    return msgspec.json.Decoder(msgspec.defstruct("Record", get_type_hints(Report).items()))
