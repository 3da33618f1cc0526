"""From each carrier to its origins: outlets at the left, relays and voices between, origins at the right. Takes the supports of a proposition, gives SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sayso.model.proposition import Link, Side, Support
from sayso.views import layers
from sayso.views.layers import Station
from sayso.views.marks import legend
from sayso.views.svg import NARROW, WIDE, drawing, line, said, tag, text, words

MOST = 40  # outlets
RELAYS = frozenset({Link.REPRINT, Link.REWRITE, Link.CITES, Link.PUBLISHED})
HEADINGS = {"outlet": "outlets", "relay": "by way of", "voice": "in the words of", "origin": "origins"}
STYLES = {"adds": (None, 1.8), "copy": ("5 4", 1.1), "denies": (None, 1.8), "open": ("1.5 3", 1.4)}
WORDS = {"adds": "adds its origin", "copy": "adds nothing of its own", "denies": "denies", "open": "no comment, not known, or on a condition"}


@dataclass(slots=True, kw_only=True)
class _Web:
    """Stations by column and the ties between them, while one drawing is made."""

    columns: dict[str, dict[str, Station]] = field(default_factory=dict)
    ties: dict[tuple[str, str], tuple[set[str], set[str]]] = field(default_factory=dict)

    def station(self, column: str, name: str, label: str, *, side: Side | None = None, weak: bool = False) -> str:
        """The key of a station, which is made if it is not there yet. An origin that denies is marked, whatever else it says."""
        key = f"{column}:{name}"
        known = self.columns.setdefault(column, {})
        kind = column.rstrip("0123456789")
        if key not in known or side is Side.DENIES:
            denier = side is Side.DENIES
            kinds = {"outlet": "v-outlet", "relay": "v-agency", "voice": "v-voice", "origin": "v-denies" if denier else "v-weak" if weak else "v-origin"}[kind]
            known[key] = Station(
                key=key,
                label=label,
                whole=f"{label} denies it" if denier else f"{label}, without access of its own" if weak else label,
                kinds=kinds,
                denier=denier,
                round=kind == "origin",
                weak=weak,
            )
        return key

    def tie(self, start: str, end: str, style: str, reason: str) -> None:
        """Joins two stations; what is joined several times is drawn once."""
        styles, reasons = self.ties.setdefault((start, end), (set(), set()))
        styles.add(style)
        reasons.add(reason)


def paths(supports: Sequence[Support], *, prefix: str = "paths", width: int = WIDE) -> str:
    """How each outlet comes by it (``Proposition.supports``): equal steps are one, copies are dashed, denials crossed. At most 40 outlets are drawn; the rest are counted.

    Narrow drawings leave out the voices (who is quoted for the origin) and all relays but the nearest.
    """
    outlets = list(dict.fromkeys(_outlet(support) for support in supports))
    kept = set(outlets[:MOST])
    shown = [support for support in supports if _outlet(support) in kept]
    if not shown:
        return drawing("paths", prefix=prefix, size=(width, 40), told=("No paths", "Nobody says this."), body=[text("No claim is known.", 4, 24, class_="v-quiet")])
    narrow = width < 2 * NARROW
    web = _Web()
    for support in shown:
        _trail(web, support, narrow=narrow)
    names = [name for name in ("outlet", "relay1", "relay2", "relay3", "voice", "origin") if name in web.columns]
    columns = layers.settled([list(web.columns[name].values()) for name in names], list(web.ties))
    laid = layers.grid(columns, width)
    spots, bottom = layers.place(columns, laid, 26)
    body = [layers.heading(HEADINGS[name.rstrip("123")], at, laid) for at, name in enumerate(names) if name not in {"relay2", "relay3"}]
    body += [_drawn(spots[start], spots[end], *tie) for (start, end), tie in web.ties.items()]
    body += [layers.box(station, spots[station.key], laid) for column in columns for station in column]
    if len(outlets) > MOST:
        body.append(text(f"and {said(len(outlets) - MOST, 'more outlet')}", 4, bottom + 14, class_="v-quiet"))
        bottom += 20
    signs, end = legend(_signs(web), width, bottom + 2)
    return drawing("paths", prefix=prefix, size=(width, end + 2), told=("Paths from outlets to origins", _story(shown, len(outlets))), body=body + signs)


def _outlet(support: Support) -> str:
    return support.path[0].label if support.path else "unnamed outlet"


def _style(support: Support) -> str:
    if support.side is Side.DENIES:
        return "denies"
    if support.side is not Side.ASSERTS:
        return "open"
    return "adds" if support.adds else "copy"


def _trail(web: _Web, support: Support, *, narrow: bool) -> None:
    """Enters the stations of one support, from its outlet to its origin."""
    origin = support.origin
    relays = [step for step in support.path[1:] if step.link in RELAYS and step.label != origin.label]
    voices = [step for step in support.path[1:] if step.link is Link.QUOTES and step.label != origin.label]
    stations = [web.station("outlet", _outlet(support), _outlet(support))]
    stations += [web.station(f"relay{at}", step.label, step.label) for at, step in enumerate(relays[: 1 if narrow else 3], 1)]
    if voices and not narrow:
        stations.append(web.station("voice", voices[-1].label, voices[-1].label))
    label = f"{origin.label} ({origin.country})" if origin.country and not narrow else origin.label
    stations.append(web.station("origin", origin.key, label, side=support.side, weak=origin.access is None))
    for start, end in pairwise(stations):
        web.tie(start, end, _style(support), support.reason)


def _drawn(start: layers.Spot, end: layers.Spot, styles: set[str], reasons: set[str]) -> str:
    """A tie in its strongest style, with a cross where a denial runs along it."""
    style = next(name for name in STYLES if name in styles)
    if "denies" in styles and style == "copy":
        style = "denies"
    dashes, wide = STYLES[style]
    path, middle = layers.curve(start, end)
    drawn = tag("path", d=path, fill="none", stroke="currentColor", stroke_width=wide, stroke_dasharray=dashes, stroke_opacity="0.75", class_="v-tie")
    cross = layers.cross_at(*middle) if "denies" in styles else ""
    return tag("g", tag("title", words("; ".join(sorted(reasons)))), drawn, cross, class_="v-denies" if style == "denies" else f"v-path v-{style}")


def _signs(web: _Web) -> list[tuple[str, str]]:
    there = {style for styles, _ in web.ties.values() for style in styles}
    entries = []
    for name, (dashes, wide) in STYLES.items():
        if name in there:
            cross = layers.cross_at(0, 0) if name == "denies" else ""
            entries.append((tag("g", line(-10, 0, 10, 0, stroke_width=wide, stroke_dasharray=dashes, class_="v-tie"), cross, class_=f"v-{name}"), WORDS[name]))
    if any(station.weak for station in web.columns["origin"].values()):
        entries.append(
            (tag("rect", x=-10, y=-6, width=20, height=12, rx=6, fill="none", stroke="currentColor", stroke_dasharray="3 2", class_="v-weak"), "without access of its own")
        )
    return entries


def _story(shown: Sequence[Support], outlets: int) -> str:
    """The paths in words."""
    asserting = [support.origin for support in shown if support.side is Side.ASSERTS]
    access = list(dict.fromkeys(origin.label for origin in asserting if origin.access is not None))
    without = [label for label in dict.fromkeys(origin.label for origin in asserting if origin.access is None) if label not in access]
    denying = list(dict.fromkeys(support.origin.label for support in shown if support.side is Side.DENIES))
    parts = [f"{said(outlets, 'outlet')} {'goes' if outlets == 1 else 'go'} back to {said(len(access), 'origin')} with access: {', '.join(access[:12]) or 'none'}"]
    parts += [f"Without access of their own: {', '.join(without[:12])}"] if without else []
    return ". ".join(parts + ([f"Denied by {', '.join(denying[:12])}"] if denying else [])) + "."
