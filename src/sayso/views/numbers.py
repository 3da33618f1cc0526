"""How a number moved: a small line for a row, and the history with ranges, open bounds and how each figure stands to those before. Takes points, gives SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.model.proposition import NumberPoint, Relation
from sayso.views import lanes
from sayso.views.figures import LANES, TOTALS, Figure, figures, series
from sayso.views.marks import OTHER, SHAPES, legend, mark, shapes, tick_labels
from sayso.views.scales import Scale, day_scale, day_ticks, interval, long_day, number_scale
from sayso.views.svg import NARROW, WIDE, circle, drawing, line, said, tag, text

LEFT, RIGHT = 58, 22  # px beside the lanes
HIGH, LOW = 230, 84  # px of the lane of totals, and of the others
UNDATED = 46  # px for figures without a day


def sparkline(points: Sequence[NumberPoint], *, prefix: str = "spark", width: int = 120) -> str:
    """A small line for a row (24 px high): the last figures in the order in which they were said; a bar is a range, a tail an open bound.

    Only the main series is drawn, and of it the totals alone where there are any.
    """
    shown = figures(series(points), {})
    story = " → ".join(figure.value for figure in shown) or "no numbers"
    if not shown:
        return drawing("spark", prefix=prefix, size=(width, 24), told=("No numbers", story), body=[line(4, 12, width - 4, 12, stroke_opacity="0.3", class_="v-grid")])
    numbers = number_scale([bound for figure in shown for bound in figure.bounds], 20, 4)
    across = Scale(low=0, high=max(len(shown) - 1, 1), start=6, end=width - 6)
    places = [(across.at(at) if len(shown) > 1 else width / 2, numbers.at(figure.main)) for at, figure in enumerate(shown)]
    track = tag("path", d="M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places), fill="none", stroke="currentColor", stroke_opacity="0.45", class_="v-tie")
    body = [track, *(_spark(figure, x, y, numbers, last=at == len(shown) - 1) for at, (figure, (x, y)) in enumerate(zip(shown, places, strict=True)))]
    return drawing("spark", prefix=prefix, size=(width, 24), told=("How the number moved", story), body=body)


def _spark(figure: Figure, x: float, y: float, numbers: Scale, *, last: bool) -> str:
    high = numbers.at(figure.high) if figure.high is not None else max(y - 9, 0.5)
    low = numbers.at(figure.low) if figure.low is not None else min(y + 9, 23.5)
    reach = line(x, low, x, high, stroke_width=2, stroke_opacity="0.5", class_="v-tie") if low - high > 0.5 else ""
    return tag("g", reach, circle(x, y, 3 if last else 1.8, fill="currentColor", class_="v-mark"), class_=lanes.kind(figure))


def history(points: Sequence[NumberPoint], *, labels: Mapping[str, str] | None = None, prefix: str = "history", width: int = WIDE) -> str:
    """The figures over the days on which they were said: ranges as bars, open bounds as arrows, increments and parts of a whole in lanes of their own.

    ``labels`` calls origins by name (from ``Origin.key`` to ``Origin.label``). A thin whisker shows as of when a number holds. Numbers that span more than 30 times stand on
    a scale by powers of ten.
    """
    shown = figures(points, labels or {})
    if not shown:
        return drawing(
            "history", prefix=prefix, size=(width, 40), told=("No numbers", "No claim of this gives a number."), body=[text("No claim gives a number.", 4, 24, class_="v-quiet")]
        )
    undated = any(figure.said is None for figure in shown)
    days = day_scale(_days(shown), LEFT + (UNDATED if undated else 0), width - RIGHT)
    known = shapes([figure.origin for figure in shown])
    body: list[str] = []
    top = 6.0
    for name in (TOTALS, *LANES.values()):
        members = tuple(figure for figure in shown if figure.lane == name)
        if members:
            bottom = top + (HIGH if name == TOTALS else LOW)
            lane = lanes.Lane(name=name, top=top, bottom=bottom, days=days, figures=members, shapes=known, undated=LEFT + 12 if undated else days.start)
            body += lanes.draw(lane, names=width > 2 * NARROW)
            top = bottom + 12
    body += _axis(days, top, undated=undated)
    signs, end = legend([*_origins(shown, known), *_relations(shown)], width, top + 26)
    return drawing("history", prefix=prefix, size=(width, end + 2), told=("History of the number", _story(shown)), body=body + signs)


def _days(shown: Sequence[Figure]) -> list[int]:
    """The days to be shown: those on which it was said, and those of which it was said, if they are not far off."""
    said_on = [figure.said for figure in shown if figure.said is not None]
    ends = [end for figure in shown for end in interval(figure.as_of) if end is not None]
    if not said_on:
        return ends or [1]
    low, high = min(said_on), max(said_on)
    reach = max((high - low) // 4, 3)
    return said_on + [min(max(end, low - reach), high + reach) for end in ends]


def _axis(days: Scale, y: float, *, undated: bool) -> list[str]:
    body = [line(days.start - 8, y, days.end + 8, y, stroke_opacity="0.4", class_="v-axis")]
    if undated:
        body.append(text("undated", LEFT - 14, y + 18, font_size=11, class_="v-quiet"))
    ticks = day_ticks(days, 84)
    body += [line(x, y, x, y + 5, stroke_opacity="0.4", class_="v-axis") for x, _ in ticks]
    return body + tick_labels(ticks, y + 18, LEFT + UNDATED - 12 if undated else 0, days.end + RIGHT)


def _origins(shown: Sequence[Figure], known: Mapping[str, str]) -> list[tuple[str, str]]:
    names = {figure.origin: figure.label for figure in shown}
    entries = [(mark(shape, 0, 0, fill="currentColor", class_="v-mark"), names[key]) for key, shape in known.items() if shape != OTHER]
    more = len(known) - len(SHAPES)
    return [*entries, (mark(OTHER, 0, 0, fill="none", stroke="currentColor", class_="v-mark"), f"{said(more, 'other origin')}")] if more > 0 else entries


def _relations(shown: Sequence[Figure]) -> list[tuple[str, str]]:
    """The signs for relations that occur."""
    there = {figure.relation.relation for figure in shown if figure.relation is not None and not figure.apart}
    if any(figure.apart for figure in shown):
        there.add(Relation.NOT_COMPARABLE)
    signs = {
        Relation.AGREES: (line(-9, 0, 9, 0, stroke_width=1.4, stroke_dasharray="2 3", class_="v-tie"), "v-agrees", "agrees"),
        Relation.UPDATED: (line(-9, 0, 9, 0, stroke_width=1.8, class_="v-tie"), "v-updated", "updated"),
        Relation.CONTRADICTS: (line(-9, 0, 9, 0, stroke_width=1.8, stroke_dasharray="5 3", class_="v-tie"), "v-contradicts", "contradicts"),
        Relation.NOT_COMPARABLE: (circle(0, 0, 4.5, fill="none", stroke="currentColor", stroke_width=1.6, class_="v-hollow"), "v-apart", "hollow: not comparable with any before"),
    }
    entries = [(tag("g", drawn, class_=name), label) for relation, (drawn, name, label) in signs.items() if relation in there]
    if any(figure.low is None or figure.high is None for figure in shown):
        entries.append((tag("path", d="M0 6L0 -6M-4 -2L0 -6L4 -2", fill="none", stroke="currentColor", stroke_width=1.6), "arrow: open bound"))
    if any(interval(figure.as_of) != (None, None) for figure in shown):
        entries.append((line(-9, 0, 9, 0, class_="v-whisker") + line(-9, -4, -9, 4, class_="v-whisker") + line(9, -4, 9, 4, class_="v-whisker"), "as of when it holds"))
    return entries


def _story(shown: Sequence[Figure]) -> str:
    """The history in words; long ones by their ends."""
    parts = [f"{figure.value} ({figure.label}, {'undated' if figure.said is None else long_day(figure.said)})" for figure in shown]
    return ", then ".join(parts) if len(parts) <= 12 else f"{said(len(parts), 'figure')}: first {parts[0]}, last {parts[-1]}"
