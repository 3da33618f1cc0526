"""Static word vectors, and how common words are: takes words, gives directions in a space where words of like meaning lie close.

Distilled from a sentence encoder (all-MiniLM-L6-v2, Apache-2.0) by tools/train_grouping.py: each of its word pieces was passed through it alone, and the results brought
down to fewer dimensions. How common a piece is, is told by its place in the encoder's vocabulary, which is sorted by it (Zipf's law).
"""

from __future__ import annotations

import io
from functools import cache, lru_cache
from importlib.resources import files
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from sayso.model.errors import RunAbort

Vector = NDArray[np.float32]
FILE = "word_vectors.npz"
LONGEST = 40  # letters of a word that is looked up
CACHED = 1 << 16  # words whose pieces are remembered
SMOOTHING = 1e-3  # smooth inverse frequency (Arora, Liang, Ma 2017), with the constant of its authors
HARMONIC = 10.9  # sum of 1/rank over the vocabulary, which makes ranks to shares


class WordVectors:
    """The table of pieces with their vectors and ranks (0 for the commonest)."""

    def __init__(self, data: bytes) -> None:
        try:
            parts = np.load(io.BytesIO(data))
            pieces = bytes(parts["pieces"]).decode("utf-8").split("\n")
            small, scale, ranks = parts["vectors"], parts["scale"].astype(np.float32), parts["rank"].astype(np.int64)
        except (KeyError, ValueError, OSError, BadZipFile) as fault:
            raise RunAbort(f"vocabulary/{FILE}: {fault}") from fault
        if not len(pieces) == len(small) == len(scale) == len(ranks):
            raise RunAbort(f"vocabulary/{FILE}: {len(pieces)} pieces, but {len(small)} vectors, {len(scale)} scales and {len(ranks)} ranks")
        share = 1.0 / ((ranks + 1) * HARMONIC)
        self._rows = {piece: number for number, piece in enumerate(pieces)}
        self._ranks = ranks
        self._small = small
        self._scale = scale * (SMOOTHING / (SMOOTHING + share)).astype(np.float32)
        self.size = int(small.shape[1])
        self.rows = lru_cache(CACHED)(self._cut)
        self.of_word = lru_cache(CACHED)(self._of_word)

    def _cut(self, word: str) -> tuple[int, ...]:
        """The rows of a word's pieces, cut greedily from the left; empty where a letter is unknown."""
        found: list[int] = []
        start = 0
        while start < len(word[:LONGEST]):
            head = "##" if start else ""
            end = next((end for end in range(min(len(word), LONGEST), start, -1) if head + word[start:end] in self._rows), None)
            if end is None:
                return ()
            found.append(self._rows[head + word[start:end]])
            start = end
        return tuple(found)

    def _of_word(self, word: str) -> Vector:
        rows = list(self.rows(word))
        if not rows:
            return np.zeros(self.size, dtype=np.float32)
        return np.asarray((self._small[rows] * self._scale[rows, None]).mean(axis=0), dtype=np.float32)

    def rank(self, word: str) -> int:
        """How many words are more common; a word of several pieces is rarer than any whole one."""
        rows = self.rows(word)
        return int(self._ranks[rows[0]]) if len(rows) == 1 else int(self._ranks.max()) * max(1, len(rows))


@cache
def word_vectors() -> WordVectors:
    """The vectors of this folder; raises RunAbort for a file that is none.

    >>> table = word_vectors()
    >>> float(table.of_word("vessel") @ table.of_word("ship")) > 2 * float(table.of_word("vessel") @ table.of_word("onion"))
    True
    >>> table.rank("government") < table.rank("sabotage") < table.rank("vladivostok")
    True
    """
    return WordVectors(files("sayso.vocabulary").joinpath(FILE).read_bytes())
