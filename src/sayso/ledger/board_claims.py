"""Lists of claims and refusals for the board: which claims a filter finds is asked once, by number; a page of them is then read by these."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, func, select

from sayso.ledger.tables import claim, refusal
from sayso.ledger.view import claims_by_id, claims_fitting, refusal_views
from sayso.model.board import Paged
from sayso.model.views import ClaimFilter, ClaimView, RefusalView

NUMBERS = msgspec.json.Decoder(list[int])


def numbers(connection: Connection, wanted: ClaimFilter) -> array[int]:
    """The numbers of all claims that fit, in the order of reading."""
    found = connection.execute(select(func.json_group_array(claim.c.seq)).where(*claims_fitting(connection, wanted))).scalar()  # one value: 100,000 rows take longer
    return array("q", sorted(NUMBERS.decode(found or "[]")))


def claims_numbered(connection: Connection, wanted: Sequence[int]) -> list[ClaimView]:
    """The claims with these numbers as judged, in the order of reading."""
    ids = [str(row[0]) for row in connection.execute(select(claim.c.id).where(claim.c.seq.in_(wanted)).order_by(claim.c.seq))]
    return claims_by_id(connection, ids)


def refusals(connection: Connection, limit: int, offset: int) -> Paged[RefusalView]:
    """A page of what was declined, in the order of reading."""
    total = connection.execute(select(func.count()).select_from(refusal)).scalar() or 0
    return Paged(items=tuple(refusal_views(connection, limit=limit, offset=offset)), total=total, offset=offset, limit=limit)
