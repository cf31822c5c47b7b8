"""The model of ``ontology/rules/audit.yaml``: when figures of one report contradict each other."""

from pydantic import Field

from kg.ontology.structure import Pattern
from kg.ontology.yaml_file import Entry

__all__ = [
    "AuditRules",
    "Balance",
    "ChangeAudit",
    "PartMarker",
    "RateAudit",
    "RepeatAudit",
    "ShareAudit",
    "SmallerBase",
    "SumAudit",
    "TotalAfter",
]


class PartMarker(Entry):
    """Opens the parts of a total that stands before. ``closed``: the parts are all there are; ``adjacent``: it stands right
    behind the total.
    """

    name: str
    pattern: Pattern
    closed: bool = False
    adjacent: bool = False
    example: str
    counter: str


class TotalAfter(Entry):
    """``pattern`` matches all that stands between the last part and its total."""

    pattern: Pattern
    example: str
    counter: str


class Balance(Entry):
    """A total and the parts that follow it without a marker; ``closed_by`` matches a part that makes them complete."""

    name: str
    total: Pattern
    parts: Pattern
    closed_by: Pattern | None = None
    example: str
    counter: str


class SumAudit(Entry):
    """Parts and totals.

    ``overlapping`` are words of parts that need not add up, ``follow_up`` begins a clause that is no part; with ``carried_over``
    in the passage more may be settled than came in.
    """

    markers: tuple[PartMarker, ...]
    total_after: TotalAfter
    balances: tuple[Balance, ...]
    overlapping: tuple[str, ...]
    follow_up: Pattern
    carried_over: Pattern


class SmallerBase(Entry):
    """A rate whose denominator is at most the count before it, unless the words of that count match ``of``."""

    rate: Pattern
    of: Pattern


class RateAudit(Entry):
    """A rate and its two counts.

    ``name`` matches the words before a rate, ``share`` those between a count and its share. ``stems`` are words of a numerator by
    the stem of its rate, ``narrowing`` words that both have or neither; ``reach`` is in percentage points.
    """

    name: Pattern
    stems: dict[str, tuple[str, ...]]
    narrowing: tuple[str, ...]
    negation: tuple[str, ...]
    smaller_base: tuple[SmallerBase, ...]
    share: Pattern
    reach: float = Field(gt=0)
    example: str
    counter: str
    share_example: str
    share_counter: str


class ShareAudit(Entry):
    """Percentages of one whole; ``complements`` are pairs of rates that exclude each other."""

    share: Pattern
    complements: tuple[tuple[Pattern, Pattern], ...]
    example: str
    counter: str


class ChangeAudit(Entry):
    """A change beside its two values. ``{verbs}`` in ``step`` stands for the words of ``rising`` and ``falling``."""

    from_: Pattern = Field(alias="from")
    to: Pattern
    against: Pattern
    rising: tuple[str, ...]
    falling: tuple[str, ...]
    step: str = Field(pattern=r"\{verbs\}")
    point: str
    fold: str
    example: str
    counter: str
    against_example: str
    against_counter: str
    difference_example: str
    difference_counter: str


class RepeatAudit(Entry):
    """One figure stated twice: the ``codes`` that are compared, when the indicator has ``shortest`` characters or more."""

    codes: Pattern
    shortest: int
    partial: Pattern
    example: str
    counter: str


class AuditRules(Entry):
    """All rules. ``ends`` matches where a passage ends; ``same_units`` are units that may be added."""

    ends: Pattern
    same_units: tuple[tuple[str, ...], ...]
    sums: SumAudit
    rates: RateAudit
    shares: ShareAudit
    changes: ChangeAudit
    repeats: RepeatAudit
