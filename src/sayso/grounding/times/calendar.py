"""Stretches of the calendar by their unit (a day, a week, a season, a century), how they are counted on, and how TIMEX3 writes them."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass, replace

UNITS = ("day", "week", "weekend", "month", "season", "quarter", "half", "year", "decade", "century")
SEASONS = ("WI", "SP", "SU", "FA")
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6}
YEARS_IN = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}
DAYS_IN = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
PARTS_IN_YEAR = {"month": 12, "quarter": 4, "half": 2, "season": 4}


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of the calendar: its unit, its year (None: not known; below 0: BC), its number in the year (month, quarter, half, season, ISO week), its day of the month.

    Seasons count winter 0, spring 1, summer 2, autumn 3; the winter of a year begins in its December.
    """

    unit: str
    year: int | None
    part: int = 0
    day: int = 0

    def value(self) -> str:
        """The TIMEX3 value.

        >>> Moment("season", 2024, 2).value(), Moment("week", 2024, 42).value(), Moment("day", None, 10, 23).value(), Moment("decade", 1990).value(), Moment("year", -480).value()
        ('2024-SU', '2024-W42', 'XXXX-10-23', '199', 'BC0480')
        """
        if self.unit in {"decade", "century", "millennium"} and self.year is not None:
            return _long(self.unit, self.year)
        year = "XXXX" if self.year is None else f"{self.year:04d}" if self.year > 0 else f"BC{-self.year:04d}"
        tails = {"year": "", "half": f"-H{self.part}", "quarter": f"-Q{self.part}", "month": f"-{self.part:02d}", "week": f"-W{self.part:02d}", "weekend": f"-W{self.part:02d}-WE"}
        if self.unit == "season":
            return f"{year}-{SEASONS[self.part]}"
        return year + tails.get(self.unit, f"-{self.part:02d}-{self.day:02d}")

    def first(self) -> dt.date | None:
        """Its first day; None before our era, or where the year is not known."""
        if self.year is None or not 0 < self.year < dt.MAXYEAR - 1000:
            return None
        if self.unit in {"week", "weekend"}:
            return dt.date.fromisocalendar(self.year, self.part, 1 if self.unit == "week" else 6)
        if self.unit == "season":
            return dt.date(self.year, SEASON_STARTS[SEASONS[self.part]], 1)
        if self.unit == "day":
            return dt.date(self.year, self.part, self.day)
        return dt.date(self.year, 1 + MONTHS_IN.get(self.unit, 0) * (self.part - 1), 1)

    def last(self) -> dt.date | None:
        """Its last day."""
        first = self.first()
        if first is None or self.unit == "day":
            return first
        if self.unit in {"week", "weekend"}:
            return first + dt.timedelta(days=6 if self.unit == "week" else 1)
        if self.unit in YEARS_IN:
            return dt.date(first.year + YEARS_IN[self.unit] - 1, 12, 31)
        months = 3 if self.unit == "season" else MONTHS_IN[self.unit]
        return add_months(first, months) - dt.timedelta(days=1)

    def shifted(self, count: int) -> Moment:
        """As many of its units later (below 0: earlier); without a year it stays within what is known.

        >>> Moment("month", 2024, 11).shifted(3), Moment("season", 2024, 3).shifted(1)
        (Moment(unit='month', year=2025, part=2, day=0), Moment(unit='season', year=2024, part=0, day=0))
        """
        if self.year is None:
            return self
        if self.unit in YEARS_IN:
            return replace(self, year=self.year + count * YEARS_IN[self.unit])
        if self.unit == "season":
            total = self.year * 4 + (self.part - 1) % 4 + count
            return replace(self, year=total // 4, part=(total % 4 + 1) % 4)
        if self.unit in PARTS_IN_YEAR:
            total = self.year * PARTS_IN_YEAR[self.unit] + self.part - 1 + count
            return replace(self, year=total // PARTS_IN_YEAR[self.unit], part=total % PARTS_IN_YEAR[self.unit] + 1)
        first = self.first()
        return self if first is None else moment_of(first + dt.timedelta(days=count * DAYS_IN[self.unit]), self.unit)

    def within(self, unit: str) -> Moment:
        """The stretch of a coarser (or finer, by its first day) unit that holds it."""
        if unit == self.unit:
            return self
        if unit in YEARS_IN and self.year is not None:
            size = YEARS_IN[unit]
            return Moment(unit, self.year if size == 1 else (abs(self.year) // size * size) * (1 if self.year > 0 else -1))
        if unit in YEARS_IN:
            return Moment(unit, None)
        if unit == "month" and self.unit == "day":
            return Moment("month", self.year, self.part)
        first = self.first()
        return moment_of(first, unit) if first else Moment(unit, self.year)


def _long(unit: str, year: int) -> str:
    size = len(str(YEARS_IN[unit])) - 1
    return f"{'' if year >= 0 else 'BC'}{abs(year):04d}"[: -size or None]


def moment_of(day: dt.date, unit: str) -> Moment:
    """The stretch of this unit that holds a day.

    >>> moment_of(dt.date(2024, 10, 23), "week").value(), moment_of(dt.date(2025, 1, 23), "season").value()
    ('2024-W43', '2024-WI')
    """
    if unit in {"week", "weekend"}:
        year, week, _ = day.isocalendar()
        return Moment(unit, year, week)
    if unit == "season":
        return Moment(unit, day.year - (day.month < 3), day.month % 12 // 3)
    if unit in MONTHS_IN:
        return Moment(unit, day.year, (day.month - 1) // MONTHS_IN[unit] + 1)
    if unit in YEARS_IN:
        return Moment(unit, day.year // YEARS_IN[unit] * YEARS_IN[unit])
    return Moment("day", day.year, day.month, day.day)


def add_months(day: dt.date, count: int) -> dt.date:
    """The same day so many months later, or the last one of that month.

    >>> add_months(dt.date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_day(year: int | None, month: int, day: int) -> bool:
    """Whether there is such a day (29 February where the year is not known).

    >>> is_day(2024, 2, 31), is_day(None, 2, 29)
    (False, True)
    """
    if not 1 <= month <= 12:
        return False
    return 1 <= day <= monthrange(2024 if year is None or year <= 0 else year, month)[1]


def easter(year: int) -> dt.date:
    """Easter Sunday of the Western churches (Meeus, Astronomical Algorithms, 1991, chapter 8).

    >>> easter(2025)
    datetime.date(2025, 4, 20)
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    lean = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * lean) // 451
    month, day = divmod(h + lean - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """The n-th weekday (ISO, Monday 1) of a month; -1 is the last.

    >>> nth_weekday(2024, 11, 4, 4)
    datetime.date(2024, 11, 28)
    """
    if nth < 0:
        last = dt.date(year, month, monthrange(year, month)[1])
        return last - dt.timedelta(days=(last.isoweekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
