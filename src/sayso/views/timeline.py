"""Propositions in time: when it is said to have happened, as an interval, beside the days on which it was said. Takes rows, gives SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sayso.model.board import TimelineRow
from sayso.views.marks import legend, tick_labels
from sayso.views.scales import Scale, day, day_scale, day_ticks, long_day
from sayso.views.svg import NARROW, WIDE, Href, drawing, fit, line, link, said, tag, text, words
from sayso.views.verdicts import ORDER, shape

MOST = 60  # rows
LABEL = 360  # px for the sentence in wide drawings
FAR = 30  # days: events farther off than that, and than all the days on which something was said, would press those together; they are named at the edge


def timeline(rows: Sequence[TimelineRow], *, href: Href | None = None, prefix: str = "timeline", width: int = WIDE) -> str:
    """One row for each proposition, at most 60; the rest are counted. ``href`` gives the address of a proposition by its id.

    A bar is the interval of the event, with an arrow where an end is open or lies outside; below it, a thin line from the day on which it was first said to the last one.
    """
    shown = rows[:MOST]
    if not shown:
        return drawing("timeline", prefix=prefix, size=(width, 40), told=("Empty timeline", "No proposition fits."), body=[text("Nothing to show.", 4, 24, class_="v-quiet")])
    narrow = width < 2 * NARROW
    days = day_scale(_days(shown), 16 if narrow else LABEL, width - 16)
    tall = 42 if narrow else 30
    bottom = 30 + tall * len(shown)
    body = _axis(days, bottom)
    body += [_row(row, days, 30 + tall * at, narrow=narrow, href=href) for at, row in enumerate(shown)]
    if len(rows) > MOST:
        body.append(text(f"and {said(len(rows) - MOST, 'more proposition')}", 4, bottom + 16, class_="v-quiet"))
        bottom += 20
    signs, end = legend(_signs(shown), width, bottom + 2)
    dated = sum(row.start is not None or row.end is not None for row in shown)
    story = f"{said(len(rows), 'proposition')}, {dated} of those drawn with a time of their event. First said {_when(shown, min)}, last said {_when(shown, max)}."
    return drawing("timeline", prefix=prefix, size=(width, end + 2), told=("Timeline of propositions", story), body=body + signs)


def _when(rows: Sequence[TimelineRow], pick: Callable[[list[int]], int]) -> str:
    found = [number for row in rows for number in (day(row.first), day(row.last)) if number is not None]
    return long_day(pick(found)) if found else "on no known day"


def _days(rows: Sequence[TimelineRow]) -> list[int]:
    """The days to be shown: those on which something was said, and those of events that are not too far off."""
    told = [number for row in rows for number in (day(row.first), day(row.last)) if number is not None]
    happened = [number for row in rows for number in (day(row.start), day(row.end)) if number is not None]
    if not told:
        return happened or [1]
    low, high = min(told), max(told)
    reach = max(high - low, FAR)
    return told + [number for number in happened if low - reach <= number <= high + reach]


def _axis(days: Scale, bottom: float) -> list[str]:
    ticks = day_ticks(days, 84)
    return [line(x, 20, x, bottom, stroke_opacity="0.15", class_="v-grid") for x, _ in ticks] + tick_labels(ticks, 13, 0, days.end + 16)


def _row(row: TimelineRow, days: Scale, top: float, *, narrow: bool, href: Href | None) -> str:
    known = row.verdict if row.verdict in ORDER else "unknown"
    middle = top + (26 if narrow else 12)
    label = text(fit(row.text, days.end - 26 if narrow else LABEL - 40), 20, top + (13 if narrow else 16))
    event = _bar(day(row.start), day(row.end), days, middle) if (row.start, row.end) != (None, None) else ""
    told = f"{row.text} ({row.verdict}, {said(row.origins, 'origin')}). {_in_words(row)}"
    drawn = tag("g", shape(known, 9, top + (9 if narrow else 12)), event, _said(day(row.first), day(row.last), days, middle + 9), class_=f"v-{known}")
    return tag("g", link(href(row.proposition) if href is not None else None, tag("title", words(told)), label, drawn), class_="v-row")


def _in_words(row: TimelineRow) -> str:
    happened = f"When: {row.start or 'open'} to {row.end or 'open'}. " if (row.start, row.end) != (None, None) else "When is not said. "
    return f"{happened}Said: {row.first or 'undated'} to {row.last or 'undated'}."


def _bar(first: int | None, last: int | None, days: Scale, y: float) -> str:
    """The interval of an event. An open end fades into a dashed line with an arrow."""
    if last is not None and last < days.low:
        return text(f"‹ {long_day(last)}", days.start, y + 4, font_size=11, class_="v-far")
    if first is not None and first > days.high:
        return text(f"{long_day(first)} ›", days.end, y + 4, text_anchor="end", font_size=11, class_="v-far")
    left = days.at(first) if first is not None and first >= days.low else None
    right = days.at(last + 1) if last is not None and last <= days.high else None
    if left is None and right is None:
        return _tail(days.start, days.end, y) + _tail(days.end, days.start, y)
    start = left if left is not None else max(days.start + 8, (right or days.end) - 30)
    end = right if right is not None else min(days.end - 8, start + 30)
    solid = tag("rect", x=min(start, end), y=y - 5, width=max(abs(end - start), 4), height=10, rx=2, fill="currentColor", fill_opacity="0.55", class_="v-fill")
    return solid + (_tail(days.start, start, y) if left is None else "") + (_tail(days.end, end, y) if right is None else "")


def _tail(tip: float, end: float, y: float) -> str:
    back = 5 if tip < end else -5
    head = tag("path", d=f"M{tip + back:.1f} {y - 4:.1f}L{tip:.1f} {y:.1f}L{tip + back:.1f} {y + 4:.1f}", fill="none", stroke="currentColor", stroke_width=1.4, class_="v-tie")
    return line(tip, y, end, y, stroke_dasharray="4 3", stroke_width=1.4, class_="v-tie") + head


def _said(first: int | None, last: int | None, days: Scale, y: float) -> str:
    """When it was said: a thin line between two ticks."""
    known = [number for number in (first, last) if number is not None]
    if not known:
        return ""
    left, right = days.at(known[0]), days.at(known[-1])
    ticks = "".join(tag("path", d=f"M{x:.1f} {y - 3:.1f}L{x + 3:.1f} {y + 2:.1f}L{x - 3:.1f} {y + 2:.1f}Z", fill="currentColor", class_="v-said") for x in sorted({left, right}))
    return line(left, y, right, y, stroke_opacity="0.6", class_="v-said") + ticks


def _signs(rows: Sequence[TimelineRow]) -> list[tuple[str, str]]:
    entries = [
        (tag("rect", x=-9, y=-5, width=18, height=10, rx=2, fill="currentColor", fill_opacity="0.55"), "when it happened, as said"),
        (_tail(-10, 8, 0), "open end"),
        (_said(1, 10, Scale(low=1, high=10, start=-8, end=8), 0), "first and last said"),
    ]
    there = {row.verdict for row in rows}
    return entries + [(tag("g", shape(name, 0, 0), class_=f"v-{name}"), name) for name in ORDER if name in there]
