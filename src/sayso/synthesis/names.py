"""Whether two names can be one person's: from the same name in another spelling to a single word of a longer one. Takes names, gives a grade; knows no context."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from sayso.vocabulary import actors
from sayso.vocabulary.name_parts import bone, person_words, spelling

LONG_WORD = 4  # letters a word needs before a slip of the pen can be told from another word
SLIPS = 2  # letters in which two spellings of one word may differ
SHARE = 0.5  # of the letters of the shorter word


class Fit(IntEnum):
    """How well two names fit, worst first."""

    OTHER = 0
    NEAR = 1
    PART = 2
    INITIALS = 3
    FULL = 4
    SAME = 5


@lru_cache(maxsize=1 << 16)
def person_fit(left: str, right: str) -> Fit:
    """How well two names of persons fit.

    SAME: the same words in any spelling, parted otherwise, or with the family name first. FULL: two or more words of a longer name. INITIALS: one word, the others by their first
    letters. PART: one word of a longer name. NEAR: one word differs by a letter or two, or in its vowels. OTHER: anything else, above all another given name beside the
    same family name.

    >>> person_fit("Kim Jong-Un", "Kim Jong Un"), person_fit("Volodymyr Zelenskyy", "Vladimir Zelensky"), person_fit("Cho Taeyong", "Cho Tae-yong")
    (<Fit.SAME: 5>, <Fit.SAME: 5>, <Fit.SAME: 5>)
    >>> person_fit("Ana Pires", "Ana Maria Pires"), person_fit("A. Pires", "Ana Pires"), person_fit("Pires", "Ana Pires")
    (<Fit.FULL: 4>, <Fit.INITIALS: 3>, <Fit.PART: 2>)
    >>> person_fit("Mahmoud al-Sufi", "Mahmoud al-Souri"), person_fit("Rui Pires", "Ana Pires")
    (<Fit.NEAR: 1>, <Fit.OTHER: 0>)
    """
    short, long = sorted((_spelled(left), _spelled(right)), key=lambda words: (len(words), words))
    if "".join(short) == "".join(long) or sorted(short) == sorted(long):
        return Fit.SAME
    for order in (short, short[-1:] + short[:-1], short[1:] + short[:1]):
        if (found := _inside(order, long)) is not None:
            return _grade(found, len(short), len(long))
    return Fit.NEAR if len(short) == len(long) > 1 and _near(person_words(left), person_words(right)) else Fit.OTHER


@lru_cache(maxsize=1 << 16)
def _spelled(name: str) -> tuple[str, ...]:
    return tuple(map(spelling, person_words(name)))


def _grade(found: tuple[int, int], short: int, long: int) -> Fit:
    """The grade of so many whole words and initials that were found."""
    whole, initials = found
    if whole == 0:
        return Fit.OTHER
    if whole == 1:
        return Fit.INITIALS if initials else Fit.PART if short == 1 else Fit.OTHER
    return Fit.SAME if not initials and short == long else Fit.FULL


def _inside(short: tuple[str, ...], long: tuple[str, ...]) -> tuple[int, int] | None:
    """How many words of the shorter name stand in the longer one in their order, whole and as initials; None where one is missing."""
    whole = initials = at = number = 0
    while number < len(short):
        word, step = short[number], 0
        while at < len(long) and not (step := _meets(word, short[number + 1 : number + 2], long[at : at + 2])):
            at += 1
        if at >= len(long):
            return None
        if step == INITIAL:
            initials += 1
        else:
            whole += 1
        number += 2 if step == TWO_FOR_ONE else 1
        at += 2 if step == ONE_FOR_TWO else 1
    return whole, initials


INITIAL, ONE_FOR_ONE, ONE_FOR_TWO, TWO_FOR_ONE = 1, 2, 3, 4


def _meets(word: str, after: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How a word meets the next words of another name: not (0), as initial, whole, as both of them written as one, or with its own next word as one."""
    if word == other[0]:
        return ONE_FOR_ONE
    if len(other) > 1 and word == "".join(other):
        return ONE_FOR_TWO
    if after and word + after[0] == other[0]:
        return TWO_FOR_ONE
    if 1 in {len(word), len(other[0])} and word[0] == other[0][0]:
        return INITIAL
    return 0


def _near(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether exactly one word differs, and that a little."""
    odd = [(one, two) for one, two in zip(left, right, strict=True) if spelling(one) != spelling(two)]
    return len(odd) == 1 and near_words(*odd[0])


def near_words(one: str, two: str) -> bool:
    """Whether two folded words are close enough to be a slip or another transliteration of each other.

    Words that differ only in a final "a", and given names of men and women, are two words.

    >>> near_words("souri", "sufi"), near_words("nebenzia", "nebenzja"), near_words("petrov", "petrova"), near_words("un", "il")
    (True, True, False, False)
    """
    genders = {actors.first_names().get(word.title(), "u") for word in (one, two)}
    if min(len(one), len(two)) < LONG_WORD or one[-1:] != two[-1:] == "a" or two[-1:] != one[-1:] == "a" or genders >= {"m", "f"}:
        return False
    if bone(one) == bone(two) and len(bone(one)) > SLIPS:
        return True
    return one[0] == two[0] and distance(one, two) <= min(SLIPS, SHARE * min(len(one), len(two)))


def distance(one: str, two: str) -> int:
    """Letters to add, drop or change to make one word of the other (Levenshtein).

    >>> distance("souri", "sufi")
    2
    """
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, other in enumerate(two, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (letter != other))
    return row[-1]
