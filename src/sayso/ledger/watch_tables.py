"""The tables of watching: what is known of each feed, the entries that wait to be read, and the alerts with their delivery."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from sayso.ledger.tables import metadata

watch_feed = Table(
    "watch_feed",
    metadata,
    Column("url", Text, primary_key=True),
    Column("row", LargeBinary, nullable=False),
)

watch_item = Table(
    "watch_item",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),
    Column("row", LargeBinary, nullable=False),
)

# One row for each alert and way of delivery; ``delivered`` is 1 once it arrived.
watch_alert = Table(
    "watch_alert",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("row", LargeBinary, nullable=False),
    Column("delivered", Integer, nullable=False),
    Index("ix_watch_alert_key", "key", "target", unique=True),
)
