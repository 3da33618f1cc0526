"""Raw items, clean documents, and the map from clean offsets to raw offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from sayso.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """Something to be read, as it was found: bytes, where they came from, and what the finder was told about them.

    ``declared`` holds what a user or a record says of the item (outlet, url, title, published, author, doc_id); it wins over what
    the bytes themselves say. ``location`` names the place for messages ("reports.jsonl, line 4"). ``raw_sha256`` is that of the bytes which ``data`` was taken out of (a PDF, a
    feed, a mail); None where ``data`` are the bytes themselves. ``archived`` says that the archive holds these bytes.
    """

    location: str
    media_type: str
    data: bytes
    declared: Mapping[str, str] = field(default_factory=dict)
    raw_sha256: str | None = None
    archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing known about a document: its value, how far to trust it (0 to 1), and where it was found."""

    value: str
    confidence: float
    origin: str


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """From offsets in the clean text to offsets in the raw text it was cleaned from.

    ``segments`` are (clean start, raw start, length) in rising order of clean start; characters between them were put in by the
    cleaning and have no raw counterpart.

    >>> m = OffsetMap(((0, 0, 5), (6, 7, 4)))   # "Hello" + LF for CRLF + "dear"
    >>> m.raw_span(Span(0, 10)), m.raw_span(Span(6, 8)), m.raw_span(Span(5, 6))
    (Span(start=0, end=11), Span(start=7, end=9), None)
    """

    segments: tuple[tuple[int, int, int], ...]

    def raw_span(self, span: Span) -> Span | None:
        """The raw stretch that holds all mapped characters of the span; None where none is mapped."""
        first = bisect_right(self.segments, (span.start, 1 << 62, 0)) - 1
        starts: list[int] = []
        ends: list[int] = []
        for clean, raw, length in self.segments[max(first, 0) :]:
            if clean >= span.end:
                break
            low, high = max(span.start, clean), min(span.end, clean + length)
            if low < high:
                starts.append(raw + low - clean)
                ends.append(raw + high - clean)
        return Span(min(starts), max(ends)) if starts else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report as published: its clean text, what is known about it, and the hashes that prove both.

    ``series`` is shared by all versions of one report (the same URL; without one, the same outlet and text). ``facts`` maps
    outlet, url, title, author, published (an ISO 8601 day), language to what is known; a missing key is unknown. ``paragraphs`` are
    stretches of the text in rising order; a line break inside one is a mere wrap. ``clocks`` are the stretches of a live blog that stand under a time of their own, with
    that time ("18:40", or "2025-03-04T18:40").
    """

    id: str
    series: str
    external_id: str | None
    location: str
    text: str
    text_sha256: str
    raw_sha256: str
    media_type: str
    facts: Mapping[str, Fact]
    offsets: OffsetMap
    paragraphs: tuple[Span, ...]
    clocks: tuple[tuple[Span, str], ...] = ()

    def value(self, name: str) -> str | None:
        """What is known under this name, or None."""
        fact = self.facts.get(name)
        return fact.value if fact else None
