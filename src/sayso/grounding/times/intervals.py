"""From time expressions to intervals: the words that bound them ("by December", "since 2022") and join them ("between early to mid-October")."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.grounding.times.anchors import direction_of, writing_day
from sayso.grounding.times.calendar import add_months
from sayso.grounding.times.stretches import Stretch, clock_of, moved, stretch_of
from sayso.model.grounding import TimeExpression, TimeInterval, TimeKind, TimeReading
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary.times import meanings, time_words

WINDOW = 40  # characters before an expression in which its preposition stands
ALSO = re.compile(r"\b(?P<part>early|mid|late)(?:\s+|-)(?:to|and|or|-)(?:\s+|-)?$", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
JOINT = re.compile(r"\s*(?:(?P<to>to|until|till|through|[-–—])|(?P<and>and))\s*(?:the\s+)?", re.IGNORECASE)
PARTS = {"early": "START", "mid": "MID", "late": "END"}
ONWARD = re.compile(r"\s+(?:on|onwards?|forward)\b")
SAME_DAY = frozenset({"by", "before", "after", "from", "until", "since"})
NIGHT = re.compile(r"\bnight$")
NOW = "now, in passing"
LASTING_NOW = frozenset({"at present", "currently", "presently", "these days", "nowadays"})
FILLERS = r"(?:(?:on|at|in|at\s+least|about|around|almost|nearly|just|only|the|a)\s+)*$"
LISTED = frozenset({"day of the month before it", "day of the month after it"})
PAST_WORDS = re.compile(r"\b(?:past|last|recent|previous|preceding)\b", re.IGNORECASE)
NEXT_WORDS = re.compile(r"\b(?:next|coming|upcoming|following|ahead)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Days of an interval (None: open), the rule, and rival readings."""

    first: dt.date | None
    last: dt.date | None
    rule: str
    rivals: tuple[TimeReading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An expression in its text: the words that bound it, the publication, the direction of tense."""

    expression: TimeExpression
    words: str
    bound: str
    now: dt.date | None
    direction: int
    ahead: bool
    perfect: bool
    negated: bool
    onward: bool
    least: bool
    state: bool

    @property
    def minute(self) -> str | None:
        """The minute it names."""
        return clock_of(self.expression.value)


@cache
def _bound_kinds() -> dict[str, int | str]:
    """What each bounding word does."""
    return meanings(time_words().bounds)


@cache
def _bound_pattern() -> re.Pattern[str]:
    """A bounding word that ends a stretch of text, with fillers after it."""
    words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_bound_kinds(), key=lambda word: (-len(word), word)))
    return re.compile(rf"\b(?P<bound>{words})\s+{FILLERS}", re.IGNORECASE)


def find_intervals(tree: Tree, expressions: Sequence[TimeExpression], published: str | None) -> tuple[TimeInterval, ...]:
    """When things are said to be, in the order of the text: intervals of single and of joined expressions. Sets, and durations that nothing ties to a date, have none."""
    return tuple(_intervals(tree, expressions, writing_day(tree.parse.text, published)))


def _intervals(tree: Tree, expressions: Sequence[TimeExpression], now: dt.date | None) -> Iterator[TimeInterval]:
    at = 0
    while at < len(expressions):
        pair = _joined(tree.parse.text, expressions, at)
        if pair:
            yield pair
            at += 2
            continue
        single = _single(tree, expressions[at], now)
        if single:
            yield single
        at += 1


def _joined(text: str, expressions: Sequence[TimeExpression], at: int) -> TimeInterval | None:
    """The interval of two expressions with "to", "between ... and", "from ... until" between them."""
    if at + 1 >= len(expressions):
        return None
    one, two = expressions[at], expressions[at + 1]
    joint = JOINT.fullmatch(text, one.span.end, two.span.start)
    if joint is None:
        return None
    before = text[max(0, one.span.start - WINDOW) : one.span.start]
    head = BETWEEN.search(before) or FROM.search(before)
    if joint["and"] and not (BETWEEN.search(before) or LISTED & {one.rule, two.rule}):
        return None
    first, last = stretch_of(one.value), stretch_of(two.value)
    if last and NIGHT.search(one.span.of(text)):
        first = Stretch(last.first - dt.timedelta(days=1), last.last)
    if first is None or last is None or last.third(two.modifier).last < first.third(one.modifier).first:
        return None
    start = one.span.start - (len(before) - head.start() if head else 0)
    days = clock_of(one.value) or first.third(one.modifier).first.isoformat(), clock_of(two.value) or last.third(two.modifier).last.isoformat()
    return TimeInterval(span=Span(start, two.span.end), start=days[0], end=days[1], expressions=(one, two), rule="from one to the other")


def _single(tree: Tree, expression: TimeExpression, now: dt.date | None) -> TimeInterval | None:
    place, start = _place(tree, expression, now)
    bounds = _bounds(place)
    if bounds is None or (bounds.first is None and bounds.last is None):
        return None
    also = ALSO.search(tree.parse.text[max(0, expression.span.start - WINDOW) : expression.span.start])
    whole = stretch_of(expression.value)
    if also and whole and bounds.first:
        bounds = Bounds(whole.third(PARTS[also["part"].lower()]).first, bounds.last, "from one part to another")
        start = expression.span.start - (min(WINDOW, expression.span.start) - also.start())
    minute = clock_of(expression.value)
    first, last = (day.isoformat() if day else None for day in (bounds.first, bounds.last))
    if minute:
        zone = expression.rule.partition(", ")[2]
        first, last = (minute + zone if day == minute[:10] else day for day in (first, last))
    return TimeInterval(span=Span(start, expression.span.end), start=first, end=last, expressions=(expression,), rule=bounds.rule, rivals=bounds.rivals)


def _place(tree: Tree, expression: TimeExpression, now: dt.date | None) -> tuple[Place, int]:
    """The expression with what is around it, and where its bounding words begin."""
    text = tree.parse.text
    low = max(0, expression.span.start - WINDOW)
    match = _bound_pattern().search(text[low : expression.span.start])
    bound = str(_bound_kinds()[" ".join(match["bound"].lower().split())]) if match else ""
    token = max(0, bisect_right(tree.parse.starts, expression.span.start) - 1)
    start = low + match.start() if match else expression.span.start
    direction = direction_of(tree, token)
    place = Place(
        expression=expression,
        words=expression.span.of(text).lower(),
        bound=bound,
        now=now,
        direction=direction if abs(direction) == 1 else 0,
        ahead=direction > 0,
        perfect=_perfect(tree, token),
        negated=_negated(tree, token),
        onward=ONWARD.match(text, expression.span.end) is not None,
        least="at least" in text[low : expression.span.end].lower(),
        state=_state(tree, token),
    )
    return place, start


def _state(tree: Tree, token: int) -> bool:
    """Whether the nearest verb above says how something has been, and not what has not been."""
    verb = next((up for up in tree.ancestors(token) if tree.is_verb(up)), None)
    if verb is None or tree.negation(verb) is not None:
        return False
    helpers = {tree.lower(kid) for kid in tree.kids(verb, "aux", "auxpass")}
    return "been" in helpers or (tree.lower(verb) == "been" and bool(helpers))


def _negated(tree: Tree, token: int) -> bool:
    """Whether the nearest verb above is negated."""
    verb = next((up for up in tree.ancestors(token) if tree.is_verb(up)), None)
    return verb is not None and tree.negation(verb) is not None


def _perfect(tree: Tree, token: int) -> bool:
    """Whether the nearest verb above is in the present perfect, which reaches up to now."""
    for up in tree.ancestors(token):
        if tree.is_verb(up):
            return any(tree.lower(kid) in {"has", "have", "'ve", "’ve"} for kid in tree.kids(up, "aux"))
    return False


def _bounds(place: Place) -> Bounds | None:
    expression = place.expression
    if expression.kind == TimeKind.SET:
        return None
    if expression.kind == TimeKind.DURATION:
        return _lasting(place)
    if expression.value == "PRESENT_REF" and place.now:
        return Bounds(place.now, place.now, "now is the publication" if place.words in LASTING_NOW else NOW)
    stretch = stretch_of(expression.value)
    if stretch is None:
        return None
    if place.now and place.words == "a year ago":
        return _year_ago(place.now, stretch)
    if expression.value.endswith("TNI") and place.words.endswith("overnight"):
        stretch = Stretch(stretch.first, stretch.last + dt.timedelta(days=1))
    return _bounded(place, stretch)


def _year_ago(now: dt.date, year: Stretch) -> Bounds:
    """The month a year before the publication; the year as a rival."""
    month = stretch_of(add_months(now, -12).isoformat()[:7]) or year
    return Bounds(month.first, month.last, "the month a year before", (TimeReading(interval=f"{year.first}/{year.last}", score=0.4, reason="the year as a whole"),))


def _bounded(place: Place, whole: Stretch) -> Bounds | None:
    """An interval by the preposition before a date."""
    part = whole.third(place.expression.modifier)
    special = _special(place, whole, part)
    if special:
        return special
    match place.bound:
        case "by" | "before":
            edge = place.words.startswith(("the end", "end", "year-end")) or place.expression.modifier in {"START", "MID", "END"}
            return Bounds(None, part.last if edge else part.first, f"{place.bound} a date")
        case "since":
            return _since(place, part)
        case "until":
            start = place.now if place.least and place.now and place.now < part.last else None
            return Bounds(start, part.last, "until a date")
        case "onward" | "from":
            return Bounds(part.first, None, "from a date on")
        case "as of":
            return Bounds(part.first, part.last, "as of a date")
        case "after":
            return Bounds(part.last, None, "after a date")
    return _plain(place, whole, part)


def _special(place: Place, whole: Stretch, part: Stretch) -> Bounds | None:
    """Readings that depend on more than the preposition; None where there is none of them."""
    if place.bound in SAME_DAY and place.expression.kind == TimeKind.TIME and (place.minute or place.direction < 0):
        return Bounds(whole.first, whole.last, f"{place.bound} a time of day")
    if place.words.endswith("new year") and place.bound == "lasting":
        return Bounds(whole.first, dt.date(whole.first.year, 3, 31), "the first months of a year")
    if place.bound == "before" and place.negated and place.direction > 0:
        return Bounds(part.first, None, "not before a date")
    if place.bound == "from" and place.direction <= 0 and not place.onward:
        return _plain(place, whole, part)
    if place.bound == "into" and place.now and place.now < part.last:
        return Bounds(place.now, part.last, "into a date")
    return None


def _since(place: Place, part: Stretch) -> Bounds:
    """From a date to the publication; open where that is not known, or where a state lasts ("has been shut since Monday")."""
    if place.now is None or place.now < part.first:
        return Bounds(part.first, None, "since a date")
    if place.state:
        until_now = TimeReading(interval=f"{part.first.isoformat()}/{place.now.isoformat()}", score=0.4, reason="it may have ended with the report")
        return Bounds(part.first, None, "since a date, a state that lasts", (until_now,))
    rival = TimeReading(interval=f"{part.first.isoformat()}/..", score=0.4, reason="it may go on after the report")
    return Bounds(part.first, place.now, "since a date, up to the publication", (rival,))


def _plain(place: Place, whole: Stretch, part: Stretch) -> Bounds:
    """A date with no bound: its days; "earlier this month" ends, and "later this month" begins, with the publication; so does what is told as past or future."""
    now = place.now
    if now and whole.first <= now <= whole.last and whole.first != whole.last:
        if place.words.startswith("earlier"):
            return Bounds(whole.first, now, "earlier, up to the publication")
        if place.words.startswith("later"):
            return Bounds(now, whole.last, "later, from the publication on")
        if part == whole and place.direction:
            first, last = (whole.first, now) if place.direction < 0 else (now, whole.last)
            rival = TimeReading(interval=f"{whole.first.isoformat()}/{whole.last.isoformat()}", score=0.4, reason="the whole of it")
            return Bounds(first, last, "the part before the publication" if place.direction < 0 else "the part after the publication", (rival,))
    return Bounds(part.first, part.last, "the days of the expression")


def _lasting(place: Place) -> Bounds | None:
    """A duration that the publication bounds: "the past two years", "the coming weeks", "within ten days", "for two years" of what lasts."""
    now, value = place.now, place.expression.value
    if now is None:
        return None
    if PAST_WORDS.search(place.words) or (place.bound == "lasting" and place.perfect):
        first = moved(now, value, -1)
        return Bounds(first, now, "so long before the publication") if first else None
    if NEXT_WORDS.search(place.words) or (place.bound == "within" and place.direction >= 0):
        last = moved(now, value, 1)
        return Bounds(now, last, "so long after the publication") if last else None
    if place.bound == "lasting" and place.ahead:
        last = moved(now, value, 1)
        return Bounds(now, last, "so long after the publication") if last else None
    return None
