"""Places and movements on a map. Takes the rows and outlines of coasts or countries, gives SVG."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.model.board import MapLeg, MapPlace, MapView
from sayso.views.marks import legend, polygon
from sayso.views.outlines import Frame, Point, Ring, rings, within
from sayso.views.placing import Box, Sheet
from sayso.views.svg import NARROW, WIDE, Href, circle, drawing, fit, haloed, line, link, measure, said, tag, text, words

__all__ = ["Ring", "rings", "world"]

MARGIN = 0.16  # of what is shown, on each side
LEAST = 3.0  # degrees that a map shows at least, so that one place has surroundings
FLAT, STEEP = 0.45, 0.8  # of the width: least and greatest height
DASHES = {"ship": "7 4", "rail": "2 3", "air": "11 3 2 3", "road": None, "foot": "1.5 3.5"}
OUTSIDE = 6.0  # px that land goes on beyond the frame, so that its rim is not seen


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """An equirectangular map: degrees to px. ``west`` is the meridian at which the world is cut, so that a map may cross the date line."""

    west: float
    left: float
    top: float
    across: float
    down: float
    width: float
    height: float

    def at(self, longitude: float, latitude: float) -> Point:
        """Where a place is drawn."""
        return (turned(longitude, self.west) - self.left) * self.across, (self.top - latitude) * self.down


def turned(longitude: float, west: float) -> float:
    """The same meridian, in the turn of the globe that begins at ``west``."""
    return west + (longitude - west) % 360


def world(view: MapView, outlines: Sequence[Ring] = (), *, href: Href | None = None, prefix: str = "map", width: int = WIDE) -> str:
    """A map cropped to what it shows: places as circles sized by their independent origins, hollow where contested; legs of routes as arrows with how many.

    ``outlines`` are rings of (longitude, latitude) in degrees (``rings`` makes them of TopoJSON). ``href`` gives the address of a place by its id.
    """
    places = [place for place in view.places if math.isfinite(place.latitude) and math.isfinite(place.longitude)]
    if not places:
        return drawing("map", prefix=prefix, size=(width, 40), told=("Empty map", "No place is known."), body=[text("No place is known.", 4, 24, class_="v-quiet")])
    shown = _view(places, width)
    spots = {place.id: shown.at(place.longitude, place.latitude) for place in places}
    sheet = Sheet(bounds=(2, 2, shown.width - 2, shown.height - 2))
    sea = tag("rect", x=0, y=0, width=shown.width, height=shown.height, fill="none", class_="v-sea")
    body = [tag("svg", sea, _land(outlines, shown), x=0, y=0, width=shown.width, height=shown.height, overflow="hidden")]
    legs = [leg for leg in view.legs if leg.start in spots and leg.end in spots and leg.start != leg.end]
    sizes = {place.id: radius(place.origins, width) for place in places}
    for key, (x, y) in spots.items():
        sheet.take((x - sizes[key], y - sizes[key], x + sizes[key], y + sizes[key]))
    arrows, labels = _legs(legs, spots, sheet, sizes)
    body += arrows + [_circle(place, spots[place.id], sizes[place.id], href) for place in reversed(places)] + labels
    body += [_name(place.name, spots[place.id], sizes[place.id] + 4, sheet) for place in places]
    if view.more:
        body.append(text(f"and {view.more:,} more", 4, shown.height + 14, class_="v-quiet"))
    signs, end = legend(_signs(places, legs, width), width, shown.height + (18 if view.more else 2))
    return drawing("map", prefix=prefix, size=(width, end + 2), told=("Map of places and movements", _story(places, legs)), body=body + signs)


def _view(places: Sequence[MapPlace], width: float) -> View:
    """The part of the world that holds all places: cut where the widest empty stretch lies."""
    meridians = sorted({place.longitude % 360 for place in places})
    gaps = [((meridians[(at + 1) % len(meridians)] - one) % 360 or 360.0, one) for at, one in enumerate(meridians)]
    widest, before = max(gaps)
    west = (before + widest / 2) % 360 - 180
    west = west - 180 if len(meridians) == 1 else before + widest / 2 - 360
    longitudes = [turned(place.longitude, west) for place in places]
    latitudes = [max(min(place.latitude, 85.0), -85.0) for place in places]
    middle = (min(latitudes) + max(latitudes)) / 2
    squeeze = max(math.cos(math.radians(middle)), 0.2)
    broad = max((max(longitudes) - min(longitudes)) * squeeze, LEAST) * (1 + 2 * MARGIN)
    high = max(max(latitudes) - min(latitudes), LEAST * FLAT) * (1 + 2 * MARGIN)
    ratio = min(max(high / broad, FLAT), STEEP)
    broad = max(broad, high / ratio)
    down = width / broad
    height = width * ratio
    left = (min(longitudes) + max(longitudes)) / 2 - broad / squeeze / 2
    return View(west=west, left=left, top=middle + height / down / 2, across=down * squeeze, down=down, width=width, height=height)


def _land(outlines: Sequence[Ring], shown: View) -> str:
    """The outlines inside the frame as one path; each is tried in three turns of the globe."""
    frame: Frame = (-OUTSIDE, -OUTSIDE, shown.width + OUTSIDE, shown.height + OUTSIDE)
    right = shown.left + shown.width / shown.across
    low = shown.top - shown.height / shown.down
    parts = []
    for ring in outlines:
        longitudes, latitudes = [point[0] for point in ring], [point[1] for point in ring]
        if max(latitudes) < low or min(latitudes) > shown.top:
            continue
        west, east = min(longitudes), max(longitudes)
        for turn in (-360, 0, 360):
            if east + turn >= shown.left and west + turn <= right:
                points = within(ring, (shown.left - turn, shown.across, shown.top, shown.down), frame)
                parts.append(polygon(points) if points else "")
    if not any(parts):
        return ""
    return tag(
        "path", d="".join(parts), fill="currentColor", fill_opacity="0.08", fill_rule="evenodd", stroke="currentColor", stroke_opacity="0.35", stroke_width="0.7", class_="v-land"
    )


def radius(origins: int, width: float) -> float:
    """The size of a place's circle in px, smaller on narrow maps: its area grows with the independent origins."""
    return min(4 + 3 * math.sqrt(max(origins, 0)), 18) * (1.0 if width >= 2 * NARROW else 0.7)


