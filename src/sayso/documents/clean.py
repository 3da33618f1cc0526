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
    """A map from an extracted article to the page it was taken from, in order; words not found there stay unmapped.

    Each line is looked for by its first words, with nothing but blanks and markup between them, then word by word.

    >>> align("It sank. Yes", "<p>It <b>sank.</b> Yes</p>").segments
    ((0, 3, 2), (3, 9, 5), (9, 19, 3))
    >>> align("It sank. Yes", "<title>It is said</title><body>It <b>sank.</b> Yes").segments
    ((0, 31, 2), (3, 37, 5), (9, 47, 3))
    """
    segments: list[tuple[int, int, int]] = []
    at = match.end() if (match := BODY.search(raw)) else 0
    for line in re.finditer(r"\S[^\n]*", clean_text):
        words = list(re.finditer(r"\S+", line.group()))
        anchor = re.compile(BETWEEN.join(re.escape(word.group()) for word in words[:ANCHOR])).search(raw, at, at + ALIGN_REACH)
        if anchor:
            at = anchor.start()
        for number, word in enumerate(words):
            found = raw.find(word.group(), at, at + (ALIGN_REACH if number == 0 else LINE_REACH))
            if found < 0:
                continue
            segments.append((line.start() + word.start(), found, len(word.group())))
            at = found + len(word.group())
    return OffsetMap(tuple(segments))


BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
BETWEEN = r"(?:\s|&nbsp;|<[^>]{0,2000}>)+"
ANCHOR = 4  # first words of a line that must follow each other in the page
ALIGN_REACH = 200_000  # characters of markup between two lines of one article, at the most
LINE_REACH = 5_000  # the same between two words of one line
