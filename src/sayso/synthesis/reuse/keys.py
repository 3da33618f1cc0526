"""Keys by which reports that share text are looked up: winnowed fingerprints of runs of words, and one key for the whole text.

Winnowing (Schleimer, Wilkerson, Aiken 2003, "Winnowing: Local Algorithms for Document Fingerprinting"): of every ``WINDOW`` neighbouring runs of ``RUN`` words the one with the
smallest hash is kept, so two texts that share ``RUN + WINDOW - 1`` words in a row share a key, wherever the words stand. The keys are kept by the ledger: a change of anything
here, in ``words`` or in the stock phrases asks for all of them to be made again.
"""

from __future__ import annotations

import numpy as np

from sayso.synthesis.reuse.words import Flags, powers, runs_of, words_of

RUN = 6
WINDOW = 8  # a power of two
FEWEST_HITS = 2
BRIEF = 30  # keys of a text of about 130 words


def bands(text: str) -> tuple[int, ...]:
    """The keys of a text, in rising order, as signed numbers of 64 bits. Runs that touch a stock phrase give none.

    >>> agency = "The ferry left the port of Slite at dawn with 214 people and reached the mainland four hours late after its engine failed twice"
    >>> shared = set(bands(agency)) & set(bands("VISBY. " + agency + ", the harbour office said."))
    >>> len(bands(agency)), len(shared)
    (2, 2)
    """
    words = words_of(text)
    runs = runs_of(words.hashes, RUN)
    if words.stock is not None:
        runs = runs[_none_of(words.stock, RUN)]
    reach = 1
    while reach < WINDOW and len(runs) > reach:
        runs = np.minimum(runs[reach:], runs[:-reach])
        reach *= 2
    return tuple(sorted(set(runs.view(np.int64).tolist())))


def text_key(text: str) -> int:
    r"""One key for the words of a whole text: equal for copies, whatever their blanks, stops and capitals.

    >>> text_key("It sank. Nobody was hurt.") == text_key("IT SANK\n\nNobody was hurt")
    True
    """
    hashes = words_of(text).hashes
    rising, _ = powers(1 << len(hashes).bit_length())
    return int((hashes * rising[: len(hashes)]).sum(dtype=np.uint64).astype(np.int64))


def enough(hits: int, one: int, other: int) -> bool:
    """Whether two reports with so many keys in common, of ``one`` and ``other`` keys in all, are worth comparing. Two, so that one phrase in common starts no comparison;
    for brief texts one.

    >>> enough(1, 80, 60), enough(2, 80, 60), enough(1, 80, 12)
    (False, True, True)
    """
    return hits >= (FEWEST_HITS if min(one, other) > BRIEF else 1)


def _none_of(flags: Flags, length: int) -> Flags:
    """Whether no word of each run of so many words is flagged."""
    steps = np.concatenate([[0], np.cumsum(flags)])
    found: Flags = steps[length:] == steps[:-length]
    return found
