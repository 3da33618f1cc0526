"""What is wrong with the derived rows: statements without a proposition, propositions whose parts do not fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, select

from sayso.ledger.board_faults import AGAIN, board_faults
from sayso.ledger.review_effects import rejected_claims
from sayso.ledger.tables import claim
from sayso.ledger.weighing_tables import proposition, proposition_statement, weighed
from sayso.model.identity import content_id
from sayso.model.proposition import Proposition


def weighing_faults(connection: Connection) -> Iterator[str]:
    """Every fault, in words."""
    held: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(select(proposition_statement)):
        held[row.proposition_id].add(row.claim_id)
    kept = {key for keys in held.values() for key in keys} | rejected_claims(connection)
    for row in connection.execute(select(claim.c.id).join(weighed, weighed.c.document_id == claim.c.document_id)):
        if row.id not in kept:
            yield f"{row.id}: its report was weighed, but no proposition holds it; {AGAIN}"
    for row in connection.execute(select(proposition).order_by(proposition.c.id)):
        yield from (f"{row.id}: {fault}; {AGAIN}" for fault in _proposition_faults(row.id, row.detail, row.verdict, held[row.id]))
    yield from board_faults(connection)


def _proposition_faults(key: str, detail: str, verdict: str, held: set[str]) -> Iterator[str]:
    try:
        one = msgspec.json.decode(detail, type=Proposition)
    except msgspec.DecodeError as fault:
        yield f"the proposition cannot be read ({fault})"
        return
    if content_id("P", one.statements[0]) != key or one.id != key:
        yield "the id does not follow from its earliest statement"
    if set(one.statements) != held:
        yield "its statements are not those that the ledger lists"
    if one.verdict.name.value != verdict or not one.verdict.reasons:
        yield "its verdict is not the one that the ledger lists, or has no reason"
