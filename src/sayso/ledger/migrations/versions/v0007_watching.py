"""Watching: feeds, entries that wait, alerts."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _row() -> sa.Column[Any]:
    return sa.Column("row", sa.LargeBinary(), nullable=False)


def _number() -> sa.Column[Any]:
    return sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True)


def upgrade() -> None:
    """Makes the tables."""
    op.create_table("watch_feed", sa.Column("url", sa.Text(), primary_key=True), _row())
    op.create_table("watch_item", _number(), sa.Column("key", sa.Text(), nullable=False, unique=True), _row())
    texts = [sa.Column(name, sa.Text(), nullable=False) for name in ("key", "target")]
    op.create_table("watch_alert", _number(), *texts, _row(), sa.Column("delivered", sa.Integer(), nullable=False))
    op.create_index("ix_watch_alert_key", "watch_alert", ["key", "target"], unique=True)
