"""Reads what cells stand for: the grounded cells of claims, and the places that a ledger knows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, select

from sayso.ledger.grounded import GROUNDED
from sayso.ledger.tables import cell, claim_mention, document, place_candidate, place_mention, quantity_mention, source_rival, time_expression, time_mention, time_rival
from sayso.model.views import CandidateView, GroundingView, PlaceSummary, PlaceView, QuantityView, RivalView, TimeExpressionView, TimeView, Words

Rows = dict[str, list[Row[Any]]]
BATCH = 500  # mentions fetched together: well under SQLite's limit on variables


def words(start: int | None, end: int | None, held: str | None) -> Words | None:
    """The stretch that these three columns hold, if any."""
    return Words(start=start, end=end, words=held) if start is not None and end is not None and held is not None else None


def stretch(row: Row[Any]) -> Words:
    """The stretch of a row that always has one."""
    return Words(start=row.start, end=row.end, words=row.words)


def grouped(connection: Connection, query: Select[Any], key: str) -> Rows:
    """The rows of a query by one of its columns, in their order."""
    groups: Rows = defaultdict(list)
    for row in connection.execute(query):
        groups[getattr(row, key)].append(row)
    return groups


def rivals_of_sources(connection: Connection, ids: Sequence[str]) -> dict[tuple[str, int, int], tuple[RivalView, ...]]:
    """The rivals of each source of these claims, by claim, position and member."""
    found: dict[tuple[str, int, int], list[RivalView]] = defaultdict(list)
    for row in connection.execute(select(source_rival).where(source_rival.c.claim_id.in_(ids)).order_by(source_rival.c.rank)):
        found[row.claim_id, row.position, row.member].append(RivalView(label=row.label, score=row.score, reason=row.reason))
    return {key: tuple(rows) for key, rows in found.items()}


def groundings(connection: Connection, ids: Sequence[str]) -> dict[str, GroundingView]:
    """The grounded cells of these claims."""
    own = grouped(connection, select(claim_mention).where(claim_mention.c.claim_id.in_(ids)).order_by(claim_mention.c.kind, claim_mention.c.position), "claim_id")
    known = mention_views(connection, sorted({row.mention_id for rows in own.values() for row in rows}))
    empty: dict[str, dict[str, str]] = defaultdict(dict)
    # The query does not ask for empty values: an index over values would be taken for that, and hold those of the whole ledger.
    asked = select(cell.c.claim_id, cell.c.name, cell.c.value, cell.c.reason).where(cell.c.claim_id.in_(ids), cell.c.name.in_(GROUNDED))
    for key, name, value, reason in connection.execute(asked):
        if value is None:
            empty[key][name] = reason
    found = {}
    for key in ids:
        held: dict[str, list[str]] = defaultdict(list)
        for row in own[key]:
            held[row.kind].append(row.mention_id)
        found[key] = GroundingView(
            places=tuple(known.places[mention] for mention in held["places"]),
            times=tuple(known.times[mention] for mention in held["times"]),
            quantity=next((known.quantities[mention] for mention in held["quantity"]), None),
            empty=dict(sorted(empty[key].items())),
        )
    return found


@dataclass(frozen=True, slots=True)
class Mentions:
    """Mentions by their ids."""

    places: dict[str, PlaceView]
    times: dict[str, TimeView]
    quantities: dict[str, QuantityView]


def mention_views(connection: Connection, ids: Sequence[str]) -> Mentions:
    """The places, times and quantities with these ids."""
    found = Mentions({}, {}, {})
    for first in range(0, len(ids), BATCH):
        batch = ids[first : first + BATCH]
        found.places.update(_places(connection, batch))
        found.times.update(_times(connection, batch))
        found.quantities.update(_quantities(connection, batch))
    return found


def _places(connection: Connection, ids: Sequence[str]) -> dict[str, PlaceView]:
    candidates = grouped(connection, select(place_candidate).where(place_candidate.c.mention_id.in_(ids)).order_by(place_candidate.c.rank), "mention_id")
    return {row.id: _place(row, candidates[row.id]) for row in connection.execute(select(place_mention).where(place_mention.c.id.in_(ids)))}


def _place(row: Row[Any], candidates: list[Row[Any]]) -> PlaceView:
    return PlaceView(
        name=row.name,
        at=stretch(row),
        chosen=next((_candidate(entry) for entry in candidates if entry.rank == 0), None),
        rivals=tuple(_candidate(entry) for entry in candidates if entry.rank > 0),
        country=row.country,
        role=row.role,
        leg=row.leg,
        means=row.means,
        reason=row.reason,
        rule=row.rule,
    )


def _candidate(row: Row[Any]) -> CandidateView:
    return CandidateView(
        id=row.place_id,
        name=row.name,
        latitude=row.latitude,
        longitude=row.longitude,
        country=row.country,
        feature=row.feature,
        population=row.population,
        score=row.score,
        reason=row.reason,
    )


def _times(connection: Connection, ids: Sequence[str]) -> dict[str, TimeView]:
    parts = grouped(connection, select(time_expression).where(time_expression.c.mention_id.in_(ids)).order_by(time_expression.c.position), "mention_id")
    others = grouped(connection, select(time_rival).where(time_rival.c.mention_id.in_(ids)).order_by(time_rival.c.rank), "mention_id")
    return {
        row.id: TimeView(
            at=stretch(row),
            interval=f"{row.first or '..'}/{row.last or '..'}",
            expressions=tuple(
                TimeExpressionView(at=stretch(part), kind=part.kind, value=part.value, modifier=part.modifier, anchor=part.anchor, rule=part.rule) for part in parts[row.id]
            ),
            rivals=tuple(RivalView(label=other.interval, score=other.score, reason=other.reason) for other in others[row.id]),
            rule=row.rule,
        )
        for row in connection.execute(select(time_mention).where(time_mention.c.id.in_(ids)))
    }


def _quantities(connection: Connection, ids: Sequence[str]) -> dict[str, QuantityView]:
    return {
        row.id: QuantityView(
            at=stretch(row),
            number=Words(start=row.number_start, end=row.number_end, words=row.number_words),
            minimum=row.minimum,
            maximum=row.maximum,
            modifier=row.modifier,
            unit=row.unit,
            counted=row.counted,
            counted_at=words(row.counted_start, row.counted_end, row.counted_words),
            sort=row.sort,
            scope=row.scope,
            whole=row.whole,
            rule=row.rule,
        )
        for row in connection.execute(select(quantity_mention).where(quantity_mention.c.id.in_(ids)))
    }


def place_summaries(connection: Connection) -> list[PlaceSummary]:
    """Every place of the latest versions that is named as a place, the most often claimed about first; names that stayed open come apart by name and country."""
    later = document.alias()
    query = (
        select(place_mention, place_candidate.c.place_id, place_candidate.c.name.label("known_as"), place_candidate.c.country.label("land"))
        .add_columns(place_candidate.c.feature, place_candidate.c.latitude, place_candidate.c.longitude)
        .join(document, document.c.id == place_mention.c.document_id)
        .outerjoin(place_candidate, (place_candidate.c.mention_id == place_mention.c.id) & (place_candidate.c.rank == 0))
        .where(place_mention.c.stands_for.is_(None), ~exists().where(later.c.series == document.c.series, later.c.seq > document.c.seq))
        .order_by(document.c.seq, place_mention.c.start)
    )
    by_place: dict[tuple[str, str | None], list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        by_place[(row.place_id, None) if row.place_id else (row.name, row.country)].append(row)
    claims = grouped(connection, select(claim_mention).where(claim_mention.c.kind == "places"), "mention_id")
    found = [_summary(rows, {entry.claim_id for row in rows for entry in claims[row.id]}) for rows in by_place.values()]
    return sorted(found, key=lambda place: (-place.claims, -place.mentions, place.name, place.country or ""))


def _summary(rows: list[Row[Any]], claims: set[str]) -> PlaceSummary:
    first = rows[0]
    return PlaceSummary(
        id=first.place_id,
        name=first.known_as or first.name,
        country=first.land if first.place_id else first.country,
        feature=first.feature,
        latitude=first.latitude,
        longitude=first.longitude,
        written=tuple(dict.fromkeys(row.name for row in rows)),
        mentions=len(rows),
        claims=len(claims),
        documents=len({row.document_id for row in rows}),
        roles=dict(sorted(Counter(_roles(rows)).items())),
    )


def _roles(rows: list[Row[Any]]) -> Iterator[str]:
    return (row.role for row in rows if row.role is not None)
