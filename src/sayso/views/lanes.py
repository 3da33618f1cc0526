"""One lane of a history of numbers: its scale, the figures as marks with bars and arrows, and what joins them. Takes figures, gives SVG."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.model.proposition import Relation
from sayso.views.figures import TOTALS, Figure, told
from sayso.views.marks import mark
from sayso.views.placing import Box, Sheet
from sayso.views.scales import Scale, interval, long_day, number_scale, number_ticks
from sayso.views.svg import fit, haloed, line, measure, tag, text, words

ARROW = 22  # px that an open bound reaches
LABELLED = 80  # figures that are tried for a label: more find no room
JOINED = 60  # figures: the lines between more would hide them
CLASSES = {Relation.NOT_COMPARABLE: "v-apart"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """Where a lane lies (px) and which figures it holds, each with the place of its day."""

    name: str
    top: float
    bottom: float
    days: Scale
    figures: tuple[Figure, ...]
    shapes: Mapping[str, str]
    undated: float

    @property
    def numbers(self) -> Scale:
        """The scale of its numbers, from the bottom up; lanes apart from the totals begin at 0."""
        values = [bound for figure in self.figures for bound in figure.bounds]
        return number_scale(values, self.bottom - 6, self.top + 22, floor=self.name != TOTALS)

    def places(self) -> list[float]:
        """Where each figure stands from left to right: those of one day stand beside each other, within their day if that is wide enough."""
        same: dict[int | None, list[int]] = defaultdict(list)
        for at, figure in enumerate(self.figures):
            same[figure.said].append(at)
        per_day = (self.days.end - self.days.start) / (self.days.high - self.days.low)
        found = [0.0] * len(self.figures)
        for said, members in same.items():
            middle = self.undated if said is None else self.days.at(said)
            step = min(13.0, max(per_day * 0.8, 9.0) / len(members))
            for order, at in enumerate(members):
                found[at] = middle + (order - (len(members) - 1) / 2) * step
        return found


def kind(figure: Figure) -> str:
    """The class by which a figure is coloured: how it stands to an earlier one."""
    if figure.apart:
        return "v-apart"
    if figure.relation is None:
        return "v-first"
    return CLASSES.get(figure.relation.relation, f"v-{figure.relation.relation.value}")


def draw(lane: Lane, *, names: bool) -> list[str]:
    """The markup of a lane; ``names`` writes the origin below each value where there is room."""
    numbers, places = lane.numbers, lane.places()
    body = _axis(lane, numbers)
    reaches: dict[str, Box] = {}
    at = {figure.statement: (x, numbers.at(figure.main)) for figure, x in zip(lane.figures, places, strict=True)}
    body += [_tie(figure, at) for figure in lane.figures if len(lane.figures) <= JOINED]
    sheet = Sheet(bounds=(min(lane.days.start, lane.undated) - 4, lane.top, lane.days.end + 12, lane.bottom + 2))
    sheet.take((lane.undated - 10, lane.top - 2, min(lane.days.start, lane.undated) + measure(lane.name, 11), lane.top + 12))
    for figure, x in zip(lane.figures, places, strict=True):
        box, drawn = _figure(lane, figure, x, numbers)
        sheet.take(box)
        reaches[figure.statement] = box
        body.append(drawn)
    return body + _labels(lane.figures, reaches, sheet, names=names)


def _axis(lane: Lane, numbers: Scale) -> list[str]:
    left, right = min(lane.days.start, lane.undated) - 8, lane.days.end + 8
    title = lane.name + (", by powers of ten" if numbers.log else "")
    body = [text(title, left, lane.top + 8, font_size=11, class_="v-quiet")]
    for y, label in number_ticks(numbers, most=5 if lane.bottom - lane.top > 100 else 2):
        body.append(line(left, y, right, y, stroke_opacity="0.15", class_="v-grid"))
        body.append(text(label, left - 6, y + 4, text_anchor="end", font_size=11, class_="v-quiet"))
    return body


def _tie(figure: Figure, at: Mapping[str, tuple[float, float]]) -> str:
    """What joins a figure to the earlier one that it is compared with; nothing joins what cannot be compared."""
    relation = figure.relation
    if relation is None or relation.relation is Relation.NOT_COMPARABLE or relation.earlier not in at or figure.statement not in at:
        return ""
    (x1, y1), (x2, y2) = at[relation.earlier], at[figure.statement]
    dashes = {Relation.CONTRADICTS: "5 3", Relation.SAME: "1 3", Relation.AGREES: "2 3"}.get(relation.relation)
    wide = 1.8 if relation.relation in {Relation.UPDATED, Relation.CONTRADICTS} else 1.2
    joined = line(x1, y1, x2, y2, stroke_width=wide, stroke_dasharray=dashes, stroke_opacity="0.6", class_="v-tie")
    crossed = _cross((x1 + x2) / 2, (y1 + y2) / 2) if relation.relation is Relation.CONTRADICTS else ""
    return tag("g", joined, crossed, class_=kind(figure))


def _cross(x: float, y: float) -> str:
    return line(x - 4, y - 4, x + 4, y + 4, stroke_width=1.8, class_="v-tie") + line(x - 4, y + 4, x + 4, y - 4, stroke_width=1.8, class_="v-tie")


def _figure(lane: Lane, figure: Figure, x: float, numbers: Scale) -> tuple[Box, str]:
    """The mark of a figure with its bar or arrow; and the box that it takes."""
    y = numbers.at(figure.main)
    low = numbers.at(figure.low) if figure.low is not None else min(y + ARROW, lane.bottom + 4)
    high = numbers.at(figure.high) if figure.high is not None else y - ARROW
    parts = [_whisker(lane, figure, y)]
    if lane.name != TOTALS:
        parts.append(line(x, numbers.at(0), x, y, stroke_width=2, stroke_opacity="0.5", class_="v-tie", stroke_dasharray=None if lane.name == "increments" else "3 2"))
    if figure.low is None or figure.high is None:
        parts.append(_arrow(x, y, high if figure.high is None else low))
    elif low - high > 0.5:
        parts.append(tag("rect", x=x - 3, y=high, width=6, height=low - high, rx=1.5, fill="currentColor", fill_opacity="0.3", class_="v-fill"))
        parts.append(line(x - 5, high, x + 5, high, class_="v-tie") + line(x - 5, low, x + 5, low, class_="v-tie"))
    hollow = kind(figure) == "v-apart"
    parts.append(
        mark(lane.shapes[figure.origin], x, y, fill="Canvas" if hollow else "currentColor", stroke="currentColor", stroke_width=1.6, class_="v-hollow" if hollow else "v-mark")
    )
    when = "undated" if figure.said is None else long_day(figure.said)
    return (x - 6, min(high, y - 6), x + 6, max(low, y + 6)), tag("g", tag("title", words(told(figure, when))), *parts, class_=f"v-point {kind(figure)}")


def _arrow(x: float, start: float, end: float) -> str:
    """A bar that is open at one end: a line with an arrow head."""
    back = 5 if end < start else -5
    head = tag("path", d=f"M{x - 4:.1f} {end + back:.1f}L{x:.1f} {end:.1f}L{x + 4:.1f} {end + back:.1f}", fill="none", stroke="currentColor", stroke_width=1.6, class_="v-tie")
    return line(x, start, x, end, stroke_width=1.6, class_="v-tie") + head


def _whisker(lane: Lane, figure: Figure, y: float) -> str:
    """As of when the number holds, thin: open ends are dashed to the edge."""
    first, last = interval(figure.as_of)
    if first is None and last is None:
        return ""
    left = lane.days.start if first is None else lane.days.at(first)
    right = lane.days.end if last is None else lane.days.at(last)
    dashes = "2 2" if first is None or last is None else None
    ends = "".join(line(x, y - 4, x, y + 4, class_="v-whisker") for x, known in ((left, first), (right, last)) if known is not None and lane.days.low < known < lane.days.high)
    return line(left, y, max(right, left + 1), y, stroke_opacity="0.55", stroke_dasharray=dashes, class_="v-whisker") + ends


def _labels(figures: Sequence[Figure], reaches: Mapping[str, Box], sheet: Sheet, *, names: bool) -> list[str]:
    """Values, and origins where they fit: the latest figure first, then the first one, then the others."""
    order = [figures[-1], *figures[:-1]][:LABELLED]
    body = []
    for figure in order:
        name = fit(figure.label, 170, 11) if names else ""
        for lines in ([figure.value, name], [figure.value]) if name else ([figure.value],):
            box = sheet.first(_around(reaches[figure.statement], max(measure(lines[0]), *(measure(one, 11) for one in lines[1:]), 0.0), 13.0 * len(lines)))
            if box is not None:
                body += _written(lines, box, figure)
                break
    return body


def _around(reach: Box, wide: float, high: float) -> list[Box]:
    """Places for a label: right, left, above and below of what a figure takes, then aslant."""
    x, y = (reach[0] + reach[2]) / 2, (reach[1] + reach[3]) / 2
    right, left, above, below = reach[2] + 3, reach[0] - 3 - wide, reach[1] - 3 - high, reach[3] + 3
    places = (
        (right, y - high / 2),
        (left, y - high / 2),
        (x - wide / 2, above),
        (x - wide / 2, below),
        (right, above + 8),
        (right, below - 8),
        (left, above + 8),
        (left, below - 8),
    )
    return [(start, top, start + wide + 3, top + high) for start, top in places]


def _written(lines: Sequence[str], box: Box, figure: Figure) -> list[str]:
    body = [haloed(lines[0], box[0], box[1] + 10.5, class_=f"v-value {kind(figure)}", font_weight=600)]
    return body + [haloed(one, box[0], box[1] + 23, whole=figure.label, font_size=11, class_="v-quiet") for one in lines[1:]]
