"""The data cube: which figures can be compared, and what makes them qb:Observations of the declared data set."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from kg.graph.forms import Form
from kg.graph.measures import measure_of
from kg.graph.resolution import Resolution
from kg.graph.turtle import Node, Triple, decimal, integer, iri, minted, text, year
from kg.graph.vocabulary import Vocabulary, vocabulary
from kg.linking.iri import mint
from kg.ontology import Ontology
from kg.records import Observation, Report

__all__ = ["comparable", "cube_nodes", "dataset_triples", "year_of"]

_YEAR = re.compile(r"[0-9]{4}")
_YEARS_END = re.compile(r"as-of:([0-9]{4})-12-31")
_DEPARTMENT = "department"


def comparable(report: Report, ontology: Ontology) -> set[Observation]:
    """Return the figures that enter the cube.

    A figure enters when it has an indicator's code, is of one of the indicator's kinds, covers the whole and one year, and is a
    stock where the indicator is one (also one as of a December's end), else what was done in the year; what a
    department reports is a part of its region. Where the report gives an indicator several times, the first figure stands for
    all when they agree; figures that contradict each other stay out, since a cube holds one observation a key.
    """
    if report.meta.kind == _DEPARTMENT:
        return set()
    concepts = ontology.indicators.concepts
    same_key: dict[tuple[str, int], list[Observation]] = defaultdict(list)
    for observation in report.observations:
        concept = concepts.get(observation.code or "")
        if concept is None or observation.code is None:
            continue
        period = _reference(observation, report, ontology)
        if period and observation.scope == "whole" and observation.kind in concept.kinds:
            same_key[observation.code, period].append(observation)
    return {group[0] for group in same_key.values() if len({(o.value, o.unit) for o in group}) == 1}


def cube_nodes(observation: Observation, report: Report, found: Resolution, v: Vocabulary) -> Iterator[Node]:
    """Yield what makes a comparable figure a qb:Observation."""
    period = _reference(observation, report, v.ontology)
    if period is None or found.region is None:
        return
    said = _form(v)(
        dataSet=iri(_dataset(v)),
        refArea=iri(found.region),
        refPeriod=year(period),
        sourceReport=minted(found.iris.report),
        obsValue=decimal(observation.value),
        unitMeasure=v.coded.get(("unitMeasure", _units(v.ontology).get(observation.unit or "")), ""),
    )
    yield minted(found.iris.observation(observation)), said


@lru_cache(maxsize=4)
def _form(v: Vocabulary) -> Form:
    always = ("dataSet", "refArea", "refPeriod", "sourceReport", "obsValue")
    return Form(v, (f"a {v.checked('qb:Observation')}",), always, ("unitMeasure",))


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
    return int(day[1]) if day else year_of(observation, report)


def _dataset(v: Vocabulary) -> str:
    return mint(v.ontology.settings.base, "dataset", "indicators")


def year_of(observation: Observation, report: Report) -> int | None:
    """Return the year that a figure is about: its own, else the report's; None for a range or a day."""
    if observation.period is None:
        return report.meta.year
    return int(observation.period) if _YEAR.fullmatch(observation.period) else None
