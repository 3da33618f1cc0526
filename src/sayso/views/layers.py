"""Boxes in columns and the curves between them, for paths and networks. Takes stations by column, gives their places and SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.views.svg import NARROW, Value, line, link, measure, tag, text, words, wrap

INSET = 7  # px between a box and its words


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A box: ``label`` stands in it, ``whole`` is what hovering shows; ``kinds`` are its classes; one of a ``denier`` is marked with a cross, ``round`` ends
    tell origins, a dashed rim those that are ``weak``: without access of their own.
    """

    key: str
    label: str
    whole: str
    kinds: str
    denier: bool = False
    round: bool = False
    weak: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a box stands (px)."""

    column: int
    left: float
    right: float
    middle: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Columns (left and width, px) and the height of a box: of one line, or of two where there is little room."""

    columns: tuple[tuple[float, float], ...]
    lines: int

    @property
    def tall(self) -> float:
        """The height of a box."""
        return 8.0 + 14 * self.lines

    @property
    def step(self) -> float:
        """From one box to the next."""
        return self.tall + 7


def grid(columns: Sequence[Sequence[Station]], width: float, *, margin: float = 0) -> Grid:
    """Columns as wide as their words where there is room for that; ``margin`` px stay free at the right."""
    narrow = width < 2 * NARROW
    gap = 30.0 if narrow else 64.0
    room = width - margin - 2 - gap * (len(columns) - 1)
    wanted = [max((_wanted(station) for station in column), default=60.0) for column in columns]
    if sum(wanted) <= room:
        widths, gap = wanted, gap + (room - sum(wanted)) / max(len(columns) - 1, 1)
    else:
        fair = room / len(columns)
        spare = sum(max(fair - one, 0.0) for one in wanted)
        short = sum(max(one - fair, 0.0) for one in wanted)
        widths = [min(one, fair + max(one - fair, 0.0) * spare / short) for one in wanted]
    lefts = [1 + sum(widths[:at]) + gap * at for at in range(len(columns))]
    return Grid(columns=tuple(zip(lefts, widths, strict=True)), lines=2 if narrow and sum(wanted) > room else 1)


def _wanted(station: Station) -> float:
    return measure(station.label) + 2 * INSET + (14 if station.denier else 0) + (6 if station.round else 0)


def place(columns: Sequence[Sequence[Station]], laid: Grid, top: float) -> tuple[dict[str, Spot], float]:
    """The boxes from top to bottom, each column in the middle of the height. Gives places by key, and the lower end."""
    tallest = max(map(len, columns), default=0) * laid.step
    spots: dict[str, Spot] = {}
    for number, (column, (left, wide)) in enumerate(zip(columns, laid.columns, strict=True)):
        step = min(tallest / max(len(column), 1), laid.step * 2)
        first = top + (tallest - len(column) * step) / 2 + step / 2
        for at, station in enumerate(column):
            own = min(wide, _wanted(station))
            start = left if number == 0 else left + wide - own if number == len(columns) - 1 else left + (wide - own) / 2
            spots[station.key] = Spot(column=number, left=start, right=start + own, middle=first + at * step)
    return spots, top + tallest


def heading(label: str, number: int, laid: Grid) -> str:
    """What a column holds, above it."""
    left, wide = laid.columns[number]
    anchor = "start" if number == 0 else "end" if number == len(laid.columns) - 1 else "middle"
    return text(label, left + {"start": 0.0, "end": wide, "middle": wide / 2}[anchor], 14, text_anchor=anchor, font_size=11, class_="v-quiet")


def box(station: Station, spot: Spot, laid: Grid) -> str:
    """A station with its words, in two lines where boxes have two."""
    x = spot.left + INSET + (3 if station.round else 0)
    dashes = "3 2" if station.weak else None
    high = laid.tall
    shape: dict[str, Value] = {"x": spot.left, "y": spot.middle - high / 2, "width": spot.right - spot.left, "height": high, "rx": 11 if station.round else 3}
    rim = tag("rect", **shape, fill="Canvas", stroke="currentColor", stroke_dasharray=dashes, class_="v-box")
    cross = cross_at(x + 4, spot.middle) if station.denier else ""
    x += 14 if station.denier else 0
    lines = wrap(station.label, spot.right - x - INSET + 3, laid.lines)
    shown = [text(one, x, spot.middle + 4 + 13 * (at - (len(lines) - 1) / 2)) for at, one in enumerate(lines)]
    return tag("g", link(station.href, tag("title", words(station.whole)), rim, cross, *shown), class_=f"v-node {station.kinds}")


def cross_at(x: float, y: float, reach: float = 4) -> str:
    """The sign of a denial."""
    return line(x - reach, y - reach, x + reach, y + reach, stroke_width=1.8, class_="v-tie") + line(x - reach, y + reach, x + reach, y - reach, stroke_width=1.8, class_="v-tie")


def curve(start: Spot, end: Spot, *, bulge: float = 40) -> tuple[str, tuple[float, float]]:
    """The path from one box to another, and its middle: across columns an S, within one column an arc at its right."""
    if start.column == end.column:
        far = max(start.right, end.right) + bulge * min(1.0, 0.35 + abs(end.middle - start.middle) / 240)
        path = f"M{start.right:.1f} {start.middle:.1f}C{far:.1f} {start.middle:.1f} {far:.1f} {end.middle:.1f} {end.right:.1f} {end.middle:.1f}"
        return path, ((start.right + end.right) / 8 + far * 0.75, (start.middle + end.middle) / 2)
    x1, x2 = (start.right, end.left) if start.column < end.column else (start.left, end.right)
    half = (x1 + x2) / 2
    path = f"M{x1:.1f} {start.middle:.1f}C{half:.1f} {start.middle:.1f} {half:.1f} {end.middle:.1f} {x2:.1f} {end.middle:.1f}"
    return path, (half, (start.middle + end.middle) / 2)


def settled(columns: Sequence[Sequence[Station]], ties: Sequence[tuple[str, str]]) -> list[list[Station]]:
    """The columns with their boxes moved towards what they are tied to: from the left to the right and back, so that fewer lines cross. The first column keeps its order."""
    near: dict[str, list[str]] = {}
    for one, other in ties:
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    found = [list(column) for column in columns]
    for number in (*range(1, len(found)), *range(len(found) - 2, 0, -1), *range(1, len(found))):
        where = {station.key: at / max(len(column), 1) for column in found for at, station in enumerate(column)}
        own = {station.key: _pull(station.key, near, where) for station in found[number]}
        found[number].sort(key=lambda station, own=own: own[station.key])  # type: ignore[misc]
    return found


def _pull(key: str, near: Mapping[str, Sequence[str]], where: Mapping[str, float]) -> float:
    """The mean height of what a box is tied to; its own height where it is tied to nothing."""
    heights = [where[other] for other in near.get(key, ()) if other in where and other != key]
    return sum(heights) / len(heights) if heights else where[key]
