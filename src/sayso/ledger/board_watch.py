"""What a watchlist is made of: the claims that raise something to watch, those that say that something is not known, and the events that could answer. Ids only."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, or_, select

from sayso.ledger.event_tables import claim_event, event, event_mention, event_participant
from sayso.ledger.review_effects import rejected_claims
from sayso.ledger.tables import cell, claim, document, place_candidate, place_mention
from sayso.ledger.weighing import batches

# The id of a document, and below the type of an event, written so that no index finds them. So the database goes through the documents by their days, the newest first, and
# stops when it has enough; else it would look at all claims or events first (400 in place of 30 ms at 100,000 claims).
BY_DAY = document.c.id + ""


def raising(connection: Connection, most: int) -> list[str]:
    """The claims that hang on something, by a condition of their own or of an event in them; the newest, at most so many."""
    own = exists().where(cell.c.claim_id == claim.c.id, cell.c.name == "condition", cell.c.start.is_not(None))
    told = exists().where(claim_event.c.claim_id == claim.c.id, claim_event.c.event_id == event.c.id, event.c.condition_start.is_not(None))
    return _newest_claims(connection, or_(own, told), most)


def unknown(connection: Connection, most: int) -> list[str]:
    """The claims that say that something is not known; the newest, at most so many."""
    return _newest_claims(connection, exists().where(cell.c.claim_id == claim.c.id, cell.c.name == "act", cell.c.value == "unknown"), most)


def _newest_claims(connection: Connection, wanted: ColumnElement[bool], most: int) -> list[str]:
    """Claims of the latest versions that nobody rejected, in the order of reading."""
    query = select(claim.c.id, claim.c.seq).join(document, claim.c.document_id == BY_DAY).where(wanted)
    if out := rejected_claims(connection):
        query = query.where(claim.c.id.not_in(out))
    return [row.id for row in sorted(_newest(connection, query, claim.c.seq.desc(), most), key=lambda row: row.seq)]


def _newest(connection: Connection, query: Select[Any], order: ColumnElement[Any], most: int) -> Sequence[Row[Any]]:
    """The first rows of a query among documents without a newer version, those published last first."""
    return connection.execute(query.where(_is_latest()).order_by(document.c.published.desc(), order).limit(most)).all()


def triggered(connection: Connection, spans: Mapping[str, Sequence[tuple[int, int]]]) -> list[str]:
    """The events whose triggers stand in one of these spans of a document, given by document."""
    found: list[str] = []
    for batch in batches(sorted(spans)):
        rows = connection.execute(select(event.c.id, event.c.document_id, event.c.start).where(event.c.document_id.in_(batch)))
        found.extend(row.id for row in rows if any(start <= row.start < end for start, end in spans[row.document_id]))
    return found


def answering(connection: Connection, types: Collection[str], lands: Collection[str], since: str, most: int) -> list[str]:
    """The events of these types told as happening in reports of a day or later, by actors or in places of these countries; the newest, at most so many."""
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
        .join(document, event.c.document_id == BY_DAY)
        .where((event.c.type + "").in_(types), event.c.realis.in_(("actual", "ongoing")), or_(actor, place))
        .where(exists().where(claim_event.c.event_id == event.c.id))
    )
    if since:
        query = query.where(document.c.published >= since)
    return [str(row[0]) for row in _newest(connection, query, event.c.id, most)]


def _is_latest() -> ColumnElement[bool]:
    """Whether a document has no newer version."""
    later = document.alias()
    return ~exists().where(later.c.series == document.c.series, later.c.seq > document.c.seq)
