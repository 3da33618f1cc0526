"""Persons' judgements about actors, and imported entities with their names and offices."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _texts(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _file() -> sa.Column[Any]:
    return sa.Column("file_id", sa.Text(), sa.ForeignKey("ftm_file.id"), nullable=False)


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "judgement",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        *_texts("verdict", "left_keys", "right_keys", "left_label", "right_label", "why", "made_by", "made_at"),
    )
    op.create_table(
        "ftm_file", sa.Column("id", sa.Text(), primary_key=True), *_texts("name", "location"), sa.Column("sha256", sa.Text(), nullable=False, unique=True), *_texts("counts")
    )
    op.create_table("known_entity", _file(), *_texts("id", "kind", "name", "countries"), *_texts("organisation", nullable=True), sa.PrimaryKeyConstraint("file_id", "id"))
    op.create_table("known_name", _file(), *_texts("entity_id", "name", "key"), sa.PrimaryKeyConstraint("file_id", "entity_id", "name"))
    op.create_index("known_name_key", "known_name", ["key"])
    op.create_table(
        "known_occupancy",
        _file(),
        *_texts("id", "holder", "target"),
        *_texts("role", "first", "last", nullable=True),
        sa.PrimaryKeyConstraint("file_id", "id", "holder", "target"),
    )
    op.create_index("known_occupancy_holder", "known_occupancy", ["file_id", "holder"])
