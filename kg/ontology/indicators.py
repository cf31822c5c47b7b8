"""The models of ``ontology/schemes/indicators.yaml`` and of ``ontology/rules/observations.yaml``."""

from typing import Literal

from pydantic import Field, model_validator

from kg.ontology.concepts import Concept, Scheme
from kg.ontology.yaml_file import Entry

__all__ = ["Cue", "Indicator", "Indicators", "ObservationRules", "PeriodRules", "PhraseRules", "VerbObjects"]


class Cue(Entry):
    """One way to recognise an indicator.

    Of each group in ``all`` one word stands in the indicator phrase; of each group in ``context`` one stands in the phrase, the
    sentence before the figure or the titles above; no word of ``none`` stands in the phrase.
    """

    all: tuple[tuple[str, ...], ...] = Field(min_length=1)
    context: tuple[tuple[str, ...], ...] = ()
    none: tuple[str, ...] = ()
    units: tuple[str, ...] | None = None


class Indicator(Concept):
    """An indicator: its key is the code.

    ``units`` and ``kinds`` are what its figures may have (``units`` []: no unit). A ``sectoral`` one is the whole only where
    neither an organ nor a field is named: each organ of a government has figures of its own. A ``stock`` is what there is at a
    time (mediators), all else what was done in a time (disputes mediated).
    """

    example: str
    counter: str | None = None
    units: tuple[str, ...]
    kinds: tuple[Literal["total", "rate", "change", "rank", "duration"], ...] = ("total",)
    sectoral: bool = False
    stock: bool = False
    cues: tuple[Cue, ...]


class Indicators(Scheme):
    """The scheme of indicators: parts have their total as ``broader``; ``units`` names groups of units for the entries."""

    units: dict[str, tuple[str, ...]]
    concepts: dict[str, Indicator]  # type: ignore[assignment]  # frozen: a dict of a subclass is safe


class VerbObjects(Entry):
    """Verbs of results that are said of certain ``nouns`` alone."""

    verbs: tuple[str, ...]
    nouns: tuple[str, ...]


class PhraseRules(Entry):
    """How the indicator phrase is cut out of the words around a figure.

    ``time`` (regular expressions) and ``lead`` are stripped in front, ``trail`` behind; ``tail`` are adverbs that open a
    predicate. ``complete`` are verbs that say by themselves what is counted, ``result_verbs`` those that need an object,
    ``objects`` which one. ``transition`` joins two figures of one indicator; ``distribute`` announces one figure per coordinated
    noun; ``list_end`` closes an enumeration. ``adjuncts`` and ``prepositions`` open an adverbial; ``subject_heads`` end an
    actor's name (but none of ``nobody``), which may begin with one of ``everywhere``; ``predicate_adverbs`` follow it, a word of
    ``no_subject_before`` does not. ``shares`` name a part of the figure before, ``levels`` end an attribute whose noun stands
    there; ``every`` begins a total and no part of it, ``attributes`` say by themselves which part.
    """

    clause_ends: str
    sentence_ends: str
    full_stop: str
    joints: tuple[str, ...]
    time: tuple[str, ...]
    lead_marks: tuple[str, ...]
    lead: tuple[str, ...]
    trail: tuple[str, ...]
    tail: tuple[str, ...]
    complete: tuple[str, ...]
    part: tuple[str, ...]
    transition: tuple[str, ...]
    distribute: tuple[str, ...]
    list_end: tuple[str, ...]
    prepositions: tuple[str, ...]
    result_verbs: tuple[str, ...]
    objects: tuple[VerbObjects, ...]
    predicate_adverbs: tuple[str, ...]
    possessive: str
    attributive: tuple[str, ...]
    heads: tuple[str, ...]
    adjuncts: tuple[str, ...]
    document_heads: tuple[str, ...]
    own_subject: tuple[str, ...]
    persons: tuple[str, ...]
    subject_heads: tuple[str, ...]
    everywhere: tuple[str, ...]
    nobody: tuple[str, ...]
    no_subject_before: tuple[str, ...]
    rate_heads: tuple[str, ...]
    shares: tuple[str, ...]
    levels: tuple[str, ...]
    every: tuple[str, ...]
    attributes: tuple[str, ...]
    counted_days: tuple[str, ...]


class ChangeRules(Entry):
    """When a figure is a change: behind a comparison and one of ``verbs``, a rate behind a verb alone, a duration behind a
    ``strong`` one; ``level`` words behind the verb say that it is none (提高至80%).
    """

    comparisons: tuple[str, ...]
    verbs: tuple[str, ...]
    strong: tuple[str, ...]
    level: tuple[str, ...]


class PeriodRules(Entry):
    """Regular expressions for periods; groups ``year``, ``from``, ``to``, ``month``, ``day`` say what they found.

    ``mark`` stands in all that they match.
    """

    mark: str
    year: str
    range: str
    since: str
    as_of: str
    last_year: str

    @model_validator(mode="after")
    def _all_hold_the_mark(self) -> "PeriodRules":
        without = [name for name in type(self).model_fields if self.mark not in getattr(self, name)]
        if without:
            raise ValueError(f"no {self.mark} in {', '.join(without)}; choose a mark that stands in whatever they match")
        return self


class ObservationRules(Entry):
    """All rules on observations. ``words`` corrects the segmenter: words by part of speech (n, v)."""

    words: dict[Literal["n", "v"], tuple[str, ...]]

    phrase: PhraseRules
    change: ChangeRules
    period: PeriodRules
    part_cues: tuple[str, ...]
    total_cues: tuple[str, ...]
    field_cues: tuple[str, ...]
    whole_agents: tuple[str, ...]
