"""What all nodes of one kind say, put in order once: to sort the lines of each anew takes longer than to write them."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from kg.graph.turtle import NEXT
from kg.graph.vocabulary import Vocabulary

__all__ = ["Form"]


class Form:
    """Writes what is said of the nodes of one kind, sorted, as a :data:`~kg.graph.turtle.Node` has it.

    They are of ``types`` and have one object of each property of ``always``; of those of ``perhaps`` they have none or several.
    """

    def __init__(self, v: Vocabulary, types: Iterable[str], always: Iterable[str], perhaps: Iterable[str] = ()) -> None:
        places = {name: f"{v.starts[name]}%s" for name in always} | dict.fromkeys(perhaps, "%s")
        names = sorted(places, key=lambda name: v.properties[name])
        self._text = NEXT.join(sorted(types)) + "".join(places[name] for name in names)
        self._values = itemgetter(*names)

    def __call__(self, **values: str) -> str:
        """Return what is said of a node, by the properties' names: an object, or of those of ``perhaps`` the lines."""
        said: str = self._text % self._values(values)
        return said.removeprefix(NEXT)  # of a node without types
