"""Takes the judgements of one ledger over into another, row by row with their chain, so that the chain of the one proves the other."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, insert, select

from sayso.ledger.actor_tables import judgement
from sayso.ledger.review_chain import chain_faults, head
from sayso.ledger.review_tables import judgement_chain, review_act, review_key
from sayso.ledger.sqlite import plain_errors
from sayso.model.errors import LedgerUnavailable, UserError

TABLES = (judgement, review_act, review_key, judgement_chain)


def carried(source: Engine, source_path: Path, target: Engine, target_path: Path) -> None:
    """Copies them in one transaction; raises UserError where the other ledger holds judgements of its own, LedgerUnavailable where the chain is broken."""
    with plain_errors(source_path), source.connect() as connection:
        if fault := next(chain_faults(connection), None):
            raise LedgerUnavailable(f"the judgements of {source_path} cannot be trusted: {fault}; see sayso verify")
        rows = {table.name: [dict(row._mapping) for row in connection.execute(select(table).order_by(*table.primary_key))] for table in TABLES}  # noqa: SLF001 - a row's names
    with plain_errors(target_path), target.begin() as connection:
        if head(connection):
            raise UserError(f"{target_path} holds judgements of its own; carry them into a ledger in which nothing was judged yet")
        for table in TABLES:
            if rows[table.name]:
                connection.execute(insert(table), rows[table.name])
