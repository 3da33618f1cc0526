"""Times of day: "3:41 a.m.", "noon on Saturday", "0735 GMT", "4 in the morning"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from sayso.grounding.times.absolute import read_part
from sayso.grounding.times.calendar import Moment
from sayso.grounding.times.lexemes import CLASSES
from sayso.grounding.times.numbers import number_of
from sayso.grounding.times.patterns import Found
from sayso.grounding.times.reading import Context, Reading, modifier_of
from sayso.grounding.times.relative import part_words
from sayso.model.grounding import TimeKind
from sayso.vocabulary.times import meanings, time_words

NAMING = frozenset({"weekday", "day word", "date", "iso", "slashes", "clock", "day part of", "day of month", "listed day"})
NO_TIME = "no such time"
PRICE = 12  # lexemes around "at 2.15" among which a word of prices makes it one
NEAR = 40  # lexemes between a day and a time of that day. Corpus and stories, 2026-11-29: 651 of 1035 gold times inside their claims at 0, 656 at 40, 655 at 100


@cache
def noon_words() -> dict[str, str]:
    """The hours of "noon", "midnight"."""
    return {word: str(value) for word, value in meanings(time_words().noon_words).items()}


def clock(found: Found, context: Context) -> Reading | None:
    """A time of day, on the day that its words name, or else the day spoken of."""
    time = _time(found)
    if time is None:
        return _no_time(found, context)
    zone = time_words().zone_offsets.get(found.word("zone") or "", "")
    day = read_part(found, context, "tail") if "tail" in found.parts else None
    anchor = None if day else _day_spoken_of(found, context)
    value = day.value.partition("T")[0] if day else anchor.value() if anchor and anchor.unit == "day" else "XXXX-XX-XX"
    reading = Reading(kind=TimeKind.TIME, value=f"{value}T{time}", rule="time of day", modifier=modifier_of(found), anchor=anchor.value() if anchor else None)
    if zone:
        reading = replace(reading, rule=f"time of day, {zone}")
    return replace(reading, moment=day.moment) if day else reading


def _no_time(found: Found, context: Context) -> Reading | None:
    """As in "at 25:00": the day without a time."""
    before = found.lexed.words[found.first - 1] if found.first else ""
    day = _day_spoken_of(found, context)
    if "minute" not in found.parts or before not in time_words().before_clock or day is None:
        return None
    return Reading(kind=TimeKind.TIME, value=day.value(), rule=NO_TIME, anchor=day.value())


def dotted_clock(found: Found, context: Context) -> Reading | None:
    """As in "at 2.15", where its sentence names no price, share or rate."""
    lexed = found.lexed
    before = lexed.words[found.first - 1] if found.first else ""
    if not time_words().priced.isdisjoint(lexed.words[max(0, found.first - PRICE) : found.last + PRICE]):
        return None
    after = lexed.codes[found.last : found.last + 1]
    tight = lexed.ends[found.last - 1] - lexed.starts[found.first] == sum(len(lexed.words[at]) for at in range(found.first, found.last))
    if (
        before not in time_words().before_clock
        or not tight
        or after in {CLASSES["UNIT"], CLASSES["MULT"], CLASSES["/"]}
        or lexed.words[found.last : found.last + 1] in (["%"], ["percent"])
    ):
        return None
    return clock(found, context)


def clock_words(found: Found, context: Context) -> Reading | None:
    """As in "half past three", "a quarter to six"; "ten to six" only after a preposition of times of day."""
    before = found.lexed.words[found.first - 1] if found.first else ""
    side, words = found.word("side"), found.word("minutes") or ""
    minutes = 30 if words == "half" else 15 if words == "a quarter" else number_of(words)
    if (
        side not in {"past", "to"}
        or (side == "to" and words.isdecimal())
        or minutes is None
        or minutes >= 60
        or (side == "to" and words != "a quarter" and before not in time_words().before_clock)
    ):
        return None
    hour = _hour(found)
    if hour is None:
        return None
    total = hour * 60 + int(minutes) * (1 if side == "past" else -1)
    anchor = _day_spoken_of(found, context)
    day = anchor.value() if anchor and anchor.unit == "day" else "XXXX-XX-XX"
    value = f"{day}T{total // 60 % 24:02d}:{total % 60:02d}"
    return Reading(kind=TimeKind.TIME, value=value, rule="time of day in words", modifier=modifier_of(found), anchor=anchor.value() if anchor else None)


def _day_spoken_of(found: Found, context: Context) -> Moment | None:
    """The day spoken of just before; in the news else the first weekday of the report, or the day of publication."""
    near = context.last is not None and context.last[0].form in NAMING and found.first - context.last[0].last < NEAR
    if context.focus and context.focus.unit == "day" and (near or context.narrative):
        return context.focus
    return context.focus if context.narrative else context.lead or context.today()


def _time(found: Found) -> str | None:
    """HH:MM, or None where there is no such time."""
    if "noon" in found.parts:
        return noon_words()[found.word("noon") or ""]
    if "military" in found.parts:
        word = found.word("military") or ""
        return _checked(int(word[:2]), word[2:]) if len(word) == 4 else None
    hour = _hour(found)
    return None if hour is None else _checked(hour, found.word("minute") or "00")


def _hour(found: Found) -> int | None:
    """The hour of 24 that its words name."""
    hour = number_of(found.word("hour") or "")
    if hour is None or hour != int(hour):
        return None
    half = (found.word("half") or "").replace(".", "").replace(" ", "")
    part = part_words().get(found.word("part") or "")
    if (half or part) and hour > 12:
        return None
    late = half == "pm" or part in {"AF", "EV"} or (part == "NI" and hour >= 6)
    if half or part:
        hour = hour % 12 + (12 if late else 0)
    return int(hour)


def _checked(hour: int, minute: str) -> str | None:
    return f"{hour:02d}:{minute}" if hour <= 24 and len(minute) == 2 and int(minute) < 60 else None
