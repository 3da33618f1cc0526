"""Finds the time expressions of a document and reads them one after the other, since each may count from the one before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sayso.grounding.times import absolute, amounts, clocks, periods, relative
from sayso.grounding.times.anchors import is_narrative, tense, writing_day
from sayso.grounding.times.calendar import Moment
from sayso.grounding.times.lexemes import Lexed, lex
from sayso.grounding.times.patterns import Found, candidates, runs
from sayso.grounding.times.plausible import plausible
from sayso.grounding.times.reading import Context, Reading
from sayso.model.grounding import TimeExpression
from sayso.model.span import Span
from sayso.model.tree import Tree

GLANCE = 15  # years. WikiWars dev, 2026-11-29: value F1 .851 without, .853 at 15, .852 at 40
LONGEST_SHORT = 3  # letters of "Oct"; "Sept" is the one abbreviation that is longer, and a full stop after it is rare

READERS: Mapping[str, Callable[[Found, Context], Reading | None]] = {
    "iso": absolute.iso,
    "slashes": absolute.slashes,
    "date": absolute.date,
    "listed day": absolute.listed_day,
    "day of month": absolute.day_of_month,
    "month": absolute.month,
    "year": absolute.year,
    "short year": absolute.short_year,
    "bare year": absolute.bare_year,
    "year words": absolute.year_words,
    "decade": periods.decade,
    "nth": periods.nth,
    "year period": periods.year_period,
    "fiscal": periods.fiscal,
    "season": periods.season,
    "holiday": periods.holiday,
    "edge": relative.edge,
    "early in": relative.early_in,
    "part of": relative.part_of,
    "day part of": relative.day_part_of,
    "this unit": relative.this_unit,
    "the unit": relative.the_unit,
    "year ago period": relative.year_ago_period,
    "ago": relative.ago,
    "later": relative.later,
    "weekday": relative.weekday,
    "day word": relative.day_word,
    "day part": relative.day_part,
    "some units": amounts.some_units,
    "duration": amounts.duration,
    "plain units": amounts.plain_units,
    "set": amounts.repeated,
    "per unit": amounts.per_unit,
    "frequency": amounts.frequency,
    "reference": amounts.reference,
    "clock": clocks.clock,
    "clock words": clocks.clock_words,
    "dotted clock": clocks.dotted_clock,
}


def find_expressions(tree: Tree, published: str | None) -> tuple[TimeExpression, ...]:
    """All time expressions of a document (TIMEX3), in the order of the text.

    ``published`` is the ISO 8601 day or minute of publication; where it is None, relative expressions keep open values such as "XXXX-10-23" and their rule says so.
    """
    lexed = lex(tree.parse.text)
    now = writing_day(tree.parse.text, published)
    context = Context(lexed=lexed, now=now, narrative=is_narrative(lexed, now), direction=tense(tree, lexed), readers=READERS)
    return tuple(_expressions(tree, lexed, context))


def _expressions(tree: Tree, lexed: Lexed, context: Context) -> Iterator[TimeExpression]:
    for first, last in runs(lexed):
        at = first
        while at < last:
            chosen = _best(tree, context, at, last)
            if chosen is None:
                at += 1
                continue
            found, reading = chosen
            at = found.last
            _remember(context, found, reading)
            yield _expression(found, reading)


def _best(tree: Tree, context: Context, at: int, last: int) -> tuple[Found, Reading] | None:
    """The longest form at this place that can be read."""
    for found in candidates(context.lexed, at, last):
        if plausible(tree, found, context) and (reading := READERS[found.form](found, context)):
            return found, reading
    return None


def _remember(context: Context, found: Found, reading: Reading) -> None:
    """Makes a date the one last spoken of."""
    moment = reading.moment
    context.last = (found, reading)
    if moment is None or moment.year is None or moment.unit in {"decade", "century", "millennium"}:
        return
    if _digression(context, moment) or (context.narrative and context.focus and moment == context.focus.within("year")):
        return
    context.before_christ = moment.year < 0
    if moment.unit == "quarter" and found.form == "nth":
        context.quarter = moment
    if context.lead is None and found.form == "weekday":
        context.lead = moment
    if context.focus is not None and not context.narrative and found.lexed.words[found.first - 1] == "since":
        return  # "the third such haul since March": a bound of the count, not what is told of
    context.focus = moment


def _digression(context: Context, moment: Moment) -> bool:
    """Whether a narrative only glances at a distant year: it does until a second date of that time follows."""
    year, focus = moment.year or 0, context.focus
    if not context.narrative or focus is None or focus.year is None or abs(year - focus.year) <= GLANCE:
        context.glance = None
        return False
    if context.glance is not None and abs(year - context.glance) <= GLANCE:
        context.glance = None
        return False
    context.glance = year
    return True


def _expression(found: Found, reading: Reading) -> TimeExpression:
    last = found.last - 1
    if found.lexed.words[last] == "." and (len(found.lexed.words[last - 1]) > LONGEST_SHORT or found.lexed.words[last - 1] == "may") and found.lexed.codes[last - 1] in "MW":
        last -= 1
    span = Span(found.lexed.starts[found.first], found.lexed.ends[last])
    return TimeExpression(span=span, kind=reading.kind, value=reading.value, modifier=reading.modifier, anchor=reading.anchor, rule=reading.rule)
