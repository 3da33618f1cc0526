"""What stands hard by a number: sign, money, unit of measure, and whether the number is a name ("T-72", "channel 16") or a year."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from sayso.grounding.quantities.numbers import Number
from sayso.vocabulary.quantities import money_signs, quantity_words, unit_forms

AGE = re.compile(r"[\s-]*(?:-?years?[\s-]old|-?yr[\s-]old|-?months?[\s-]old|-?weeks?[\s-]old|-?days?[\s-]old)s?\b|\s(?:years|months|weeks|days) (?:of age|old)\b")
PER_TIME = "second|minute|hour|day|night|week|month|year|decade|s|h|min"
PER_THING = "capita|head|person|barrel|tonne|ton|kilo|kilogram|kg|litre|liter|gallon|gal|mile|kilometre|kilometer|km|share|unit|ounce|oz|euro|dollar|vote|hectare|acre"
PER = re.compile(rf"(?:\s(?:per|an?|each|every)\s|/)({PER_TIME}|{PER_THING}|square metre|square foot)\b")
HALF_MORE = re.compile(r" and a (half|quarter)\b")
ADJECTIVE = re.compile(r"\s+(?:[A-Z][a-z]+|metric|short|long|nautical|square|cubic|local|old|new)\s+(?=[A-Za-z]|$)")
SCORE = re.compile(r"\d[-–:]$|\d\s[-–:]\s$")
GAP = re.compile(r"[\s-]{0,2}")
MINUS = re.compile(r"(?:(?<![\w)\]])[-−–]|\b(?:minus|negative)[\s-])$", re.IGNORECASE)
BEFORE_NAME = re.compile(r"(?:[A-Za-z]\d*[’']?[-‑]?|[A-Z]{2,}[\s][-‑])$")
SIGNED = re.compile(r"[\d.,]+\s?%")
LEAST_YEAR, LAST_YEAR = 1400, 2100


@dataclass(frozen=True, slots=True)
class Measured:
    """A number with its money sign and unit: ``start`` to ``end`` covers them, ``number`` is the number alone. ``per`` is what a rate is per."""

    start: int
    end: int
    number: Number
    unit: str | None = None
    kind: str | None = None
    per: str | None = None

    @property
    def name(self) -> str | None:
        """Unit and rate: "USD/barrel"."""
        return f"{self.unit}/{self.per}" if self.unit and self.per else self.unit


@cache
def _signs() -> re.Pattern[str]:
    signs = sorted(money_signs(), key=len, reverse=True)
    return re.compile(r"(?:(?<![A-Za-z])|(?<=[\s(]))(" + "|".join(map(re.escape, signs)) + r")\s?$")


@cache
def _signs_behind() -> re.Pattern[str]:
    signs = sorted((sign for sign in money_signs() if not sign[0].isascii() or len(sign) > 2 or sign in {"$", "kn"}), key=len, reverse=True)
    return re.compile(r"\s?(" + "|".join(map(re.escape, signs)) + r")(?![A-Za-z\d])")


@cache
def _units() -> re.Pattern[str]:
    forms = sorted(unit_forms(), key=len, reverse=True)
    return re.compile("(?:" + "|".join(re.escape(form).replace(r"\ ", r"[\s-]") for form in forms if len(form) > 3) + r")(?![A-Za-z])", re.IGNORECASE)


@cache
def _short_units() -> re.Pattern[str]:
    forms = sorted((form for form in unit_forms() if len(form) <= 3), key=len, reverse=True)
    return re.compile("(?:" + "|".join(re.escape(form) for form in forms) + r")(?![A-Za-z\d])")


def measure(text: str, number: Number) -> Measured | None:
    """The number with sign, money and unit; None where the figure is part of a name.

    >>> from sayso.grounding.quantities.numbers import read_numbers
    >>> text = "paid US$2.3bn for 12,300 barrels a day, drove 50mph at minus 5 degrees Celsius in a T-72"
    >>> [(m.number.low, m.name) for m in filter(None, (measure(text, n) for n in read_numbers(text)))]
    [(2300000000.0, 'USD'), (12300.0, 'barrel/day'), (50.0, 'mph'), (-5.0, '°C')]
    """
    if number.form == "spell":
        unit, kind = unit_forms()[text[number.start : number.end].split()[1].lower()]
        return Measured(number.start, number.end, number, unit, kind)
    start, code = _money_before(text, number)
    if (
        code is None
        and number.form == "figures"
        and BEFORE_NAME.search(text, max(0, number.start - 7), number.start)
        and not _has_plain_prefix(text, number.start)
        and not SIGNED.match(text, number.start)
    ):
        return None
    sign = MINUS.search(text, max(0, start - 10), start)
    if sign and not SCORE.search(text, max(0, start - 4), start) and number.high is not None:
        number = replace(number, low=-number.low, high=-number.high)
        start = sign.start()
    found = Measured(start, number.end, number)
    if code is not None:
        behind = _signs_behind().match(text, number.end) or re.compile(r"\s?(?:US|Canadian|Australian)?\s?(?:dollars|USD|US)\b").match(text, number.end)
        found = replace(found, unit=code, kind="money", end=behind.end() if behind else number.end)
    else:
        found = _with_unit(text, found)
    if found.unit and (rate := PER.match(text, found.end)):
        found = replace(found, per=rate[1], end=rate.end())
    return found


def _has_plain_prefix(text: str, at: int) -> bool:
    """A word that bounds a figure may be joined to it: "sub-300", "mid-40", "pre-5"."""
    return re.search(r"\b(?:sub|mid|to|minus|plus|around|about|up|of|than|least)[-‑]?$", text[max(0, at - 8) : at]) is not None


def _money_before(text: str, number: Number) -> tuple[int, str | None]:
    match = _signs().search(text, max(0, number.start - 6), number.start) if number.form != "fraction" else None
    if match is None or (match[1] == "PS" and text[number.start : number.end].isdigit()):  # £ in texts stripped to ASCII; a PS5 is something else
        return number.start, None
    return match.start(), money_signs()[match[1]]


def _with_unit(text: str, found: Measured) -> Measured:
    """The unit behind a number, if there is one."""
    at = found.end
    if age := AGE.match(text, at):
        return replace(found, unit="year-old", kind="age", end=age.end())
    gap = GAP.match(text, at)
    here = gap.end() if gap else at
    match = _match_unit(text, here, at)
    if match is None and (adjective := ADJECTIVE.match(text, at)):
        match = _units().match(text, adjective.end())
        if match and unit_forms()[_form(match[0])][1] not in {"money", "volume", "mass", "time"}:
            match = None
    if match is None:
        behind = _signs_behind().match(text, at)
        return replace(found, unit=money_signs()[behind[1]], kind="money", end=behind.end()) if behind else found
    unit, kind = unit_forms()[_form(match[0])]
    number = found.number
    if (more := HALF_MORE.match(text, match.end())) and number.high is not None:
        extra = 0.5 if more[1] == "half" else 0.25
        number = replace(number, low=number.low + extra * number.scale, high=number.high + extra * number.scale)
        return replace(found, number=number, unit=unit, kind=kind, end=more.end())
    return replace(found, unit=unit, kind=kind, end=match.end())


def _match_unit(text: str, here: int, at: int) -> re.Match[str] | None:
    match = _units().match(text, here)
    if match is None and text[here : here + 1].strip():
        match = _short_units().match(text, here)
        if match and match[0].isalpha() and here > at and _is_word(match[0], text, match.end()):
            return None
    return match


def _is_word(form: str, text: str, end: int) -> bool:
    """Short forms that are words or initials when they stand apart from the figure: "5 C", "3 A", "2 T"."""
    return (
        (len(form) == 1 and form not in {"V", "W", "F", "t", "m", "g", "l", "h", "G"})
        or (form in {"h", "t", "l", "g", "m"} and text[end : end + 1] == ".")
        or form in {"um", "bar", "mil", "nm"}
    )


def _form(words: str) -> str:
    words = re.sub(r"[\s-]+", " ", words)
    forms = unit_forms()
    if words in forms:
        return words
    lower = words.lower()
    return lower if lower in forms else lower.replace(" ", "-")


def is_year(text: str, found: Measured) -> bool:
    """Whether bare figures of four digits may be a year."""
    words = text[found.number.start : found.number.end]
    return found.unit is None and len(words) == 4 and words.isdigit() and LEAST_YEAR <= found.number.low <= LAST_YEAR


def is_label(text: str, found: Measured) -> bool:
    """Whether a word before the figure makes it a name or an address: "channel 16", "Article 5".

    >>> from sayso.grounding.quantities.numbers import read_numbers
    >>> is_label("on channel 16", Measured(11, 13, read_numbers("on channel 16")[0]))
    True
    """
    if found.unit is not None or text[found.start : found.end][:1] in "$£€":
        return False
    before = text[max(0, found.start - 18) : found.start].rstrip()
    word = re.split(r"[\s(“\"']", before)[-1].lower()
    return word in quantity_words().labels
