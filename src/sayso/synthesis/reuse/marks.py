"""Which stretches of a text stand inside quotation marks. Rougher than the reader's own pairing, which needs a parse; made so that a lost mark does little harm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

OPENS, CLOSES, TURNS, SINGLE_OPENS, SINGLE_CLOSES, BREAKS = range(1, 7)
MARK = re.compile(r"""["“”„«»‘]|’(?!\w)|\n\s*""")
STOP = re.compile(r"[.!?](?=\s)")
KINDS = {"“": OPENS, "„": OPENS, "«": OPENS, "”": CLOSES, "»": CLOSES, "‘": SINGLE_OPENS, "’": SINGLE_CLOSES, "\n": BREAKS}

Marks = Sequence[tuple[int, int]]


def quoted(text: str) -> Iterator[tuple[int, int]]:
    r"""Start and end of each stretch inside quotation marks, in rising order.

    One that is not closed goes to the end of its sentence, or to that of its paragraph where the next paragraph opens with a mark again.

    >>> text = 'He said: "It sank. We saw it.\n\n"Nobody drowned." The navy knew “of no ship. It left.'
    >>> [text[start:end].strip() for start, end in quoted(text)]
    ['"It sank. We saw it.', '"Nobody drowned.', '“of no ship']
    """
    if not any(mark in text for mark in '"“„«‘'):
        return
    marks = [(match.end() - 1, KINDS.get(text[match.start()]) or _straight(text, match.start())) for match in MARK.finditer(text)]
    opened, kind = -1, TURNS
    for turn, (at, mark) in enumerate(marks):
        if opened < 0:
            if mark in {OPENS, TURNS, SINGLE_OPENS}:
                opened, kind = at, mark
        elif mark == BREAKS or (mark == OPENS and kind != SINGLE_OPENS):
            yield opened, at if mark == BREAKS and _goes_on(marks, turn) else _sentence_end(text, opened, at)
            opened, kind = (at, mark) if mark == OPENS else (-1, TURNS)
        elif mark == SINGLE_CLOSES if kind == SINGLE_OPENS else mark in {CLOSES, TURNS}:
            yield opened, at
            opened = -1
    if opened >= 0:
        yield opened, _sentence_end(text, opened, len(text))


def _straight(text: str, at: int) -> int:
    """What a straight mark does, by what stands before and after it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isdigit():
        return CLOSES  # or a mark of inches, which opens nothing
    return OPENS if (not before or before.isspace() or before in "([—–-") and after.isalnum() else TURNS


def _goes_on(marks: Marks, turn: int) -> bool:
    """Whether the paragraph after this break opens with a quotation mark."""
    return turn + 1 < len(marks) and marks[turn + 1][0] == marks[turn][0] + 1 and marks[turn + 1][1] in {OPENS, TURNS, SINGLE_OPENS}


def _sentence_end(text: str, start: int, limit: int) -> int:
    stop = STOP.search(text, start, limit)
    return stop.start() if stop else limit
