"""From shared runs of words to passages: what stands together in both texts, whether two writers happen upon it, and where it stands, quotations apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sayso.model.reuse import Passage
from sayso.synthesis.reuse.tiles import Tile
from sayso.synthesis.reuse.words import SEED, Words

SEAM = 8  # words that may differ between two shared runs of one passage
SURE_RUN = 8  # words in a row that two writers do not happen upon
SURE_WORDS = 12  # shared words of a passage whose runs are shorter than that
DENSE = 0.6  # the share of such a passage's words that both texts have


@dataclass(frozen=True, slots=True)
class Group:
    """Shared runs that stand close together in both texts, with the number of words among them that count in the left and in the right one."""

    runs: tuple[Tile, ...]
    left: int
    right: int

    @property
    def sure(self) -> bool:
        """Whether two writers do not happen upon it."""
        if max(run.length for run in self.runs) >= SURE_RUN:
            return True
        if max(self.left, self.right) < SURE_WORDS:
            return False
        first, last = self.runs[0], self.runs[-1]
        length = max(last.left + last.length - first.left, last.right + last.length - first.right)
        return sum(run.length for run in self.runs) >= DENSE * length


def groups(left: Words, right: Words, shared: Sequence[Tile]) -> Iterator[Group]:
    """The shared runs, those united between which few words stand in either text. Runs of quotations and stock phrases alone are left out."""
    for runs in _near(shared):
        counted_left = counted_right = 0
        for run in runs:
            counted_left += left.counted(run.left, run.length)
            counted_right += right.counted(run.right, run.length)
        if counted_left or counted_right:
            yield Group(tuple(runs), counted_left, counted_right)


def _near(tiles: Iterable[Tile]) -> Iterator[list[Tile]]:
    runs: list[Tile] = []
    for tile in tiles:
        if runs:
            last = runs[-1]
            if not (tile.left - last.left - last.length <= SEAM and 0 <= tile.right - last.right - last.length <= SEAM):
                yield runs
                runs = []
        runs.append(tile)
    if runs:
        yield runs


def passages(left: Words, right: Words, found: Iterable[Group]) -> Iterator[Passage]:
    """Where the groups stand, cut at quotations that both texts have."""
    for group in found:
        yield from _places(left, right, (part for run in group.runs for part, quoted in _parts(left, right, run) if not quoted))


def quotations(left: Words, right: Words, shared: Iterable[Tile]) -> Iterator[Passage]:
    """Where shared words stand that are inside quotation marks in both texts."""
    if not left.spoken[-1] or not right.spoken[-1]:
        return iter(())
    return _places(left, right, (part for run in shared for part, quoted in _parts(left, right, run) if quoted))


def _parts(left: Words, right: Words, run: Tile) -> Iterator[tuple[Tile, bool]]:
    """The run cut where a quotation begins or ends."""
    fewest = min(left.spoken[run.left + run.length] - left.spoken[run.left], right.spoken[run.right + run.length] - right.spoken[run.right])
    if fewest in {0, run.length}:
        yield run, fewest > 0
        return
    both = left.quoted[run.left : run.left + run.length] & right.quoted[run.right : run.right + run.length]
    at = 0
    for quoted, words in groupby(both.tolist()):
        length = sum(1 for _ in words)
        yield Tile(run.left + at, run.right + at, length), quoted
        at += length


def _places(left: Words, right: Words, parts: Iterable[Tile]) -> Iterator[Passage]:
    for runs in _near(parts):
        if sum(run.length for run in runs) >= SEED:
            yield _place(left, right, runs)


def _place(left: Words, right: Words, runs: Sequence[Tile]) -> Passage:
    first, last = runs[0], runs[-1]
    return Passage(
        left=left.span(first.left, last.left + last.length - first.left),
        right=right.span(first.right, last.right + last.length - first.right),
    )
