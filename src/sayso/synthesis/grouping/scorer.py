"""How likely two statements are of one proposition: takes pairs of profiles, gives numbers from 0 to 1. Trained trees over the features; rules that no score overrules."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sayso.synthesis.grouping.features import NAMES, features
from sayso.synthesis.grouping.profile import Profile
from sayso.synthesis.grouping.rules import apart
from sayso.vocabulary.grouping import Trees, check_trees, grouping_trees

Scores = NDArray[np.float64]
APART = -1.0  # the score of a pair that a rule holds apart
DECIMALS = 4  # of a score: what lies below is noise of the machine


@cache
def _trees() -> Trees:
    return check_trees(grouping_trees(), NAMES)


def score(one: Profile, two: Profile) -> float:
    """How likely two statements are of one proposition (0 to 1); ``APART`` where a rule holds them apart. The same whichever comes first."""
    return scores([(one, two)])[0]


def scores(pairs: Sequence[tuple[Profile, Profile]]) -> list[float]:
    """The score of each pair; many at once cost less."""
    return scores_with(pairs, _trees())


def scores_with(pairs: Sequence[tuple[Profile, Profile]], trees: Trees) -> list[float]:
    """The same with the trees given."""
    if not pairs:
        return []
    found = chances(np.array([features(one, two) for one, two in pairs], dtype=np.float32), trees)
    return [APART if apart(one, two) else round(float(chance), DECIMALS) for (one, two), chance in zip(pairs, found, strict=True)]


def chances(rows: NDArray[np.float32], trees: Trees) -> Scores:
    """The chance that the trees give to each row of features."""
    at = np.zeros((len(rows), len(trees.feature)), dtype=np.int64)
    each, every = np.arange(len(rows))[:, None], np.arange(len(trees.feature))[None, :]
    while True:
        goes_left = rows[each, trees.feature[every, at]] <= trees.bound[every, at]
        after = np.where(goes_left, trees.left[every, at], trees.right[every, at])
        if np.array_equal(after, at):
            break
        at = after
    odds = trees.base + trees.value[every, at].sum(axis=1, dtype=np.float64)
    return np.asarray(1.0 / (1.0 + np.exp(-odds)), dtype=np.float64)
