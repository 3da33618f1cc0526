"""How each proposition stood at the end of each day on which a report told of it. Derived, so that what was weighed before is weighed anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table, and the column of the last of these days."""
    op.create_table(
        "proposition_day",
        sa.Column("proposition_id", sa.Text(), sa.ForeignKey("proposition.id"), primary_key=True, nullable=False),
        sa.Column("day", sa.Text(), primary_key=True, nullable=False),
        *[sa.Column(name, sa.Text(), nullable=False) for name in ("basis", "stood")],
    )
    op.add_column("proposition_line", sa.Column("told", sa.Text(), nullable=False, server_default=""))
    op.create_index("line_told", "proposition_line", [sa.text("told DESC"), "proposition_id"])
    op.execute("UPDATE weighed SET rules = ''")
