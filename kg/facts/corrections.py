"""Applies the reviewed corrections of ``ontology/corrections.yaml`` to the observations of a report."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from functools import lru_cache

from msgspec.structs import replace

from kg.ontology import Ontology
from kg.ontology.corrections import FILE, Correction, correction_line
from kg.records import Observation, Report

__all__ = ["correct"]

# As many digits of the text's SHA-256 as the report's IRI has.
_KEY = 16
_FINGERPRINT = re.compile(rf"[0-9a-f]{{{_KEY},64}}")


def correct(report: Report, ontology: Ontology) -> Report:
    """Return ``report`` with its observations corrected, each with the reason in ``corrected``; what is no figure is left out.

    An entry that does not fit the text, or under whose place no figure was read, changes nothing and becomes a warning.
    """
    by_report = _by_report(ontology)
    if not by_report:
        return report
    fingerprint = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
    found: dict[tuple[int, int], Observation | None] = {(o.start, o.end): o for o in report.observations}
    warnings: list[str] = []
    for index, entry in sorted({*by_report.get(fingerprint[:_KEY], ()), *by_report.get(report.id, ())}):
        if _FINGERPRINT.fullmatch(entry.report) and not fingerprint.startswith(entry.report) and entry.report != report.id:
            continue
        place = (entry.start, entry.end)
        said = report.text[entry.start : entry.end]
        observation = found.get(place)
        if said != entry.figure:
            said = f"characters {entry.start}-{entry.end} are {said!r}, not {entry.figure!r}"
            warnings.append(_warning(index, said, "give the place that tables and site show", ontology))
        elif observation is not None:
            found[place] = None if entry.not_a_figure else _corrected(observation, entry)
        elif not entry.not_a_figure:
            said = f"no figure was read at {entry.start}-{entry.end} ({entry.figure!r})"
            warnings.append(_warning(index, said, "take the entry out, or report the figure as missing", ontology))
    kept = tuple(observation for observation in found.values() if observation is not None)
    return replace(report, observations=kept, warnings=(*report.warnings, *warnings))


def _corrected(observation: Observation, entry: Correction) -> Observation:
    return replace(observation, **entry.changes(), corrected=f"{entry.why} ({entry.by})")


def _warning(index: int, said: str, remedy: str, ontology: Ontology) -> str:
    return f"{FILE}:{correction_line(ontology.folder, index)}: {said}; {remedy}"


@lru_cache(maxsize=4)
def _by_report(ontology: Ontology) -> dict[str, tuple[tuple[int, Correction], ...]]:
    """Return the numbered entries by what they call their report: its id, and of a fingerprint as much as its IRI has."""
    entries: defaultdict[str, list[tuple[int, Correction]]] = defaultdict(list)
    for index, entry in enumerate(ontology.corrections.corrections):
        entries[entry.report].append((index, entry))
        if _FINGERPRINT.fullmatch(entry.report) and len(entry.report) > _KEY:
            entries[entry.report[:_KEY]].append((index, entry))
    return {name: tuple(numbered) for name, numbered in entries.items()}
