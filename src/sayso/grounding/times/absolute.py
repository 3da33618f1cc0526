"""Dates that stand for themselves, or need a year only: days, months, years, decades, centuries, seasons, quarters, holidays."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from sayso.grounding.times.calendar import SEASONS, Moment, is_day
from sayso.grounding.times.lexemes import CLASSES
from sayso.grounding.times.numbers import ordinal_of, year_in_words
from sayso.grounding.times.patterns import Found, candidates, longest
from sayso.grounding.times.reading import Context, Reading, dated
from sayso.vocabulary.times import meanings, month_numbers, time_words

NO_DAY = "no such day"
OPEN = "year not known"
FAR_BACK = 10  # months; a month so far back is of the year after. WikiWars dev, 2026-11-29: value F1 .853 at 5, .858 at 10 and 12
SAME_MONTH = re.compile(f"[{CLASSES['DAY']}{CLASSES['ZERO']}]{CLASSES[',']}{CLASSES['FOUR']}")
HALF_YEAR = 182  # days: nearer than the same date of the next year
MUCH_NEARER_DAY = 120  # days. TimeBank and AQUAINT, 2026-11-29: value F1 .789 at 30, .792 at 120, .791 at 200
MUCH_NEARER_MONTH = 75  # days. The same: .796 at 0, .798 at 75
CENTURY_FROM = 30  # two-digit years up to this many years ahead of ours are of this century


@cache
def season_parts() -> dict[str, int]:
    """The part of the year (``Moment``) of each season's names."""
    return {word: SEASONS.index(str(value)) for word, value in meanings(time_words().seasons).items()}


def read_part(found: Found, context: Context, name: str) -> Reading | None:
    """The reading of a part that is a date of its own ("the end of *last month*")."""
    first, last = found.parts[name]
    return read_whole(found, context, first, last)


def read_whole(found: Found, context: Context, first: int, last: int) -> Reading | None:
    """The reading of these lexemes as one expression."""
    inner = longest(found.lexed, first, last)
    return context.readers[inner.form](inner, context) if inner else None


def iso(found: Found, _context: Context) -> Reading | None:
    """2024-10-23."""
    year, month, day = (int(found.word(name) or 0) for name in ("year", "month", "day"))
    return dated(found, Moment("day", year, month, day), "ISO day") if is_day(year, month, day) else None


def slashes(found: Found, context: Context) -> Reading | None:
    """10/23/2024 and 23.10.2024; where both orders are possible, month first with slashes and day first with dots."""
    if "month" in found.parts:
        return iso(found, context)
    first, second = int(found.word("first") or 0), int(found.word("second") or 0)
    year = int(found.word("year") or 0) or full_year(int(found.word("short") or 0), context)
    day_first = first > 12 or (second <= 12 and found.lexed.words[found.parts["first"][1]] == ".")
    day, month = (first, second) if day_first else (second, first)
    return dated(found, Moment("day", year, month, day), "day in digits") if is_day(year, month, day) else None


def full_year(short: int, context: Context) -> int:
    """The year of its last two digits: in a narrative of the century spoken of, else the latest that is not far ahead of the publication."""
    if context.narrative and context.focus and context.focus.year:
        return context.focus.year // 100 * 100 + short
    now = context.now.year if context.now else 2000
    year = now // 100 * 100 + short
    return year - 100 if year > now + CENTURY_FROM else year


def year_of(found: Found, context: Context) -> tuple[int | None, bool]:
    """The year that the words give, and whether they give one ("of that year" counts)."""
    if "year" in found.parts:
        return year_number(found.word("year") or "", found.word("bc") is not None), True
    if "tail" in found.parts:
        inner = read_part(found, context, "tail")
        if inner and inner.moment:
            return inner.moment.year, True
    return None, False


def year_number(words: str, before_christ: bool = False) -> int | None:
    """The year of its words; below 0 before our era.

    >>> year_number("480 bc"), year_number("1999")
    (-480, 1999)
    """
    digits, *rest = words.split()
    return int(digits) * (-1 if before_christ or rest else 1) if digits.isdecimal() else None


def date(found: Found, context: Context) -> Reading | None:
    """A day of a month, with or without a year."""
    month = month_numbers()[found.word("month") or ""]
    day = ordinal_of(found.word("day") or "") or 0
    year, given = year_of(found, context)
    anchor = None
    if not given:
        year, anchor = nearest_year(found, context, Moment("day", None, month, day if is_day(None, month, day) else 1))
        year = year if is_day(year, month, day) or not is_day(None, month, day) else _leap_year(year or 0)
    if not is_day(year, month, day):
        return replace(dated(found, Moment("month", year, month), NO_DAY), modifier=None)
    rule = "day" if given else f"day, {_year_rule(year, anchor)}"
    return dated(found, Moment("day", year, month, day), rule, anchor)


