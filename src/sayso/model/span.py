"""A stretch of a document's text, and the laws it obeys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.model.errors import AnchorError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` up to, not including, ``end``; offsets count Unicode code points of the clean text.

    >>> Span(4, 8).of("The navy denied it.")
    'navy'
    >>> Span(0, 3) < Span(4, 8), Span(0, 8).covers(Span(4, 8)), Span(0, 4).overlaps(Span(4, 8))
    (True, True, False)
    >>> Span(5, 5)
    Traceback (most recent call last):
    ...
    sayso.model.errors.AnchorError: a span needs 0 <= start < end, not 5 and 5
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise AnchorError(f"a span needs 0 <= start < end, not {self.start} and {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of this span; raises AnchorError where the text is too short to hold it."""
        if self.end > len(text):
            raise AnchorError(f"span {self.start}-{self.end} lies outside a text of {len(text)} characters")
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether the other span lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all of them.

    >>> hull([Span(7, 9), Span(2, 4)])
    Span(start=2, end=9)
    """
    parts = list(spans)
    return Span(min(part.start for part in parts), max(part.end for part in parts))


def trimmed(text: str, start: int, end: int, edges: str) -> Span | None:
    """The span without the characters of ``edges`` at either end; None where nothing is left.

    >>> trimmed("“So it is,” he said", 0, 11, " ,.“”")
    Span(start=1, end=9)
    """
    while start < end and text[start] in edges:
        start += 1
    while end > start and text[end - 1] in edges:
        end -= 1
    return Span(start, end) if start < end else None
