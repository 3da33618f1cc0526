"""Two numbers that are one quantity: "11,000 to 12,000", "between $4 and $6 million", "two or three", "one in five"; and changes from a value to another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from sayso.grounding.quantities.measures import Measured
from sayso.vocabulary.quantities import quantity_words

TO = re.compile(r"[\s-]?(?:-|‑|–|—|to|till|through)[\s-]?(?:the\s|as many as\s|as much as\s|about\s|around\s|some\s|perhaps\s|maybe\s|possibly\s)?", re.IGNORECASE)
AND = re.compile(r",?\s+and\s+(?:about\s|around\s|some\s|perhaps\s)?", re.IGNORECASE)
OR = re.compile(r"\s+or\s+(?:maybe\s|perhaps\s|even\s)?|\s?[,–—]\s?(?:or\s)?(?:maybe|perhaps|possibly|even)\s(?:even\s)?(?:as many as\s)?", re.IGNORECASE)
OR_FAR = re.compile(r"\s+(?:[\w’'-]+\s?){1,2},?\s(?:or\s)?(?:maybe|perhaps|possibly)\s", re.IGNORECASE)
LESS = re.compile(r",?\s+(?:and|but)?\s?(?:less|fewer|under)\s?(?:than)?\s", re.IGNORECASE)
IN = re.compile(r"\s(?:in|out of)\s(?:every\s)?", re.IGNORECASE)
BY = re.compile(r"\bby\s+(?:about\s|around\s|some\s|another\s|a\s(?:further\s)?)?$", re.IGNORECASE)
TO_BEFORE = re.compile(r"\b(?:to|at)\s(?:\w+\s)?$", re.IGNORECASE)
SCORED = re.compile(r"\b(?:beat|won|win|wins|lost|lose|draw|drew|votes?|voted|led|leading|trail|trailing|by|score)\s+(?:[A-Z]\w+\s)?$")
BETWEEN = re.compile(r"\b(?:between|from)\s+(?:about\s|around\s|roughly\s|some\s|the\s|an estimated\s)?$", re.IGNORECASE)
FROM = re.compile(r"\bfrom\s+(?:about\s|around\s|roughly\s|some\s|nearly\s|the\s|a\s|an\s|(?:his|her|its|their)\s)?(?:[a-z]+\s)?$", re.IGNORECASE)
FAR_TO = re.compile(r"(?:[^.;]|\.(?=\d)){0,40}\bto\s(?:about\s|around\s|roughly\s|some\s|nearly\s|the\s|at least\s|more than\s)?$", re.IGNORECASE)
FAR_FROM = re.compile(r"(?:[^.;,]{0,20},)?[^.;,]{0,30}\bfrom\s(?:about\s|around\s|roughly\s|some\s|nearly\s|the\s|a\s)?$", re.IGNORECASE)
ROUND = frozenset({3, 4, 5, 10, 20, 100, 1000})  # "3 in 10" is a share; "3 in 7" may be a count in a place
FARTHEST = 60  # characters between the two ends of a change
REACH = 60  # characters between the verb of change and its number
MOST_GOALS = 20  # figures of a score stay below
MOST_VOTES = 100  # and those of a vote
WIDEST = 20  # "two or thirty" is no range: the second may be that many times the first


@dataclass(frozen=True, slots=True)
class Joined:
    """One quantity of one or two measured numbers. ``shape``: single, range, ratio, score, from or to (the two ends of a change)."""

    start: int
    end: int
    low: float
    high: float | None
    shape: str
    last: Measured
    first: Measured


def join(text: str, found: list[Measured]) -> list[Joined]:
    """The numbers with ranges and changes read together.

    >>> from sayso.grounding.quantities.measures import measure
    >>> from sayso.grounding.quantities.numbers import read_numbers
    >>> text = "11,000 to 12,000 men, between $4 and $6 million, two or three ships, one in five, from 31 to 14"
    >>> found = [measure(text, number) for number in read_numbers(text)]
    >>> [(j.low, j.high, j.shape) for j in join(text, found)]
    [(11000.0, 12000.0, 'range'), (4000000.0, 6000000.0, 'range'), (2.0, 3.0, 'range'), (0.2, 0.2, 'ratio'), (31.0, 31.0, 'from'), (14.0, 14.0, 'to')]
    """
    joined: list[Joined] = []
    at = 0
    while at < len(found):
        pair = _pair(text, found[at], found[at + 1]) if at + 1 < len(found) else None
        joined.append(pair or Joined(found[at].start, found[at].end, found[at].number.low, found[at].number.high, "single", found[at], found[at]))
        at += 2 if pair else 1
    return _changes(text, joined)


def _changes(text: str, joined: list[Joined]) -> list[Joined]:
    """The two ends of a change marked: "from 31 to 14", "to 5,200 from 7,400"."""
    out = list(joined)
    at = 0
    while at + 1 < len(out):
        one, two = out[at], out[at + 1]
        shapes = _ends(text, one, two) if one.shape == two.shape == "single" else None
        if shapes:
            low = _scaled(one.last, two.last)[0]
            out[at], out[at + 1] = replace(one, shape=shapes[0], low=low, high=low), replace(two, shape=shapes[1], last=_unit_from(two.last, one.last))
        at += 2 if shapes else 1
    return out


def _ends(text: str, one: Joined, two: Joined) -> tuple[str, str] | None:
    gap, before = text[one.end : two.start], text[max(0, one.start - 24) : one.start]
    if len(gap) > FARTHEST or not _like(one.last, two.last) or one.high is None or two.high is None:
        return None
    if FAR_TO.fullmatch(gap) and FROM.search(before):
        return "from", "to"
    return ("to", "from") if FAR_FROM.fullmatch(gap) and TO_BEFORE.search(before) else None


def _pair(text: str, one: Measured, two: Measured) -> Joined | None:
    """What two neighbours make together; nothing where they stay apart."""
    gap = text[one.end : two.start]
    if len(gap) > FARTHEST or one.number.high is None or two.number.high is None or "fraction" in {one.number.form, two.number.form} or not _like(one, two):
        return None
    before = text[max(0, one.start - 24) : one.start]
    if (
        IN.fullmatch(gap)
        and one.unit is two.unit is None
        and (one.number.low == 1 < two.number.low or (gap == " in " and one.number.low < two.number.low and two.number.low in ROUND))
    ):
        share = one.number.low / two.number.low
        return Joined(one.start, two.end, share, share, "ratio", two, one)
    low, high = _scaled(one, two)
    if gap == " to " and one.unit is two.unit is None and low > high and not FROM.search(before) and max(low, high) <= MOST_VOTES:
        return Joined(one.start, two.end, low, low, "score", two, one)
    if gap in {"-", "–", ":"} and one.unit is two.unit is None and max(low, high) < MOST_GOALS and (low >= high or SCORED.search(before)):
        return Joined(one.start, two.end, low, low, "score", two, one)
    if low < high and _links(text, one, two, gap):
        return Joined(one.start, two.end, low, high, "range", _unit_from(two, one), one)
    return None


def _links(text: str, one: Measured, two: Measured, gap: str) -> bool:
    before = text[max(0, one.start - 24) : one.start]
    if TO.fullmatch(gap):
        hyphen = not any(letter.isalpha() for letter in gap)
        return hyphen or not (_is_moved(one, two, before) or (FROM.search(before) and _grows(text, one.start)))
    if AND.fullmatch(gap):
        return BETWEEN.search(before) is not None
    if OR.fullmatch(gap) or OR_FAR.fullmatch(gap):
        return two.number.low <= max(one.number.low * one.number.scale, one.number.low) * WIDEST * two.number.scale
    return LESS.fullmatch(gap) is not None


def _is_moved(one: Measured, two: Measured, before: str) -> bool:
    """A step and where it led: "climbed 30 cents to 9.10", "by $4 to $12"; two figures of one per cent sign are a range."""
    if one.unit is not None and two.unit is None and one.kind != "money":
        return True
    if one.unit is None or (one.kind == "ratio" and two.unit == one.unit):
        return False
    return BY.search(before) is not None or (before.split() or [""])[-1].lower() in _change_words()


def _grows(text: str, start: int) -> bool:
    """Whether a verb of growth or change stands close before "from 12 to 19"; "down from 40 to 45 million" ends in a range."""
    words = [word.lower() for word in re.findall(r"[A-Za-z]+", text[max(0, start - REACH) : start])]
    return any(word in _change_words() or word in quantity_words().figures for word in words) and "down" not in words


@cache
def _change_words() -> frozenset[str]:
    table = quantity_words()
    return frozenset(form for word in table.rising | table.falling | table.shifting for form in (word, *table.past.get(word, ()), *_regular(word)))


def _regular(word: str) -> tuple[str, ...]:
    stem = word.removesuffix("e")
    double = word + word[-1]
    return (word + "s", word + "es", stem + "ed", stem + "ing", double + "ed", double + "ing")


def _like(one: Measured, two: Measured) -> bool:
    """Whether both may measure the same thing."""
    if one.kind == "age" and two.kind != "age":
        return False
    return one.unit is None or two.unit is None or one.unit == two.unit or {one.kind, two.kind} == {"money"}


def _scaled(one: Measured, two: Measured) -> tuple[float, float]:
    """A magnitude said once belongs to both where both are smaller without it: "4 and 6 million", but "$900 to $3 million"."""
    low, high, scale = one.number.low, two.number.low, two.number.scale
    if scale > 1 and one.number.scale == 1 and abs(low) < abs(high / scale):
        low *= scale
    return low, high


def _unit_from(two: Measured, one: Measured) -> Measured:
    """The unit said with the first number serves the second: "$4 to 5 million"."""
    return replace(two, unit=one.unit, kind=one.kind, per=two.per or one.per) if two.unit is None and one.unit else two
