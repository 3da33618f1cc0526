"""A text as rows of numbers: one hash for each word, where it stands, and whether it stands outside quotation marks.

Hashes are sums of the letters' codes times powers of an odd number, modulo 2**64, mixed: the same on every machine and for ever, and made for all words of a text at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from sayso.model.span import Span
from sayso.synthesis.reuse.marks import quoted
from sayso.vocabulary.stock_phrases import stock_phrases

Hashes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
Numbers = memoryview  # a row of whole numbers; single ones are read several times quicker than from an array

SEED = 4  # words of the shortest run that is looked at
MULTIPLIER = 0x9E3779B97F4A7C15  # odd, so that multiplying loses nothing modulo 2**64
INVERSE = pow(MULTIPLIER, -1, 1 << 64)
MIXER = 0xBF58476D1CE4E5B9  # from SplitMix64 (Steele, Lea, Flood 2014)
PLANE = 1 << 16  # code points above the basic plane (emoji, ancient scripts) are no letters here
STOCK_TABLE = 1 << 14
TABLE = 1 << 12
NONE = np.zeros((0, 2), dtype=np.intp)
KEPT = 2048  # texts remembered, about 25 kB each


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A text prepared for comparison.

    ``hashes`` has one number for each word, ``starts`` and ``ends`` where it stands (code points), ``quoted`` whether that is inside quotation marks, ``stock`` whether it stands
    in a stock phrase. ``steps`` is the number of words before each one that count: those that are neither; ``spoken`` the number of those inside quotation marks.
    ``grams`` are the hashes of all runs of ``SEED`` words, ``order`` the places that sort them (equal ones in the order of the text), ``ranked`` the sorted ones.
    ``slots`` are the last bits of ``grams``, and ``table`` flags those that occur: what is not flagged there need not be looked for.
    """

    hashes: Hashes
    starts: Numbers
    ends: Numbers
    quoted: Flags
    stock: Flags | None
    steps: Numbers
    spoken: Numbers
    grams: Hashes
    order: Places
    ranked: Hashes
    slots: Places
    table: Flags

    @property
    def total(self) -> int:
        """How many words count."""
        total: int = self.steps[-1]
        return total

    def counted(self, start: int, length: int) -> int:
        """How many of the ``length`` words from ``start`` on count."""
        found: int = self.steps[start + length] - self.steps[start]
        return found

    def span(self, start: int, length: int) -> Span:
        """The stretch of the text from the first to the last of these words."""
        return Span(self.starts[start], self.ends[start + length - 1])


@lru_cache(maxsize=KEPT)
def words_of(text: str) -> Words:
    """The text, prepared.

    >>> words = words_of('He said: "It sank." Nobody was hurt.')
    >>> words.quoted.tolist(), words.total, words.span(2, 2)
    ([False, False, True, True, False, False, False], 5, Span(start=10, end=17))
    """
    hashes, starts, ends = read(text)
    inside = np.zeros(len(hashes), dtype=np.bool_)
    for first, last in starts.searchsorted(list(quoted(text)) or NONE).tolist():
        inside[first:last] = True
    grams = runs_of(hashes, SEED)
    stock = _stock(grams, len(hashes))
    spoken = _steps(inside)
    steps = np.arange(len(hashes) + 1) - (spoken if stock is None else _steps(inside | stock))
    order = np.argsort(grams, kind="stable")
    slots = (grams & np.uint64(TABLE - 1)).astype(np.intp)
    table = np.zeros(TABLE, dtype=np.bool_)
    table[slots] = True
    return Words(hashes, starts.data, ends.data, inside, stock, steps.data, spoken.data, grams, order, grams[order], slots, table)


def _steps(flags: Flags) -> Places:
    """How many flags are up before each place, and at the end."""
    steps = np.zeros(len(flags) + 1, dtype=np.intp)
    np.cumsum(flags, out=steps[1:])
    return steps


