"""How near each statement of a group is to what the others speak of: takes statements with their reports, gives a number for each. Looks at words only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from sayso.model.weighing import Amount, Report, Statement
from sayso.synthesis.grouping.words import unit, vector, words
from sayso.synthesis.origins.text import sentences_of
from sayso.vocabulary.word_vectors import Vector

FULL = 60  # characters from which words count in full for what a group speaks of; fragments count less
DECIMALS = 4  # what lies below is noise of the machine


def nearness(group: Sequence[Statement], reports: Mapping[str, Report]) -> dict[str, float]:
    """For each statement, by id, how much its words, and the sentences that they stand in, point where the words of all others point (-1 to 1)."""
    own = {one.id: _direction(one.content) for one in group}
    weights = {one.id: np.float32(min(1.0, len(one.content) / FULL)) for one in group}
    every = sum((own[one.id] * weights[one.id] for one in group), start=np.zeros_like(_direction("")))
    found = {}
    for one in group:
        others = unit(every - own[one.id] * weights[one.id])
        around = _direction(sentences_of(reports[one.report].text, one.spans))
        found[one.id] = round(float((own[one.id] + around) @ others) / 2, DECIMALS)
    return found


def differs(figures: Iterable[Amount], others: Sequence[Amount]) -> bool:
    """Whether one of these figures is another than all those that count the same."""
    return any(same and all(_bounds(other) != _bounds(one) for other in same) for one in figures for same in [[other for other in others if _what(other) == _what(one)]])


def _what(amount: Amount) -> tuple[str | None, ...]:
    return amount.unit, amount.counted, amount.sort


def _bounds(amount: Amount) -> tuple[float | None, float | None]:
    return amount.minimum, amount.maximum


@lru_cache(maxsize=1 << 13)
def _direction(text: str) -> Vector:
    return unit(vector(words(text)))
