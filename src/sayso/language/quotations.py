"""Pairs quotation marks, also across paragraphs; an opening mark without its partner never swallows more than its paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.model.parse import Quotation, QuoteEnd
from sayso.model.span import Span

OPENING = "“«„"
CLOSING = "”»"
STRAIGHT = '"'
SINGLE_OPENING = "‘"
SINGLE_CLOSING = "’"
BEFORE_CLOSING = ".,?!…—–-;:"


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    r"""All quotations of the text, in order.

    A paragraph that opens a quotation and does not close it goes on in the next one if that begins with an opening mark.

    >>> text = '“We saw it. It sank.\n“Nobody was hurt,” Ilves said. Ask ‘why’.'
    >>> [(q.inner.of(text), q.end.value, q.follows) for q in find_quotations(text, [Span(0, 20), Span(21, 62)])]
    [('We saw it. It sank.', 'continued', None), ('Nobody was hurt,', 'closed', 0), ('why', 'closed', None)]
    """
    found: list[Quotation] = []
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        goes_on = following is not None and text[following.start] in OPENING + STRAIGHT
        follows = len(found) - 1 if found and found[-1].end is QuoteEnd.CONTINUED else None
        for outer, inner, closed in sorted(_pairs(text, paragraph), key=lambda pair: pair[0].start):
            end = QuoteEnd.CLOSED if closed else QuoteEnd.CONTINUED if goes_on else QuoteEnd.OPEN
            found.append(Quotation(outer=outer, inner=inner, end=end, follows=follows if outer.start == paragraph.start else None))
    return tuple(found)


def _pairs(text: str, paragraph: Span) -> Iterator[tuple[Span, Span, bool]]:
    doubles = list(_doubles(text, paragraph))
    yield from doubles
    for single in _singles(text, paragraph):
        if not any(double[0].overlaps(single[0]) for double in doubles):
            yield single


def _doubles(text: str, paragraph: Span) -> Iterator[tuple[Span, Span, bool]]:
    start: int | None = None
    for at in range(paragraph.start, paragraph.end):
        mark = text[at]
        if start is None:
            if mark in OPENING or (mark == STRAIGHT and _may_open(text, at, paragraph)):
                start = at
        elif mark in CLOSING or (mark == STRAIGHT and not _opens_again(text, at, paragraph)):
            if at > start + 1:
                yield Span(start, at + 1), Span(start + 1, at), True
            start = None
    if start is not None and start + 1 < paragraph.end:
        yield Span(start, paragraph.end), Span(start + 1, paragraph.end), False


def _may_open(text: str, at: int, paragraph: Span) -> bool:
    """A straight mark opens before a letter or digit; one after a digit is an inch mark."""
    after = text[at + 1 : at + 2]
    return at + 1 < paragraph.end and not after.isspace() and not text[at - 1 : at].isdigit()


def _opens_again(text: str, at: int, paragraph: Span) -> bool:
    """A straight mark after a blank and before a letter cannot close."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return before.isspace() and at + 1 < paragraph.end and after.isalnum()


def _singles(text: str, paragraph: Span) -> Iterator[tuple[Span, Span, bool]]:
    """Single quotation marks: the closing one stands after a stop or a word and before no letter, so apostrophes are left alone."""
    at = paragraph.start
    while (start := text.find(SINGLE_OPENING, at, paragraph.end)) >= 0:
        end = _single_end(text, start, paragraph.end)
        if end is None:
            at = start + 1
            continue
        yield Span(start, end + 1), Span(start + 1, end), True
        at = end + 1


def _single_end(text: str, start: int, limit: int) -> int | None:
    again = text.find(SINGLE_OPENING, start + 1, limit)
    stop = again if again >= 0 else limit
    candidates = [at for at in range(start + 2, stop) if text[at] == SINGLE_CLOSING and not text[at + 1 : at + 2].isalnum()]
    after_stop = [at for at in candidates if text[at - 1] in BEFORE_CLOSING]
    chosen = after_stop or [at for at in candidates if text[at - 1] != "s"] or candidates
    return chosen[0] if chosen else None
