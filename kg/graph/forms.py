"""What all nodes of one kind say, put in order once: to sort the lines of each anew takes longer than to write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter

from kg.graph.turtle import NEXT
from kg.graph.vocabulary import Vocabulary

__all__ = ["Form"]


class Form:
    """Writes what is said of the nodes of one kind, sorted, as a :data:`~kg.graph.turtle.Node` has it.

    They are of ``types`` (None: of differing ones, given as ``types`` in the form of :attr:`Vocabulary.typed`) and have one
    object of each property of ``always``; of those of ``perhaps`` they have none or several.
    """

    def __init__(self, v: Vocabulary, types: Iterable[str] | None, always: Iterable[str], perhaps: Iterable[str] = ()) -> None:
        places = {name: f"{v.starts[name]}%s" for name in always} | dict.fromkeys(perhaps, "%s")
        self._names = sorted(places, key=lambda name: v.properties[name])
        said = "".join(places[name] for name in self._names)
        if types is None:
            self._names.insert(0, "types")
        self._text = ("%s" if types is None else NEXT.join(sorted(types))) + said
        self._values = itemgetter(*self._names)

    def __call__(self, **values: str) -> str:
        """Return what is said of a node, by the properties' names: an object, or of those of ``perhaps`` the lines."""
        said: str = self._text % self._values(values)
        return said.removeprefix(NEXT)  # of a node without types

    def each(self, **columns: Iterable[str]) -> Iterator[str]:
        """Yield what is said of nodes, given a column of values a property; faster than node by node.

        They have types, or ``always`` a property that comes before those of ``perhaps``.
        """
        rows = zip(*(columns[name] for name in self._names), strict=False)  # a column may repeat one value for ever
        return map(self._text.removeprefix(NEXT).__mod__, rows)
