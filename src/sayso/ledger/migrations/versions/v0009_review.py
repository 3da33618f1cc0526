"""Review: persons' decisions about claims and propositions, and one chain over all judgements, those about actors included."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _unique(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False, unique=True)


def _number() -> sa.Column[Any]:
    return sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True)


def upgrade() -> None:
    """Makes the tables, and the chain over the judgements that are there."""
    op.create_table("review_act", _number(), _unique("id"), *_texts("kind", "target", "value", "why", "made_by", "made_at"))
    op.create_index("ix_review_act_kind", "review_act", ["kind"])
    act = sa.Column("act", sa.Integer(), sa.ForeignKey("review_act.seq"), primary_key=True)
    op.create_table("review_key", sa.Column("key", sa.Text(), primary_key=True), act, sqlite_with_rowid=False)
    op.create_table("judgement_chain", _number(), *_texts("kind"), _unique("entry"), *_texts("previous"), _unique("hash"), sqlite_autoincrement=True)
    claim = sa.Column("claim_id", sa.Text(), sa.ForeignKey("claim.id"), primary_key=True)
    op.create_table("judged_claim", claim, *_texts("cells", "rulings"), sqlite_with_rowid=False)
    numbers = [sa.Column(name, sa.Integer(), primary_key=True, autoincrement=False) for name in ("act", "document")]
    op.create_table("judged_up_to", *numbers, sqlite_with_rowid=False)
    for name in ("text_sha256", "raw_sha256"):
        op.create_index(f"ix_document_{name}", "document", [name], if_not_exists=True)
    _chain()


def _chain() -> None:
    """Links the judgements about actors in the order in which they were made."""
    connection, previous = op.get_bind(), ""
    fields = ("id", "verdict", "left_keys", "right_keys", "left_label", "right_label", "why", "made_by", "made_at")
    rows = connection.execute(sa.text(f"SELECT {', '.join(fields)} FROM judgement ORDER BY seq")).all()  # noqa: S608 - names of this file
    for row in rows:
        packed = json.dumps([previous, "judgement", *row], ensure_ascii=True, separators=(",", ":"))
        own = hashlib.sha256(packed.encode()).hexdigest()
        link = {"entry": row[0], "previous": previous, "own": own}
        connection.execute(sa.text("INSERT INTO judgement_chain (kind, entry, previous, hash) VALUES ('judgement', :entry, :previous, :own)"), link)
        previous = own
