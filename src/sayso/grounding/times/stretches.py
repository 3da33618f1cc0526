"""From TIMEX3 values to first and last days: "2024-10" is 2024-10-01 to 2024-10-31, its END the last third of it."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from sayso.grounding.times.calendar import SEASONS, Moment, add_months

DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(.+))?")
WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
PART = re.compile(r"(\d{4})-(SP|SU|FA|WI|[QH]\d)")
LENGTH = re.compile(r"P(T?)([\d.]+|X)(DE|CE|ML|[SMHDWQY])")
MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
DAYS = {"D": 1, "W": 7}
SOME = {"D": 7, "W": 4, "M": 3, "Q": 3, "Y": 3, "DE": 3, "CE": 2}
"""How many "recent days" or "the coming weeks" are taken to be."""


class Stretch(NamedTuple):
    """First and last day, both included."""

    first: dt.date
    last: dt.date

    def third(self, modifier: str | None) -> Stretch:
        """Its early, middle or late third; of a month the days 1-10, 11-20, 21 to the end.

        >>> Stretch(dt.date(2024, 10, 1), dt.date(2024, 10, 31)).third("MID")
        Stretch(first=datetime.date(2024, 10, 11), last=datetime.date(2024, 10, 20))
        """
        if modifier not in {"START", "MID", "END"}:
            return self
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        if months >= 3 and self.first.day == 1:
            cuts = [self.first, add_months(self.first, months // 3), add_months(self.first, 2 * months // 3), self.last + dt.timedelta(days=1)]
        else:
            step = (self.last - self.first).days // 3 if months > 1 or self.first.day > 1 or self.last.day < 28 else 10
            cuts = [self.first, self.first + dt.timedelta(days=step), self.first + dt.timedelta(days=2 * step), self.last + dt.timedelta(days=1)]
        at = ("START", "MID", "END").index(modifier)
        last = max(cuts[at], cuts[at + 1] - dt.timedelta(days=1))
        return Stretch(cuts[at], last)


def stretch_of(value: str) -> Stretch | None:
    """The days of a TIMEX3 value; None where it names none (durations, sets, open values, years before our era).

    >>> stretch_of("2024-W43")
    Stretch(first=datetime.date(2024, 10, 21), last=datetime.date(2024, 10, 27))
    >>> stretch_of("P2D"), stretch_of("XXXX-10-23")
    (None, None)
    """
    moment = _moment(value)
    if moment is None:
        return None
    first, last = moment.first(), moment.last()
    return Stretch(first, last) if first and last else None


def _moment(value: str) -> Moment | None:
    if match := DAY.fullmatch(value):
        return Moment("day", int(match[1]), int(match[2]), int(match[3]))
    if match := WEEK.fullmatch(value):
        return Moment("weekend" if match[3] else "week", int(match[1]), int(match[2]))
    if match := PART.fullmatch(value):
        if match[2] in SEASONS:
            return Moment("season", int(match[1]), SEASONS.index(match[2]))
        return Moment("quarter" if match[2][0] == "Q" else "half", int(match[1]), int(match[2][1]))
    if re.fullmatch(r"\d{4}-\d\d", value):
        return Moment("month", int(value[:4]), int(value[5:]))
    if value.isdecimal() and 2 <= len(value) <= 4:
        return Moment({2: "century", 3: "decade", 4: "year"}[len(value)], max(1, int(value) * 10 ** (4 - len(value))))
    return None


def moved(day: dt.date, value: str, sign: int) -> dt.date | None:
    """The day so long after (sign 1) or before (sign -1) a day; None where that cannot be told.

    >>> moved(dt.date(2024, 10, 23), "P2Y", -1), moved(dt.date(2024, 10, 23), "PXD", 1), moved(dt.date(2024, 10, 23), "PTXH", 1)
    (datetime.date(2022, 10, 23), datetime.date(2024, 10, 30), None)
    """
    match = LENGTH.fullmatch(value)
    if match is None or (match[1] and (match[3] != "H" or match[2] == "X")):
        return None
    unit = match[3]
    count = float(SOME.get(unit, 3)) if match[2] == "X" else float(match[2])
    if match[1]:
        return day + dt.timedelta(days=sign * -(-int(count) // 24))
    try:
        if unit in DAYS:
            return day + dt.timedelta(days=round(sign * count * DAYS[unit]))
        return add_months(day, round(sign * count * MONTHS[unit])) if unit in MONTHS else None
    except (OverflowError, ValueError):
        return None


def clock_of(value: str) -> str | None:
    """The minute of a TIMEX3 time ("2024-10-23T09:30"), None for days and parts of days."""
    match = DAY.fullmatch(value)
    return value[:16] if match and match[4] and re.fullmatch(r"\d\d:\d\d", match[4]) and match[4] != "24:00" else None
