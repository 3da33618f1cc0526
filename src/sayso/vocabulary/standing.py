"""Whose access a statement comes from, by the words that name and describe its source; how outlets are cited and accounts passed on. Data, checked when it is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from sayso.model.errors import RunAbort
from sayso.vocabulary.loader import read_table

FILE = "standing.yaml"
Part = Literal["actor", "recipient", "object", "place"]


class StandingTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of standing.yaml; what each list means stands there."""

    organs: frozenset[str]
    apart: frozenset[str]
    organ_words: list[str]
    apart_words: list[str]
    organ_roles: list[str]
    ranks: list[str]
    uniformed: list[str]
    rebel: list[str]
    spokes: list[str]
    crew: list[str]
    owning: list[str]
    crafts: list[str]
    house_staff: list[str]
    houses: list[str]
    witnesses: list[str]
    hidden: list[str]
    rumour: list[str]
    alleging: list[str]
    own_minds: list[str]
    analysts: list[str]
    analyst_houses: list[str]
    measures: list[str]
    inquiries: list[str]
    no_access: list[str]
    seen: list[str]
    reporters: list[str]
    sensors: list[str]
    endorsements: list[str]
    credits: list[str]
    cites: list[str]
    paper_words: list[str]
    media_words: list[str]
    negations: list[str]
    dismissals: list[str]
    finite: list[str]
    sayings: list[str]
    standing: dict[Part, str]


def checked(table: StandingTable) -> StandingTable:
    """The table, if no kind of body is both an organ and apart, and every pattern is a regular expression with its slot; else RunAbort with field, entry and reason."""
    if both := table.organs & table.apart:
        raise RunAbort(f"vocabulary/{FILE}: organs, apart: {min(both)!r} stands in both")
    for field, slot in (("endorsements", "{who}"), ("credits", "{outlet}"), ("cites", "{outlet}")):
        for number, pattern in enumerate(getattr(table, field)):
            if pattern.count(slot) != 1:
                raise RunAbort(f"vocabulary/{FILE}: {field}[{number}], {pattern!r}: needs {slot} once")
            try:
                re.compile(pattern.replace(slot, "x"))
            except re.error as fault:
                raise RunAbort(f"vocabulary/{FILE}: {field}[{number}], {pattern!r}: {fault}") from fault
    return table


@cache
def standing() -> StandingTable:
    """The table."""
    return checked(read_table(FILE, StandingTable))


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of these words or phrases, whole, whatever their case; longer ones first.

    >>> any_of(["coast guard", "guard"]).findall("The Coast Guards and the guard")
    ['guard']
    """
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word).replace("'", "['’]") for word in longest_first) + r")(?!\w)", re.IGNORECASE)


@cache
def finder(field: str) -> re.Pattern[str]:
    """The pattern of a list of words of the table."""
    words: list[str] = getattr(standing(), field)
    return any_of(words)


def has(field: str, *texts: str | None) -> bool:
    """Whether one of the texts holds a word of this list.

    >>> has("organ_words", "Estonia’s navy"), has("spokes", None, "a spokesman"), has("crew", "crewed")
    (True, True, False)
    """
    pattern = finder(field)
    return any(text is not None and pattern.search(text) is not None for text in texts)