def _leap_year(year: int) -> int:
    """The leap year nearest to a year."""
    return min((other for other in range(year - 7, year + 8) if is_day(other, 2, 29)), key=lambda other: abs(other - year))


def month(found: Found, context: Context) -> Reading | None:
    """A month, with or without a year."""
    number = month_numbers()[found.word("month") or ""]
    if "rel" in found.parts:
        return related(found, context, Moment("month", None, number))
    year, given = year_of(found, context)
    if given:
        return dated(found, Moment("month", year, number), "month")
    year, anchor = nearest_year(found, context, Moment("month", None, number))
    return dated(found, Moment("month", year, number), f"month, {_year_rule(year, anchor)}", anchor)


def _year_rule(year: int | None, anchor: Moment | None) -> str:
    return "year from the anchor" if anchor else OPEN if year is None else "year from the date after it"


def nearest_year(found: Found, context: Context, moment: Moment) -> tuple[int | None, Moment | None]:
    """The year of a date without one, and what it was taken from: in a narrative the year last spoken of, else the nearest in the direction of tense."""
    shared = _year_ahead(found, context, moment)
    if shared is not None:
        return shared, None
    anchor = context.base("now")
    if anchor is None or anchor.year is None:
        return None, None
    if context.narrative:
        months = anchor.part if anchor.unit in {"day", "month"} else 0
        return anchor.year + (months - moment.part >= FAR_BACK), anchor
    return anchor.year + _years_off(moment, anchor, context.tense(found.first)), anchor


def _year_ahead(found: Found, _context: Context, moment: Moment) -> int | None:
    """The year that the second of two joined dates gives to both: "July-November 1954"."""
    codes, at = found.lexed.codes, found.last
    if codes[at : at + 1] not in {CLASSES["-"], CLASSES["AND"], CLASSES["TO"], CLASSES["OR"]}:
        return None
    if moment.day and (same := SAME_MONTH.match(codes, at + 1)):
        return int(found.lexed.words[same.end() - 1])
    for other in candidates(found.lexed, at + 1, min(at + 10, len(codes))):
        if other.form in {"date", "month", "listed day"} and "year" in other.parts:
            year = year_number(other.word("year") or "")
            month = month_numbers().get(other.word("month") or "", moment.part)
            return year if year is None or month >= moment.part else year - 1
    return None


def _years_off(moment: Moment, anchor: Moment, direction: int) -> int:
    """Years from the anchor's to that of a day or month without a year: of the two nearest the one that the tense points to, unless it is ``MUCH_NEARER`` on the other side."""
    gap = (moment.part - anchor.part) * 30
    if gap or moment.day:
        gap += (moment.day or 1) - (anchor.day or 1)
    limit = MUCH_NEARER_DAY if moment.day else MUCH_NEARER_MONTH
    if direction < 0 < gap:
        return -1 if gap > limit else 0
    if direction > 0 > gap:
        return 1 if -gap > limit else 0
    if direction < 0:
        return 0
    if direction > 0:
        return 0
    return (gap < -HALF_YEAR) - (gap > HALF_YEAR)


def related(found: Found, context: Context, moment: Moment) -> Reading | None:
    """As in "last June", "next summer", "this fall": the nearest before, after, or that of this year."""
    words = (found.word("rel") or "").split()
    relation = next((time_words().relations[word] for word in words if word in time_words().relations), None)
    anchor = context.base(relation.base if relation else "then" if words[0] in {"that", "those"} else "now")
    if anchor is None or anchor.year is None:
        return dated(found, moment, f"{moment.unit}, {OPEN}")
    here = replace(moment, year=anchor.within(moment.unit).year if moment.unit == "season" else anchor.year)
    at = anchor.within(moment.unit)
    shift = relation.shift if relation else 0
    if not shift and moment.unit == "season" and order_of(here) > order_of(at) and context.tense(found.first) < 0:
        here = here.shifted(-4)
    position, now = order_of(here), order_of(at)
    if shift < 0 and position >= now:
        here = replace(here, year=(here.year or 0) - 1)
    elif shift > 0 and position <= now:
        here = replace(here, year=(here.year or 0) + 1)
    return dated(found, here, f"{moment.unit} by its relation", anchor)


