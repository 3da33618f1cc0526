"""Results that two sides share between them ("six to three", "5-4"): of one vote, two that divide the same sum otherwise cannot both hold, whenever they were told."""

from __future__ import annotations

import re
from functools import cache

from sayso.vocabulary.quantities import quantity_words

Result = tuple[int, int]


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(sorted((word for word in quantity_words().cardinals if word.isalpha()), key=lambda word: (-len(word), word)))
    number = rf"(\d{{1,3}}|{words})"
    between = r"[-–]|\s(?:votes?\s)?(?:to\s|(against\s|(?:for|in favou?r)(?:,|,?\sand)\s(?=\S+\s(?:votes?\s)?against\b)))"
    return re.compile(rf"(?<![\w.,:/-]){number}(?:{between}){number}(?![\w%:/-]|[.,]\d)", re.IGNORECASE)


def results(content: str) -> frozenset[Result]:
    """The results that the words name, the larger share first; what rises ("150 to 160 people") is a range and none.

    >>> sorted(results("it passed by seven to two, not 5-4")), sorted(results("four votes against five")), sorted(results("31 in favour and 34 against"))
    ([(5, 4), (7, 2)], [(5, 4)], [(34, 31)])
    >>> sorted(results("150 to 160 people on the 4-5 May, from 9:30 to 11:00"))
    []
    """
    found = ((_value(hit[1]), _value(hit[3]), hit[2] is not None) for hit in _pattern().finditer(content))
    return frozenset((max(one, other), min(one, other)) for one, other, opposed in found if one > other or (opposed and one != other))


def are_rival(one: frozenset[Result], other: frozenset[Result]) -> bool:
    """Whether both name a result of as many votes, and none in common.

    >>> are_rival(results("six to three"), results("5-4")), are_rival(results("six to three"), results("12 to 2"))
    (True, False)
    """
    return not one & other and bool({sum(result) for result in one} & {sum(result) for result in other})


def _value(number: str) -> int:
    return int(number) if number.isdigit() else int(quantity_words().cardinals[number.lower()])