def _circle(place: MapPlace, spot: Point, size: float, href: Href | None) -> str:
    told = f"{place.name}: {said(place.origins, 'origin')}, {said(place.claims, 'claim')}{', contested' if place.contested else ''}"
    fill = ("Canvas", "0.35") if place.contested else ("currentColor", "0.75")
    drawn = circle(*spot, size, fill=fill[0], fill_opacity=fill[1], stroke="currentColor", stroke_width=2, class_="v-hollow" if place.contested else "v-mark")
    target = href(place.id) if href is not None else None
    return tag("g", link(target, tag("title", words(told)), drawn, label=told if target is not None else None), class_=f"v-place{' v-contested' if place.contested else ''}")


def _name(name: str, spot: Point, off: float, sheet: Sheet) -> str:
    """A place's name beside its circle, where there is room."""
    shown, (x, y) = fit(name, 150), spot
    wide = measure(shown)
    lefts = (
        (x + off, y - 7),
        (x - off - wide, y - 7),
        (x - wide / 2, y - off - 12),
        (x - wide / 2, y + off - 2),
        (x + off * 0.7, y + off * 0.7),
        (x - off * 0.7 - wide, y - off * 0.7 - 12),
    )
    box = sheet.first((left, top, left + wide, top + 14) for left, top in lefts)
    return haloed(shown, box[0], box[1] + 11, whole=name, class_="v-name") if box is not None else ""


def _legs(legs: Sequence[MapLeg], spots: Mapping[str, Point], sheet: Sheet, sizes: Mapping[str, float]) -> tuple[list[str], list[str]]:
    """The arrows, and what is written beside them. Legs between the same places lie beside each other."""
    seen: Counter[tuple[str, str]] = Counter()
    arrows, counts = [], []
    for leg in legs:
        bulge = 0.1 + 0.13 * seen[leg.start, leg.end]
        seen[leg.start, leg.end] += 1
        arrow, middle, tip = _arrow(spots[leg.start], spots[leg.end], bulge, sizes[leg.end], leg)
        arrows.append(arrow)
        sheet.take(tip)
        counts.append((leg.number, middle))
    return arrows, [_count(number, middle, sheet) for number, middle in counts if number]


