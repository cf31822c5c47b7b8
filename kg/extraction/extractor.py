"""What an extractor says of itself, and the check that a list of extractors can work in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kg.extraction.view import Candidate, View
from kg.ontology import Ontology

__all__ = ["Extractor", "ExtractorError", "check", "run"]


@dataclass(frozen=True, slots=True)
class Extractor:
    """Finds candidates for mentions in a view.

    ``emits`` are the classes of the ontology that its mentions belong to; none are given where the ontology decides, which may
    have classes that no program knows: any with head words. ``needs`` are the names of earlier extractors: ``find`` is called
    with the view and, for each of them, the list of its candidates.
    """

    name: str
    emits: tuple[str, ...]
    needs: tuple[str, ...]
    find: Callable[..., Iterable[Candidate]]


class ExtractorError(ValueError):
    """Extractors stand in an order in which they cannot work, or emit what the ontology does not have. Names all mistakes."""


def check(extractors: Sequence[Extractor], ontology: Ontology) -> None:
    """Raise ExtractorError when an extractor needs one that does not stand before it, or emits what is no class of mentions."""
    mistakes: list[str] = []
    before: set[str] = set()
    for extractor in extractors:
        if extractor.name in before:
            mistakes.append(f"two extractors are called {extractor.name!r}: rename one")
        for need in extractor.needs:
            if need not in before:
                known = f"put {need!r} before it" if any(e.name == need for e in extractors) else "no extractor is called so"
                mistakes.append(f"extractor {extractor.name!r} needs {need!r}, which none before it gives: {known}")
        for cls in extractor.emits:
            if cls not in ontology.classes or ontology.classes[cls].type is None:
                what = "is no class of classes.yaml" if cls not in ontology.classes else "has no `type` in classes.yaml"
                mistakes.append(
                    f"extractor {extractor.name!r} emits {cls!r}, which {what}: add it there, or take the extractor out"
                )
        before.add(extractor.name)
    if mistakes:
        raise ExtractorError("; ".join(mistakes))


def run(extractors: Sequence[Extractor], view: View) -> list[Candidate]:
    """Return what the extractors find in ``view``, one after the other; they may overlap."""
    found: dict[str, list[Candidate]] = {}
    for extractor in extractors:
        found[extractor.name] = [*extractor.find(view, *(found[need] for need in extractor.needs))]
    return [candidate for candidates in found.values() for candidate in candidates]
