"""Texts in traditional characters: words are looked up in simplified ones, the record keeps its own.

Each character becomes exactly one, so that a span in one text is the same span in the other.
"""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from kg.ontology import Ontology
from kg.records import Report

__all__ = ["restored", "simplified"]

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def simplified(text: str, ontology: Ontology) -> str:
    """Return ``text`` in simplified characters when it is one in traditional characters, and itself otherwise.

    >>> from kg.ontology import load
    >>> simplified("全面推進依法行政", load()), simplified("乾安县全面推进依法行政工作", load())
    ('全面推进依法行政', '乾安县全面推进依法行政工作')
    """
    rules = ontology.traditional
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<i4")
    traditional = np.count_nonzero(_is_traditional(ontology).take(codes, mode="clip"))
    if traditional == 0 or traditional < rules.share * len(_HAN.findall(text)):
        return text
    return text.translate(rules.table)


@lru_cache(maxsize=4)
def _is_traditional(ontology: Ontology) -> NDArray[np.bool_]:
    """Return by code point whether a character has a simplified one; all behind the last have none."""
    codes = [code for code, new in ontology.traditional.table.items() if chr(code) != new]
    is_traditional = np.zeros(max(codes, default=0) + 2, np.bool_)
    is_traditional[codes] = True
    return is_traditional


def restored(report: Report, text: str) -> Report:
    """Return ``report``, which was read from ``simplified(text)``, with all that is quoted from the text as ``text`` has it.

    Names of regions stay as the gazetteer has them.
    """
    folded = report.text

    def own(quoted: str | None, start: int = 0) -> str:
        place = folded.find(quoted or "", start)
        place = place if place >= 0 else folded.find(quoted or "")
        return text[place : place + len(quoted or "")] if place >= 0 else quoted or ""

    def within(quoted: str | None, start: int) -> str | None:
        return None if quoted is None else own(quoted, start)

    meta = report.meta
    return replace(
        report,
        text=text,
        meta=dataclasses.replace(
            meta, title=within(meta.title, 0), issuers=tuple(map(own, meta.issuers)), source=within(meta.source, 0)
        ),
        sections=tuple(replace(s, number=own(s.number, s.start), title=own(s.title, s.start)) for s in report.sections),
        statements=tuple(replace(s, agent=within(s.agent, s.start)) for s in report.statements),
        entities=tuple(replace(m, text=text[m.start : m.end]) for m in report.entities),
        observations=tuple(
            replace(o, figure=text[o.start : o.end] if folded[o.start : o.end] == o.figure else o.figure)
            for o in report.observations
        ),
        relations=tuple(
            replace(
                r,
                agent=text[slice(*r.agent_span)] if r.agent_span else r.agent,
                object=text[slice(*r.object_span)] if folded[slice(*r.object_span)] == r.object else r.object,
            )
            for r in report.relations
        ),
    )