def _count(number: str, middle: Point, sheet: Sheet) -> str:
    """How many travelled, on the arrow or beside it."""
    shown, (x, y) = fit(number, 130, 11), middle
    wide = measure(shown, 11)
    centres = ((x, y), (x, y - 12), (x, y + 12), (x + wide / 2 + 6, y), (x - wide / 2 - 6, y))
    box = sheet.first((centre - wide / 2, level - 6, centre + wide / 2, level + 7) for centre, level in centres)
    return haloed(shown, box[0], box[1] + 10, font_size=11, whole=number, class_="v-count") if box is not None else ""


def _arrow(start: Point, end: Point, bulge: float, off: float, leg: MapLeg) -> tuple[str, Point, Box]:
    """A bent line that ends at the rim of a circle, with its head; its middle; and the place that the head takes."""
    (x1, y1), (x2, y2) = start, end
    bend = ((x1 + x2) / 2 - (y2 - y1) * bulge * 2, (y1 + y2) / 2 + (x2 - x1) * bulge * 2)
    angle = math.atan2(y2 - bend[1], x2 - bend[0])
    tip = (x2 - math.cos(angle) * (off + 2), y2 - math.sin(angle) * (off + 2))
    base = (tip[0] - math.cos(angle) * 7, tip[1] - math.sin(angle) * 7)
    d = f"M{x1:.1f} {y1:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {base[0]:.1f} {base[1]:.1f}"
    curve = tag("path", d=d, fill="none", stroke="currentColor", stroke_width=1 + min(leg.origins, 4) * 0.5, stroke_dasharray=DASHES.get(leg.means or "road"), class_="v-tie")
    wings = [(tip[0] - math.cos(angle + turn) * 10, tip[1] - math.sin(angle + turn) * 10) for turn in (0.42, -0.42)]
    hollow = "v-hollow" if leg.contested else "v-mark"
    head = tag("path", d=polygon([tip, *wings]), fill="Canvas" if leg.contested else "currentColor", stroke="currentColor", stroke_width=1.4, class_=hollow)
    told = f"leg {leg.leg}{f' by {leg.means}' if leg.means else ''}{f', {leg.number}' if leg.number else ''}: {said(leg.origins, 'origin')}{', contested' if leg.contested else ''}"
    drawn = tag("g", tag("title", words(told)), curve, head, class_=f"v-leg{' v-contested' if leg.contested else ''}")
    return drawn, ((x1 + 2 * bend[0] + x2) / 4, (y1 + 2 * bend[1] + y2) / 4), (base[0] - 5, base[1] - 5, base[0] + 5, base[1] + 5)


def _signs(places: Sequence[MapPlace], legs: Sequence[MapLeg], width: float) -> list[tuple[str, str]]:
    counts = sorted({min(place.origins for place in places), max(place.origins for place in places)})
    entries = [(circle(0, 0, min(radius(count, width), 9), fill="currentColor", fill_opacity="0.75", class_="v-place"), said(count, "origin")) for count in counts]
    if any(place.contested for place in places) or any(leg.contested for leg in legs):
        entries.append((circle(0, 0, 6, fill="none", stroke="currentColor", stroke_width=2, class_="v-place v-contested"), "hollow: contested"))
    means = [name for name in DASHES if any(leg.means == name for leg in legs)]
    return entries + [(line(-10, 0, 10, 0, stroke_width=2, stroke_dasharray=DASHES[name], class_="v-leg"), f"by {name}" if name != "foot" else "on foot") for name in means]


def _story(places: Sequence[MapPlace], legs: Sequence[MapLeg]) -> str:
    names = ", ".join(f"{place.name} ({said(place.origins, 'origin')}{', contested' if place.contested else ''})" for place in places[:10])
    called = {place.id: place.name for place in places}
    routes = "; ".join(f"{called[leg.start]} to {called[leg.end]}{f', {leg.number}' if leg.number else ''}" for leg in legs[:10])
    return f"{said(len(places), 'place')}: {names}." + (f" {said(len(legs), 'leg')}: {routes}." if legs else "")
