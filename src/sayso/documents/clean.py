"""Raw text to clean text, together with the map of offsets."""

from __future__ import annotations

import re

from sayso.model.document import OffsetMap

# Removed: carriage returns, zero-width characters and soft hyphens. Replaced one for one: odd blanks.
REMOVED = re.compile("\r\n?|[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]+")
BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\u2002\u2003", " ") | {"\u2028": "\n", "\u2029": "\n"})


def clean(raw: str) -> tuple[str, OffsetMap]:
    r"""The text with plain line ends and blanks, and the map back to ``raw``.

    >>> text, offsets = clean("So it\u00a0is.\r\nYes.")
    >>> text, offsets.segments
    ('So it is.\nYes.', ((0, 0, 9), (10, 11, 4)))
    """
    parts: list[str] = []
    segments: list[tuple[int, int, int]] = []
    clean_at = raw_at = 0
    for match in REMOVED.finditer(raw):
        if match.start() > raw_at:
            segments.append((clean_at, raw_at, match.start() - raw_at))
            parts.append(raw[raw_at : match.start()])
            clean_at += match.start() - raw_at
        if match.group()[0] == "\r":
            parts.append("\n")
            clean_at += 1
        raw_at = match.end()
    if raw_at < len(raw):
        segments.append((clean_at, raw_at, len(raw) - raw_at))
        parts.append(raw[raw_at:])
    return "".join(parts).translate(BLANKS), OffsetMap(tuple(segments))


def align(clean_text: str, raw: str) -> OffsetMap:
    """A map from an extracted article to the page it was taken from, word by word, in order; words not found there stay unmapped.

    >>> align("It sank. Yes", "<p>It <b>sank.</b> Yes</p>").segments
    ((0, 3, 2), (3, 9, 5), (9, 19, 3))
    """
    segments: list[tuple[int, int, int]] = []
    at = 0
    for match in re.finditer(r"\S+", clean_text):
        found = raw.find(match.group(), at, at + ALIGN_REACH)
        if found < 0:
            continue
        segments.append((match.start(), found, len(match.group())))
        at = found + len(match.group())
    return OffsetMap(tuple(segments))


ALIGN_REACH = 200_000  # characters of markup between two words of one article, at the most
