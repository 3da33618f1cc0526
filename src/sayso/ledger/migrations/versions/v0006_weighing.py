"""Weighing: shared text, citations, pairs of statements, propositions. All derived."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _owner(name: str, target: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), sa.ForeignKey(target), primary_key=True)


def _keys(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), primary_key=True) for name in names]


def _numbers(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.BigInteger(), primary_key=True, autoincrement=False) for name in names]


def _texts(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "weighed",
        _owner("document_id", "document.id"),
        *_texts("rules"),
        sa.Column("text", sa.BigInteger(), nullable=False),
        sa.Column("bands", sa.Integer(), nullable=False),
    )
    op.create_table("text_band", *_numbers("band", "text"), sqlite_with_rowid=False)
    op.create_table("reuse", *_numbers("left_text", "right_text"), *_texts("detail"), sqlite_with_rowid=False)
    op.create_table("citation", _owner("document_id", "document.id"), sa.Column("position", sa.Integer(), primary_key=True), *_texts("outlet", "detail"), sqlite_with_rowid=False)
    op.create_table("statement", _owner("claim_id", "claim.id"), *_texts("statement"))
    op.create_table("matter", *_keys("key"), _owner("document_id", "document.id"), sqlite_with_rowid=False)
    op.create_table("statement_key", *_keys("key", "statement"), sqlite_with_rowid=False)
    op.create_table("statement_pair", *_keys("left_key", "right_key"), sa.Column("score", sa.Float(), nullable=False), sqlite_with_rowid=False)
    op.create_table(
        "proposition",
        sa.Column("id", sa.Text(), primary_key=True),
        *_texts("text"),
        *_texts("type", nullable=True),
        *_texts("verdict"),
        *[sa.Column(name, sa.Integer(), nullable=False) for name in ("least", "most")],
        *_texts("first", "last", nullable=True),
        *_texts("detail"),
    )
    op.create_table("proposition_statement", _owner("claim_id", "claim.id"), sa.Column("proposition_id", sa.Text(), sa.ForeignKey("proposition.id"), nullable=False))
    for table, column in (
        ("weighed", "text"),
        ("reuse", "right_text"),
        ("statement", "statement"),
        ("statement_pair", "right_key"),
        ("proposition_statement", "proposition_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])
