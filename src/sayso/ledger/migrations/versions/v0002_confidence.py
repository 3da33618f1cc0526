"""How sure the extractor was: a number for every attribution and claim. What earlier versions found by rules alone counts as half sure."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns."""
    for table in ("attribution", "claim"):
        op.add_column(table, sa.Column("confidence", sa.Float(), nullable=False, server_default="0.5"))
