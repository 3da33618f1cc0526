"""Numbers that a statement names in order to reject them, as in "ninety tonnes, not 300"."""

from __future__ import annotations

import re

from sayso.vocabulary.quantities import quantity_words

REFUSED = re.compile(
    r"\b(?:not|rather than|instead of)\s+(?:(?:the|of|as|about|some|around|only)\s+){0,2}(\d+(?:,\d{3})*(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)(?:\s+([a-z]+))?", re.IGNORECASE
)
FEWEST = 3  # a lower number after such a word is mostly none: "not one of them", "not one gram"


def refused(content: str) -> frozenset[float]:
    """The numbers that the words reject; of those below ``FEWEST`` nothing is said.

    >>> sorted(refused("Ninety tonnes escaped, not 300")), sorted(refused("five boats and not the three")), sorted(refused("not 2.5 million but four"))
    ([300.0], [3.0], [2500000.0])
    >>> sorted(refused("not one sack was missing, and not by accident"))
    []
    """
    read = (value(hit[1].lower(), (hit[2] or "").lower()) for hit in REFUSED.finditer(content))
    return frozenset(one for one in read if one is not None and one >= FEWEST)


def value(number: str, after: str = "") -> float | None:
    """What a number in figures or words (lower case) is worth, with the word of magnitude that follows it; None where it is none.

    >>> value("2,100"), value("thirty-one"), value("2.5", "million"), value("several")
    (2100.0, 31.0, 2500000.0, None)
    """
    words = quantity_words()
    if number[0].isdigit():
        worth = float(number.replace(",", ""))
    else:
        parts = number.split("-")
        if not all(part in words.cardinals for part in parts):
            return None
        worth = float(sum(words.cardinals[part] for part in parts))
    return worth * words.magnitudes.get(after, 1)
