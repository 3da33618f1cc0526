"""The table of access tokens, written once for every database. Only hashes are kept; a token that no longer holds stays, with the moment of its end."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text

from sayso.ledger.tables import metadata

# sha256 is that of the whole secret, which has 256 random bits: a slow hash would add nothing.
token = Table(
    "token",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("expires", Text),
    Column("revoked_at", Text),
    Column("revoked_by", Text),
)
