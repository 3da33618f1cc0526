"""The watchlist of the board: the newest of what claims hang on and of what sources say they do not know, with the newest reports that could answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection

from sayso.ledger import board_watch as kept
from sayso.ledger.events import events_of, events_with
from sayso.ledger.view import claims_by_id
from sayso.model.views import ClaimView, EventView
from sayso.model.watch import Indicator, Watchlist
from sayso.synthesis.watchlist import watchlist

RAISED = 200  # claims that raise something, and as many that leave something open
ANSWERS = 500  # events that could answer


def newest(connection: Connection) -> Watchlist:
    """The same as the whole watchlist has of these, in the order of reading."""
    raised, left = kept.raising(connection, RAISED), kept.unknown(connection, RAISED)
    claims = {one.id: one for one in claims_by_id(connection, [*raised, *left])}
    hanging = [claims[key] for key in raised if key in claims]
    events = _within(connection, hanging)
    first = watchlist(hanging, events)
    wanted = [event for row in first.indicators for event in row.events]
    lands = {one.country for event in wanted for one in event.actors if one.country} | {land for row in first.indicators for land in _lands(row)}
    answers = events_with(connection, kept.answering(connection, {event.type for event in wanted}, lands, _oldest(first), ANSWERS))
    telling = {one.id: one for one in claims_by_id(connection, sorted({key for event in answers for key in event.claims} - claims.keys()))}
    whole = watchlist([*claims.values(), *telling.values()], list({event.id: event for event in (*events, *answers)}.values()))
    shown = {row.id for row in first.indicators}
    asked = set(left)
    return Watchlist(
        indicators=tuple(row for row in whole.indicators if row.id in shown),
        questions=tuple(row for row in whole.questions if row.claim in asked),
    )


def _within(connection: Connection, hanging: Sequence[ClaimView]) -> list[EventView]:
    """The events of these claims, and those that the words of their conditions tell of, by id."""
    own = events_of(connection, [one.id for one in hanging])
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in hanging:
        if one.condition.at is not None:
            spans[one.document].append((one.condition.at.start, one.condition.at.end))
    for event in own:
        if event.condition is not None:
            spans[event.document].append((event.condition.start, event.condition.end))
    known = {event.id: event for event in own}
    told = [key for key in kept.triggered(connection, spans) if key not in known]
    known.update((event.id, event) for event in events_with(connection, told))
    return [known[key] for key in sorted(known)]


def _oldest(found: Watchlist) -> str:
    """The day before which no report can tell what is waited for; "" where it is not known."""
    return min((row.published or "" for row in found.indicators), default="")


def _lands(row: Indicator) -> set[str]:
    return {land for event in row.events for place in event.places if (land := place.chosen.country if place.chosen else place.country)}
