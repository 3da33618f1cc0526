"""Keeps access tokens: adds one, lists them, finds one by its id, ends one. Takes hashes, never secrets."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from sayso.ledger.token_tables import token as table
from sayso.model.token import Scope, TokenView


def add(connection: Connection, token: TokenView, sha256: str) -> None:
    """Adds a token."""
    values = {"id": token.id, "name": token.name, "scope": token.scope.value, "sha256": sha256, "made_by": token.made_by, "made_at": token.made_at, "expires": token.expires}
    connection.execute(insert(table), values)


def tokens(connection: Connection) -> list[TokenView]:
    """All of them, in the order in which they were made."""
    return [_view(row) for row in connection.execute(select(table).order_by(table.c.seq))]


def find(connection: Connection, wanted: str) -> tuple[TokenView, str] | None:
    """A token with its hash, by its whole id."""
    row = connection.execute(select(table).where(table.c.id == wanted)).first()
    return (_view(row), row.sha256) if row is not None else None


def revoke(connection: Connection, wanted: str, by: str, at: str) -> None:
    """Ends a token; one that was ended before keeps its first end."""
    connection.execute(update(table).where(table.c.id == wanted, table.c.revoked_at.is_(None)).values(revoked_at=at, revoked_by=by))


def _view(row: Row[Any]) -> TokenView:
    return TokenView(
        id=row.id,
        name=row.name,
        scope=Scope(row.scope),
        made_by=row.made_by,
        made_at=row.made_at,
        expires=row.expires,
        revoked_at=row.revoked_at,
        revoked_by=row.revoked_by,
    )
