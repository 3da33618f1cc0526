"""What a watchlist is made of: the claims that raise something to watch, those that say that something is not known, and the events that could answer. Ids only."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select, union

from sayso.ledger.event_tables import claim_event, event, event_mention, event_participant
from sayso.ledger.review_effects import rejected_claims
from sayso.ledger.tables import cell, claim, document, place_candidate, place_mention
from sayso.ledger.weighing import batches


def raising(connection: Connection, most: int) -> list[str]:
    """The claims that hang on something, by a condition of their own or of an event in them; the newest, at most so many."""
    own = select(cell.c.claim_id).where(cell.c.name == "condition", cell.c.start.is_not(None))
    told = select(claim_event.c.claim_id).join(event, event.c.id == claim_event.c.event_id).where(event.c.condition_start.is_not(None))
    return _newest(connection, union(own, told).subquery().c.claim_id, most)


def unknown(connection: Connection, most: int) -> list[str]:
    """The claims that say that something is not known; the newest, at most so many."""
    return _newest(connection, select(cell.c.claim_id).where(cell.c.name == "act", cell.c.value == "unknown").subquery().c.claim_id, most)


def _newest(connection: Connection, column: ColumnElement[str], most: int) -> list[str]:
    """Claims of the latest versions that nobody rejected, in the order of reading."""
    out = rejected_claims(connection)
    query = select(claim.c.id, claim.c.seq).join(document, document.c.id == claim.c.document_id).where(claim.c.id.in_(select(column)), _is_latest(claim.c.document_id))
    if out:
        query = query.where(claim.c.id.not_in(out))
    rows = connection.execute(query.order_by(func.coalesce(document.c.published, "").desc(), claim.c.seq.desc()).limit(most))
    return [key for _, key in sorted((row.seq, row.id) for row in rows)]


def triggered(connection: Connection, spans: Mapping[str, Sequence[tuple[int, int]]]) -> list[str]:
    """The events whose triggers stand in one of these spans of a document, given by document."""
    found: list[str] = []
    for batch in batches(sorted(spans)):
        rows = connection.execute(select(event.c.id, event.c.document_id, event.c.start).where(event.c.document_id.in_(batch)))
        found.extend(row.id for row in rows if any(start <= row.start < end for start, end in spans[row.document_id]))
    return found


def answering(connection: Connection, types: Collection[str], lands: Collection[str], most: int) -> list[str]:
    """The events of these types told as happening, by actors or in places of these countries; the newest, at most so many."""
    if not types or not lands:
        return []
    actor = exists().where(event_participant.c.event_id == event.c.id, event_participant.c.role == "actor", event_participant.c.country.in_(lands))
    chosen = exists().where(place_candidate.c.mention_id == place_mention.c.id, place_candidate.c.rank == 0, place_candidate.c.country.in_(lands))
    place = (
        exists()
        .where(event_mention.c.event_id == event.c.id, event_mention.c.kind == "places", event_mention.c.mention_id == place_mention.c.id)
        .where(or_(chosen, place_mention.c.country.in_(lands)))
    )
    query: Select[Any] = (
        select(event.c.id)
        .join(document, document.c.id == event.c.document_id)
        .where(event.c.type.in_(types), event.c.realis.in_(("actual", "ongoing")), or_(actor, place), _is_latest(event.c.document_id))
        .where(exists().where(claim_event.c.event_id == event.c.id))
        .order_by(func.coalesce(document.c.published, "").desc(), event.c.id)
        .limit(most)
    )
    return [str(row[0]) for row in connection.execute(query)]


def _is_latest(owner: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a document has no newer version."""
    later = document.alias()
    return owner.not_in(select(document.c.id).where(exists().where(later.c.series == document.c.series, later.c.seq > document.c.seq)))
