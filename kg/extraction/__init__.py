"""Stage ``extraction``: fills in metadata and mentions. EXTRACTORS is the explicit ordered list of what looks for mentions."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from kg.extraction.certain import find_certain
from kg.extraction.extractor import Extractor, check, run
from kg.extraction.heads import find_headed
from kg.extraction.honors import find_honors
from kg.extraction.metadata import read_metadata
from kg.extraction.names import find_known_names
from kg.extraction.organs import find_organs
from kg.extraction.overlap import resolve
from kg.extraction.persons import find_persons
from kg.extraction.places import find_places
from kg.extraction.quotes import find_quoted
from kg.extraction.repeated import find_repeated
from kg.extraction.tagger import learned_types, tag
from kg.extraction.titles import find_document_numbers, find_titles
from kg.extraction.view import Candidate, View, view
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["EXTRACTORS", "by_rules", "extract"]

EXTRACTORS: tuple[Extractor, ...] = (
    Extractor("titles", ("Document", "Program", "Platform"), (), find_titles),
    Extractor("document numbers", ("DocumentNumber",), (), find_document_numbers),
    Extractor("places", ("Region",), (), find_places),
    Extractor("organs", ("Agency",), ("places",), find_organs),
    Extractor(
        "known names", ("Document", "Institution", "Platform", "Honor", "Program", "Mechanism"), ("places",), find_known_names
    ),
    Extractor("headed", (), (), find_headed),
    Extractor("quoted", ("Program",), (), find_quoted),
    Extractor("persons", ("Person",), (), find_persons),
    Extractor("honors", ("Honor",), (), find_honors),
)


def by_rules(report: Report, ontology: Ontology) -> tuple[View, tuple[Candidate, ...]]:
    """Return the view of ``report``, whose metadata is known, and what the EXTRACTORS find in it, none overlapping another."""
    _start(ontology)
    seen = view(report, ontology)
    return seen, resolve(run(EXTRACTORS, seen), _precedence(ontology), seen.offsets)


def extract(report: Report, ontology: Ontology) -> Report:
    """Return ``report`` with metadata and mentions: the tagger's, which has seen what the rules found.

    Beside them stand those of the rules that are certain, and repeats.
    """
    told, meta = report.meta, read_metadata(report, ontology)
    given, found = (told.region_path[-1], "".join(meta.region_path)) if told.region_path else (told.adcode, meta.adcode)
    if given and given not in (found or ""):
        warning = f"the region {given!r} that was given is not known; the text was asked instead"
        report = replace(report, warnings=(*report.warnings, warning))
    report = replace(report, meta=meta)
    seen, rules = by_rules(report, ontology)
    tagged = [*tag(seen, rules)]
    tagged = [*tagged, *find_certain(seen, rules, tagged)]
    names = tuple(sorted((*tagged, *find_repeated(seen, tagged))))
    # A class that came into the ontology after the training is recognised by its rules alone. The longer name wins; of equal ones
    # that of the new class, which the tagger could only take for something else.
    known = learned_types()
    unlearned = [candidate for candidate in rules if candidate[2] not in known]
    if unlearned:
        precedence = sorted(_precedence(ontology), key=lambda type: type in known)
        names = resolve((*names, *unlearned), precedence, seen.offsets)
    return replace(report, entities=tuple([seen.mention(*candidate) for candidate in names]))


@lru_cache(maxsize=4)
def _start(ontology: Ontology) -> None:
    check(EXTRACTORS, ontology)


def _precedence(ontology: Ontology) -> list[str]:
    return [entry.type for entry in ontology.classes.values() if entry.type]
