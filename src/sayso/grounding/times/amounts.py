"""Durations and sets ("two years", "the past three months", "every Monday", "twice a week"), and words that stand for no date in particular ("now", "recently")."""

from __future__ import annotations

from functools import cache

from sayso.grounding.times.numbers import number_of, ordinal_of
from sayso.grounding.times.patterns import Found
from sayso.grounding.times.reading import Context, Reading, modifier_of
from sayso.grounding.times.relative import duration_value, part_words, weekday_numbers
from sayso.model.grounding import TimeKind
from sayso.vocabulary.times import meanings, time_words, unit_of

UNCOUNTED = frozenset({"second", "minute", "hour", "quarter"})  # without a number these are rarely said of a time
BARE_REFERENCES = {"past": "PAST_REF", "present": "PRESENT_REF"}


@cache
def reference_values() -> dict[str, str]:
    """What "now", "soon", "recently" stand for."""
    table = time_words()
    return {word: str(value) for group in (table.references, table.reference_adjectives) for word, value in meanings(group).items()}


def amount(words: str) -> float | None:
    """The number of a quantity; of two joined ("two to three") the first; a couple is two.

    >>> amount("two to three"), amount("a couple of"), amount("several"), amount("a")
    (2, 2, None, 1)
    """
    if words in time_words().couple:
        return 2
    for joint in (" to ", " or ", " - "):
        head, found, tail = words.partition(joint)
        if found and number_of(head) is not None and (joint != " - " or head.isdecimal()):
            return number_of(head) if tail else None
    return number_of(words)


def duration(found: Found, _context: Context) -> Reading | None:
    """As in "two years", "a three-year", "at least 30 days", "half an hour", "a month and a half"."""
    word = found.word("unit") or ""
    unit = unit_of()[word]
    words = found.word("number")
    if "old" in found.parts or (unit.name == "quarter" and _fraction(found)):
        return None
    if found.lexed.codes[found.first] in "tH" and not word.endswith(("s", "ia")):
        return None
    number = 0.5 if words == "half" else amount(words) if words else 1.0
    if "half" in found.parts and number is not None:
        number += 0.5
    return Reading(kind=TimeKind.DURATION, value=duration_value(number, unit.code), rule="duration", modifier=modifier_of(found))


def _fraction(found: Found) -> bool:
    """Whether a quarter is a fourth part: "three-quarters", "a quarter of"."""
    words = found.lexed.words
    after = words[found.last] if found.last < len(words) else ""
    return after == "of" or (found.word("number") or "").endswith("three") or (found.word("number") == "a" and after not in {".", ","})


def plain_units(found: Found, _context: Context) -> Reading | None:
    """As in "years", "weeks or months": a duration of no known length; a single unit is none, save as an adjective ("month-long")."""
    word = found.word("unit") or ""
    long = found.lexed.words[found.last - 1] == "long"
    if (not word.endswith(("s", "ia")) and not long) or unit_of()[word].name in UNCOUNTED:
        return None
    return Reading(kind=TimeKind.DURATION, value=duration_value(None if word.endswith(("s", "ia")) else 1, unit_of()[word].code), rule="units without a number")


def some_units(found: Found, _context: Context) -> Reading | None:
    """As in "the past two years", "the next few days", "the first nine months", "recent weeks"."""
    word = found.word("unit") or found.word("units") or ""
    if word not in unit_of():
        return None
    if "number" not in found.parts and not word.endswith(("s", "ia")):
        return None
    if found.word("rel") == "future":
        return Reading(kind=TimeKind.DATE, value="FUTURE_REF", rule="reference")
    number = amount(found.word("number") or "several")
    return Reading(kind=TimeKind.DURATION, value=duration_value(number, unit_of()[word].code), rule="duration beside an anchor", modifier=modifier_of(found))


def repeated(found: Found, _context: Context) -> Reading | None:
    """As in "every Monday", "each month", "a year" as in "twice a year"."""
    word = found.word("unit") or ""
    number = number_of(found.word("number") or "a") or ordinal_of(found.word("nth") or "") or 1
    if word in unit_of():
        return Reading(kind=TimeKind.SET, value=duration_value(number, unit_of()[word].code), rule="every so many units")
    if word in weekday_numbers():
        part = part_words().get(found.word("part") or "")
        return Reading(kind=TimeKind.SET, value=f"XXXX-WXX-{weekday_numbers()[word]}" + (f"T{part}" if part else ""), rule="every week")
    if word in part_words():
        return Reading(kind=TimeKind.SET, value=f"XXXX-XX-XXT{part_words()[word]}", rule="every day")
    return _every_year(word)


def _every_year(word: str) -> Reading | None:
    months, seasons = meanings(time_words().months), meanings(time_words().seasons)
    if word in months:
        return Reading(kind=TimeKind.SET, value=f"XXXX-{int(months[word]):02d}", rule="every year")
    if word in seasons:
        return Reading(kind=TimeKind.SET, value=f"XXXX-{seasons[word]}", rule="every year")
    return Reading(kind=TimeKind.SET, value="XXXX-WXX-WE", rule="every week")


def per_unit(found: Found, _context: Context) -> Reading | None:
    """As in "twice a week", "per day"."""
    word = found.word("unit") or ""
    if word.endswith("s") or (found.word("per") != "per" and found.first == found.parts["per"][0]):
        return None
    return Reading(kind=TimeKind.SET, value=duration_value(1, unit_of()[word].code), rule="per unit")


def frequency(found: Found, _context: Context) -> Reading | None:
    """As in "daily", "annually"."""
    return Reading(kind=TimeKind.SET, value=str(meanings(time_words().frequencies)[found.word("word") or ""]), rule="frequency")


def reference(found: Found, _context: Context) -> Reading | None:
    """As in "now", "recently", "soon", "the past"."""
    word = found.word("word") or ""
    adjective = any(word in words for words in time_words().reference_adjectives.values())
    if adjective and (word == "future" or found.words != word):
        return None
    if word in reference_values():
        return Reading(kind=TimeKind.DATE, value=reference_values()[word], rule="reference")
    bare = BARE_REFERENCES.get(word)
    if bare is None or found.words == word:
        return None
    return Reading(kind=TimeKind.DATE, value=bare, rule="reference")
