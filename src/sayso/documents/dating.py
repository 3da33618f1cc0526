"""Which day a report was published on, from all that its page states, and how sure that is. Reports that contradict themselves are never sure.

The weights were set by hand in November 2026 and are checked with the 60 pages of tests/pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod

from sayso.documents.days import believable, distance

LOW = 0.5  # a confidence at or below this marks a guess
STRONG = 0.8  # what a page declares in so many words
HEARD = 0.55  # what is weaker does not count against a declared day
HIGHEST = 0.99


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A day that a page states: ``kind`` names where, ``updated`` says that it is the day of a change; several ``days`` are several readings of the same figures."""

    days: tuple[str, ...]
    kind: str
    confidence: float
    updated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The day with its confidence (0 to 1) and where it was found."""

    day: str
    confidence: float
    origin: str


def publication_day(stated: Sequence[Stated], latest: str) -> Dated | None:
    """The day of publication; None where nothing believable states one. ``latest`` is the last day that can have come (ISO 8601).

    >>> one = Stated(days=("2024-10-23",), kind="JSON-LD datePublished", confidence=0.95)
    >>> publication_day([one], "2025-01-01").confidence
    0.95
    >>> other = Stated(days=("2024-10-12",), kind="address", confidence=0.75)
    >>> publication_day([one, other], "2025-01-01")
    Dated(day='2024-10-23', confidence=0.5, origin='JSON-LD datePublished; address says 2024-10-12')
    """
    told = [entry for entry in _believed(stated, latest) if not entry.updated]
    settled = _settled(told)
    if not settled:
        return None
    support = {day: _together(entry for entry in settled if entry.days[0] == day) for day in {entry.days[0] for entry in settled}}
    best = max(support, key=lambda day: (support[day], day))
    origin = " and ".join(dict.fromkeys(entry.kind for entry in settled if entry.days[0] == best))
    confidence = round(min(support[best], HIGHEST), 2)
    against = [f"{entry.kind} says {entry.days[0]}" for entry in settled if entry.days[0] != best and entry.confidence >= min(HEARD, support[best])]
    against += [f"{entry.kind} says {entry.days[0]}, which is before" for entry in _believed(stated, latest) if entry.updated and entry.days[0] < best]
    if any(len(entry.days) > 1 for entry in settled if entry.days[0] == best) and not any(len(entry.days) == 1 for entry in settled if entry.days[0] == best):
        against.append(f"the figures could also mean {next(entry.days[1] for entry in settled if len(entry.days) > 1)}")
    if against:
        confidence = min(confidence, LOW)
    return Dated(day=best, confidence=confidence, origin="; ".join((origin, *dict.fromkeys(against))))


def update_day(stated: Sequence[Stated], latest: str) -> Dated | None:
    """The last day on which the page says that it was changed."""
    found = [entry for entry in _believed(stated, latest) if entry.updated and len(entry.days) == 1]
    best = max(found, key=lambda entry: (entry.days[0], entry.confidence), default=None)
    return Dated(day=best.days[0], confidence=best.confidence, origin=best.kind) if best else None


def _believed(stated: Iterable[Stated], latest: str) -> list[Stated]:
    kept = []
    for entry in stated:
        days = tuple(day for day in entry.days if believable(day, latest))
        if days:
            kept.append(Stated(days=days, kind=entry.kind, confidence=entry.confidence, updated=entry.updated))
    return kept


def _settled(stated: Sequence[Stated]) -> list[Stated]:
    """Each with its likeliest reading first: the one that others state too, else the nearest to what they state."""
    sure = [entry.days[0] for entry in stated if len(entry.days) == 1]
    settled = []
    for entry in stated:
        days = tuple(sorted(entry.days, key=lambda day: min((distance(day, other) for other in sure), default=0)))
        agreed = days[0] in sure
        settled.append(Stated(days=days[:1] if agreed else days, kind=entry.kind, confidence=entry.confidence))
    return settled


def _together(entries: Iterable[Stated]) -> float:
    """How sure several statements of one day make it: each kind counts once."""
    best: dict[str, float] = {}
    for entry in entries:
        best[entry.kind] = max(best.get(entry.kind, 0.0), entry.confidence)
    return 1 - prod(1 - value for value in best.values())
