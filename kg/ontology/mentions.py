"""The model of ``ontology/rules/mentions.yaml``: where names begin and end."""

from pydantic import Field

from kg.ontology.yaml_file import Entry

__all__ = ["BeforeNames", "Boundaries", "Convened", "Coordination", "HonorRules", "MentionRules", "PlaceRules"]


class Boundaries(Entry):
    """Words at which the walk to the left from a head word stops; ``inner`` ones only when they would begin the name."""

    verbs: tuple[str, ...]
    adverbs: tuple[str, ...]
    particles: tuple[str, ...]
    inner: tuple[str, ...]


class Coordination(Entry):
    """The classes whose coordinated names under one head are one mention, and what joins them.

    ``inside``: by class, what may join two words inside one name; ``closed``: words that end a phrase that shares no head.
    """

    classes: tuple[str, ...]
    inside: dict[str, tuple[str, ...]]
    closed: tuple[str, ...]
    joins: tuple[str, ...]


class BeforeNames(Entry):
    """What stands before a name of ``types`` and never belongs to it: a regular expression."""

    types: tuple[str, ...]
    pattern: str


class Convened(Entry):
    """Head words of bodies that are meetings too, and the verbs that say that they are."""

    heads: tuple[str, ...]
    verbs: tuple[str, ...]


class HonorRules(Entry):
    """Verbs before a title, words that end one, and words one of which stands in it."""

    verbs: tuple[str, ...]
    ends: tuple[str, ...]
    marks: tuple[str, ...]


class PlaceRules(Entry):
    """Zones named behind a region, words that make a short name a figure of speech, and what is no stem of a town's name.

    ``not_below`` begin no name of a town behind its county's; ``divisions`` is what stands before a city of the Corps.
    """

    zones: tuple[str, ...]
    figurative: tuple[str, ...]
    not_below: tuple[str, ...]
    divisions: str
    not_stems: tuple[str, ...]


class MentionRules(Entry):
    """See the comments in the file."""

    boundaries: Boundaries
    words: tuple[str, ...]
    also_stops: dict[str, tuple[str, ...]]
    coordination: Coordination
    before_names: BeforeNames
    times: tuple[str, ...]
    titled: tuple[str, ...]
    measures: tuple[str, ...]
    longest_name: int = Field(gt=0)
    generic_modifiers: tuple[str, ...]
    also_generic: dict[str, tuple[str, ...]]
    after_head_not_a_name: dict[str, tuple[str, ...]]
    determinate_heads: tuple[str, ...]
    after_quote_not_a_name: tuple[str, ...]
    before_quote_a_name: tuple[str, ...]
    before_quote_a_verb: tuple[str, ...]
    convened: Convened
    titled_heads: dict[str, tuple[str, ...]]
    title_heads: tuple[str, ...]
    after_title: str
    docnum: str
    pairs: tuple[str, ...]
    quotes: str
    name_openings: str
    stops: str
    level_words: dict[str, str]
    not_after: str
    level_lists: str
    unit_heads: tuple[str, ...]
    joint_units: str
    party_prefixes: tuple[str, ...]
    decoys: dict[str, str]
    unit_stops: tuple[str, ...]
    list_joins: tuple[str, ...]
    shortest_bare_title: int
    sentence_ends: str
    clause_ends: str
    certain: dict[str, tuple[str, ...]]
    before_known_names: dict[str, str]
    after_known_names: dict[str, str]
    honors: HonorRules
    places: PlaceRules
