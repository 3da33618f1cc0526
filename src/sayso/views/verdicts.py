"""Verdicts by shape as well as by colour: a glyph for each, and a bar of counts. Takes names and counts, gives SVG."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.model.proposition import VerdictName
from sayso.views.svg import Value, circle, drawing, line, tag, text, words

ORDER = tuple(name.value for name in VerdictName)
SIDE = 16  # px
THIN = 3.0  # px: the least width of a part that counts anything


def glyph(name: str, *, title: str | None = None) -> str:
    """A small inline drawing (16 by 16 px) of a verdict: two full discs, one disc, a diamond half full, a crossed ring, a dashed ring.

    Without ``title`` it is decoration, hidden from screen readers; a name that is no verdict is drawn as unknown.
    """
    known = name if name in ORDER else VerdictName.UNKNOWN.value
    told = (tag("title", words(title)),) if title is not None else ()
    return tag(
        "svg",
        *told,
        shape(known, 8, 8),
        xmlns="http://www.w3.org/2000/svg",
        class_=f"v-glyph v-{known}",
        role=None if title is None else "img",
        aria_label=title,
        aria_hidden="true" if title is None else None,
        viewBox=f"0 0 {SIDE} {SIDE}",
        width=SIDE,
        height=SIDE,
    )


def shape(name: str, x: float, y: float) -> str:
    """The mark of a verdict around a place, 12 px high, for use inside a drawing."""
    ring: dict[str, Value] = {"fill": "none", "stroke": "currentColor", "stroke_width": 1.6}
    if name == VerdictName.CORROBORATED:
        return circle(x - 2.4, y, 4.2, fill="currentColor") + circle(x + 2.8, y, 4.2, fill="currentColor", stroke="Canvas", stroke_width=1, class_="v-rim")
    if name == VerdictName.SINGLE_SOURCE:
        return circle(x, y, 4.2, fill="currentColor")
    if name == VerdictName.CONTESTED:
        half = tag("path", d=f"M{x:g} {y - 6:g}L{x - 6:g} {y:g}L{x:g} {y + 6:g}Z", fill="currentColor")
        return half + tag("path", d=f"M{x:g} {y - 6:g}L{x + 6:g} {y:g}L{x:g} {y + 6:g}L{x - 6:g} {y:g}Z", **ring)
    if name == VerdictName.DENIED:
        return circle(x, y, 5.4, **ring) + line(x - 3, y - 3, x + 3, y + 3, stroke_width=1.6) + line(x - 3, y + 3, x + 3, y - 3, stroke_width=1.6)
    return circle(x, y, 5.4, **{**ring, "stroke_dasharray": "2.4 2.4"})


def bar(counts: Mapping[str, int], *, prefix: str = "verdicts", width: int = 180) -> str:
    """A stacked bar of how many propositions have which verdict, in a fixed order; each count stands in its part where there is room."""
    shown = [(name, counts.get(name, 0)) for name in ORDER if counts.get(name, 0) > 0]
    total = sum(count for _, count in shown)
    told = ", ".join(f"{count} {name}" for name, count in shown) or "no propositions"
    if not total:
        return drawing("bar", prefix=prefix, size=(width, 18), told=("Verdicts", told), body=[_frame(width)])
    room = width - THIN * len(shown)
    body, x = [], 0.0
    for name, count in shown:
        wide = THIN + room * count / total
        body.append(_part(name, count, x, wide))
        x += wide
    return drawing("bar", prefix=prefix, size=(width, 18), told=("Verdicts", told), body=body)


def _frame(width: float) -> str:
    return tag("rect", x=0.5, y=0.5, width=width - 1, height=17, fill="none", stroke="currentColor", stroke_opacity="0.4", class_="v-axis")


def _part(name: str, count: int, x: float, wide: float) -> str:
    plain = {"corroborated": "0.6", "single-source": "0.4", "contested": "0.28", "denied": "0.16", "unknown": "0.06"}[name]
    rect = tag("rect", x=x, y=0, width=max(wide - 1, 1), height=18, fill="currentColor", fill_opacity=plain, class_="v-fill")
    label = f"{count:,}"
    shown = (text(label, x + wide / 2 - 0.5, 13, text_anchor="middle", class_="v-on"),) if wide >= 7.5 * len(label) + 4 else ()
    return tag("g", tag("title", f"{count:,} {words(name)}"), rect, *shown, class_=f"v-{name}")
