"""The models of ``relations.yaml``, ``schemes/actions.yaml`` and ``rules/relations.yaml``: who did what to which entity."""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Annotated

import yaml
from pydantic import AfterValidator, Field, model_validator

from kg.ontology.concepts import Concept, Scheme
from kg.ontology.yaml_file import Entry, Label, Problem, line_of

__all__ = ["Action", "Actions", "RelationEntry", "RelationRule", "RelationRules", "Relations", "Words", "relation_problems"]


def _is_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return text


Pattern = Annotated[str, AfterValidator(_is_pattern)]


class RelationEntry(Entry):
    """A relation of GUIDELINE §3. ``property`` names the direct edge; ``domain`` and ``range`` are classes, or ``text``."""

    property: str = Field(pattern=r"^[a-z][A-Za-z]*$")
    zh: str
    en: str
    definition: Label
    example: str
    counter_example: str
    domain: tuple[str, ...]
    range: tuple[str, ...]


class Relations(Entry):
    """All relations by the name that records use."""

    relations: dict[str, RelationEntry]


class Action(Concept):
    """A class of verbs.

    ``yields`` maps the class of the object to the relation that these verbs state; ``creates`` marks verbs that bring their
    object about, ``vague`` those of which a statement's actions say nothing; ``nominal`` lists those of ``verbs`` that are as
    often nouns.
    """

    verbs: tuple[str, ...]
    yields: dict[str, str] = Field(default_factory=dict)
    creates: bool = False
    vague: bool = False
    nominal: tuple[str, ...] = ()


class Actions(Scheme):
    """The scheme of actions. A verb belongs to one class."""

    concepts: dict[str, Action]  # type: ignore[assignment]  # a narrower concept

    @model_validator(mode="after")
    def _verbs_are_distinct(self) -> "Actions":
        twice = _repeated(verb for action in self.concepts.values() for verb in action.verbs)
        if twice:
            raise ValueError(f"verbs that stand twice: {', '.join(twice)}; keep each in one class")
        stray = [v for action in self.concepts.values() for v in action.nominal if v not in action.verbs]
        if stray:
            raise ValueError(f"nominal verbs that are not among the verbs of their class: {', '.join(stray)}; add them there")
        return self


class Words(Entry):
    """The closed-class words by which clauses are read; what each list is for stands beside it in the YAML."""

    adverbs: tuple[str, ...]
    joins: tuple[str, ...]
    negations: tuple[str, ...]
    intentions: tuple[str, ...]
    preposing: tuple[str, ...]
    passive: tuple[str, ...]
    agentive: tuple[str, ...]
    prepositions: tuple[str, ...]
    compounds: tuple[str, ...]
    noun_suffixes: tuple[str, ...]
    no_suffixes: tuple[str, ...]
    self_names: tuple[str, ...]
    anyone: tuple[str, ...]
    leads: tuple[str, ...]
    tails: tuple[str, ...]
    seams: tuple[str, ...]
    possessive: str
    quantifiers: tuple[str, ...]
    meetings: tuple[str, ...]
    posts: tuple[str, ...]
    post_prefixes: tuple[str, ...]
    post_organs: tuple[str, ...]
    government_names: tuple[str, ...]
    endings: tuple[str, ...]
    others: tuple[str, ...]
    roles: tuple[str, ...]
    taking: tuple[str, ...]
    courtesies: tuple[str, ...]


class RelationRule(Entry):
    """A way to read relations; both sentences mark mentions as ``⟦name|TYPE⟧`` and are run as tests.

    ``gives`` are the triples of the example; the counter-example yields nothing by this rule.
    """

    zh: str
    en: str
    definition: Label
    example: str
    gives: tuple[tuple[str, str, str], ...] = Field(min_length=1)
    counter_example: str


class RelationRules(Entry):
    """How relations are read from clauses.

    ``actors`` are the classes that act; ``not_before`` lists by relation the words that, right after a mention, make it a
    modifier of something else; ``bounded`` are classes that are an object only where the noun phrase ends with them; ``dates``
    and ``frequency`` are patterns.
    """

    rules: dict[str, RelationRule]
    actors: tuple[str, ...]
    bounded: tuple[str, ...]
    dates: Pattern
    frequency: Pattern
    not_before: dict[str, tuple[str, ...]]
    words: Words


def relation_problems(
    relations: Relations, actions: Actions, rules: RelationRules, nodes: Mapping[str, yaml.Node | None], classes: Collection[str]
) -> Iterator[Problem]:
    """Yield a problem for each name that is no class or relation, and each action whose relation has not its object in range.

    ``nodes`` are the YAML trees of the three files by ``relations``, ``actions`` and ``relation_rules``.
    """

    def unknown(file: str, key: str, location: tuple[str | int, ...], name: str, known: Collection[str]) -> Iterator[Problem]:
        if name not in known:
            close = difflib.get_close_matches(name, known, 1)
            remedy = f"write {close[0]!r}" if close else f"known: {', '.join(sorted(known))}"
            yield Problem(file, line_of(nodes[key], location), f"{name!r} is not known", remedy)

    where: tuple[str | int, ...]
    for name, entry in relations.relations.items():
        for side, members in (("domain", entry.domain), ("range", entry.range)):
            for place, member in enumerate(members):
                where = ("relations", name, side, place)
                yield from unknown("relations.yaml", "relations", where, member, {*classes, "text"})
    for name, action in actions.concepts.items():
        for cls, relation in action.yields.items():
            where = ("concepts", name, "yields", cls)
            yield from unknown("schemes/actions.yaml", "actions", where, cls, classes)
            yield from unknown("schemes/actions.yaml", "actions", where, relation, relations.relations)
            if relation in relations.relations and cls in classes and cls not in relations.relations[relation].range:
                said = f"{relation!r} has no {cls} in its range"
                yield Problem("schemes/actions.yaml", line_of(nodes["actions"], where), said, "add it in relations.yaml")
    for key, members in (("actors", rules.actors), ("bounded", rules.bounded)):
        for place, member in enumerate(members):
            yield from unknown("rules/relations.yaml", "relation_rules", (key, place), member, classes)
    for relation in rules.not_before:
        yield from unknown("rules/relations.yaml", "relation_rules", ("not_before", relation), relation, relations.relations)


def _repeated(items: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [item for item in items if item in seen or seen.add(item)]  # type: ignore[func-returns-value]
