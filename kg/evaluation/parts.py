"""The parts of a record and how each is scored against gold. A part collects report by report, then gives its figures.

Every ``add`` takes one report of gold and its prediction (``{}``: nothing was predicted) in the JSON form of GUIDELINE and
returns the differences, each under its name: ``{"entity -": [(type, text), …]}``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol

from kg.evaluation.comparison import (
    Json,
    intersection_over_union,
    normalise,
    own_names,
    shared,
    similarity,
    triple,
)
from kg.evaluation.scores import Accuracy, Figures, Tally, macro_f1

__all__ = ["Differences", "Entities", "Meta", "Observations", "Part", "Relations", "Statements"]

Differences = dict[str, list[tuple[Any, ...]]]

# GUIDELINE §5: the fields that are scored; `region` is for reading.
META_FIELDS = ("title", "region_path", "adcode", "level", "year", "issuers", "source", "published", "signed", "kind")
# A predicted figure is the gold one when their spans share half of their extent; an indicator, when half of its bigrams agree.
SAME_SPAN = 0.5
SAME_LABEL = 0.5
SAME_VALUE = 1e-6


class Part(Protocol):
    """A scored part of the record, named by its key in the JSON form."""

    name: str

    def add(self, gold: Json, predicted: Json) -> Differences:
        """Score one report."""
        ...

    def figures(self) -> Figures:
        """Return the figures over all reports so far."""
        ...


class Entities:
    """Mentions: exact span and type; ``relaxed``: same type and overlapping span, each side used once."""

    name = "entities"

    def __init__(self) -> None:
        self._by_type: defaultdict[str, Tally] = defaultdict(Tally)
        self._relaxed = Tally()

    def add(self, gold: Json, predicted: Json) -> Differences:
        """Score the mentions of one report."""
        wanted = {(e["start"], e["end"], e["type"]): e["text"] for e in gold["entities"]}
        given = {(e["start"], e["end"], e["type"]): e["text"] for e in predicted.get("entities", ())}
        for mention in wanted.keys() | given.keys():
            self._by_type[mention[2]].add(mention in wanted and mention in given, mention in given, mention in wanted)
        free = sorted(given)
        for start, end, type_ in sorted(wanted):
            hit = next((m for m in free if m[2] == type_ and m[0] < end and start < m[1]), None)
            if hit:
                free.remove(hit)
                self._relaxed.found += 1
        self._relaxed.add(0, len(given), len(wanted))
        return {
            "entity +": [(m[2], given[m]) for m in sorted(given.keys() - wanted.keys())],
            "entity -": [(m[2], wanted[m]) for m in sorted(wanted.keys() - given.keys())],
        }

    def figures(self) -> Figures:
        """Return exact figures over all types, relaxed ones, and exact ones by type."""
        return {
            "all": _sum(self._by_type).figure(),
            "relaxed": self._relaxed.figure(),
            **{type_: tally.figure() for type_, tally in sorted(self._by_type.items())},
        }


class Observations:
    """Figures: span, value and unit; among the matched also bound, kind, indicator, code and agent."""

    name = "observations"

    def __init__(self, codes: frozenset[str]) -> None:
        self._codes = codes
        self._tallies = {name: Tally() for name in ("figure", "indicator", "code", "agent")}
        self._bound = Accuracy()
        self._kind = Accuracy()

    def add(self, gold: Json, predicted: Json) -> Differences:
        """Score the figures of one report; a predicted code that gold does not use at all counts as none."""
        wanted = gold["observations"]
        free = [{**o, "code": o.get("code") if o.get("code") in self._codes else None} for o in predicted.get("observations", ())]
        for name in ("figure", "indicator"):
            self._tallies[name].add(0, len(free), len(wanted))
        for name in ("code", "agent"):
            self._tallies[name].add(0, sum(bool(o.get(name)) for o in free), sum(bool(o.get(name)) for o in wanted))
        differences: Differences = {"observation +": [], "observation -": [], "indicator": [], "code": []}
        for observation in wanted:
            candidates = [o for o in free if _same_figure(o, observation)]
            if not candidates:
                differences["observation -"].append(_named(observation))
                continue
            hit = max(candidates, key=lambda o: intersection_over_union(o, observation))
            free.remove(hit)
            self._compare(observation, hit, differences)
        differences["observation +"] += map(_named, free)
        return differences

    def _compare(self, gold: Json, hit: Json, differences: Differences) -> None:
        self._tallies["figure"].found += 1
        self._bound.add(hit.get("bound", "exact") == gold.get("bound", "exact"))
        self._kind.add(hit.get("kind", "total") == gold.get("kind", "total"))
        self._tallies["agent"].found += bool(gold.get("agent")) and normalise(hit.get("agent")) == normalise(gold["agent"])
        indicator, code = gold.get("indicator"), gold.get("code")
        if similarity(hit.get("indicator"), indicator) >= SAME_LABEL:
            self._tallies["indicator"].found += 1
        else:
            differences["indicator"].append((indicator, hit.get("indicator")))
        if code and hit.get("code") == code:
            self._tallies["code"].found += 1
        elif code or hit.get("code"):
            differences["code"].append((indicator, code, hit.get("code")))

    def figures(self) -> Figures:
        """Return F1 of figures, indicators, codes and agents, and the accuracy of bound and kind."""
        tallies = {name: tally.figure() for name, tally in self._tallies.items()}
        return {**tallies, "bound": self._bound.figure(), "kind": self._kind.figure()}


class Relations:
    """Relations as triples, the reporting government under any of its names as REPORT; ``macro`` is over gold's predicates."""

    name = "relations"

    def __init__(self, government_names: Sequence[str]) -> None:
        self._government_names = government_names
        self._by_predicate: defaultdict[str, Tally] = defaultdict(Tally)

    def add(self, gold: Json, predicted: Json) -> Differences:
        """Score the relations of one report."""
        own = own_names(gold.get("meta") or {}, self._government_names)
        wanted = {triple(r, own) for r in gold["relations"]}
        given = {triple(r, own) for r in predicted.get("relations", ())}
        for relation in sorted(wanted | given):
            self._by_predicate[relation[1]].add(relation in wanted and relation in given, relation in given, relation in wanted)
        return {"relation +": [*sorted(given - wanted)], "relation -": [*sorted(wanted - given)]}

    def figures(self) -> Figures:
        """Return figures over all triples, the mean over predicates, and those by predicate."""
        return {
            "all": _sum(self._by_predicate).figure(),
            "macro": macro_f1(self._by_predicate.values()),
            **{predicate: tally.figure() for predicate, tally in sorted(self._by_predicate.items())},
        }


