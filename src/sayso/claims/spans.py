"""How far two stretches of a text are the same."""

from __future__ import annotations

from sayso.model.span import Span

SAME = 0.5  # share of the union from which two contents count as the same


def overlap(one: Span, other: Span) -> float:
    """The share of the two spans' union that both hold.

    >>> overlap(Span(0, 10), Span(5, 10)), overlap(Span(0, 4), Span(6, 8))
    (0.5, 0.0)
    """
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))
