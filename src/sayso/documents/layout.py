"""Paragraphs: where they begin and end, also in hard-wrapped text."""

from __future__ import annotations

import re
from itertools import pairwise

from sayso.documents.furniture import kept
from sayso.model.span import Span

# A place in capitals, perhaps a country, a day and an agency, then a dash: "SEOUL, South Korea, Oct 18 (Tidewater) - ".
DATELINE = re.compile(r"[A-Z][A-ZÀ-Þ.'’ -]{2,40}(?:(?:, |/)[A-Z0-9][\w.'’ ]{1,30}){0,3}(?: \([^()]{2,40}\))?,? ?(?:—|–|--?) ?(?=\S)")
# The time that opens an entry of a live blog: "18:40 — ", "9.15am: ".
CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})? ?(?:—|–|-|:|\|) ?(?=\S)")
WRAP_AT_MOST = 100  # longest line of a hard-wrapped text
WRAP_AT_LEAST = 40  # median length of its full lines


def find_paragraphs(text: str) -> tuple[Span, ...]:
    r"""The paragraphs of a text, without blank edges, datelines and the times of a live blog; what is no part of the report (``furniture``) is none.

    Every line is a paragraph, unless the text is hard-wrapped: then a blank line parts them.

    >>> find_paragraphs("It sank.\nNobody died.\n")
    (Span(start=0, end=8), Span(start=9, end=21))
    >>> text = "OSLO, Feb 3 (Meridian) - It sank."
    >>> find_paragraphs(text)[0].of(text)
    'It sank.'
    >>> text = "NAIROBI, 4 March - It sank."
    >>> find_paragraphs(text)[0].of(text)
    'It sank.'
    >>> len(find_paragraphs("Menu\nIt sank.\nRelated: Ten ships that sank"))
    1
    >>> wrapped = "The ministry said on Tuesday that the ship had\nsunk in the strait and that nobody was hurt,\nbut later withdrew it.\n\nThe owner was silent."
    >>> len(find_paragraphs(wrapped))
    2
    """
    pattern = r"\S(?:[^\n]|\n(?![ \t]*\n))*" if _is_wrapped(text) else r"\S[^\n]*"
    found = []
    blocks = list(re.finditer(pattern, text))
    for match, keep in zip(blocks, kept([block.group() for block in blocks], page=False), strict=True):
        if not keep and len(blocks) > 1:  # a single line is what was meant, whatever it looks like
            continue
        line = match.group().rstrip()
        opening = DATELINE.match(line) or CLOCK.match(line)
        begin = opening.end() if opening and opening.end() < len(line) else 0
        found.append(Span(match.start() + begin, match.start() + len(line)))
    return tuple(found)


def _is_wrapped(text: str) -> bool:
    lines = text.split("\n")
    full = [line for line, following in pairwise(lines) if line.strip() and following.strip()]
    if len(full) < 2 or max(map(len, lines)) > WRAP_AT_MOST:
        return False
    lengths = sorted(map(len, full))
    blank = any(not line.strip() for line in lines[1:-1])
    broken = sum(not line.rstrip().endswith((".", "!", "?", "”", '"', ":")) for line in full)
    return lengths[len(lengths) // 2] >= WRAP_AT_LEAST and (blank or len(full) >= 2) and 2 * broken > len(full)
