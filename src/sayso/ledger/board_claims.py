"""Lists of claims and refusals for the board: which claims a filter finds is asked once, by number; a page of them is then read by these."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, func, select

from sayso.ledger.board_tables import line, story
from sayso.ledger.review_effects import rejected_claims
from sayso.ledger.tables import cell, claim, document, refusal
from sayso.ledger.view import claims_by_id, claims_fitting, refusal_views
from sayso.ledger.weighing_tables import proposition_statement
from sayso.model.board import Paged
from sayso.model.views import ClaimFilter, ClaimView, RefusalView

SPARE = 4  # claims that are asked for in place of one, since several may be of one proposition
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


def unknown_in(connection: Connection, wanted: str, most: int) -> list[ClaimView]:
    """What is said not to be known in a story, by its whole id: the claims told of last, questions first, at most so many, one for each proposition."""
    query = (
        select(claim.c.id, line.c.proposition_id)
        .select_from(story)
        .join(line, line.c.root == story.c.root)
        .join(proposition_statement, proposition_statement.c.proposition_id == line.c.proposition_id)
        .join(claim, claim.c.id == proposition_statement.c.claim_id)
        .join(document, document.c.id == claim.c.document_id)
        .join(cell, (cell.c.claim_id == claim.c.id) & (cell.c.name == "act") & (cell.c.value == "unknown"))
        .where(story.c.id == wanted)
        .order_by(document.c.published.desc(), claim.c.seq.desc())
        .limit(most * SPARE)
    )
    out = rejected_claims(connection)
    rows = [(str(row.id), str(row.proposition_id)) for row in connection.execute(query) if row.id not in out]
    first = {matter: key for key, matter in reversed(rows)}
    found = claims_by_id(connection, [key for key, _ in rows if key in first.values()])
    return sorted(found, key=lambda one: ASKING.match(one.content[0].words) is None if one.content else True)[:most]


def refusals(connection: Connection, limit: int, offset: int) -> Paged[RefusalView]:
    """A page of what was declined, in the order of reading."""
    total = connection.execute(select(func.count()).select_from(refusal)).scalar() or 0
    return Paged(items=tuple(refusal_views(connection, limit=limit, offset=offset)), total=total, offset=offset, limit=limit)
