"""A mark for each origin, told apart by shape, and their legend. Takes keys and labels, gives SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from sayso.views.svg import Value, circle, fit, measure, tag, text

SHAPES = ("disc", "square", "diamond", "triangle", "down", "hexagon", "plus", "star")
OTHER = "ring"
CORNERS = {"square": (4, 45.0, 1.25), "diamond": (4, 0.0, 1.3), "triangle": (3, -90.0, 1.35), "down": (3, 90.0, 1.35), "hexagon": (6, 0.0, 1.15)}


def shapes(keys: Sequence[str]) -> dict[str, str]:
    """A shape for each key in the order of their first use; from the ninth on all have the same ring."""
    known = dict.fromkeys(keys)
    return {key: SHAPES[at] if at < len(SHAPES) else OTHER for at, key in enumerate(known)}


def mark(shape: str, x: float, y: float, radius: float = 4.5, **attributes: Value) -> str:
    """A shape around a place."""
    if shape in {"disc", OTHER}:
        return circle(x, y, radius, **attributes)
    return tag("path", d=_outline(shape, x, y, radius), **attributes)


def _outline(shape: str, x: float, y: float, radius: float) -> str:
    if shape == "plus":
        thin, long = radius * 0.42, radius * 1.2
        steps = (
            (thin, long),
            (thin, thin),
            (long, thin),
            (long, -thin),
            (thin, -thin),
            (thin, -long),
            (-thin, -long),
            (-thin, -thin),
            (-long, -thin),
            (-long, thin),
            (-thin, thin),
            (-thin, long),
        )
        points = [(x + right, y + down) for right, down in steps]
    elif shape == "star":
        points = [_around(x, y, radius * (1.45 if at % 2 == 0 else 0.62), -90 + at * 36) for at in range(10)]
    else:
        corners, turned, larger = CORNERS[shape]
        points = [_around(x, y, radius * larger, turned + at * 360 / corners) for at in range(corners)]
    return polygon(points)


def _around(x: float, y: float, radius: float, degrees: float) -> tuple[float, float]:
    return x + radius * math.cos(math.radians(degrees)), y + radius * math.sin(math.radians(degrees))


def polygon(points: Sequence[tuple[float, float]]) -> str:
    """A closed path through points."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def legend(entries: Sequence[tuple[str, str]], width: float, top: float, *, left: float = 4) -> tuple[list[str], float]:
    """Pairs of drawn sign (around 0, 0; 20 px wide) and label, in as many lines as they need; gives the markup and where it ends."""
    body, x, y = [], left, top + 14
    for sign, label in entries:
        shown = fit(label, width - left - 34)
        wide = 24 + measure(shown) + 14
        if x > left and x + wide > width:
            x, y = left, y + 19
        body.append(tag("g", sign, transform=f"translate({x + 10:.1f} {y - 4:.1f})"))
        body.append(text(shown, x + 24, y, whole=label, class_="v-quiet"))
        x += wide
    return body, y + 8 if entries else top


def tick_labels(ticks: Sequence[tuple[float, str]], y: float, left: float, right: float) -> list[str]:
    """The labels of an axis between two edges, each in the middle of its tick where that has room; one that would cover the label before it is left out."""
    body, end = [], left
    for x, label in ticks:
        wide = measure(label, 11)
        start = min(max(x - wide / 2, left), right - wide)
        if start >= end:
            body.append(text(label, start + wide / 2, y, text_anchor="middle", font_size=11, class_="v-quiet"))
            end = start + wide + 6
    return body


def origin_label(key: str, labels: Mapping[str, str]) -> str:
    """What to call an origin: its label, or the last part of its key; a government by its country.

    >>> origin_label("gov:UA", {}), origin_label("anon:W04:estonian official", {})
    ('government of UA', 'estonian official')
    """
    if key in labels:
        return labels[key]
    kind, _, rest = key.partition(":")
    return f"government of {rest}" if kind == "gov" and rest else key.rsplit(":", 1)[-1]
