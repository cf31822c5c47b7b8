"""Finds reports of nearly the same text, such as one report on two web sites, and says so in the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kg.build.entry import Outcome
from kg.build.likeness import alike
from kg.graph.turtle import Triple, address, body, iri
from kg.graph.vocabulary import vocabulary
from kg.ontology import Ontology

__all__ = ["Links", "Pair", "distinct", "links", "near_duplicates"]

# Two sites differ in a heading, a byline, an attachment; another report of the same region and year shares far less.
_ALIKE = 0.8
_LETTERS = 16  # bytes of a sketch that tell texts apart; the bins come after them
_BAND = 8  # bytes, 4 bins: of 32 bands one agrees as good as surely, 1 - (1 - 0.8⁴)³², in texts that are as alike as that


@dataclass(frozen=True, slots=True)
class Pair:
    """A report that says the same as the ``first`` of its kind; ``alike`` is an estimate, from 0 to 1."""

    report: Outcome
    first: Outcome
    alike: float

    def __str__(self) -> str:
        return f"{self.report.path}: nearly the same text as {self.first.path} ({self.alike:.0%}); both are kept"


@dataclass(frozen=True, slots=True)
class Links:
    """What no report says alone: triples as a Turtle body, how many, and the reports of the same text by IRI."""

    turtle: str = ""
    triples: int = 0
    same_text: Mapping[str, str] = field(default_factory=dict)


def distinct(done: Iterable[Outcome]) -> tuple[list[Outcome], list[Pair]]:
    """Return one outcome an IRI, in the order of IRIs, and the other files of exactly the same text, which is one report."""
    kept: list[Outcome] = []
    copies: list[Pair] = []
    for outcome in sorted(done, key=lambda o: (o.iri, o.path, o.sha256)):
        if kept and kept[-1].iri == outcome.iri:
            copies.append(Pair(outcome, kept[-1], 1.0))
        else:
            kept.append(outcome)
    return kept, copies


def near_duplicates(outcomes: Sequence[Outcome]) -> list[Pair]:
    """Return the reports that are like another one, each with the first of its kind, in the order of paths.

    Reports of the same letters are alike whatever else is known of them. Others are compared when they are of one region and
    year: a report that follows the same template as its neighbours' is not the same report.
    """
    pairs: list[Pair] = []
    by_letters: dict[bytes, Outcome] = {}
    for _, group in groupby(sorted(outcomes, key=lambda o: (*_about(o), o.path)), key=_about):
        by_band: dict[tuple[int, bytes], Outcome] = {}
        for outcome in group:
            letters, bands = outcome.sketch[:_LETTERS], list(_bands(outcome.sketch))
            near = [first for band in bands if (first := by_band.get(band))]
            candidates = {first.path: first for first in (*near, *filter(None, [by_letters.get(letters)]))}
            likest = max(
                (Pair(outcome, candidates[path], alike(outcome.sketch, candidates[path].sketch)) for path in sorted(candidates)),
                key=lambda pair: pair.alike,
                default=None,
            )
            if likest and likest.alike >= _ALIKE:
                pairs.append(likest)
                continue
            by_letters[letters] = outcome
            for band in bands:
                by_band.setdefault(band, outcome)
    return sorted(pairs, key=lambda pair: pair.report.path)


def links(pairs: Iterable[Pair], copies: Iterable[Pair], ontology: Ontology) -> Links:
    """Return the links between near-duplicates, in both directions, and the addresses at which exact copies stand."""
    properties = vocabulary(ontology).properties
    triples: set[Triple] = set()
    same: defaultdict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        for one, other in ((pair.report.iri, pair.first.iri), (pair.first.iri, pair.report.iri)):
            triples.add((iri(one), properties["sameTextAs"], iri(other)))
            same[one].add(other)
    for copy in copies:
        source = address(copy.report.url) if copy.report.url and copy.report.url != copy.first.url else None
        if source:
            triples.add((iri(copy.first.iri), properties["source"], source))
    return Links(body(triples), len(triples), {one: " ".join(sorted(others)) for one, others in same.items()})


def _about(outcome: Outcome) -> tuple[str, int]:
    return outcome.region, outcome.year or 0


def _bands(sketch: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the bands of a sketch with their places; not those of empty bins, in which short texts agree by nothing."""
    for start in range(_LETTERS, len(sketch), _BAND):
        band = sketch[start : start + _BAND]
        if any(band):
            yield start, band
