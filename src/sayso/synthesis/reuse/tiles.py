"""The runs of words that two texts share, each word used once: longest first, as in greedy string tiling (Wise 1993)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from sayso.synthesis.reuse.words import SEED, Words

FEWEST_RUNS = 5  # runs of SEED words in common: eight words in a row have as many


class Tile(NamedTuple):
    """A run of equal words: where it begins in the left and in the right text, in words, and how many words long it is."""

    left: int
    right: int
    length: int


def tiles(left: Words, right: Words) -> list[Tile]:
    """The shared runs of ``SEED`` or more words, in the order of the left text; none overlaps another in either text. None at all where they make less than ``FEWEST_RUNS``.

    >>> from sayso.synthesis.reuse.words import words_of
    >>> tiles(words_of("the ship sank off the coast at dawn on Monday morning"), words_of("at noon the ship sank off Skagen, near the coast at dawn on Monday morning"))
    [Tile(left=0, right=2, length=4), Tile(left=4, right=8, length=7)]
    """
    runs = list(_runs(left, right))
    if _apart(runs):
        return runs
    found: list[Tile] = []
    used_left, used_right = bytearray(len(left.hashes)), bytearray(len(right.hashes))
    for run in sorted(runs, key=lambda run: (-run.length, run.left, run.right)):
        tile = _free_part(run, used_left, used_right)
        if tile is not None:
            found.append(tile)
            used_left[tile.left : tile.left + tile.length] = b"\1" * tile.length
            used_right[tile.right : tile.right + tile.length] = b"\1" * tile.length
    return sorted(found)


def _apart(runs: list[Tile]) -> bool:
    """Whether none overlaps another in either text; they come in the order of the left one."""
    by_right = sorted(runs, key=itemgetter(1))
    return all(one.left + one.length <= two.left for one, two in pairwise(runs)) and all(one.right + one.length <= two.right for one, two in pairwise(by_right))


def _runs(left: Words, right: Words) -> Iterator[Tile]:
    """Shared runs, each as long as can be. Of several places in the right text that one takes which goes on where the run before ended, else the first."""
    places, begins = _meetings(left, right)
    if len(places) < FEWEST_RUNS:
        return
    grams, others = left.grams.data, right.grams.data
    start = begin = length = 0
    for at, place in zip(places, begins, strict=True):
        if length and at == start + length:
            following = begin + length
            if place == following or (following < len(others) and others[following] == grams[at]):
                length += 1
                continue
        if length:
            yield Tile(start, begin, length + SEED - 1)
        start, begin, length = at, place, 1
    yield Tile(start, begin, length + SEED - 1)


def _meetings(left: Words, right: Words) -> tuple[list[int], list[int]]:
    """The places in the left text, rising, of all runs of ``SEED`` words that the right one has, and for each its first place there."""
    likely = np.flatnonzero(right.table.take(left.slots))
    if not len(likely):
        return [], []
    wanted = left.grams[likely]
    ranks = right.ranked.searchsorted(wanted)
    ranks[ranks == len(right.ranked)] = 0
    found = np.flatnonzero(right.ranked[ranks] == wanted)
    return likely[found].tolist(), right.order[ranks[found]].tolist()


def _free_part(run: Tile, used_left: bytearray, used_right: bytearray) -> Tile | None:
    """The first part of the run that is used in neither text, if it is long enough."""
    start, end = 0, run.length
    while start + SEED <= end:
        left, right = used_left.rfind(1, run.left + start, run.left + start + SEED), used_right.rfind(1, run.right + start, run.right + start + SEED)
        if left < 0 and right < 0:
            stops = (used_left.find(1, run.left + start, run.left + end) - run.left, used_right.find(1, run.right + start, run.right + end) - run.right)
            end = min([end, *(stop for stop in stops if stop > 0)])
            return Tile(run.left + start, run.right + start, end - start)
        start = max(left - run.left, right - run.right) + 1
    return None
