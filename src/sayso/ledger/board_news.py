"""Which propositions some reports tell of, so that news are sought among these alone."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from sayso.ledger.board_tables import told
from sayso.ledger.tables import document
from sayso.ledger.weighing import batches


def told_since(connection: Connection, since: str) -> list[str]:
    """The ids of propositions that a report published on this day or later tells of."""
    query = select(told.c.proposition_id).join(document, document.c.id == told.c.document_id).where(func.coalesce(document.c.published, "") >= since).distinct()
    return sorted(str(row[0]) for row in connection.execute(query))


def told_in(connection: Connection, documents: Iterable[str]) -> list[str]:
    """The ids of propositions that one of these documents tells of."""
    return sorted({str(row[0]) for batch in batches(documents) for row in connection.execute(select(told.c.proposition_id).where(told.c.document_id.in_(batch)))})
