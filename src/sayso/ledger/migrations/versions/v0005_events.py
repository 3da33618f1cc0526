"""Events: what a document tells of, who takes part, their places, times and numbers, and which of them are a claim's own."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _texts(*names: str, nullable: bool = True) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _span(prefix: str = "", *, nullable: bool = False) -> list[sa.Column[Any]]:
    numbers: list[sa.Column[Any]] = [sa.Column(f"{prefix}{edge}", sa.Integer(), nullable=nullable) for edge in ("start", "end")]
    return [*numbers, sa.Column(f"{prefix}words", sa.Text(), nullable=nullable)]


def _keys(**names: Any) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind(), primary_key=True) for name, kind in names.items()]


def _owner(name: str, target: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), sa.ForeignKey(target), primary_key=True)


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "event",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("document.id"), nullable=False),
        *_span(),
        *_texts("type", "mode", "realis", nullable=False),
        sa.Column("factuality", sa.Float(), nullable=False),
        *_span("condition_", nullable=True),
        sa.Column("spoken", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        *_texts("rule", nullable=False),
    )
    op.create_table("event_participant", _owner("event_id", "event.id"), *_keys(role=sa.Text, position=sa.Integer), *_span(), *_texts("name", nullable=False), *_texts("country"))
    op.create_table("event_mention", _owner("event_id", "event.id"), *_keys(kind=sa.Text, position=sa.Integer), *_texts("mention_id", nullable=False))
    op.create_table("event_rival", _owner("event_id", "event.id"), *_keys(rank=sa.Integer), *_texts("type", "mode", nullable=False), sa.Column("score", sa.Float(), nullable=False))
    op.create_table("claim_event", _owner("claim_id", "claim.id"), *_keys(position=sa.Integer), sa.Column("event_id", sa.Text(), sa.ForeignKey("event.id"), nullable=False))
    for table, column in (("event", "document_id"), ("event", "type"), ("event_mention", "mention_id"), ("claim_event", "event_id")):
        op.create_index(f"ix_{table}_{column}", table, [column])
