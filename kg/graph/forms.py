"""How all nodes of one kind are written, put in order once: to sort the lines of each anew takes longer than to write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat
from operator import itemgetter

from kg.graph.turtle import END, NEXT, Node
from kg.graph.vocabulary import Vocabulary

__all__ = ["Form", "pattern"]

_VALUE = re.compile(r"\{(\w+)\}")


def pattern(
    v: Vocabulary, subject: str, types: Iterable[str] | None, always: Mapping[str, str], perhaps: Iterable[str] = ()
) -> str:
    """Return how a node of one kind is written, in order; ``{name}`` stands for a value.

    ``subject`` is of ``types`` (None: of differing ones, the value ``types`` in the form of :attr:`Vocabulary.typed`). It has one
    object of each property of ``always``, as is said there, and none or several of those of ``perhaps``, whose values, called as
    they are, are lines as :meth:`Vocabulary.lines` has them. Without types, the first property must be one of ``always``.
    """
    places = {name: v.starts[name] + object_ for name, object_ in always.items()} | {name: f"{{{name}}}" for name in perhaps}
    said = "".join([places[name] for name in sorted(places, key=lambda name: v.properties[name])])
    opening = "{types}" if types is None else NEXT.join(sorted(types))
    return f"{subject} {(opening + said).removeprefix(NEXT)}{END}"


class Form:
    """Writes nodes by a pattern, or by several patterns of nodes that stand together."""

    def __init__(self, *patterns: str) -> None:
        whole = "".join(patterns)
        self._names = _VALUE.findall(whole)
        self._text = _VALUE.sub("%s", whole.replace("%", "%%"))
        self._values = itemgetter(*self._names)

    def __call__(self, **values: str) -> str:
        """Return one node, by the values' names."""
        written: str = self._text % self._values(values)
        return written

    def nodes(self, subjects: Sequence[str], **columns: Iterable[object]) -> list[Node]:
        """Return a node for each of ``subjects``, the value ``subject``, given a column for each other value or a string for all.

        They come as one, called as the first, when no subject comes twice. So no others may stand between them in a body.
        """
        if len(set(subjects)) < len(subjects):
            return self.apart(subjects, **columns)
        rows = self._rows(subjects, columns)
        order = sorted(range(len(rows)), key=subjects.__getitem__)
        values = tuple(chain.from_iterable([rows[place] for place in order]))
        return [(subjects[order[0]], self._text * len(rows) % values)] if rows else []

    def apart(self, subjects: Sequence[str], **columns: Iterable[object]) -> list[Node]:
        """Return the same nodes one by one, between which others may stand."""
        return list(zip(subjects, map(self._text.__mod__, self._rows(subjects, columns)), strict=True))

    def _rows(self, subjects: Sequence[str], columns: Mapping[str, Iterable[object]]) -> list[tuple[object, ...]]:
        given = {name: repeat(column) if isinstance(column, str) else column for name, column in columns.items()}
        given["subject"] = subjects
        return list(zip(*[given[name] for name in self._names], strict=False))
