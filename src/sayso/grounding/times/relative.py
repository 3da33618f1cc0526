"""Dates counted from the publication or from the date last spoken of: "last week", "two days later", "Wednesday", "the end of the month"."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

from sayso.grounding.times.absolute import OPEN, read_part
from sayso.grounding.times.calendar import YEARS_IN, Moment, add_months, moment_of
from sayso.grounding.times.lexemes import CLASSES
from sayso.grounding.times.numbers import number_of
from sayso.grounding.times.patterns import Found
from sayso.grounding.times.reading import Context, Reading, dated, early_words, modifier_of
from sayso.model.grounding import TimeKind
from sayso.vocabulary.times import meanings, time_words, unit_of

MONTHS_OF = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}


@cache
def edge_words() -> dict[str, str]:
    """TIMEX3 modifiers of "beginning", "end", ..."""
    return {word: str(value) for word, value in meanings(time_words().edges).items()}


@cache
def part_words() -> dict[str, str]:
    """TIMEX3 codes of the parts of a day."""
    return {word: str(value) for word, value in meanings(time_words().day_parts).items()}


@cache
def weekday_numbers() -> dict[str, int]:
    """ISO numbers of the weekdays."""
    return {word: int(value) for word, value in meanings(time_words().weekdays).items()}


def unit_name(words: str | None) -> str:
    """The unit of a word; "weekend" is its own."""
    if words in {"weekend", "weekends"}:
        return "weekend"
    return unit_of()[words or ""].name


def with_part(found: Found, reading: Reading, name: str = "part") -> Reading:
    """The reading with the part of the day that the words name ("Friday *night*")."""
    part = part_words().get(found.word(name) or "")
    if part is None:
        return reading
    return replace(reading, kind=TimeKind.TIME, value=f"{reading.value}T{part}")


def edge(found: Found, context: Context) -> Reading | None:
    """As in "the end of last month", "year-end"."""
    modifier = edge_words()[found.word("edge") or ""]
    kept = None if modifier == "NONE" else modifier
    if "tail" in found.parts:
        inner = read_part(found, context, "tail")
        return replace(inner, modifier=kept) if inner and inner.moment else None
    anchor = context.base("now")
    if anchor is None or modifier != "END" or unit_name(found.word("unit")) not in {"year", "month", "week", "quarter", "decade", "century"}:
        return None
    return dated(found, anchor.within(unit_name(found.word("unit"))), "edge of the current one", anchor, kept)


def early_in(found: Found, context: Context) -> Reading | None:
    """As in "early in 1999", "late on Friday"."""
    inner = read_part(found, context, "tail")
    return replace(inner, modifier=early_words()[found.word("early") or ""]) if inner else None


def part_of(found: Found, context: Context) -> Reading | None:
    """As in "the last week of August", "the first ten months of 1915", "the week of March 6"."""
    inner = read_part(found, context, "tail")
    if inner is None or inner.moment is None:
        return None
    word = found.word("unit") or ""
    if word == "half":
        return dated(found, Moment("half", inner.moment.year, 1 if found.word("which") == "first" else 2), "half of a year") if inner.moment.unit == "year" else inner
    unit = unit_of()[word]
    if "which" not in found.parts:
        return dated(found, inner.moment.within(unit.name), f"the {unit.name} of a day", None)
    first, last = inner.moment.first(), inner.moment.last()
    if first is None or last is None:
        return inner
    which = found.word("which")
    day = first if which == "first" else last if which in {"last", "end"} else None
    return dated(found, moment_of(day, unit.name), f"{which} {unit.name} of a date", inner.moment) if day else inner


def day_part_of(found: Found, context: Context) -> Reading | None:
    """As in "the morning of 9 March"."""
    inner = read_part(found, context, "tail")
    return with_part(found, inner) if inner else None


def duration_value(number: float | None, code: str) -> str:
    """The TIMEX3 value of so many units.

    >>> duration_value(2, "D"), duration_value(None, "TH"), duration_value(2.5, "Y")
    ('P2D', 'PTXH', 'P2.5Y')
    """
    count = "X" if number is None else f"{number:g}" if number < 100000 else f"{number:.0f}"
    return f"PT{count}{code[1:]}" if code.startswith("T") else f"P{count}{code}"


def this_unit(found: Found, context: Context) -> Reading | None:
    """As in "last week", "this year", "the same month", "later that year", "the following day"."""
    words = (found.word("rel") or "").split()
    word = found.word("unit") or ""
    if word == "period" and words[-1] == "latest" and context.quarter:
        return dated(found, context.quarter, "the quarter reported on")
    if word in time_words().spans or word.endswith("s"):
        return None
    unit = unit_name(word)
    relation = time_words().relations.get(words[-1])
    which = relation.base if relation else "then" if words[0] in {"that", "those"} else "now"
    anchor = context.base(which)
    if anchor is None:
        return None
    if unit not in {"day", "weekend", *MONTHS_OF, *DAYS_OF}:
        return None
    if words[-1] == "latest" and unit == "quarter":
        return dated(found, context.quarter or anchor.within(unit).shifted(-1), "the quarter reported on", anchor)
    if words[-1] == "past":
        return (
            Reading(kind=TimeKind.DURATION, value=duration_value(1, unit_of()[word].code), rule="duration up to the anchor", anchor=anchor.value()) if word in unit_of() else None
        )
    return counted(found, context, anchor, unit, relation.shift if relation else 0)


def counted(found: Found, _context: Context, anchor: Moment, unit: str, shift: float) -> Reading | None:
    """So many units from an anchor, in the accuracy of that unit."""
    if anchor.first() is None:
        return _roughly(found, anchor, unit, shift)
    if unit == "day" and anchor.unit != "day":
        return dated(found, replace(anchor), "day within what was last spoken of", anchor)
    moment = anchor.within(unit if unit != "fortnight" else "week").shifted(int(shift) * (2 if unit == "fortnight" else 1))
    return dated(found, moment, f"counted in {unit}s", anchor)


def _roughly(found: Found, anchor: Moment, unit: str, shift: float) -> Reading:
    """The same before our era or without a year: years are counted, the rest keeps the anchor."""
    if unit in YEARS_IN:
        return dated(found, anchor.within(unit).shifted(int(shift)), f"counted in {unit}s", anchor)
    return dated(found, anchor, f"{unit} near what was last spoken of", anchor)


def the_unit(found: Found, context: Context) -> Reading | None:
    """As in "the year", "the quarter", "the weekend": that of the anchor."""
    word = found.word("unit") or ""
    unit = unit_name(word)
    if word.endswith("s") or unit not in {"quarter", "year", "month", "week", "weekend"} or found.lexed.codes[found.last : found.last + 1] == CLASSES["-"]:
        return None
    if unit == "quarter" and context.quarter:
        return dated(found, context.quarter, "the quarter spoken of")
    after = found.lexed.words[found.last] if found.last < len(found.lexed.words) else ""
    if after in {"ended", "ending", "to"} and unit in {"year", "month", "week"}:
        return Reading(kind=TimeKind.DURATION, value=duration_value(1, unit_of()[word].code), rule="duration up to a date")
    anchor = context.base("now")
    if anchor is None or anchor.first() is None:
        return None
    moment = anchor.within(unit)
    if unit == "weekend" and context.tense(found.first) <= 0 and (last := moment.last()) and anchor.first() and last > (anchor.first() or last):
        moment = moment.shifted(-1)
    return dated(found, moment, f"the {unit} of the anchor", anchor)


def year_ago_period(found: Found, context: Context) -> Reading | None:
    """As in "the year-ago quarter", "year-earlier": what was spoken of, a year before."""
    if unit_name(found.word("year")) != "year":
        return None
    if "number" in found.parts:
        return Reading(
            kind=TimeKind.DURATION, value=duration_value(number_of(found.word("number") or ""), unit_of()[found.word("unit") or ""].code), rule="so many units, a year before"
        )
    return _year_before(found, context, -1)


def _year_before(found: Found, context: Context, years: int) -> Reading | None:
    base = context.quarter if context.quarter and not context.narrative else None
    anchor = base or context.base("now")
    if anchor is None or anchor.year is None:
        return None
    moment = replace(anchor, year=anchor.year + years) if base else anchor.within("year").shifted(years)
    return dated(found, moment, "a year before what was spoken of", anchor)


def ago(found: Found, context: Context) -> Reading | None:
    """As in "two weeks ago", "a year ago": counted from the publication, in the accuracy of the unit."""
    return _counted_words(found, context, -1, context.base("now"))


def later(found: Found, context: Context) -> Reading | None:
    """As in "three days later", "a year earlier", "two days after ...": counted from the date last spoken of."""
    word = found.word("later") or ""
    way = meanings(time_words().counting).get(word)
    if way is None or (word in time_words().before and not _ends_clause(found)):
        return None
    if way == "ahead":
        return _counted_words(found, context, 1, context.base("now"))
    sign = -1 if way == "back" else 1
    if "number" not in found.parts and found.lexed.codes[found.first] != CLASSES["THE"]:
        return None
    return _counted_words(found, context, sign, context.base("then"))


def _ends_clause(found: Found) -> bool:
    """Whether nothing follows that "before" or "after" could belong to."""
    words = found.lexed.words
    return found.last >= len(words) or not words[found.last][0].isalnum()


def _counted_words(found: Found, context: Context, sign: int, anchor: Moment | None) -> Reading | None:
    words = found.word("number")
    unit = unit_of()[found.word("unit") or ""]
    number = number_of(words) if words else 1 if found.lexed.codes[found.first] == CLASSES["THE"] else None
    if unit.code.startswith("T"):
        return Reading(kind=TimeKind.DURATION, value=duration_value(number, unit.code), rule="clock units from an anchor", modifier=modifier_of(found))
    if number is None or anchor is None:
        value = "PAST_REF" if sign < 0 else "FUTURE_REF"
        return Reading(kind=TimeKind.DATE, value=value, rule="how many is not said")
    if unit.name == "year" and number == 1 and context.quarter and not context.narrative:
        return _year_before(found, context, sign)
    if number != int(number):
        first = anchor.first()
        if first is None or unit.name not in MONTHS_OF:
            return _roughly(found, anchor, unit.name, sign * number)
        return dated(found, moment_of(add_months(first, round(sign * number * MONTHS_OF[unit.name])), "month"), "counted in months", anchor)
    if unit.name == "decade" and number == 1:
        return counted(found, context, anchor, "year", sign * 10)
    return counted(found, context, anchor, unit.name, sign * number)


def weekday(found: Found, context: Context) -> Reading | None:
    """A weekday: of the last, this or the next week by the direction of tense; the day of publication itself counts for both."""
    words = found.word("weekday") or ""
    number = weekday_numbers()[words]
    if words.endswith("days") and "rel" not in found.parts:
        value = f"XXXX-WXX-{number}"
        return with_part(found, Reading(kind=TimeKind.SET, value=value, rule="every week"))
    relation = next((time_words().relations[word] for word in (found.word("rel") or "").split() if word in time_words().relations), None)
    anchor = context.base(relation.base if relation else "now")
    if anchor is None or (day := anchor.first()) is None:
        return with_part(found, Reading(kind=TimeKind.DATE, value=f"XXXX-WXX-{number}", rule=f"weekday, {OPEN}", modifier=modifier_of(found)))
    before = context.last
    if (
        relation is None
        and before
        and before[0].last == found.first - 1
        and found.lexed.codes[found.first - 1] in CLASSES["TO"] + CLASSES["-"]
        and before[1].moment
        and (first := before[1].moment.first())
    ):
        return with_part(found, dated(found, moment_of(first + dt.timedelta(days=(number - first.isoweekday()) % 7), "day"), "weekday after the one before it", anchor))
    moment = moment_of(day + dt.timedelta(days=_days_to(number, day.isoweekday(), relation.shift if relation else None, context.direction(found.first))), "day")
    return with_part(found, dated(found, moment, "weekday by tense" if relation is None else "weekday by its relation", anchor))


def _days_to(wanted: int, now: int, shift: int | None, direction: int) -> int:
    """Days from the anchor to the weekday: with a relation never the same day; without one back for the past, forth for the future."""
    ahead = (wanted - now) % 7
    if shift is not None and shift != 0:
        return (ahead or 7) if shift > 0 else ahead - 7
    return ahead if direction > 0 or ahead == 0 else ahead - 7


def day_word(found: Found, context: Context) -> Reading | None:
    """As in "yesterday", "tomorrow morning", "tonight"."""
    word = found.word("day") or ""
    today = context.today()
    if today is None or (context.narrative and word == "today"):
        value = {"today": "PRESENT_REF", "tonight": "PRESENT_REF"}.get(word, "XXXX-XX-XX")
        return Reading(kind=TimeKind.DATE, value=value, rule="the day it was written is not known")
    reading = dated(found, today.shifted(time_words().day_words[word]), "day by its word", today)
    if word == "tonight":
        return replace(reading, kind=TimeKind.TIME, value=f"{reading.value}TNI")
    return with_part(found, reading)


def day_part(found: Found, context: Context) -> Reading | None:
    """As in "this morning", "last night", "that afternoon", "the next morning", "mid-afternoon yesterday"."""
    if "tail" in found.parts:
        inner = read_part(found, context, "tail")
        return with_part(found, inner) if inner else None
    words = (found.word("rel") or "").split()
    relation = next((time_words().relations[word] for word in words if word in time_words().relations), None)
    if not words and found.word("part") != "overnight":
        return None
    which = "then" if not words or words[0] in {"that", "the"} else "now"
    anchor = context.base(relation.base if relation else which)
    if anchor is None:
        return None
    shift = relation.shift if relation else 0
    day = anchor.shifted(shift) if anchor.unit == "day" else anchor
    return with_part(found, dated(found, day, "part of the anchor's day", anchor))
