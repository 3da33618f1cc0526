"""Which propositions some reports tell of, how these stand now, and how they stood before a day: what news are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import Connection, func, select

from sayso.ledger.board_tables import day, line, told, word
from sayso.ledger.weighing import batches
from sayso.model.snapshot import Current, Snapshot

STOOD = msgspec.json.Decoder(Snapshot)
ALL = -1  # as a limit


def told_since(connection: Connection, since: str, limit: int = ALL, offset: int = 0) -> list[str]:
    """The ids of propositions that a report published on this day or later tells of; those last told of first."""
    query = select(line.c.proposition_id).where(line.c.told >= since).order_by(line.c.told.desc(), line.c.proposition_id)
    return [str(row[0]) for row in connection.execute(query.limit(limit).offset(offset))]


def count_since(connection: Connection, since: str) -> int:
    """How many propositions these are in all."""
    return int(connection.execute(select(func.count()).select_from(line).where(line.c.told >= since)).scalar() or 0)


def told_in(connection: Connection, documents: Iterable[str]) -> list[str]:
    """The ids of propositions that one of these documents tells of."""
    return sorted({str(row[0]) for batch in batches(documents) for row in connection.execute(select(told.c.proposition_id).where(told.c.document_id.in_(batch)))})


def current(connection: Connection, propositions: Iterable[str]) -> dict[str, Current]:
    """How each of these propositions stands now."""
    columns = [line.c[name] for name in ("proposition_id", "text", "first", "last")]
    query = select(*columns, day.c.stood).join(day, (day.c.proposition_id == line.c.proposition_id) & (day.c.day == line.c.told))
    found: dict[str, Current] = {}
    for batch in batches(propositions):
        for row in connection.execute(query.where(line.c.proposition_id.in_(batch))):
            found[row.proposition_id] = Current(id=row.proposition_id, text=row.text, first=row.first, last=row.last, stood=STOOD.decode(row.stood))
    return found


def stood_before(connection: Connection, propositions: Iterable[str], since: str) -> dict[str, Snapshot]:
    """How each of these propositions stood at the end of the last day before this one on which a report told of it; those that none told of are left out."""
    other = day.alias()
    last = select(func.max(other.c.day)).where(other.c.proposition_id == day.c.proposition_id, other.c.day < since).scalar_subquery()
    found: dict[str, Snapshot] = {}
    for batch in batches(propositions):
        for row in connection.execute(select(day.c.proposition_id, day.c.stood).where(day.c.proposition_id.in_(batch), day.c.day == last)):
            found[row.proposition_id] = STOOD.decode(row.stood)
    return found


def known_days(connection: Connection, propositions: Iterable[str]) -> dict[str, Snapshot]:
    """All that is kept of how these propositions stood, by its basis."""
    found: dict[str, Snapshot] = {}
    for batch in batches(propositions):
        for row in connection.execute(select(day.c.basis, day.c.stood).where(day.c.proposition_id.in_(batch))):
            found[row.basis] = STOOD.decode(row.stood)
    return found


def reports_of(connection: Connection, propositions: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """The claims of each of these propositions, each with its report."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    query = select(word.c.proposition_id, word.c.claim_id, word.c.document_id)
    for batch in batches(propositions):
        for row in connection.execute(query.where(word.c.proposition_id.in_(batch))):
            found[row.proposition_id][row.claim_id] = row.document_id
    return found
