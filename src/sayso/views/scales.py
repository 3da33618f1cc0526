"""Scales and their ticks: numbers (linear, or by powers of ten), days, and how both are written. Takes values, gives places in px."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.views.svg import decimal

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WIDE_SPAN = 30  # times: from here on a linear scale would press the small values together
DAY_STEPS = (1, 2, 4, 7, 14)
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400)
Tick = tuple[float, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """From values between ``low`` and ``high`` to px between ``start`` and ``end``; values outside are drawn at the edge."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def at(self, value: float) -> float:
        """Where a value is drawn, in px."""
        low, high, here = (math.log(max(one, self.low)) for one in (self.low, self.high, value)) if self.log else (self.low, self.high, value)
        part = (here - low) / (high - low)
        return self.start + (self.end - self.start) * min(max(part, 0.0), 1.0)


def number_scale(values: Sequence[float], start: float, end: float, *, floor: bool = False) -> Scale:
    """A scale for numbers: by powers of ten where positive values span more than 30 times, from 0 with ``floor`` or where the least is small beside the greatest."""
    low, high = min(values), max(values)
    if low > 0 and high / low > WIDE_SPAN and not floor:
        return Scale(low=10 ** math.floor(math.log10(low)), high=10 ** math.ceil(math.log10(high)), start=start, end=end, log=True)
    if floor or 0 <= low < high / 2:
        low = min(low, 0.0)
    if low == high:
        low, high = (low - abs(low) / 2, high + abs(high) / 2) if high else (-1.0, 1.0)
    step = _nice((high - low) / 4)
    return Scale(low=math.floor(low / step) * step, high=math.ceil(high / step) * step, start=start, end=end)


def number_ticks(scale: Scale, most: int = 6) -> list[Tick]:
    """Round values of a scale of numbers with their places, at most about ``most``."""
    if scale.log:
        first, last = round(math.log10(scale.low)), round(math.log10(scale.high))
        step = max(1, math.ceil((last - first) / most))
        values = [10.0**power for power in range(first, last + 1, step)]
    else:
        step_size = _nice((scale.high - scale.low) / most)
        values = [step_size * count for count in range(math.ceil(scale.low / step_size), math.floor(scale.high / step_size + 1e-9) + 1)]
    return [(scale.at(value), short_number(value)) for value in values]


def _nice(rough: float) -> float:
    """The next of 1, 2, 5, 10, 20 and so on."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= rough * (1 - 1e-9))


def short_number(value: float) -> str:
    """A number for an axis.

    >>> [short_number(value) for value in (0, 12.5, 3000, 1_200_000, 4e9)]
    ['0', '12.5', '3,000', '1.2M', '4bn']
    """
    for size, sign in ((1e12, "tn"), (1e9, "bn"), (1e6, "M")):
        if abs(value) >= size:
            return f"{value / size:.4g}{sign}" if abs(value) < 1e15 else f"{value:.1e}"
    return f"{value:,.0f}" if value == int(value) else decimal(value) if abs(value) >= 1 else f"{value:.3g}"


def day(written: str | None) -> int | None:
    """The number of an ISO 8601 day, month or year ("2024-10-18T09:00", "2024-10", "2024"); None where there is none.

    >>> day("2024-10-18T09:00") == day("2024-10-18"), day("..")
    (True, None)
    """
    head = (written or "")[:10]
    padded = head + {4: "-01-01", 7: "-01"}.get(len(head), "")
    try:
        return dt.date.fromisoformat(padded).toordinal()
    except ValueError:
        return None


def interval(written: str | None) -> tuple[int | None, int | None]:
    """First and last day of an ISO 8601 interval; None is open. One day alone is both ends."""
    if written is None:
        return None, None
    start, _, end = written.partition("/")
    return day(start), day(end or start)


def day_scale(days: Sequence[int], start: float, end: float) -> Scale:
    """A scale for days with a little room at both ends; one day alone stands in the middle of a week."""
    low, high = min(days), max(days)
    room = max((high - low) * 0.03, 3.5 - (high - low) / 2, 0.5)
    return Scale(low=low - room, high=high + room, start=start, end=end)


def day_ticks(scale: Scale, gap: float = 64) -> list[Tick]:
    """Round days with their places, at least ``gap`` px from each other: days, weeks, firsts of months or of years. The first of a year's ticks names the year."""
    per_day = (scale.end - scale.start) / (scale.high - scale.low)
    step = next((step for step in DAY_STEPS if step * per_day >= gap), None)
    days = _days(scale, step) if step is not None else _firsts(scale, next((months for months in MONTH_STEPS if months * 30 * per_day >= gap), MONTH_STEPS[-1]))
    years: set[int] = set()
    ticks = []
    for one in days:
        named = one.year not in years
        years.add(one.year)
        ticks.append((scale.at(one.toordinal()), _written(one, step is not None, named=named)))
    return ticks


def _written(one: dt.date, with_day: bool, *, named: bool) -> str:
    label = f"{one.day} {MONTHS[one.month - 1]}" if with_day else MONTHS[one.month - 1]
    return f"{label} {one.year}" if named else label


def _days(scale: Scale, step: int) -> list[dt.date]:
    first = max(math.ceil(scale.low), 1)
    first += (1 - first) % step  # day 1 was a Monday, so that weeks begin on Mondays
    return [dt.date.fromordinal(number) for number in range(first, min(math.floor(scale.high), dt.date.max.toordinal()) + 1, step)]


def _firsts(scale: Scale, step: int) -> list[dt.date]:
    """The firsts of every ``step``-th month."""
    low, high = (dt.date.fromordinal(max(1, min(round(edge), dt.date.max.toordinal()))) for edge in (scale.low, scale.high))
    months = range(low.year * 12 + low.month - 1, high.year * 12 + high.month)
    found = [dt.date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0 and dt.MINYEAR <= month // 12 <= dt.MAXYEAR]
    return [one for one in found if scale.low <= one.toordinal() <= scale.high]


def long_day(number: int) -> str:
    """A day in words: "18 Oct 2024"."""
    one = dt.date.fromordinal(number)
    return f"{one.day} {MONTHS[one.month - 1]} {one.year}"
