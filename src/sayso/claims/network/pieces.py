"""Word pieces as BERT cuts them (uncased), with the place of every word in the text.

Written here because the package that does this brings a client of an online hub with it, which has no place in a program for sensitive material; the pieces are the same
(docs/decisions/0005-own-word-pieces.md).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

LONGEST = 100  # letters: a longer word is one unknown piece, as in BERT
UNKNOWN = "[UNK]"
CACHED = 1 << 16  # words whose pieces are remembered: a news corpus has some 50,000 forms


class WordPieces:
    """A vocabulary of word pieces, one a line, numbered from 0."""

    def __init__(self, vocabulary: Path) -> None:
        lines = vocabulary.read_text(encoding="utf-8").split("\n")
        self._numbers = {piece: number for number, piece in enumerate(lines) if piece}
        self.of_word = lru_cache(CACHED)(self._of_word)

    def words(self, line: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Every word of a line: start, end, the numbers of its pieces. A mark of punctuation is a word of its own."""
        start: int | None = None
        for at, mark in enumerate(line):
            kind = _kind(mark)
            if kind == "letter":
                start = at if start is None else start
                continue
            if start is not None:
                yield from self._word(line, start, at)
                start = None
            if kind == "mark":
                yield from self._word(line, at, at + 1)
        if start is not None:
            yield from self._word(line, start, len(line))

    def _word(self, line: str, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        if pieces := self.of_word(line[start:end]):
            yield start, end, pieces

    def _of_word(self, word: str) -> tuple[int, ...]:
        plain = "".join(letter for letter in unicodedata.normalize("NFD", word) if unicodedata.category(letter) not in {"Mn", "Cf", "Cc"}).lower()
        if len(plain) > LONGEST:
            return (self._numbers[UNKNOWN],)
        found: list[int] = []
        start = 0
        while start < len(plain):
            end = len(plain)
            while end > start and self._piece(plain, start, end) not in self._numbers:
                end -= 1
            if end == start:
                return (self._numbers[UNKNOWN],)
            found.append(self._numbers[self._piece(plain, start, end)])
            start = end
        return tuple(found)

    @staticmethod
    def _piece(word: str, start: int, end: int) -> str:
        return ("##" if start else "") + word[start:end]


@lru_cache(4096)
def _kind(mark: str) -> str:
    """Whether a character is a blank, a mark that stands alone, or part of a word."""
    category = unicodedata.category(mark)
    if mark.isspace() or mark == "\ufffd" or category in {"Zs", "Zl", "Zp"}:
        return "blank"
    code = ord(mark)
    if category.startswith("P") or 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126 or _is_ideograph(code):
        return "mark"
    return "letter"


def _is_ideograph(code: int) -> bool:
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x2CEAF or 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F
