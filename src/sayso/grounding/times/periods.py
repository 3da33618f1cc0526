"""Longer stretches: decades, centuries, quarters and halves, fiscal years, seasons; and holidays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sayso.grounding.times.absolute import MUCH_NEARER_DAY, OPEN, full_year, order_of, read_part, read_whole, related, season_parts, year_of
from sayso.grounding.times.calendar import Moment, easter, moment_of, nth_weekday
from sayso.grounding.times.numbers import ordinal_of
from sayso.grounding.times.patterns import Found
from sayso.grounding.times.reading import Context, Reading, dated
from sayso.vocabulary.times import holiday_of, meanings, time_words, unit_of


def decade(found: Found, context: Context) -> Reading | None:
    """As in "the late 1990s", "the '80s", "the nineties", "the 470s BC"."""
    word = found.word("decade")
    digits = int(meanings(time_words().decade_words)[word]) if word else int(found.word("year") or 0)
    if digits % 10 or (not word and digits < 100 and found.lexed.words[found.parts["year"][0] - 1] not in {"'", "’", "‘", "the", "early", "late", "mid", "-"}):
        return None
    if digits < 100:
        digits = full_year(digits, context)
    return dated(found, Moment("decade", -digits if "bc" in found.parts else digits), "decade")


def nth(found: Found, context: Context) -> Reading | None:
    """As in "the third quarter of 1990", "the 19th century", "the first half of last year"; an ordinal with another unit is no date."""
    number = ordinal_of(found.word("nth") or "") or 0
    if "mark" in found.parts:
        unit = "quarter" if found.word("mark") == "q" else "half"
    else:
        word = found.word("unit") or ""
        unit = "half" if word == "half" else unit_of()[word].name
    if unit == "century":
        return dated(found, Moment("century", -(number - 1) * 100 - 1 if "bc" in found.parts else (number - 1) * 100 or 1), "century")
    if unit not in {"quarter", "half"} or not 1 <= number <= (4 if unit == "quarter" else 2):
        return None
    if unit == "half" and "tail" in found.parts and (inner := read_part(found, context, "tail")) and inner.moment and inner.moment.unit != "year":
        return replace(inner, modifier="START" if number == 1 else "END", rule="half of a stretch")
    given, known = year_of(found, context)
    if "whole" in found.parts:
        first = found.parts["rel"][0]
        whole = read_whole(found, context, first, found.parts["whole"][1])
        given, known = (whole.moment.year, True) if whole and whole.moment else (None, False)
    if known:
        return dated(found, Moment(unit, given, number), unit)
    anchor = context.base("now")
    if anchor is None or anchor.first() is None:
        return dated(found, Moment(unit, None, number), f"{unit}, {OPEN}")
    now = anchor.within(unit)
    back = number > now.part and context.tense(found.first) <= 0
    return dated(found, Moment(unit, (now.year or 0) - back, number), f"{unit}, year from the anchor", anchor)


def year_period(found: Found, context: Context) -> Reading | None:
    """As in "the 1988 quarter", "the 1988 period": the quarter last spoken of, in that year."""
    number, word = int(found.word("year") or 0), found.word("unit") or ""
    if context.quarter and word in {"quarter", "period"}:
        return dated(found, replace(context.quarter, year=number), "the quarter spoken of, in that year")
    return dated(found, Moment("year", number), "year")


def fiscal(found: Found, context: Context) -> Reading | None:
    """As in "fiscal 1989"; "the current fiscal year" is taken for the calendar year."""
    if "year" in found.parts:
        return dated(found, Moment("year", int(found.word("year") or 0)), "fiscal year")
    anchor = context.base("now")
    if anchor is None:
        return None
    relation = time_words().relations.get(found.word("rel") or "")
    unit = unit_of()[found.word("unit") or ""].name
    if unit not in {"year", "quarter"}:
        return None
    shift = -1 if found.word("rel") == "latest" else relation.shift if relation else 0
    return dated(found, anchor.within(unit).shifted(shift), f"fiscal {unit}", anchor)


def season(found: Found, context: Context) -> Reading | None:
    """Seasons; without a year the nearest in the direction of tense."""
    part = season_parts()[found.word("season") or ""]
    if "rel" in found.parts:
        return related(found, context, Moment("season", None, part))
    given, known = year_of(found, context)
    if known:
        return dated(found, Moment("season", given, part), "season")
    anchor = context.base("now")
    if anchor is None or anchor.year is None:
        return dated(found, Moment("season", None, part), f"season, {OPEN}")
    if context.narrative or anchor.first() is None:
        return dated(found, Moment("season", anchor.year, part), "season, year from the anchor", anchor)
    now = anchor.within("season")
    direction = context.tense(found.first)
    here = Moment("season", now.year, part)
    if direction < 0 and order_of(here) > order_of(now):
        here = here.shifted(-4)
    elif direction > 0 and order_of(here) < order_of(now):
        here = here.shifted(4)
    return dated(found, here, "season, year from the anchor", anchor)


def holiday(found: Found, context: Context) -> Reading | None:
    """A holiday of the year given or nearest in the direction of tense."""
    entry = holiday_of()[found.word("name") or ""]
    given, known = year_of(found, context)
    anchor = context.base("now")
    if not known:
        if anchor is None or anchor.year is None or anchor.year < 1:
            return None
        given = anchor.year
    if not given or given < 1:
        return None
    relation = time_words().relations.get(found.word("rel") or "")
    day = holiday_day(found.word("name") or "", given)
    if not known and not context.narrative and anchor and (now := anchor.first()):
        direction = relation.shift if relation else context.tense(found.first)
        limit = 0 if relation else MUCH_NEARER_DAY
        if direction < 0 and (day - now).days > limit:
            given -= 1
        elif direction > 0 and (now - day).days > limit:
            given += 1
        day = holiday_day(found.word("name") or "", given)
    return dated(found, moment_of(day, "day"), f"holiday: {entry.words[0]}", None if known else anchor)


def holiday_day(name: str, number: int) -> dt.date:
    """The day of a holiday in a year.

    >>> holiday_day("thanksgiving", 2024), holiday_day("good friday", 2025)
    (datetime.date(2024, 11, 28), datetime.date(2025, 4, 18))
    """
    entry = holiday_of()[name]
    if entry.day:
        return dt.date.fromisoformat(f"{number:04d}-{entry.day}")
    if entry.easter is not None:
        return easter(number) + dt.timedelta(days=entry.easter)
    if entry.weekday:
        return nth_weekday(number, *entry.weekday)
    return nth_weekday(number, 11, 1, 1) + dt.timedelta(days=1)  # election day in the United States: the Tuesday after the first Monday
