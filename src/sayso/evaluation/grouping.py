"""Groups of headlines of one rumour, and of mentions of one event, as the scorer of clusters takes them: one record for each with the name of its group.

These sets have no claims, so what is measured is the likeness of words that grouping is built on, and its linkage.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.pipeline import Pipeline
from sayso.synthesis.grouping.clusters import linked
from sayso.synthesis.grouping.words import stem, stems, unit, vector, weight, words

name = "grouping"
Matrix = NDArray[np.float64]
# Headlines: weight of shared stems against direction, and the bound; a2 (434 headlines, 55 rumours), 2026-11-30: B-cubed F1 .926; .913 to .923 at the settings beside it.
STEMS = 0.4
HEADLINES = 0.39
# Mentions: a1 (1,245 mentions of 196 documents), 2026-11-30: CoNLL .738, pairwise F1 .552 at .45; .734 and .538 at .40.
MENTIONS = 0.45
ALIKE = 0.5  # likeness of two mentions' words from which they are compared
ABOUT = 0.1  # likeness of two documents from which their mentions are
SENTENCE = 0.075  # weight of the likeness of the sentences
DECIMALS = 9


def whole(rows: Sequence[dict[str, Any]], pipeline: Pipeline) -> Iterator[dict[str, Any]]:
    """One record for each headline, or for each mention where the rows have some (``doc``, ``text``, ``start``, ``end``); texts of other kinds are passed over."""
    del pipeline  # the words are enough
    mentions = [row for row in rows if "mention" in row]
    headlines = [row for row in rows if row.get("kind") == "headline"]
    for found, divide in ((headlines, _headlines), (mentions, _mentions)):
        if found:
            for number, group in enumerate(divide(found)):
                yield from ({"id": found[at]["id"], "cluster": f"{number}"} for at in group)


def _headlines(rows: Sequence[dict[str, Any]]) -> list[list[int]]:
    texts = [row["text"] for row in rows]
    return _linked(STEMS * shared_stems(texts) + (1 - STEMS) * directions(texts), HEADLINES)


def _mentions(rows: Sequence[dict[str, Any]]) -> list[list[int]]:
    """Mentions by their own words, what their documents are about, and a little by their sentences; only those that some like pair connects are looked at together."""
    sentences: dict[str, dict[str, None]] = {}
    for row in rows:
        sentences.setdefault(row["doc"], {})[row["text"]] = None
    place = {doc: at for at, doc in enumerate(sentences)}
    home = [place[row["doc"]] for row in rows]
    about = shared_stems([" ".join(lines) for lines in sentences.values()])[np.ix_(home, home)]
    spoken = [row["mention"] for row in rows]
    like = 0.5 * _same_words(spoken) + 0.5 * directions(spoken)
    score = like * np.sqrt(about) + SENTENCE * shared_stems([row["text"] for row in rows])
    groups = []
    for part in _connected((like >= ALIKE) & (about > ABOUT)):
        groups.extend([[part[at] for at in group] for group in _linked(score[np.ix_(part, part)], MENTIONS)])
    return groups


def _linked(likeness: Matrix, bound: float) -> list[list[int]]:
    return linked(np.round(likeness, DECIMALS), np.zeros(likeness.shape, dtype=bool), bound)


def shared_stems(texts: Sequence[str]) -> Matrix:
    """The cosine of each two texts' stems by their fixed weights.

    >>> shared_stems(["A ferry sank", "The ferry sinks", "Onions"])[0].round(2).tolist()
    [1.0, 0.43, 0.0]
    """
    found = [stems(text) for text in texts]
    column = {key: at for at, key in enumerate(dict.fromkeys(key for text in found for key in text))}
    table = np.zeros((len(texts), max(1, len(column))))
    for at, text in enumerate(found):
        for key, value in text.items():
            table[at, column[key]] = value
    length = np.sqrt((table * table).sum(axis=1, keepdims=True))
    table /= np.where(length > 0.0, length, 1.0)
    return np.asarray(table @ table.T, dtype=np.float64)


def directions(texts: Sequence[str]) -> Matrix:
    """The cosine of each two texts' directions, 0 where they point apart."""
    table = np.array([unit(vector(words(text))) for text in texts], dtype=np.float64)
    return np.asarray(np.maximum(table @ table.T, 0.0), dtype=np.float64)


def _same_words(texts: Sequence[str]) -> Matrix:
    """1 where two texts share a stem with matter, or, lacking such, any word."""
    found = [frozenset(stem(word) for word in words(text) if weight(word) > 0.0) or frozenset(words(text)) for text in texts]
    return np.array([[float(not one.isdisjoint(two)) for two in found] for one in found])


def _connected(table: NDArray[np.bool_]) -> list[list[int]]:
    """Sets that pairs connect, each in order."""
    left, found = set(range(len(table))), []
    while left:
        part, open_ends = set(), [min(left)]
        while open_ends:
            at = open_ends.pop()
            if at not in part:
                part.add(at)
                open_ends.extend(int(to) for to in np.flatnonzero(table[at]) if int(to) not in part)
        left -= part
        found.append(sorted(part))
    return found