def order_of(moment: Moment) -> tuple[int, int]:
    """Where it stands in time; the winter of a year comes after its autumn."""
    return moment.year or 0, 4 if moment.unit == "season" and moment.part == 0 else moment.part


def year(found: Found, _context: Context) -> Reading | None:
    """A year."""
    unit = found.word("unit")
    if unit and unit not in {"year", "years"}:
        return None
    number = year_number(found.word("year") or "")
    return dated(found, Moment("year", number), "year") if number is not None else None


def short_year(found: Found, context: Context) -> Reading | None:
    """As in '89."""
    return dated(found, Moment("year", full_year(int(found.word("year") or 0), context)), "year in two digits")


def bare_year(found: Found, context: Context) -> Reading | None:
    """A year of two or three digits, in a text that counts years before our era."""
    number = int(found.word("year") or 0)
    if (whole := _range_year(found, number)) is not None:
        return dated(found, Moment("year", whole), "second year of a range")
    if _before_christ_ahead(found):
        return dated(found, Moment("year", -number), "first year of a range before our era")
    if not context.before_christ or number > 999 or number < 30:
        return None
    return dated(found, Moment("year", -number), "year before our era")


def _range_year(found: Found, number: int) -> int | None:
    """The year that "89" is in "1988-89"."""
    lexed, at = found.lexed, found.first
    if at < 2 or lexed.codes[at - 1] not in "-/" or lexed.codes[at - 2] != CLASSES["FOUR"] or lexed.starts[at] - lexed.ends[at - 2] > 1 or len(lexed.words[at]) != 2:
        return None
    before = int(lexed.words[at - 2])
    return before // 100 * 100 + number if number > before % 100 else None


def _before_christ_ahead(found: Found) -> bool:
    """Whether it begins a range that ends before our era: "490-480 BC"."""
    codes, at = found.lexed.codes, found.last
    return (
        codes[at : at + 1] in {CLASSES["-"], CLASSES["TO"], CLASSES["AND"]}
        and codes[at + 1 : at + 2] in {CLASSES["LONG"], CLASSES["TWO"]}
        and codes[at + 2 : at + 3] == CLASSES["BC"]
    )


def listed_day(found: Found, context: Context) -> Reading | None:
    """The second of two days of a month ("April 24 and 25") or the first ("15-16 April")."""
    day = ordinal_of(found.word("day") or "") or 0
    joints = {CLASSES["-"], CLASSES["AND"], CLASSES["TO"], CLASSES["OR"], CLASSES[","]}
    codes, first, last = found.lexed.codes, found.first, found.last
    before = context.last
    if before and before[0].last == first - 1 and codes[first - 1] in joints and before[1].moment and before[1].moment.unit == "day" and codes[before[0].last - 1] in "DzO":
        moment = replace(before[1].moment, day=day, year=int(found.word("year") or 0) or before[1].moment.year)
        if codes[last : last + 1] not in {"_", "U", "M", "u", "h", "P"} and day > before[1].moment.day and is_day(moment.year, moment.part, day):
            return dated(found, moment, "day of the month before it")
    if codes[last : last + 1] in joints - {CLASSES[","]}:
        inner = next((other for other in candidates(found.lexed, last + 1, min(last + 8, len(codes))) if other.form == "date"), None)
        if inner and codes[inner.first] in "Dz" and (reading := date(inner, context)) and reading.moment and reading.moment.unit == "day" and day < reading.moment.day:
            return dated(found, replace(reading.moment, day=day), "day of the month after it")
    return None


def day_of_month(found: Found, context: Context) -> Reading | None:
    """As in "the 13th", "Monday the 8th", "the 25th of this month": of the month last spoken of, else that of publication."""
    day = ordinal_of(found.word("day") or "") or 0
    inner = read_part(found, context, "tail") if "tail" in found.parts else None
    anchor = inner.moment if inner else context.base("then")
    if anchor is None or anchor.unit not in {"day", "month"} or not is_day(anchor.year, anchor.part, day):
        return None
    return dated(found, Moment("day", anchor.year, anchor.part, day), "day of the month spoken of", anchor)


def year_words(found: Found, _context: Context) -> Reading | None:
    """As in "nineteen ninety-four"."""
    number = year_in_words(found.word("year") or "")
    if number is None or found.word("unit") not in {None, "year"} or (number == 2000 and "unit" not in found.parts):
        return None
    return dated(found, Moment("year", number), "year in words")
