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
    found = (_value(hit[1].lower(), (hit[2] or "").lower()) for hit in REFUSED.finditer(content))
    return frozenset(value for value in found if value is not None and value >= FEWEST)


def _value(number: str, after: str) -> float | None:
    """What a number in figures or words is worth, with the word of magnitude that follows it; None where it is none."""
    words = quantity_words()
    if number[0].isdigit():
        value = float(number.replace(",", ""))
    else:
        parts = number.split("-")
        if not all(part in words.cardinals for part in parts):
            return None
        value = float(sum(words.cardinals[part] for part in parts))
    return value * words.magnitudes.get(after, 1)
