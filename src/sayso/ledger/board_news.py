"""Which propositions some reports tell of, so that news are sought among these alone, and which claims of these stood in which reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from sayso.ledger.board_tables import line, told, word
from sayso.ledger.tables import document
from sayso.ledger.weighing import batches


def told_since(connection: Connection, since: str) -> list[str]:
    """The ids of propositions that a report published on this day or later tells of."""
    return sorted(str(row[0]) for row in connection.execute(_since(since)))


def told_in(connection: Connection, documents: Iterable[str]) -> list[str]:
    """The ids of propositions that one of these documents tells of."""
    return sorted({str(row[0]) for batch in batches(documents) for row in connection.execute(select(told.c.proposition_id).where(told.c.document_id.in_(batch)))})


def page_since(connection: Connection, since: str, limit: int, offset: int) -> list[str]:
    """Some of the same as ``told_since``: those last told of first."""
    query = select(line.c.proposition_id).where(_is_told_since(since)).order_by(line.c.last.desc(), line.c.proposition_id)
    return [str(row[0]) for row in connection.execute(query.limit(limit).offset(offset))]


def count_since(connection: Connection, since: str) -> int:
    """How many propositions these are in all."""
    return int(connection.execute(select(func.count()).select_from(line).where(_is_told_since(since))).scalar() or 0)


def claims_of(connection: Connection, propositions: Iterable[str]) -> Mapping[str, Mapping[str, tuple[str, str | None]]]:
    """The claims of each of these propositions, each with its report and the report's day of publication."""
    found: dict[str, dict[str, tuple[str, str | None]]] = defaultdict(dict)
    query = select(word.c.proposition_id, word.c.claim_id, word.c.document_id, document.c.published).join(document, document.c.id == word.c.document_id)
    for batch in batches(propositions):
        for row in connection.execute(query.where(word.c.proposition_id.in_(batch))):
            found[row.proposition_id][row.claim_id] = (row.document_id, row.published)
    return found


def _is_told_since(since: str) -> ColumnElement[bool]:
    return line.c.proposition_id.in_(_since(since))


def _since(since: str) -> Select[Any]:
    reports = select(document.c.id).where(document.c.published >= since)
    return select(told.c.proposition_id).where(told.c.document_id.in_(reports)).distinct()