class Statements:
    """Statements: each of gold takes the predicted one that covers most of it; status, topic (not of frames) and agent."""

    name = "statements"

    def __init__(self) -> None:
        self._status = Accuracy()
        self._by_status: defaultdict[str | None, Tally] = defaultdict(Tally)
        self._topic = Accuracy()
        self._agent = Tally()

    def add(self, gold: Json, predicted: Json) -> Differences:
        """Score the statements of one report."""
        differences: Differences = {"status": [], "topic": []}
        for statement in gold["statements"]:
            said = _covering(statement, predicted.get("statements", ()))
            quote = gold["text"][statement["start"] : statement["end"]][:40]
            right = said.get("status") == statement["status"]
            self._status.add(right)
            self._by_status[statement["status"]].add(right, 0, 1)
            if said:
                self._by_status[said.get("status")].predicted += 1
            if not right:
                differences["status"].append((statement["status"], said.get("status"), quote))
            if statement["status"] != "frame":
                same = said.get("topic") == statement["topic"]
                self._topic.add(same)
                if not same:
                    differences["topic"].append((statement["topic"], said.get("topic"), quote))
            named, claimed = normalise(statement.get("agent")), normalise(said.get("agent"))
            self._agent.add(bool(named) and named == claimed, bool(claimed), bool(named))
        return differences

    def figures(self) -> Figures:
        """Return accuracy and macro F1 of the status, accuracy of the topic, F1 of the agent."""
        return {
            "status": self._status.figure(),
            "status macro": macro_f1(self._by_status.values()),
            "topic": self._topic.figure(),
            "agent": self._agent.figure(),
        }


class Meta:
    """Metadata: fields equal; issuers in any order."""

    name = "meta"

    def __init__(self) -> None:
        self._fields: defaultdict[str, Accuracy] = defaultdict(Accuracy)

    def add(self, gold: Json, predicted: Json) -> Differences:
        """Score the fields that gold's report has; nothing predicted is wrong in all of them, empty or not."""
        wanted, given = gold["meta"] or {}, predicted.get("meta") or {}
        differences: Differences = {"meta": []}
        for name in META_FIELDS:
            if name in wanted:
                right = bool(predicted) and _field(name, wanted[name]) == _field(name, given.get(name))
                self._fields[name].add(right)
                if not right:
                    differences["meta"].append((name, wanted[name], given.get(name)))
        return differences

    def figures(self) -> Figures:
        """Return the accuracy over all fields and by field."""
        total = Accuracy(sum(a.right for a in self._fields.values()), sum(a.of for a in self._fields.values()))
        return {"all": total.figure(), **{name: accuracy.figure() for name, accuracy in self._fields.items()}}


def _sum(tallies: dict[str, Tally]) -> Tally:
    total = Tally()
    for tally in tallies.values():
        total.add(tally.found, tally.predicted, tally.gold)
    return total


def _same_figure(a: Json, gold: Json) -> bool:
    value = float(gold["value"])
    return (
        intersection_over_union(a, gold) >= SAME_SPAN
        and abs(float(a["value"]) - value) <= SAME_VALUE * max(1.0, abs(value))
        and normalise(a.get("unit")) == normalise(gold.get("unit"))
    )


def _named(observation: Json) -> tuple[Any, ...]:
    return observation.get("figure"), observation.get("unit"), observation.get("indicator")


def _covering(statement: Json, candidates: Sequence[Json]) -> Json:
    """Return the first of the candidates that cover most of the statement, ``{}`` when none touches it."""
    best = max(candidates, key=lambda candidate: shared(statement, candidate), default=None)
    return best if best is not None and shared(statement, best) > 0 else {}


def _field(name: str, value: Any) -> object:
    if name == "issuers":
        return sorted(map(normalise, value or ()))
    if name == "region_path":
        return list(map(normalise, value or ()))
    return normalise(value)
