"""The rows of events, and events as views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, or_, select

from sayso.ledger.event_tables import claim_event, event, event_mention, event_participant, event_rival
from sayso.ledger.grounded import place_id, quantity_id, span_row, time_id
from sayso.ledger.grounded_view import BATCH, Rows, grouped, mention_views, stretch, words
from sayso.ledger.tables import document, place_candidate, place_mention
from sayso.model.event import Event
from sayso.model.grounded import Grounding
from sayso.model.identity import content_id
from sayso.model.views import EventFilter, EventView, ParticipantView, RivalView

SHOWN = (event, document.c.external_id, document.c.outlet, document.c.published)
TABLES = ("event", "event_participant", "event_mention", "event_rival", "claim_event")


def event_id(document_id: str, one: Event) -> str:
    """The id of an event: its document, trigger and type."""
    return content_id("e", document_id, one.trigger.start, one.trigger.end, one.type, one.mode)


def event_rows(document_id: str, grounding: Grounding, text: str) -> dict[str, list[dict[str, Any]]]:
    """All rows of a document's events, by table."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in grounding.events:
        _add(rows, document_id, one, text)
    for claim in grounding.claims:
        keys = [event_id(document_id, one) for one in claim.events]
        rows["claim_event"].extend({"claim_id": claim.claim_id, "position": position, "event_id": key} for position, key in enumerate(keys))
    return rows


def _add(rows: dict[str, list[dict[str, Any]]], document_id: str, one: Event, text: str) -> None:
    key = event_id(document_id, one)
    row = {"id": key, "document_id": document_id, **span_row("", one.trigger, text), **span_row("condition_", one.condition, text), "type": one.type, "mode": one.mode}
    rows["event"].append(row | {"realis": one.realis.value, "factuality": one.factuality, "spoken": one.spoken, "score": one.score, "rule": one.rule})
    cast = {"actor": one.actors, "recipient": one.recipients, "object": (one.thing,) if one.thing else ()}
    for role, found in cast.items():
        for position, participant in enumerate(found):
            place = {"event_id": key, "role": role, "position": position, **span_row("", participant.span, text)}
            rows["event_participant"].append(place | {"name": participant.words, "country": participant.country})
    mentions = {
        "places": [place_id(document_id, place) for place in one.places],
        "times": [time_id(document_id, one.time)] if one.time else [],
        "quantity": [quantity_id(document_id, one.quantity)] if one.quantity else [],
    }
    rows["event_mention"].extend(
        {"event_id": key, "kind": kind, "position": position, "mention_id": mention} for kind, held in mentions.items() for position, mention in enumerate(held)
    )
    rows["event_rival"].extend({"event_id": key, "rank": rank, "type": other.type, "mode": other.mode, "score": other.score} for rank, other in enumerate(one.rivals, 1))


def event_views(connection: Connection, wanted: EventFilter) -> list[EventView]:
    """The events that the filter asks for, in the order of reading and of the text; of reports that a newer version replaced none."""
    later = document.alias()
    query = select(*SHOWN).join(document, document.c.id == event.c.document_id).where(*_conditions(wanted)).order_by(document.c.seq, event.c.start)
    if wanted.claim is None:
        query = query.where(~exists().where(later.c.series == document.c.series, later.c.seq > document.c.seq))
    rows = list(connection.execute(query))
    return list(_views(connection, rows))


def events_of(connection: Connection, claims: Sequence[str]) -> list[EventView]:
    """The events in the contents of these claims, whichever version of a report they stand in, by id."""
    return _by_id(connection, select(*SHOWN).join(claim_event, claim_event.c.event_id == event.c.id), claim_event.c.claim_id, claims)


def events_in(connection: Connection, documents: Sequence[str]) -> list[EventView]:
    """The events that these documents tell of, by id."""
    return _by_id(connection, select(*SHOWN), event.c.document_id, documents)


def events_with(connection: Connection, ids: Sequence[str]) -> list[EventView]:
    """The events with these ids."""
    return _by_id(connection, select(*SHOWN), event.c.id, ids)


