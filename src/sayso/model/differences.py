"""What changed between two versions of a report, as shown."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.views import ClaimView


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """One thing that changed: ``field`` is content, speaker, act, certainty, polarity or text; the words before and after (empty: nothing stood there)."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedClaim:
    """A claim that both versions make, not in the same way."""

    old: ClaimView
    new: ClaimView
    changes: tuple[TextChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """All differences, claims in the order of their version; ``text`` holds the lines that differ, also where no claim does."""

    appeared: tuple[ClaimView, ...]
    vanished: tuple[ClaimView, ...]
    changed: tuple[ChangedClaim, ...]
    unchanged: int
    text: tuple[TextChange, ...]
