"""What a language model saw in a text, as columns; nothing of any NLP library.

Token ``i`` is the i-th entry of every column. Offsets count code points of the document's clean text. Tags are Penn Treebank, parts of
speech Universal Dependencies, relations the ClearNLP set that English spaCy models use. A head is a token number; a root is its own head.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum

from sayso.model.span import Span


class QuoteEnd(StrEnum):
    """How a quotation ends."""

    CLOSED = "closed"
    CONTINUED = "continued"  # the paragraph ends and the next one opens again: one speaker goes on
    OPEN = "open"  # no closing mark: taken to end with its paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A stretch in quotation marks. ``outer`` includes the marks, ``inner`` does not; ``follows`` is the number of the quotation that
    this one continues from the paragraph before.
    """

    outer: Span
    inner: Span
    end: QuoteEnd
    follows: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """A parsed document: token columns, sentences and paragraphs as (first token, token after the last), quotations."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    pos: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]
    quotations: tuple[Quotation, ...]

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """The characters from the first token's start to the last token's end (both included)."""
        return Span(self.starts[first], self.ends[last])

    def tokens_in(self, span: Span) -> range:
        """The tokens that lie within the span or overlap its edges."""
        return range(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))
