"""What grounding gives for one document: its places, times, quantities and events, and which of them are a claim's own."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.event import Event
from sayso.model.grounding import PlaceMention, Quantity, TimeInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundedClaim:
    """Which of the document's places, times, quantities and events are those of one claim."""

    claim_id: str
    places: tuple[PlaceMention, ...]
    times: tuple[TimeInterval, ...]
    quantity: Quantity | None
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounding:
    """All places, times, quantities and events of one document, in the order of the text, and those of each of its claims."""

    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeInterval, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    claims: tuple[GroundedClaim, ...] = ()
    events: tuple[Event, ...] = ()


NOTHING_GROUNDED = Grounding()
