"""Lists of claims and refusals for the board: which claims a filter finds is asked once, by number; a page of them is then read by these."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, func, select

from sayso.ledger.review_effects import rejected_claims
from sayso.ledger.tables import cell, claim, content, document, refusal
from sayso.ledger.view import claims_by_id, claims_fitting, refusal_views
from sayso.ledger.weighing_tables import proposition_statement
from sayso.model.board import Paged
from sayso.model.views import ClaimFilter, ClaimView, RefusalView

ASKING = re.compile(r"\W*(?:whether|what|who|whose|why|how|where|when|which|if)\b", re.IGNORECASE)
NUMBERS = msgspec.json.Decoder(list[int])


def numbers(connection: Connection, wanted: ClaimFilter) -> array[int]:
    """The numbers of all claims that fit, in the order of reading."""
    found = connection.execute(select(func.json_group_array(claim.c.seq)).where(*claims_fitting(connection, wanted))).scalar()  # one value: 100,000 rows take longer
    return array("q", sorted(NUMBERS.decode(found or "[]")))


def claims_numbered(connection: Connection, wanted: Sequence[int]) -> list[ClaimView]:
    """The claims with these numbers as judged, in the order of reading."""
    ids = [str(row[0]) for row in connection.execute(select(claim.c.id).where(claim.c.seq.in_(wanted)).order_by(claim.c.seq))]
    return claims_by_id(connection, ids)


def unknown_in(connection: Connection, propositions: Sequence[str], most: int) -> list[ClaimView]:
    """What is said not to be known about these propositions: the claims told of last, questions first, at most so many, one for each proposition."""
    named = cell.c.name + "" == "act"  # not by the index of all claims that say so
    open_ones = (
        select(proposition_statement.c.claim_id, proposition_statement.c.proposition_id)
        .join(cell, cell.c.claim_id == proposition_statement.c.claim_id)
        .where(proposition_statement.c.proposition_id.in_(propositions), named, cell.c.value == "unknown")
        .cte("open_ones")
        .prefix_with("MATERIALIZED", dialect="sqlite")
    )
    query = (
        select(claim.c.id, open_ones.c.proposition_id, content.c.words)
        .select_from(open_ones)
        .join(claim, claim.c.id == open_ones.c.claim_id)
        .join(document, document.c.id == claim.c.document_id)
        .join(content, (content.c.owner == claim.c.id) & (content.c.position == 0))
        .order_by(document.c.published.desc(), claim.c.seq.desc())
    )
    out = rejected_claims(connection)
    first: dict[str, tuple[bool, str]] = {}
    for row in connection.execute(query):
        if row.id not in out:
            first.setdefault(row.proposition_id, (ASKING.match(row.words) is None, row.id))
    chosen = [key for _, key in sorted(first.values(), key=lambda one: one[0])[:most]]
    held = {one.id: one for one in claims_by_id(connection, chosen)}
    return [held[key] for key in chosen]


def refusals(connection: Connection, limit: int, offset: int) -> Paged[RefusalView]:
    """A page of what was declined, in the order of reading."""
    total = connection.execute(select(func.count()).select_from(refusal)).scalar() or 0
    return Paged(items=tuple(refusal_views(connection, limit=limit, offset=offset)), total=total, offset=offset, limit=limit)