def _stock(grams: Hashes, count: int) -> Flags | None:
    """Which words stand in stock phrases; None where none does."""
    table, known = _stock_grams()
    likely = np.flatnonzero(table[grams & np.uint64(STOCK_TABLE - 1)])
    found = [at for at in likely.tolist() if int(grams[at]) in known]
    if not found:
        return None
    flags = np.zeros(count, dtype=np.bool_)
    for at in found:
        flags[at : at + SEED] = True
    return flags


@cache
def _stock_grams() -> tuple[Flags, frozenset[int]]:
    """The runs of ``SEED`` words of all stock phrases, and a table of their last bits to pass over most others."""
    known = frozenset(gram for phrase in stock_phrases() for gram in runs_of(read(phrase)[0], SEED).tolist())
    table = np.zeros(STOCK_TABLE, dtype=np.bool_)
    table[[gram % STOCK_TABLE for gram in known]] = True
    return table, known


def read(text: str) -> tuple[Hashes, Places, Places]:
    """The hashes of all words, and where each begins and ends. Capitals and the shape of apostrophes make no difference.

    >>> hashes, starts, ends = read("The bank’s ship")
    >>> bool(hashes[1] == read("BANK'S")[0][0]), starts.tolist(), ends.tolist()
    (True, [0, 4, 11], [3, 10, 15])
    """
    codes = np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4"), PLANE - 1).astype(np.intp)
    small, letter, apostrophe = _letters()
    inside = np.zeros(len(codes) + 2, dtype=np.bool_)
    inside[1:-1] = letter.take(codes)
    for at in (np.flatnonzero(apostrophe.take(codes)) + 1).tolist():
        inside[at] = inside[at - 1] and inside[at + 1]
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2].copy(), edges[1::2].copy()
    rising, falling = powers(1 << len(codes).bit_length())
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(small.take(codes) * rising[: len(codes)], out=sums[1:])
    return mixed((sums[ends] - sums[starts]) * falling[starts]), starts, ends


@cache
def _letters() -> tuple[Hashes, Flags, Flags]:
    """For each code point of the basic plane: the code of its small letter, whether it can stand in a word, and whether it is an apostrophe."""
    small = np.array([ord(low) if len(low := chr(code).lower()) == 1 else code for code in range(PLANE)], dtype=np.uint64)
    letter = np.array([chr(code).isalnum() or code == ord("_") for code in range(PLANE)], dtype=np.bool_)
    letter[PLANE - 1] = False
    apostrophe = np.zeros(PLANE, dtype=np.bool_)
    apostrophe[[ord("'"), ord("’")]] = True
    small[ord("’")] = ord("'")
    return small, letter, apostrophe


@lru_cache(maxsize=8)
def powers(length: int) -> tuple[Hashes, Hashes]:
    """The first powers of the multiplier and of its inverse, modulo 2**64."""
    rising, falling = np.full(length, MULTIPLIER, dtype=np.uint64), np.full(length, INVERSE, dtype=np.uint64)
    return np.multiply.accumulate(rising), np.multiply.accumulate(falling)


def runs_of(hashes: Hashes, length: int) -> Hashes:
    """The hash of each run of so many words, by the place of its first word.

    >>> one, other = read("the ship sank off the coast")[0], read("The ship sank")[0]
    >>> bool(runs_of(one, 3)[0] == runs_of(other, 3)[0]), len(runs_of(one, 3)), len(runs_of(one, 7))
    (True, 4, 0)
    """
    count = max(0, len(hashes) - length + 1)
    total = hashes[:count].copy()
    for offset in range(1, length if count else 1):
        total *= np.uint64(MULTIPLIER)
        total += hashes[offset : offset + count]
    return mixed(total)


def mixed(values: Hashes) -> Hashes:
    """The values with their bits mixed, so that each bit of the result hangs on all."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(MIXER)
    return values ^ (values >> np.uint64(29))
