"""The drawings of ``sayso.views`` as a template takes them: each drawn twice, for wide and for narrow pages, and ready to be put in (every text in them is escaped there)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urlencode

import msgspec
from markupsafe import Markup

from sayso.model.board import MapView, Network, TimelineRow
from sayso.model.proposition import NumberPoint, Support
from sayso.views import maps, network, numbers, paths, timeline
from sayso.views.svg import NARROW, WIDE

OUTLINES = Path(__file__).parent.parent / "vendor" / "world-atlas" / "countries-110m.json"
SPARKS = 4096  # small lines that are kept: a page of a list has fifty, which cost half of its time
KEPT = 16  # drawings of each kind that are kept: the same rows give the same drawing, and a map of the world takes as long as a page may
HALF = 460  # px: a drawing beside others


def history(points: Sequence[NumberPoint], labels: Mapping[str, str] | None = None, *, wide: int = WIDE) -> Markup:
    """The history of a number; ``labels`` calls origins by name."""
    return _both("history", wide, lambda prefix, width: numbers.history(points, labels=labels, prefix=prefix, width=width))


@lru_cache(maxsize=SPARKS)
def spark(points: tuple[NumberPoint, ...], prefix: str) -> Markup:
    """The small line of a number in a row."""
    return Markup(numbers.sparkline(points, prefix=prefix))  # noqa: S704 - every text in a drawing is escaped there


def trails(supports: Sequence[Support]) -> Markup:
    """The paths from outlets to origins."""
    return _both("paths", WIDE, lambda prefix, width: paths.paths(supports, prefix=prefix, width=width)) if supports else Markup()


@lru_cache(maxsize=KEPT)
def times(rows: tuple[TimelineRow, ...]) -> Markup:
    """Propositions in time."""
    return _both("timeline", WIDE, lambda prefix, width: timeline.timeline(rows, href=_proposition, prefix=prefix, width=width))


@lru_cache(maxsize=KEPT)
def world(view: MapView) -> Markup:
    """Places and movements."""
    names = {place.id: place.name for place in view.places}

    def leads(identity: str) -> str:
        return f"/propositions?{urlencode({'place': names[identity]})}"

    return _both("map", WIDE, lambda prefix, width: maps.world(view, outlines(), href=leads, prefix=prefix, width=width))


@lru_cache(maxsize=KEPT)
def web(found: Network) -> Markup:
    """Who says, repeats and denies whom."""
    return _both("network", WIDE, lambda prefix, width: network.network(found, prefix=prefix, width=width))


@lru_cache(maxsize=1)
def outlines() -> tuple[maps.Ring, ...]:
    """Outlines of countries; none where the build did not fetch them."""
    if not OUTLINES.is_file():
        return ()
    return tuple(maps.rings(msgspec.json.decode(OUTLINES.read_bytes()), "countries"))


def _both(name: str, wide: int, draw: Callable[[str, int], str]) -> Markup:
    broad, narrow = draw(f"{name}-wide", wide), draw(f"{name}-narrow", NARROW)
    return Markup(f'<div class="only-wide">{broad}</div><div class="only-narrow">{narrow}</div>')  # noqa: S704 - drawings of ours, every text in them is escaped


def _proposition(identity: str) -> str:
    return f"/propositions/{quote(identity)}"
