"""How far two stretches of a text are the same."""

from __future__ import annotations

import re

from sayso.model.span import Span

QUOTES = (("“", "”"), ("«", "»"), ('"', '"'))
SAME = 0.5  # share of the union from which two contents count as the same


def overlap(one: Span, other: Span) -> float:
    """The share of the two spans' union that both hold.

    >>> overlap(Span(0, 10), Span(5, 10)), overlap(Span(0, 4), Span(6, 8))
    (0.5, 0.0)
    """
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))


def closed(text: str, span: Span) -> Span:
    """The span with the quotation mark at its edge whose fellow stands inside it: 'had carried "machinery and nothing else"'.

    >>> words = 'It had carried "toys and nothing else," he said'
    >>> closed(words, Span(0, words.index(",") - 1)).of(words), closed(words, Span(0, words.index(","))).of(words)
    ('It had carried "toys and nothing els', 'It had carried "toys and nothing else,"')
    """
    inside = span.of(text)
    for opening, closing in QUOTES:
        loose = inside.count('"') % 2 if opening == closing else inside.count(opening) != inside.count(closing)
        if not loose:
            continue
        if inside.rfind(opening) >= inside.rfind(closing) and (mark := re.compile(rf"[.,!?]?{closing}").match(text, span.end)) is not None:
            return Span(span.start, mark.end())
        if span.start and text[span.start - 1] == opening and inside.find(closing) >= 0:
            return Span(span.start - 1, span.end)
    return span
