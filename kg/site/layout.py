"""Where the nodes of a network stand: a wheel around one node, computed beforehand, the same on every run and machine.

The algorithms of networkx need numpy, and a report's network is close to a star, which they draw as a ball of overlapping names.
Here each node keeps about the direction that its place in the tree gives it, and moves outwards until its name covers no other.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import networkx as nx


__all__ = ["radial"]

Node = TypeVar("Node", bound=Hashable)
Box = tuple[int, int, int, int]  # left, top, right, bottom, in pixels

_STEP = 12  # pixels between two tries outwards
_FIRST = 90  # pixels from the centre to the nearest node
_ROW = 64  # pixels
_STRETCH = 1.25  # screens are wider than high
# A node may give way sideways by so many radians before it moves outwards: that keeps the wheel small and its names large.
_SIDEWAYS = tuple(sign * step * 0.05 for step in range(9) for sign in (1, -1))


def radial(
    graph: nx.Graph[Node], centre: Node, size: Callable[[Node], tuple[int, int]], order: Callable[[Node], tuple[object, ...]]
) -> dict[Node, tuple[int, int]]:
    """Return x and y in pixels of each node of an undirected graph, the centre at 0, 0.

    ``size`` is the width and height of a node with its name below it; ``order`` sorts neighbours around the wheel. Parts that
    do not hang together with the centre are placed around it too. No two boxes overlap.
    """
    children, depth = _tree(graph, centre, order)
    angles = _angles(children, centre)
    boxes: dict[int, list[Box]] = defaultdict(list)  # by the rows that they touch, so that few are compared
    distance: dict[Node, int] = {}
    places: dict[Node, tuple[int, int]] = {}
    parent = {child: node for node, below in children.items() for child in below}
    for node in sorted(depth, key=lambda n: (depth[n], angles[n])):
        away = 0 if node == centre else distance[parent[node]] + (_FIRST if parent[node] == centre else 5 * _STEP)
        width, height = size(node)
        while True:
            tries = ((round(away * _STRETCH * math.cos(a)), round(away * math.sin(a))) for a in _directions(angles[node]))
            free = ((place, box) for place in tries if not _taken(box := _box(*place, width, height), boxes))
            found = next(free, None)
            if found:
                break
            away += _STEP
        (x, y), box = found
        for band in _rows(box):
            boxes[band].append(box)
        distance[node], places[node] = away, (x, y)
    return places


def _tree(
    graph: nx.Graph[Node], centre: Node, order: Callable[[Node], tuple[object, ...]]
) -> tuple[dict[Node, list[Node]], dict[Node, int]]:
    """Return the children and the depth of each node in a breadth-first tree; other components hang on the centre."""
    children: dict[Node, list[Node]] = {node: [] for node in graph}
    depth = {centre: 0}
    strangers = sorted(graph, key=lambda n: (-graph.degree(n), order(n)))
    queue = [centre]
    while queue:
        for node in queue:
            for neighbour in sorted(graph[node], key=order):
                if neighbour not in depth:
                    depth[neighbour] = depth[node] + 1
                    children[node].append(neighbour)
        queue = [child for node in queue for child in children[node]]
        if not queue:
            queue = [node for node in strangers if node not in depth][:1]
            for node in queue:
                depth[node] = 1
                children[centre].append(node)
    children[centre].sort(key=order)
    return children, depth


def _angles(children: dict[Node, list[Node]], centre: Node) -> dict[Node, float]:
    """Return each node's direction in radians: the circle is divided by the number of leaves below a node."""
    leaves: dict[Node, int] = {}
    downwards = [centre]
    for node in downwards:
        downwards += children[node]
    for node in reversed(downwards):
        leaves[node] = max(1, sum(leaves[child] for child in children[node]))
    begin = {centre: 0}
    angles: dict[Node, float] = {}
    for node in downwards:
        angles[node] = 2 * math.pi * (begin[node] + leaves[node] / 2) / leaves[centre] - math.pi / 2
        at = begin[node]
        for child in children[node]:
            begin[child] = at
            at += leaves[child]
    return angles


def _box(x: int, y: int, width: int, height: int) -> Box:
    return x - width // 2, y - 14, x + width // 2, y - 14 + height


def _directions(angle: float) -> Iterator[float]:
    return (angle + turn for turn in _SIDEWAYS)


def _rows(box: Box) -> range:
    return range(box[1] // _ROW, box[3] // _ROW + 1)


def _taken(a: Box, boxes: dict[int, list[Box]]) -> bool:
    return any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for row in _rows(a) for b in boxes[row])
