"""Numbers in words and digits, as they stand before units of time."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from sayso.vocabulary.times import meanings, time_words

FIRST_CENTURY = 15  # "twelve hundred" is a count, "nineteen hundred" mostly a year
FILLERS = frozenset({"and", "-", ",", "a", "an"})


@cache
def number_words() -> dict[str, int]:
    """What number words add."""
    return {word: int(value) for word, value in meanings(time_words().numbers).items()}


@cache
def _multipliers() -> dict[str, int]:
    return {word: int(value) for word, value in meanings(time_words().multipliers).items()}


@cache
def ordinal_words() -> dict[str, int]:
    """What ordinal words count."""
    return {word: int(value) for word, value in meanings(time_words().ordinals).items()}


def number_of(words: str) -> float | None:
    """The number that these words name; None where they name none, or none in particular.

    >>> number_of("two and a half"), number_of("2 1 / 2"), number_of("twenty - four"), number_of("a hundred"), number_of("1 , 500"), number_of("several")
    (2.5, 2.5, 24, 100, 1500, None)
    """
    total = Fraction(0)
    part: Fraction | None = None
    parts = words.split()
    if parts and parts[0].isdecimal():
        return _digits(parts)
    for at, word in enumerate(parts):
        if word in number_words():
            part = (part or Fraction(0)) + number_words()[word]
        elif word in _multipliers():
            part = (part if part is not None else Fraction(1)) * _multipliers()[word]
            if _multipliers()[word] >= 1000:
                total, part = total + part, Fraction(0)
        elif word == "half":
            part = _plus_half(part, parts[at + 1 :])
        elif word not in FILLERS:
            return None
    if part is None:
        return 1 if words in {"a", "an"} else None
    return _plain(total + part)


def _plus_half(part: Fraction | None, rest: list[str]) -> Fraction | None:
    if part is None and any(word in _multipliers() for word in rest):
        return Fraction(1, 2)
    return (part or Fraction(0)) + Fraction(1, 2)


def _digits(parts: list[str]) -> float | None:
    """Digits with marks, fraction, multiplier, half."""
    value = Fraction(parts[0])
    rest = parts[1:]
    if len(rest) >= 2 and rest[0] == "," and len(rest[1]) == 3:
        value, rest = value * 1000 + int(rest[1]), rest[2:]
    elif len(rest) >= 2 and rest[0] == "." and rest[1].isdecimal():
        value, rest = value + Fraction(int(rest[1]), 10 ** len(rest[1])), rest[2:]
    if len(rest) >= 3 and rest[1] == "/" and int(rest[2]):
        value, rest = value + Fraction(int(rest[0]), int(rest[2])), rest[3:]
    for word in rest:
        if word in _multipliers():
            value *= _multipliers()[word]
        elif word == "half":
            value += Fraction(1, 2)
        elif word not in FILLERS:
            return None
    return _plain(value)


def _plain(value: Fraction) -> float:
    return int(value) if value.denominator == 1 else float(value)


def ordinal_of(words: str) -> int | None:
    """What an ordinal counts.

    >>> ordinal_of("twenty - first"), ordinal_of("20 th"), ordinal_of("third")
    (21, 20, 3)
    """
    total = 0
    for word in words.split():
        if word.isdecimal():
            total += int(word)
        elif word in ordinal_words():
            total += ordinal_words()[word]
        elif word in number_words():
            total += number_words()[word]
    return total or None


def year_in_words(words: str) -> int | None:
    """The year of "nineteen ninety-four", "two thousand (and) six"; None for other numbers.

    >>> year_in_words("nineteen ninety - four"), year_in_words("two thousand"), year_in_words("sixty"), year_in_words("nineteen hundred")
    (1994, 2000, None, 1900)
    """
    parts = [word for word in words.split() if word not in FILLERS]
    numbers = [number_words().get(word, 0) for word in parts]
    if parts[:2] == ["two", "thousand"]:
        return 2000 + sum(numbers[2:])
    if len(parts) >= 2 and 11 <= numbers[0] <= 20 and (numbers[1] >= 10 or (parts[1] == "hundred" and numbers[0] >= FIRST_CENTURY)):
        return numbers[0] * 100 + sum(numbers[1:])
    return None
