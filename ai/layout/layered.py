"""Flowcharts: layers from the top down, few crossings, long arrows in lanes of their own.

The usual four steps (Sugiyama): break circles, give layers, order each layer by its neighbours,
then set each node as near to its neighbours as the order allows.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from ai.layout.box import Box, Size

LAYER_GAP = 64.0
NODE_GAP = 48.0
_LANE = Size(24.0, 0.0)
_LANE_MARK, _LANE_WEIGHT = "\0", 0.02
_SWEEPS = 8

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Layered:
    """Where the boxes stand, and the points that an arrow over several layers passes."""

    boxes: dict[str, Box]
    bends: dict[Edge, list[tuple[float, float]]]


def lay_out_layers(sizes: dict[str, Size], edges: list[Edge]) -> Layered:
    """Lay out the nodes of `sizes`, in their order where nothing else decides."""
    edges = list(dict.fromkeys(edge for edge in edges if edge[0] != edge[1]))
    forward = _without_circles(list(sizes), edges)
    layer_of = _layers(list(sizes), list(forward.values()))
    all_sizes, links, lanes = _with_lanes(sizes, forward, layer_of)
    layers = _ordered(all_sizes, links, layer_of)
    centres = _across(layers, all_sizes, links)
    middles = _down(layers, all_sizes)
    boxes = {
        key: Box(
            centres[key] - size.width / 2,
            middles[layer_of[key]] - size.height / 2,
            size.width,
            size.height,
        )
        for key, size in sizes.items()
    }
    bends = {
        edge: [(centres[lane], middles[layer_of[lane]]) for lane in path]
        for edge, path in lanes.items()
        if path
    }
    return Layered(boxes, bends)


def _without_circles(nodes: list[str], edges: list[Edge]) -> dict[Edge, Edge]:
    """Each edge as it counts for the layers: those that lead back are turned round."""
    out: dict[str, list[str]] = defaultdict(list)
    for source, target in edges:
        out[source].append(target)
    has_before = {target for _, target in edges}
    starts = [node for node in nodes if node not in has_before]
    done: set[str] = set()
    back: set[Edge] = set()
    for start in (*starts, *nodes):
        if start not in done:
            _walk(start, out, done, back)
    return {edge: (edge[1], edge[0]) if edge in back else edge for edge in edges}


def _walk(start: str, out: dict[str, list[str]], done: set[str], back: set[Edge]) -> None:
    path, waiting = {start}, [(start, iter(out[start]))]
    while waiting:
        node, targets = waiting[-1]
        target = next(targets, None)
        if target is None:
            waiting.pop()
            path.discard(node)
            done.add(node)
        elif target in path:
            back.add((node, target))
        elif target not in done:
            path.add(target)
            waiting.append((target, iter(out[target])))


def _layers(nodes: list[str], edges: list[Edge]) -> dict[str, int]:
    """The longest way from a start; `edges` has no circles."""
    before: dict[str, int] = dict.fromkeys(nodes, 0)
    out: dict[str, list[str]] = defaultdict(list)
    for source, target in edges:
        out[source].append(target)
        before[target] += 1
    layer = dict.fromkeys(nodes, 0)
    ready = [node for node in nodes if before[node] == 0]
    while ready:
        node = ready.pop()
        for target in out[node]:
            layer[target] = max(layer[target], layer[node] + 1)
            before[target] -= 1
            if before[target] == 0:
                ready.append(target)
    return layer


def _with_lanes(
    sizes: dict[str, Size], forward: dict[Edge, Edge], layer_of: dict[str, int]
) -> tuple[dict[str, Size], list[Edge], dict[Edge, list[str]]]:
    """A narrow lane in each layer that an edge passes; edges then join neighbouring layers."""
    all_sizes, links, lanes = dict(sizes), [], {}
    for edge, (source, target) in forward.items():
        path = []
        for layer in range(layer_of[source] + 1, layer_of[target]):
            lane = f"{_LANE_MARK}{edge[0]}{_LANE_MARK}{edge[1]}{_LANE_MARK}{layer}"
            all_sizes[lane], layer_of[lane] = _LANE, layer
            path.append(lane)
        stops = [source, *path, target]
        links += list(pairwise(stops))
        lanes[edge] = path if edge == (source, target) else path[::-1]
    return all_sizes, links, lanes


def _ordered(
    sizes: dict[str, Size], links: list[Edge], layer_of: dict[str, int]
) -> list[list[str]]:
    layers: list[list[str]] = [[] for _ in range(max(layer_of.values(), default=-1) + 1)]
    for key in sizes:
        layers[layer_of[key]].append(key)
    above, below = _neighbours(links)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        for index in range(1, len(layers)) if down else range(len(layers) - 2, -1, -1):
            fixed = layers[index - 1] if down else layers[index + 1]
            layers[index] = _by_barycentre(layers[index], fixed, above if down else below)
    return layers


def _neighbours(links: list[Edge]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    above: dict[str, list[str]] = defaultdict(list)
    below: dict[str, list[str]] = defaultdict(list)
    for source, target in links:
        above[target].append(source)
        below[source].append(target)
    return above, below


def _by_barycentre(
    layer: list[str], fixed: list[str], neighbours: dict[str, list[str]]
) -> list[str]:
    place = {key: float(index) for index, key in enumerate(fixed)}
    own = {key: float(index) for index, key in enumerate(layer)}

    def middle(key: str) -> float:
        at = [place[each] for each in neighbours[key]]
        return sum(at) / len(at) if at else own[key]

    return sorted(layer, key=lambda key: (middle(key), own[key]))


def _across(layers: list[list[str]], sizes: dict[str, Size], links: list[Edge]) -> dict[str, float]:
    """The x of each centre: drawn to the mean of its neighbours, kept apart in its order."""
    centres: dict[str, float] = {}
    for layer in layers:
        centres.update(_apart(layer, sizes, dict.fromkeys(layer, 0.0)))
    above, below = _neighbours(links)
    for sweep in range(_SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            wanted = {key: _mean(key, (*above[key], *below[key]), centres) for key in layer}
            centres.update(_apart(layer, sizes, wanted))
    return centres


def _mean(key: str, neighbours: tuple[str, ...], centres: dict[str, float]) -> float:
    """The middle of the neighbours; boxes count for more than lanes, so that steps stand in
    line and the lanes bend around them."""
    weights = [_weight(each) for each in neighbours]
    if not weights:
        return centres[key]
    drawn = sum(centres[each] * weight for each, weight in zip(neighbours, weights, strict=True))
    return drawn / sum(weights)


def _weight(key: str) -> float:
    return _LANE_WEIGHT if key.startswith(_LANE_MARK) else 1.0


def _apart(layer: list[str], sizes: dict[str, Size], wanted: dict[str, float]) -> dict[str, float]:
    """The positions nearest to `wanted` (weighted least squares) that keep order and gaps.

    Pool adjacent violators: without the gaps the positions must only not decrease, so neighbours
    that would are merged and share the mean of what they want.
    """
    offsets, offset = [], 0.0
    for before, key in zip([None, *layer], layer, strict=False):
        if before is not None:
            offset += (sizes[before].width + sizes[key].width) / 2 + NODE_GAP
        offsets.append(offset)
    pools: list[tuple[float, float, int]] = []
    for key, shift in zip(layer, offsets, strict=True):
        mean, weight, count = wanted[key] - shift, _weight(key), 1
        while pools and pools[-1][0] > mean:
            other, other_weight, size = pools.pop()
            mean = (mean * weight + other * other_weight) / (weight + other_weight)
            weight, count = weight + other_weight, count + size
        pools.append((mean, weight, count))
    flat = [mean for mean, _weight_of_all, count in pools for _ in range(count)]
    return {key: at + shift for key, at, shift in zip(layer, flat, offsets, strict=True)}


def _down(layers: list[list[str]], sizes: dict[str, Size]) -> list[float]:
    """The y of each layer's middle."""
    middles, y = [], 0.0
    for layer in layers:
        height = max(sizes[key].height for key in layer)
        middles.append(y + height / 2)
        y += height + LAYER_GAP
    return middles
