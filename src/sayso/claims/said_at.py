"""When it was said: the day beside the reporting words ("said on Monday"), counted back from the report's publication."""

from __future__ import annotations

import datetime as dt
import re

from sayso.model.claim import Cell
from sayso.model.span import Span
from sayso.model.tree import Tree

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
LONGEST = 7  # words of a phrase that only says when
AGO = {"today": 0, "tonight": 0, "yesterday": 1}
MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
DATE = re.compile(rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH}|{MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?)(?:,?\s+(\d{{4}}))?\b", re.IGNORECASE)
DAY = re.compile(r"\b(?:(" + "|".join(WEEKDAYS) + r")|(today|tonight|yesterday)|(last night)|(last|this) (week|month|year))\b", re.IGNORECASE)


CLOCK = re.compile(r"(?:\d{4}-\d\d-\d\d[ T])?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?", re.IGNORECASE)


def said_at(tree: Tree, cue: int | None, published: str | None, clock: tuple[Span, str] | None = None) -> Cell[str]:
    """The ISO 8601 day or interval on which it was said; without words for it the time of the live blog's entry (``clock``), else any day up to the publication.

    A weekday is the last one before or on the day of publication ("on Monday" in a report of Wednesday is two days before).
    """
    if published is None:
        return Cell(value=None, rule="publication day", reason="the publication day is not known")
    day = dt.date.fromisoformat(published[:10])
    if cue is not None:
        for span in _beside(tree, cue):
            if (found := _read(span.of(tree.parse.text), day)) is not None:
                return Cell(value=found, span=span, rule="day beside the cue")
    if clock is not None and (stated := CLOCK.match(tree.parse.text, clock[0].start)) is not None:
        value = clock[1] if "T" in clock[1] else f"{published[:10]}T{clock[1]}"
        return Cell(value=f"../{value}", span=Span(stated.start(), stated.end()), rule="time of the entry")
    return Cell(value=f"../{published}", rule="publication day")


def _beside(tree: Tree, cue: int) -> list[Span]:
    """The adverbs and short phrases that hang on the cue itself, not on what is said."""
    parse = tree.parse
    found = []
    for kid in tree.children[cue]:
        if parse.deps[kid] in {"npadvmod", "advmod", "nmod", "dep"} or (parse.deps[kid] == "prep" and tree.lower(kid) in {"on", "late", "early", "in"}):
            span = parse.span(tree.left[kid], tree.right[kid])
            if len(parse.tokens_in(span)) <= LONGEST:
                found.append(span)
    return found


def _read(words: str, day: dt.date) -> str | None:
    if (match := DATE.search(words)) is not None:
        return _date(match, day)
    match = DAY.search(words)
    if match is None:
        return None
    weekday, near, night, which, unit = match.groups()
    if weekday:
        return (day - dt.timedelta((day.weekday() - WEEKDAYS.index(weekday.lower())) % 7)).isoformat()
    if near:
        return (day - dt.timedelta(AGO[near.lower()])).isoformat()
    if night:
        return (day - dt.timedelta(1)).isoformat()
    return _span(unit.lower(), day, back=which.lower() == "last")


def _date(match: re.Match[str], day: dt.date) -> str | None:
    """A date, in the year of the publication or, where that would lie ahead, in the one before."""
    number, month = int(match[1] or match[4]), next(at for at, name in enumerate(MONTHS, 1) if name.startswith((match[2] or match[3]).lower()[:3]))
    try:
        found = dt.date(int(match[5] or day.year), month, number)
        return (found if match[5] or found <= day else found.replace(year=found.year - 1)).isoformat()
    except ValueError:
        return None


def _span(unit: str, day: dt.date, *, back: bool) -> str:
    """The week (from Monday), month or year as an interval; the running one up to the publication."""
    first = {"week": day - dt.timedelta(day.weekday()), "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[unit]
    if not back:
        return f"{first.isoformat()}/{day.isoformat()}"
    last = first - dt.timedelta(1)
    start = {"week": last - dt.timedelta(6), "month": last.replace(day=1), "year": last.replace(month=1, day=1)}[unit]
    return f"{start.isoformat()}/{last.isoformat()}"