def _by_id(connection: Connection, query: Select[Any], column: ColumnElement[Any], values: Sequence[str]) -> list[EventView]:
    rows: dict[str, Row[Any]] = {}
    for first in range(0, len(values), BATCH):
        found = query.join(document, document.c.id == event.c.document_id).where(column.in_(values[first : first + BATCH]))
        rows.update({row.id: row for row in connection.execute(found)})
    return list(_views(connection, [rows[key] for key in sorted(rows)]))


def _conditions(wanted: EventFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.claim is not None:
        yield event.c.id.in_(select(claim_event.c.event_id).where(claim_event.c.claim_id == wanted.claim))  # not exists(): that looks through all events
    if wanted.type is not None:
        kind, _, mode = wanted.type.partition(".")
        yield event.c.type == kind.upper()
        if mode:
            yield event.c.mode == mode.lower()
    if wanted.realis is not None:
        yield event.c.realis == wanted.realis
    if wanted.since is not None:
        yield document.c.published >= wanted.since
    if wanted.until is not None:
        yield document.c.published <= wanted.until
    if wanted.actor is not None:
        named = or_(event_participant.c.name.icontains(wanted.actor, autoescape=True), event_participant.c.country == wanted.actor.upper())
        yield exists().where(event_participant.c.event_id == event.c.id, event_participant.c.role == "actor", named)
    if wanted.place is not None:
        here = or_(
            place_mention.c.name.icontains(wanted.place, autoescape=True),
            exists().where(place_candidate.c.mention_id == place_mention.c.id, place_candidate.c.rank == 0, place_candidate.c.country == wanted.place.upper()),
        )
        yield exists().where(event_mention.c.event_id == event.c.id, event_mention.c.mention_id == place_mention.c.id, here)


def _views(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[EventView]:
    ids = [row.id for row in rows]
    cast = _of(connection, ids, event_participant, event_participant.c.position)
    rivals = _of(connection, ids, event_rival, event_rival.c.rank)
    claims = _of(connection, ids, claim_event, claim_event.c.claim_id)
    held = _of(connection, ids, event_mention, event_mention.c.position)
    known = mention_views(connection, sorted({entry.mention_id for entries in held.values() for entry in entries}))
    for row in rows:
        roles = {role: tuple(_participant(entry) for entry in cast[row.id] if entry.role == role) for role in ("actor", "recipient", "object")}
        mentions: dict[str, list[str]] = defaultdict(list)
        for entry in held[row.id]:
            mentions[entry.kind].append(entry.mention_id)
        yield EventView(
            id=row.id,
            document=row.document_id,
            external_id=row.external_id,
            outlet=row.outlet,
            published=row.published,
            type=row.type,
            mode=row.mode,
            trigger=stretch(row),
            actors=roles["actor"],
            recipients=roles["recipient"],
            object=next(iter(roles["object"]), None),
            quantity=next((known.quantities[key] for key in mentions["quantity"]), None),
            places=tuple(known.places[key] for key in mentions["places"]),
            times=tuple(known.times[key] for key in mentions["times"]),
            realis=row.realis,
            factuality=row.factuality,
            condition=words(row.condition_start, row.condition_end, row.condition_words),
            spoken=row.spoken,
            score=row.score,
            rivals=tuple(RivalView(label=f"{entry.type}.{entry.mode}", score=entry.score, reason="another meaning of the trigger") for entry in rivals[row.id]),
            rule=row.rule,
            claims=tuple(entry.claim_id for entry in claims[row.id]),
        )


def _participant(row: Row[Any]) -> ParticipantView:
    return ParticipantView(at=stretch(row), name=row.name, country=row.country)


def _of(connection: Connection, ids: Sequence[str], table: Any, order: Any) -> Rows:
    found: Rows = defaultdict(list)
    for first in range(0, len(ids), BATCH):
        query = select(table).where(table.c.event_id.in_(ids[first : first + BATCH])).order_by(order)
        for key, rows in grouped(connection, query, "event_id").items():
            found[key].extend(rows)
    return found
