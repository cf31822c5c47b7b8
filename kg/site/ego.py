"""What stands around each entity, up to two steps away, with places computed beforehand; those of one hub in one script."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from heapq import nsmallest
from typing import Any

from kg.site.corpus import Corpus
from kg.site.network import SMALL, box, wrapped

__all__ = ["MOST_NODES", "Egos"]

MOST_NODES = 120  # names of more cannot be read
_SIZE = 1 << 17  # bytes of a script, about
_NODE, _NAME = 24, 60  # bytes of a node with its edges, and of a name
_WIDE = 1.7  # the drawing is so much wider than high
_RING = 78  # pixels between two rings, from top to bottom
_ROOM = box(wrapped("\u4e00" * 16), SMALL)[0] + 8  # pixels that a name of sixteen characters takes on a ring


class Egos:
    """The networks around the entities of a corpus, entities with the same best known neighbour together."""

    def __init__(self, corpus: Corpus, most: int = MOST_NODES) -> None:
        self._corpus, self._most = corpus, most
        self._joined: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for subject, predicate, target in sorted(corpus.edges):
            self._joined[subject][target].add(predicate)
            self._joined[target][subject].add(predicate)
        ranked = sorted(self._joined, key=lambda k: (-len(self._joined[k]), k))
        self._rank = {key: place for place, key in enumerate(ranked)}

    def scripts(self) -> Iterator[tuple[list[str], dict[str, Any]]]:
        """Yield for each script the entities that it holds and its content.

        ``names`` are [key, name, class]; ``lines`` the relations of an edge, joined by blanks. Of an entity: ``n`` four numbers a
        node (its name, x, y, steps away), itself first; ``e`` three an edge (two nodes, its line); ``h`` how many nodes are left
        out one step away and up to two.
        """
        keys: list[str] = []
        content = _Content(self._corpus)
        for key in sorted(self._joined, key=lambda k: (self._hub(k), k)):
            content.add(key, *self._around(key))
            keys.append(key)
            if content.size > _SIZE:
                yield keys, content.value
                keys, content = [], _Content(self._corpus)
        if keys:
            yield keys, content.value

    def _hub(self, key: str) -> int:
        return min(map(self._rank.__getitem__, (key, *self._joined[key])))

    def _around(self, key: str) -> tuple[list[tuple[str, int, int, int]], list[tuple[int, int, str]], tuple[int, int]]:
        """Return nodes (key, x, y, steps), edges between them, and how many are hidden one step away and up to two."""
        rank = self._rank.__getitem__
        first = sorted(self._joined[key], key=rank)
        parent = dict.fromkeys(first, key)
        for other in first:
            for further in self._joined[other]:
                if further != key:
                    parent.setdefault(further, other)
        near = first[: self._most - 1]
        far = nsmallest(self._most - 1 - len(near), (k for k in parent if parent[k] != key), key=rank)
        hidden = (len(first) - len(near), len(parent) - len(near) - len(far))
        nodes = self._placed(key, near, far, parent)
        number = {node[0]: place for place, node in enumerate(nodes)}
        inner = {key, *near}
        edges = [
            (place, number[other], " ".join(sorted(predicates)))
            for node, place in number.items()
            if node in inner
            for other, predicates in self._joined[node].items()
            if other in number and (other not in inner or place < number[other])
        ]
        return nodes, edges, hidden

    def _placed(self, key: str, near: list[str], far: list[str], parent: dict[str, str]) -> list[tuple[str, int, int, int]]:
        """Return the nodes on rings: each takes as many names as fit on it; those that hang on the same node stand together."""
        nodes = [(key, 0, 0, 0)]
        angle = {key: 0.0}
        radius = 1.4 * _RING
        for steps, own in ((1, near), (2, far)):
            own = sorted(own, key=lambda k: (angle[parent[k]], self._corpus.entities[k].cls, k))
            while own:
                room = max(6, int(2 * math.pi * radius * 1.5 / _ROOM))
                ring, own = own[:room], own[room:]
                for place, other in enumerate(ring):
                    turn = angle[other] = 2 * math.pi * place / len(ring)
                    nodes.append((other, round(_WIDE * radius * math.cos(turn)), round(radius * math.sin(turn)), steps))
                radius += _RING
        return nodes


class _Content:
    """A script that grows; what its entities share stands in it once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._names: dict[str, int] = {}
        self._lines: dict[str, int] = {}
        self._egos: dict[str, dict[str, list[int]]] = {}
        self._nodes = 0

    def add(
        self, key: str, nodes: list[tuple[str, int, int, int]], edges: list[tuple[int, int, str]], hidden: tuple[int, int]
    ) -> None:
        names, lines = self._names, self._lines
        self._egos[key] = {
            "n": [number for node, *place in nodes for number in (names.setdefault(node, len(names)), *place)],
            "e": [number for a, b, line in edges for number in (a, b, lines.setdefault(line, len(lines)))],
            "h": list(hidden),
        }
        self._nodes += len(nodes)

    @property
    def size(self) -> int:
        return _NODE * self._nodes + _NAME * len(self._names)

    @property
    def value(self) -> dict[str, Any]:
        named = [[key, self._corpus.entities[key].name, self._corpus.entities[key].cls] for key in self._names]
        return {"names": named, "lines": list(self._lines), "egos": self._egos}
