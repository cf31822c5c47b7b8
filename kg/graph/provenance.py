"""How the triples of a report were made: by which program, which ontology, from which file (PROV). Without a clock."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from kg import __version__
from kg.graph.turtle import Triple, iri, text
from kg.graph.vocabulary import vocabulary
from kg.linking.iri import mint
from kg.ontology import Ontology
from kg.records import Report

__all__ = ["PROGRAM", "provenance_triples"]

PROGRAM = "fazhi-kg"


def provenance_triples(report: Report, name: str, ontology: Ontology) -> Iterator[Triple]:
    """Yield the activity that read ``report``, which is called ``name``.

    Its IRI is made from all that it says, so that readings never contradict.
    """
    v = vocabulary(ontology)
    p = v.properties
    made_of = (__version__, ontology.sha256, report.source.sha256)
    digest = hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:16]
    s, program = iri(f"{name}/activity/{digest}"), iri(mint(ontology.settings.base, "software", PROGRAM, __version__))
    yield s, "a", v.checked("prov:Activity")
    yield s, p["used"], iri(name)
    yield s, p["associatedWith"], program
    yield s, p["ontologyHash"], text(ontology.sha256)
    yield s, p["sourceHash"], text(report.source.sha256)
    yield program, "a", v.checked("prov:SoftwareAgent")
    yield program, p["programName"], text(PROGRAM)
    yield program, p["programVersion"], text(__version__)
