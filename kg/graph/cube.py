"""The data cube: which figures can be compared, and what makes them qb:Observations of the declared data set."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.graph.measures import measure_of
from kg.graph.resolution import Resolution
from kg.graph.turtle import NEXT, Triple, decimal, integer, iri, minted, text, year
from kg.graph.vocabulary import Vocabulary, vocabulary
from kg.linking.iri import mint
from kg.ontology import Ontology
from kg.records import Observation, Report

__all__ = ["CUBE", "CubeLines", "comparable", "cube_lines", "dataset_triples", "year_of"]

# The properties of a qb:Observation.
CUBE = ("dataSet", "refArea", "refPeriod", "sourceReport", "obsValue", "unitMeasure")

_YEAR = re.compile(r"[0-9]{4}")
_YEARS_END = re.compile(r"as-of:([0-9]{4})-12-31")
_DEPARTMENT = "department"


def comparable(report: Report, ontology: Ontology) -> dict[int, int]:
    """Return the figures that enter the cube, as indexes of the report's observations, each with the year it is about.

    A figure enters when it has an indicator's code, is of one of the indicator's kinds, covers the whole and one year, and is a
    stock where the indicator is one (also one as of a December's end), else what was done in the year; what a
    department reports is a part of its region. Where the report gives an indicator several times, the first figure stands for
    all when they agree; figures that contradict each other stay out, since a cube holds one observation a key.
    """
    if report.meta.kind == _DEPARTMENT:
        return {}
    concepts = ontology.indicators.concepts
    first: dict[tuple[str, int], int] = {}
    measured: defaultdict[tuple[str, int], set[tuple[float | int, str | None]]] = defaultdict(set)
    for place, observation in enumerate(report.observations):
        concept = concepts.get(observation.code or "")
        if concept is None or observation.code is None or observation.scope != "whole" or observation.kind not in concept.kinds:
            continue
        period = _reference(observation, report, ontology)
        if period:
            key = observation.code, period
            first.setdefault(key, place)
            measured[key].add((observation.value, observation.unit))
    return {place: key[1] for key, place in first.items() if len(measured[key]) == 1}


class CubeLines(NamedTuple):
    """Of all figures of a report, in order: the lines of their types, and those of the properties of the cube by name."""

    types: list[str]
    lines: dict[str, list[str]]


def cube_lines(report: Report, found: Resolution, v: Vocabulary) -> CubeLines:
    """Return what makes the comparable figures of ``report`` qb:Observations, and no line of the others."""
    given = report.observations
    lines = {name: [""] * len(given) for name in CUBE}
    types = [v.typed["Observation"]] * len(given)
    if found.region is None:
        return CubeLines(types, lines)
    own = NEXT.join(sorted({*v.types["Observation"], f"a {v.checked('qb:Observation')}"}))
    dataset, area = v.line("dataSet", iri(_dataset(v))), v.line("refArea", iri(found.region))
    source = v.line("sourceReport", minted(found.iris.report))
    units, measures = _units(v.ontology), v.coded["unitMeasure"]
    for place, period in comparable(report, v.ontology).items():
        types[place] = own
        lines["dataSet"][place] = dataset
        lines["refArea"][place] = area
        lines["refPeriod"][place] = v.line("refPeriod", year(period))
        lines["sourceReport"][place] = source
        lines["obsValue"][place] = v.line("obsValue", decimal(given[place].value))
        lines["unitMeasure"][place] = measures.get(units.get(given[place].unit or ""), "")
    return CubeLines(types, lines)


def dataset_triples(ontology: Ontology) -> Iterator[Triple]:
    """Yield the declaration of the data set and of its structure."""
    v = vocabulary(ontology)
    dataset = iri(_dataset(v))
    structure = iri(f"{_dataset(v)}/structure")
    yield dataset, "a", v.checked("qb:DataSet")
    yield dataset, v.checked("qb:structure"), structure
    yield from _labels(dataset, ontology.settings.title.zh, ontology.settings.title.en, v)
    yield structure, "a", v.checked("qb:DataStructureDefinition")
    components = [(name, slot) for name, slot in v.slots.items() if slot.component]
    for order, (name, slot) in enumerate(components, 1):
        component = iri(f"{_dataset(v)}/structure/{name}")
        term = v.properties[name]
        yield structure, v.checked("qb:component"), component
        yield component, "a", v.checked("qb:ComponentSpecification")
        yield component, v.checked(f"qb:{slot.component}"), term
        yield component, v.checked("qb:order"), integer(order)
        yield term, "a", v.checked(f"qb:{(slot.component or '').capitalize()}Property")
        scheme = slot.range[0].removeprefix("concept:") if slot.range[0].startswith("concept:") else None
        if scheme:
            yield term, "a", v.checked("qb:CodedProperty")
            yield term, v.checked("qb:codeList"), iri(mint(ontology.settings.base, scheme))


def _labels(s: str, zh: str, en: str, v: Vocabulary) -> Iterator[Triple]:
    yield s, v.properties["prefLabel"], text(zh, "zh")
    yield s, v.properties["prefLabel"], text(en, "en")


@lru_cache(maxsize=4)
def _units(ontology: Ontology) -> dict[str, str]:
    """Return the written forms of units → keys of their concepts."""
    return {form: key for key, unit in ontology.units.concepts.items() for form in unit.forms}


def _reference(observation: Observation, report: Report, ontology: Ontology) -> int | None:
    """Return the year under which a figure is compared; None for one that is not of its indicator's own measure."""
    stock = ontology.indicators.concepts[observation.code or ""].stock
    if measure_of(observation, report, ontology) != ("as_of" if stock else "year"):
        return None
    day = _YEARS_END.fullmatch(observation.period or "")
    return int(day[1]) if day else year_of(observation.period, report)


def _dataset(v: Vocabulary) -> str:
    return mint(v.ontology.settings.base, "dataset", "indicators")


def year_of(period: str | None, report: Report) -> int | None:
    """Return the year that a figure of a period is about: its own, else the report's; None for a range or a day."""
    if period is None:
        return report.meta.year
    return int(period) if _YEAR.fullmatch(period) else None
