"""What to watch: if-clauses, with the events in them that can be checked, and what sources say they do not know. The shape is documented in docs/json.md and stable."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.views import EventView, SourceView, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A later event that an indicator asked for: in which claim of which document."""

    event: str
    claim: str
    document: str
    external_id: str | None
    published: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An if-clause: who raised it, what would follow, the events in it that can be checked (none where no known type fits), and where these were reported since."""

    id: str
    condition: Words
    consequence: tuple[Words, ...]
    events: tuple[EventView, ...]
    claim: str
    source: SourceView
    document: str
    external_id: str | None
    published: str | None
    reported: tuple[Report, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """Something that a source says it does not know."""

    id: str
    content: tuple[Words, ...]
    claim: str
    source: SourceView
    document: str
    external_id: str | None
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlist:
    """Indicators and open questions, in the order in which they were raised."""

    indicators: tuple[Indicator, ...]
    questions: tuple[OpenQuestion, ...]
