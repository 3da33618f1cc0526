"""Access tokens of the board: their hashes, what they allow, and when they ended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "token",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        *[sa.Column(name, sa.Text(), nullable=False) for name in ("name", "scope", "sha256", "made_by", "made_at")],
        *[sa.Column(name, sa.Text()) for name in ("expires", "revoked_at", "revoked_by")],
    )
