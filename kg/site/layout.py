"""Where the nodes of a network stand: wheels around hubs, computed beforehand, the same on every run and machine.

The algorithms of networkx need numpy, and a report's network is close to a star, which they draw as a ball of overlapping names.
Here each node keeps about the direction that its place in the tree gives it, and moves outwards until its name covers no other.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import networkx as nx


__all__ = ["flowers", "radial"]

Node = TypeVar("Node", bound=Hashable)
Box = tuple[int, int, int, int]  # left, top, right, bottom, in pixels

_STEP = 16  # pixels between two tries outwards
_FIRST = 90  # pixels from the centre to the nearest node
_STRETCH = 1.25  # screens are wider than high
# A node may give way sideways by so many radians before it moves outwards: that keeps the wheel small and its names large.
_SIDEWAYS = tuple(sign * step * 0.08 for step in range(6) for sign in (1, -1)[: step + 1])
_CELL, _ROW = 8, 16  # pixels: width and height of the cells in which the ground remembers what is taken
_MIDDLE = 1 << 12  # cells left of the centre
_GAP = 60  # pixels between two flowers
_ON_A_RING = 12  # flowers that a ring is widened for, so that a few of them stand in one


class _Ground:
    """What is taken, a row of cells a number, a cell a bit: a box is tried some hundred times before it finds its place."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}

    def take(self, box: Box) -> bool:
        """Take the cells of ``box`` when all are free; return whether they were."""
        left, top, right, bottom = box
        first = left // _CELL
        bits = ((1 << (right // _CELL - first + 1)) - 1) << (first + _MIDDLE)
        touched = range(top // _ROW, bottom // _ROW + 1)
        rows = self._rows
        for row in touched:
            if rows.get(row, 0) & bits:
                return False
        for row in touched:
            rows[row] = rows.get(row, 0) | bits
        return True


def radial(
    graph: nx.Graph[Node], centre: Node, size: Callable[[Node], tuple[int, int]], order: Callable[[Node], tuple[object, ...]]
) -> dict[Node, tuple[int, int]]:
    """Return x and y in pixels of each node of an undirected graph, the centre at 0, 0.

    ``size`` is the width and height of a node with its name below it; ``order`` sorts neighbours around the wheel. Parts that
    do not hang together with the centre are placed around it too. No two boxes overlap.
    """
    children, depth = _tree(graph, centre, order)
    angles = _angles(children, centre)
    ground = _Ground()
    distance: dict[Node, int] = {}
    places: dict[Node, tuple[int, int]] = {}
    parent = {child: node for node, below in children.items() for child in below}
    for node in sorted(depth, key=lambda n: (depth[n], angles[n])):
        away = 0 if node == centre else distance[parent[node]] + (_FIRST if parent[node] == centre else 5 * _STEP)
        width, height = size(node)
        tries = [(_STRETCH * math.cos(a), math.sin(a)) for a in (angles[node] + turn for turn in _SIDEWAYS)]
        while node not in places:
            for dx, dy in tries:
                x, y = round(away * dx), round(away * dy)
                if ground.take(_box(x, y, width, height)):
                    distance[node], places[node] = away, (x, y)
                    break
            away += _STEP
    return places


def flowers(
    graph: nx.Graph[Node],
    hubs: Sequence[Node],
    size: Callable[[Node], tuple[int, int]],
    order: Callable[[Node], tuple[object, ...]],
) -> dict[Node, tuple[int, int]]:
    """Return x and y in pixels of each node: a flower a hub with what hangs on it alone; in the middle what is shared.

    Flowers stand in the order of ``hubs`` on rings around the middle. No two boxes overlap.
    """
    petals = _petals(graph, hubs)
    parts = [[node for node in graph if node not in petals], *([n for n in petals if petals[n] == hub] for hub in hubs)]
    drawn = [_flower(graph, part, hub, size, order) for part, hub in zip(parts, (None, *hubs), strict=True)]
    radii = [_radius(places, size) for places in drawn]
    found = dict(drawn[0])
    for places, (x, y) in zip(drawn[1:], _rings(radii[0], radii[1:]), strict=True):
        found.update({node: (x + dx, y + dy) for node, (dx, dy) in places.items()})
    return found


def _petals(graph: nx.Graph[Node], hubs: Sequence[Node]) -> dict[Node, Node]:
    """Return the hub of each node that hangs on one alone, hubs included; others are left out."""
    known: dict[Node, Node | None] = {hub: hub for hub in hubs}
    layer: Collection[Node] = hubs
    while layer:
        reached: dict[Node, set[Node | None]] = defaultdict(set)
        for node in layer:
            for neighbour in graph[node]:
                if neighbour not in known:
                    reached[neighbour].add(known[node])
        known.update({node: next(iter(owners)) if len(owners) == 1 else None for node, owners in reached.items()})
        layer = reached
    return {node: hub for node, hub in known.items() if hub is not None}


def _flower(
    graph: nx.Graph[Node],
    part: list[Node],
    hub: Node | None,
    size: Callable[[Node], tuple[int, int]],
    order: Callable[[Node], tuple[object, ...]],
) -> dict[Node, tuple[int, int]]:
    """Return the places of ``part`` around its hub; without one around its node with most neighbours."""
    if not part:
        return {}
    centre = min(part, key=lambda n: (-graph.degree(n), order(n))) if hub is None else hub
    return radial(graph.subgraph(part), centre, size, order)


def _radius(places: dict[Node, tuple[int, int]], size: Callable[[Node], tuple[int, int]]) -> float:
    """Return the radius of what is drawn, with its names, as if it were not stretched."""
    boxes = (_box(x, y, *size(node)) for node, (x, y) in places.items())
    corners = ((x / _STRETCH, y) for left, top, right, bottom in boxes for x in (left, right) for y in (top, bottom))
    return max((math.sqrt(x * x + y * y) for x, y in corners), default=0.0)


def _rings(inner: float, radii: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Yield the centres of circles of these radii, on rings around one of radius ``inner``."""
    at = 0
    while at < len(radii):
        away = inner + _GAP + max(radii[at : at + _ON_A_RING])
        while sum(_width(r, away) for r in radii[at : at + _ON_A_RING]) > 2 * math.pi:
            away += _STEP
        ring: list[float] = []
        while at < len(radii) and radii[at] <= away - inner and sum(ring) + _width(radii[at], away) <= 2 * math.pi:
            ring.append(_width(radii[at], away))
            at += 1
        spare = (2 * math.pi - sum(ring)) / len(ring)
        angle = -math.pi / 2
        for width in ring:
            turn = angle + (width + spare) / 2
            yield round(_STRETCH * away * math.cos(turn)), round(away * math.sin(turn))
            angle += width + spare
        inner = away + max(radii[at - len(ring) : at])


def _width(radius: float, away: float) -> float:
    """Return the angle in radians under which a circle with a gap beside it is seen from ``away``."""
    return 2 * math.asin(min(1.0, (radius + _GAP / 2) / away))


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
