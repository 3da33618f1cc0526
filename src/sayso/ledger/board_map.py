"""Maps of the board: places and ways of the propositions that fit a filter, summed up by the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, func, select

from sayso.ledger.board_filter import fitting, listed, within
from sayso.ledger.board_tables import line, spot, spot_origin, way
from sayso.model.board import MapLeg, MapPlace, MapView, PropositionFilter
from sayso.model.proposition import VerdictName

PLACES = 150  # places of a map, the best supported first
LEGS = 300  # legs of routes between them
NAMED = 20  # propositions named of one place
DISPUTED = (VerdictName.CONTESTED.value, VerdictName.DENIED.value)
IDS = msgspec.json.Decoder(tuple[str, ...])


def map_view(connection: Connection, wanted: PropositionFilter) -> MapView:
    """Places and legs of the propositions that fit."""
    chosen = fitting(wanted)
    rows = list(connection.execute(_named(_places(chosen), chosen)))
    places = tuple(_place(row) for row in rows)
    return MapView(places=places, legs=tuple(_legs(connection, chosen, [row.place for row in rows])), more=rows[0].every - len(places) if rows else 0)


def _places(chosen: Select[Any] | None) -> Select[Any]:
    """The places with their sums, the best supported first."""
    origins = select(spot_origin.c.place, func.count(spot_origin.c.origin.distinct()).label("origins")).where(*within(spot_origin, chosen)).group_by(spot_origin.c.place)
    least = [func.min(spot.c[name]).label(name) for name in ("name", "country", "latitude", "longitude", "first")]
    sums = [func.sum(spot.c.claims).label("claims"), func.max(spot.c.disputed).label("disputed"), func.max(spot.c.last).label("last")]
    held = select(spot.c.place, *least, *sums).where(*within(spot, chosen)).group_by(spot.c.place).subquery()
    counted = origins.subquery()
    supported = func.coalesce(counted.c.origins, 0).label("origins")
    query = select(held, supported, func.count().over().label("every")).outerjoin(counted, counted.c.place == held.c.place)
    return query.order_by(supported.desc(), held.c.claims.desc(), held.c.place).limit(PLACES)


def _named(places: Select[Any], chosen: Select[Any] | None) -> Select[Any]:
    """The same with the first few propositions of each place."""
    shown, inner = places.subquery(), spot.alias()
    few = select(inner.c.proposition_id).where(inner.c.place == shown.c.place, *within(inner, chosen)).order_by(inner.c.proposition_id).limit(NAMED).correlate(shown).subquery()
    named = select(func.json_group_array(few.c.proposition_id)).select_from(few).scalar_subquery()
    return select(shown, named.label("named")).order_by(shown.c.origins.desc(), shown.c.claims.desc(), shown.c.place)


def _place(row: Row[Any]) -> MapPlace:
    return MapPlace(
        id=row.place,
        name=row.name,
        country=row.country,
        latitude=row.latitude,
        longitude=row.longitude,
        claims=row.claims,
        origins=row.origins,
        contested=bool(row.disputed),
        first=row.first,
        last=row.last,
        propositions=IDS.decode(row.named),
    )


def _legs(connection: Connection, chosen: Select[Any] | None, places: Sequence[str]) -> list[MapLeg]:
    query = (
        select(way, line.c.verdict)
        .join(line, line.c.proposition_id == way.c.proposition_id)
        .where(*within(way, chosen), way.c.start.in_(listed(places)), way.c.end.in_(listed(places)))
        .order_by(way.c.origins.desc(), way.c.proposition_id, way.c.position)
        .limit(LEGS)
    )
    return [
        MapLeg(
            start=row.start,
            end=row.end,
            leg=row.leg,
            means=row.means,
            number=row.number,
            origins=row.origins,
            contested=row.verdict in DISPUTED,
            proposition=row.proposition_id,
            first=row.first,
            last=row.last,
        )
        for row in connection.execute(query)
    ]
