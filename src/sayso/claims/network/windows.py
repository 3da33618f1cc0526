"""Texts as the network reads them: words, word pieces, overlapping windows, features of pairs of spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.claims.network.pieces import WordPieces

Pair = tuple[int, int]
Array = NDArray[Any]

CLS, SEP, NO_FEATURE, NULL = 101, 102, 8, 23
PAIR_FEATURES = 6
FOLD = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
ABBREVIATION = frozenset(["mr", "mrs", "ms", "dr", "st", "gen", "sen", "rep", "gov", "lt", "col", "capt", "sgt", "prof", "rev", "no", "vs", "jr", "sr", "inc", "corp", "co"])
DISTANCES = np.array([1, 2, 3, 5, 8, 13, 21, 41, 81])


def quoted(text: str) -> Array:
    """For each character, whether it stands inside quotation marks (either kind, any style).

    A quotation that is not closed ends with its paragraph.
    """
    mask = np.zeros(len(text), bool)
    double, single = False, ""
    for i, ch in enumerate(text):
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        if ch in "\r\n":
            double, single = False, ""
        elif ch in "“«„":
            double = True
        elif ch in "”»":
            double = False
        elif ch == '"':
            double = not double
        elif ch in "‘'" and not single and not before.isalnum() and after.isalnum():
            closer = "’" if ch == "‘" else "'"
            if re.compile(rf"[\w.,!?…]{closer}(?!\w)").search(text, i + 1, (text + "\n").find("\n", i)):
                single = closer
        elif ch == single and not after.isalnum() and not before.isspace():
            single = ""
        mask[i] = double or bool(single)
    return mask


def case_of(word: str) -> int:
    """0 lower, 1 Capitalised, 2 UPPER, 3 no letters or mixed."""
    if word.islower():
        return 0
    if word[:1].isupper():
        return 2 if len(word) > 1 and word.isupper() else 1
    return 3


class Words:
    """A text as words (as BERT cuts them) with their word pieces, paragraphs, sentences, case and quotation marks, as columns."""

    def __init__(self, text: str, pieces: WordPieces) -> None:
        self.text = text
        rows = list(_words(text, pieces))
        self.pieces = [row[2] for row in rows]
        self.start = np.array([row[0] for row in rows], int)
        self.end = np.array([row[1] for row in rows], int)
        self.para = np.array([row[3] for row in rows], int)
        self.quote = quoted(text)[self.start].astype(int) if rows else np.zeros(0, int)
        self.case = np.array([case_of(text[row[0] : row[1]]) for row in rows], int)
        self.size = np.array([len(row[2]) for row in rows], int)
        self.sentence = self._sentences()

    def __len__(self) -> int:
        return len(self.pieces)

    def _sentences(self) -> Array:
        """A running sentence number for each word."""
        out, number, ended = np.zeros(len(self), int), 0, False
        for i in range(len(self)):
            word = self.text[self.start[i] : self.end[i]]
            gap = i > 0 and self.start[i] > self.end[i - 1]
            fresh = i > 0 and self.para[i] != self.para[i - 1]
            if fresh or (ended and gap and not word.islower()):
                number, ended = number + 1, False
            elif gap and ended:
                ended = False
            if word in ".!?":
                previous = self.text[self.start[i - 1] : self.end[i - 1]].lower() if i else ""
                ended = word != "." or not (previous in ABBREVIATION or (len(previous) == 1 and previous.isalpha()))
            out[i] = number
        return out

    def words_of(self, span: Sequence[int]) -> Pair | None:
        """The range of words that overlap a range of characters."""
        lo = int(np.searchsorted(self.end, span[0], side="right"))
        hi = int(np.searchsorted(self.start, span[1], side="left"))
        return (lo, hi) if lo < hi else None

    def chars_of(self, span: Pair) -> Pair:
        """The characters of a range of words."""
        return int(self.start[span[0]]), int(self.end[span[1] - 1])


def _words(text: str, pieces: WordPieces) -> Iterator[tuple[int, int, tuple[int, ...], int]]:
    """Start, end, pieces and paragraph number of every word; a line that is not blank is a paragraph."""
    at = number = 0
    for line in text.split("\n"):
        if line.strip():
            for start, end, numbers in pieces.words(line.translate(FOLD)):
                yield at + start, at + end, numbers, number
            number += 1
        at += len(line) + 1


@dataclass(frozen=True, slots=True)
class Window:
    """Words lo..hi of a document as the encoder sees them; body marks those it answers for."""

    document: Words
    lo: int
    hi: int
    body: Pair
    ids: Array
    features: Array
    first: Array  # position of each word's first piece

    @staticmethod
    def cut(document: Words, lo: int, hi: int, body: Pair | None = None) -> Window:
        """[CLS] paragraph [SEP] paragraph [SEP] ..."""
        ids, features, first = [CLS], [NO_FEATURE], []
        for w in range(lo, hi):
            if w > lo and document.para[w] != document.para[w - 1]:
                ids.append(SEP)
                features.append(NO_FEATURE)
            first.append(len(ids))
            ids += document.pieces[w]
            features += [int(document.case[w] * 2 + document.quote[w])] * len(document.pieces[w])
        ids.append(SEP)
        features.append(NO_FEATURE)
        return Window(document, lo, hi, body or (lo, hi), np.array(ids), np.array(features), np.array(first))


def bodies(document: Words, budget: int) -> list[Pair]:
    """Cut a document into word ranges of at most budget pieces, at paragraphs, else sentences."""
    out: list[Pair] = []
    cost = np.concatenate([[0], np.cumsum(document.size)])
    lo, n = 0, len(document)
    while lo < n:
        hi = max(lo + 1, int(np.searchsorted(cost, cost[lo] + budget, side="right")) - 1)
        if hi < n:
            for marks in (document.para, document.sentence):
                breaks = np.flatnonzero(marks[lo + 1 : hi + 1] != marks[lo:hi]) + lo + 1
                breaks = breaks[cost[breaks] - cost[lo] >= budget // 3] if marks is document.para else breaks
                if len(breaks):
                    hi = int(breaks[-1])
                    break
        out.append((lo, hi))
        lo = hi
    return out


def windows(document: Words, limit: int, before: int, after: int) -> list[Window]:
    """Windows of about limit pieces, with so many pieces of context on each side."""
    cost = np.concatenate([[0], np.cumsum(document.size)])
    out = []
    for lo, hi in bodies(document, limit - before - after - 12):
        left = int(np.searchsorted(cost, cost[lo] - before, side="left"))
        right = max(hi, int(np.searchsorted(cost, cost[hi] + after, side="right")) - 1)
        out.append(Window.cut(document, left, right, (lo, hi)))
    return out


@dataclass(frozen=True, slots=True)
class Marks:
    """Sentence, paragraph and quotation marks of each word, padded to B x T."""

    sentence: Array
    para: Array
    quote: Array

    @staticmethod
    def of(batch: Sequence[Window], width: int) -> Marks:
        """The marks of a batch of windows, each padded to this width."""
        out = np.zeros((3, len(batch), width), int)
        for b, w in enumerate(batch):
            for row, values in enumerate((w.document.sentence, w.document.para, w.document.quote)):
                out[row, b, : w.hi - w.lo] = values[w.lo : w.hi]
        return Marks(*out)


def pair_features(row: Array, query: Array, candidates: Array, real: Array, marks: Marks) -> Array:
    """Numbers that describe query -> candidate: N x (K + 1) x PAIR_FEATURES, column 0 the empty answer.

    row: N, the window of each query; query: N x 2; candidates: B x K x 2; real: B x K.
    """
    a0, a1 = query[:, None, 0], query[:, None, 1]
    b0, b1 = candidates[row, :, 0], candidates[row, :, 1]
    r = row[:, None]
    out = np.full((*b0.shape, PAIR_FEATURES), NULL)
    left, right = b1 <= a0, b0 >= a1
    gap = np.digitize(np.where(left, a0 - b1, b0 - a1), DISTANCES)
    out[..., 0] = np.where(left, gap, np.where(right, 10 + gap, 20))
    out[..., 1] = np.clip(marks.sentence[r, b0] - marks.sentence[r, a0], -4, 4) + 4
    out[..., 2] = np.clip(marks.para[r, b0] - marks.para[r, a0], -3, 3) + 3
    ahead = (real[row] & (b0 < a0)).sum(1, keepdims=True)
    out[..., 3] = np.clip(np.arange(b0.shape[1]) - ahead, -5, 4) + 5
    out[..., 4] = marks.quote[r, a0] * 2 + marks.quote[r, b0]
    out[..., 5] = np.clip(b1 - b0, 0, 8)
    return np.concatenate([np.full((len(row), 1, PAIR_FEATURES), NULL), out], 1)
