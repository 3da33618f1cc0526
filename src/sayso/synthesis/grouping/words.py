"""Words of a text as stems with weights, and texts as vectors: what likeness of wording is measured by."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

import numpy as np

from sayso.vocabulary.grouping import Ending, grouping_words
from sayso.vocabulary.word_vectors import Vector, word_vectors

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
CACHED = 1 << 16  # words whose stems and weights are remembered
COMMON = 30.0  # ranks up to which a word weighs nothing
RAREST = math.log(30000 / COMMON)
LEAST = 0.05


@lru_cache(CACHED)
def plain(word: str) -> str:
    """A word in lower case without accents and without the mark of the genitive.

    >>> plain("Mohéli’s")
    'moheli'
    """
    folded = "".join(letter for letter in unicodedata.normalize("NFD", word) if unicodedata.category(letter) != "Mn").lower().replace("’", "'")
    return folded.removesuffix("'s").replace("'", "")


@cache
def _endings() -> tuple[Ending, ...]:
    return tuple(sorted(grouping_words().endings, key=lambda one: (-len(one.ending), one.ending)))


@lru_cache(CACHED)
def stem(word: str) -> str:
    """A plain word without its ending, so that forms of one word meet.

    >>> [stem(word) for word in ("seized", "seizing", "seizure", "boats", "investigation", "investigators")]
    ['seiz', 'seiz', 'seizur', 'boat', 'investigat', 'investigat']
    """
    for one in _endings():
        if word.endswith(one.ending) and len(word) - len(one.ending) >= one.keep:
            return word[: len(word) - len(one.ending)] + one.to
    return word


def words(text: str) -> list[str]:
    """The plain words of a text, in order."""
    return [plain(word) for word in WORD.findall(text)]


@lru_cache(CACHED)
def weight(word: str) -> float:
    """How much a plain word says: 0 for words without matter, up to 1 for the rarest; fixed by the word, whatever else was read.

    >>> weight("the"), weight("people") < weight("vessel") < weight("vladivostok")
    (0.0, True)
    """
    if word in grouping_words().small:
        return 0.0
    rank = word_vectors().rank(word)
    return max(LEAST, min(1.0, math.log(max(rank, 1) / COMMON) / RAREST)) if rank > COMMON else LEAST


def stems(text: str) -> dict[str, float]:
    """The stems of a text with their weights; words without matter are left out."""
    found: dict[str, float] = {}
    for word in words(text):
        if (value := weight(word)) > 0.0:
            key = stem(word)
            found[key] = max(value, found.get(key, 0.0))
    return found


def vector(found: Iterable[str]) -> Vector:
    """The direction of plain words: the sum of their vectors, not brought to length 1."""
    table = word_vectors()
    total = np.zeros(table.size, dtype=np.float32)
    for word in found:
        if weight(word) > 0.0:
            total += table.of_word(word)
    return total


def unit(direction: Vector) -> Vector:
    """The direction at length 1; zero stays zero."""
    length = float(np.sqrt(direction @ direction))
    return direction / np.float32(length) if length > 0.0 else direction


def overlap(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """The weight of the shared stems as a share of that of the lighter side (0 to 1)."""
    least = min(sum(one.values()), sum(two.values()))
    return shared(one, two) / least if least > 0.0 else 0.0


def shared(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """The weight of the shared stems."""
    if len(two) < len(one):
        one, two = two, one
    return sum(min(value, two[key]) for key, value in one.items() if key in two)
