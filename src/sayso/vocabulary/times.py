"""The words of time (time_words.yaml), checked when they are read: months, weekdays, units, numbers, holidays, and what refers to now, then or later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from itertools import chain
from typing import Literal

import msgspec

from sayso.model.errors import RunAbort
from sayso.vocabulary.loader import read_table

FILE = "time_words.yaml"
BOUNDS = frozenset({"by", "before", "since", "until", "onward", "from", "as of", "after", "into", "within", "lasting", "other"})
EDGES = frozenset({"START", "MID", "END", "NONE"})


class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit of time: its name, its TIMEX3 designator ("TH" below the day) and its words."""

    name: str
    code: str
    words: list[str]


class Relation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where an adjective such as "last" looks: units back or forth, from now or from the date last spoken of."""

    shift: int
    base: Literal["now", "then"]


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A holiday by exactly one of: month-day, days from Easter Sunday, (month, weekday, n-th or -1), election day."""

    words: list[str]
    day: str | None = None
    easter: int | None = None
    weekday: tuple[int, int, int] | None = None
    election: bool = False


class TenseWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What tells where a verb looks: modal verbs of the future, plans (lemmas), what is planned (participles), conditions, verbs whose present tense tells of the past."""

    future: frozenset[str]
    plans: frozenset[str]
    planned: frozenset[str]
    conditions: frozenset[str]
    states: frozenset[str]
    until: frozenset[str]
    deadlines: frozenset[str]


class TimeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of time_words.yaml; keys are what the words mean."""

    months: dict[int, list[str]]
    weekdays: dict[int, list[str]]
    doubtful_names: frozenset[str]
    seasons: dict[str, list[str]]
    units: list[Unit]
    unit_adjectives: frozenset[str]
    numbers: dict[int, list[str]]
    multipliers: dict[int, list[str]]
    ordinals: dict[int, list[str]]
    decade_words: dict[int, list[str]]
    vague: list[str]
    couple: list[str]
    relations: dict[str, Relation]
    day_words: dict[str, int]
    day_parts: dict[str, list[str]]
    noon_words: dict[str, list[str]]
    early: dict[str, list[str]]
    edges: dict[str, list[str]]
    approximators: dict[str, list[str]]
    each: list[str]
    ago: list[str]
    later: list[str]
    before: list[str]
    counting: dict[str, list[str]]
    frequencies: dict[str, list[str]]
    times: list[str]
    references: dict[str, list[str]]
    reference_adjectives: dict[str, list[str]]
    zones: list[str]
    zone_offsets: dict[str, str]
    before_christ: list[str]
    anno_domini: list[str]
    fiscal: list[str]
    comparisons: list[str]
    spans: list[str]
    holidays: list[Holiday]
    small_words: dict[str, list[str]]
    tense: TenseWords
    before_year: frozenset[str]
    before_season: frozenset[str]
    before_count: frozenset[str]
    priced: frozenset[str]
    before_clock: frozenset[str]
    bounds: dict[str, list[str]]


@cache
def time_words() -> TimeWords:
    """The words of time; raises RunAbort with the field and the reason where the table is wrong."""
    return checked(read_table(FILE, TimeWords))


def checked(table: TimeWords) -> TimeWords:
    """The table, if it holds together; raises RunAbort otherwise."""
    _within("months", table.months, range(1, 13))
    _within("weekdays", table.weekdays, range(1, 8))
    for field in ("early", "edges"):
        _within(field, getattr(table, field), EDGES)
    _within("counting", table.counting, frozenset({"back", "on", "ahead"}))
    if strange := set(table.bounds) - BOUNDS:
        raise RunAbort(f"vocabulary/{FILE}: bounds: {min(strange)} is none of {', '.join(sorted(BOUNDS))}")
    for holiday in table.holidays:
        if (holiday.day is not None) + (holiday.easter is not None) + (holiday.weekday is not None) + holiday.election != 1:
            raise RunAbort(f"vocabulary/{FILE}: holidays: {holiday.words[0]}: give exactly one of day, easter, weekday, election")
    _holidays_exist(table)
    for zone in table.zone_offsets:
        if zone not in table.zones:
            raise RunAbort(f"vocabulary/{FILE}: zone_offsets: {zone} is not among the zones")
    return table


def _holidays_exist(table: TimeWords) -> None:
    """Raises RunAbort for a holiday on a day that no year has."""
    for holiday in table.holidays:
        month, weekday, nth = holiday.weekday or (1, 1, 1)
        try:
            dt.date.fromisoformat(f"2024-{holiday.day or '01-01'}")
        except ValueError:
            raise RunAbort(f"vocabulary/{FILE}: holidays: {holiday.words[0]}: {holiday.day} is no month and day") from None
        if not (1 <= month <= 12 and 1 <= weekday <= 7 and nth in {-1, 1, 2, 3, 4}):
            raise RunAbort(f"vocabulary/{FILE}: holidays: {holiday.words[0]}: weekday must be a month, a weekday (1 to 7) and -1 or 1 to 4")


def _within(field: str, entries: dict[int, list[str]] | dict[str, list[str]], allowed: range | frozenset[str]) -> None:
    for key in entries:
        if key not in allowed:
            raise RunAbort(f"vocabulary/{FILE}: {field}: {key} is none of {', '.join(map(str, sorted(allowed)))}")


def spaced(word: str) -> str:
    """A word with its hyphens as lexemes of their own.

    >>> spaced("mid-afternoon")
    'mid - afternoon'
    """
    return word if " " in word else word.replace("-", " - ")


def meanings(groups: Mapping[int, list[str]] | Mapping[str, list[str]]) -> dict[str, int | str]:
    """What each word of a group means.

    >>> meanings({1: ["january", "jan"]})
    {'january': 1, 'jan': 1}
    """
    return {spaced(word): meaning for meaning, words in groups.items() for word in words}


@cache
def month_numbers() -> dict[str, int]:
    """The number of each month's names."""
    return {word: month for month, words in time_words().months.items() for word in words}


@cache
def unit_of() -> dict[str, Unit]:
    """The unit of each of its words.

    >>> unit_of()["weeks"].code
    'W'
    """
    return {word: unit for unit in time_words().units for word in unit.words}


@cache
def holiday_of() -> dict[str, Holiday]:
    """The holiday of each of its names (marks apart: "new year ' s eve")."""
    return {words: holiday for holiday in time_words().holidays for words in holiday.words}


def flat(groups: dict[str, list[str]]) -> list[str]:
    """All words of a group."""
    return list(chain.from_iterable(groups.values()))
