"""Outlines of coasts and countries: from TopoJSON to rings, and from rings to what lies within a frame. Takes degrees, gives degrees or px; fetches nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sayso.model.errors import UserError

Point = tuple[float, float]
Ring = tuple[Point, ...]
Frame = tuple[float, float, float, float]  # left, top, right, bottom
NEAR = 1.0  # px: a point nearer than that to the one before it would not be seen


def rings(topology: Mapping[str, Any], name: str | None = None) -> tuple[Ring, ...]:
    """The outlines of a TopoJSON topology (such as world-atlas') as closed rings of (longitude, latitude) in degrees; holes are rings too,
    and one across the date line goes on beyond 180 or -180.

    ``name`` is one of its objects (None: the first one). Raises UserError where it is no topology or has no such object.
    """
    objects = topology.get("objects")
    if topology.get("type") != "Topology" or not isinstance(objects, Mapping) or not objects:
        raise UserError("The outlines must be a TopoJSON topology, such as countries-110m.json of world-atlas.")
    if name is not None and name not in objects:
        raise UserError(f"The topology has no object {name!r}; it has {', '.join(sorted(objects))}.")
    arcs = _arcs(topology)
    return tuple(_joined(parts, arcs) for parts in _parts(objects[name if name is not None else next(iter(objects))]))


def _arcs(topology: Mapping[str, Any]) -> list[Ring]:
    """The arcs in degrees: of a quantised topology each position is a difference from the one before, to be scaled and moved."""
    transform = topology.get("transform")
    if transform is None:
        return [tuple((float(position[0]), float(position[1])) for position in arc) for arc in topology["arcs"]]
    (across, up), (left, low) = transform["scale"], transform["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for position in arc:
            x, y = x + position[0], y + position[1]
            points.append((x * across + left, y * up + low))
        found.append(tuple(points))
    return found


def _parts(shape: Mapping[str, Any]) -> Iterator[Sequence[int]]:
    """The rings of a geometry, each as numbers of arcs."""
    if shape.get("type") == "GeometryCollection":
        for inner in shape.get("geometries", ()):
            yield from _parts(inner)
    elif shape.get("type") == "Polygon":
        yield from shape["arcs"]
    elif shape.get("type") == "MultiPolygon":
        for polygon in shape["arcs"]:
            yield from polygon


def _joined(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """Arcs one after the other; ``~n`` is arc n backwards, and the first point of each is the last one of that before it."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return _unbroken(tuple(points))


def _unbroken(ring: Ring) -> Ring:
    """A ring that jumps from 180 to -180 degrees goes on beyond 180 instead; one around a pole stays as it is."""
    turns, before = 0, ring[0][0] if ring else 0.0
    points = []
    for longitude, latitude in ring:
        turns += 1 if longitude - before < -180 else -1 if longitude - before > 180 else 0
        before = longitude
        points.append((longitude + 360 * turns, latitude))
    return tuple(points) if turns == 0 else ring


def within(ring: Ring, scale: tuple[float, float, float, float], frame: Frame) -> list[Point]:
    """The part of a ring inside a frame (px), with points that would not be seen left out; empty if nothing is.

    ``scale`` is (left, px per degree, top, px per degree): degrees at the left and upper edge, and how far a degree reaches there.
    """
    left, across, top, down = scale
    shown: list[Point] = []
    last_x = last_y = math.inf
    for longitude, latitude in ring:
        x, y = (longitude - left) * across, (top - latitude) * down
        if abs(x - last_x) + abs(y - last_y) >= NEAR:
            shown.append((x, y))
            last_x, last_y = x, y
    if len(shown) < 3:
        return []
    columns, rows = [x for x, _ in shown], [y for _, y in shown]
    ends = (min(columns), max(columns), min(rows), max(rows))
    for axis, edge, sign, end in ((0, frame[0], 1, ends[0]), (0, frame[2], -1, ends[1]), (1, frame[1], 1, ends[2]), (1, frame[3], -1, ends[3])):
        if (end - edge) * sign < 0:
            shown = _cut(shown, axis, edge, sign)
    return shown if len(shown) > 2 else []


def _cut(points: Sequence[Point], axis: int, edge: float, sign: int) -> list[Point]:
    """What of a polygon lies on one side of a straight line (Sutherland and Hodgman 1974)."""
    kept: list[Point] = []
    for at, here in enumerate(points):
        before = points[at - 1]
        inside, was = (here[axis] - edge) * sign >= 0, (before[axis] - edge) * sign >= 0
        if inside != was:
            part = (edge - before[axis]) / (here[axis] - before[axis])
            kept.append((before[0] + part * (here[0] - before[0]), before[1] + part * (here[1] - before[1])))
        if inside:
            kept.append(here)
    return kept
