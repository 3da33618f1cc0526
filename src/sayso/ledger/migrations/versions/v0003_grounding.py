"""What cells stand for: places, times and quantities with their rivals, which of them are a claim's own, and the rivals of sources."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _texts(*names: str, nullable: bool = True) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _span(prefix: str = "", *, nullable: bool = False) -> list[sa.Column[Any]]:
    numbers = [sa.Column(f"{prefix}{edge}", sa.Integer(), nullable=nullable) for edge in ("start", "end")]
    return [*numbers, sa.Column(f"{prefix}words", sa.Text(), nullable=nullable)]


def _ranked(owner: str, target: str, place: str = "rank") -> list[sa.Column[Any]]:
    return [sa.Column(owner, sa.Text(), sa.ForeignKey(target), primary_key=True), sa.Column(place, sa.Integer(), primary_key=True)]


def _mention(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("document.id"), nullable=False),
        *_span(),
        *columns,
        *_texts("rule", nullable=False),
    )
    op.create_index(f"ix_{name}_document_id", name, ["document_id"])


def _weight() -> list[sa.Column[Any]]:
    return [sa.Column("score", sa.Float(), nullable=False), *_texts("reason", nullable=False)]


def upgrade() -> None:
    """Makes the tables."""
    _sources()
    _places()
    _times()
    _quantities()
    op.create_table(
        "claim_mention",
        sa.Column("claim_id", sa.Text(), sa.ForeignKey("claim.id"), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("mention_id", sa.Text(), nullable=False),
    )
    op.create_index("ix_claim_mention_mention_id", "claim_mention", ["mention_id"])
    for name in ("places", "times", "quantity"):
        op.execute(f"INSERT INTO cell (claim_id, name, rule, reason) SELECT id, '{name}', 'schema 0003', 'read by a version that did not ground claims' FROM claim")  # noqa: S608 - own words


def _sources() -> None:
    for name in ("number", "origin_group"):
        op.add_column("source_link", sa.Column(name, sa.Text()))
    op.create_table(
        "source_rival",
        *_ranked("claim_id", "claim.id", "position"),
        sa.Column("member", sa.Integer(), primary_key=True),
        sa.Column("rank", sa.Integer(), primary_key=True),
        *_texts("label", nullable=False),
        *_weight(),
    )


def _places() -> None:
    _mention(
        "place_mention",
        *_texts("name", nullable=False),
        *_texts("country", "stands_for", "role"),
        sa.Column("leg", sa.Integer()),
        *_texts("means"),
        *_texts("reason", nullable=False),
    )
    op.create_table(
        "place_candidate",
        *_ranked("mention_id", "place_mention.id"),
        *_texts("place_id", "name", nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        *_texts("country"),
        *_texts("feature", nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        *_weight(),
    )
    op.create_index("ix_place_candidate_place_id", "place_candidate", ["place_id"])


def _times() -> None:
    _mention("time_mention", *_texts("first", "last"))
    op.create_table(
        "time_expression",
        *_ranked("mention_id", "time_mention.id", "position"),
        *_span(),
        *_texts("kind", "value", nullable=False),
        *_texts("modifier", "anchor"),
        *_texts("rule", nullable=False),
    )
    op.create_table("time_rival", *_ranked("mention_id", "time_mention.id"), *_texts("interval", nullable=False), *_weight())


def _quantities() -> None:
    _mention(
        "quantity_mention",
        *_span("number_"),
        sa.Column("minimum", sa.Float()),
        sa.Column("maximum", sa.Float()),
        *_texts("modifier", nullable=False),
        *_texts("unit", "counted"),
        *_span("counted_", nullable=True),
        *_texts("sort"),
        *_texts("scope", nullable=False),
        sa.Column("whole", sa.Float()),
        sa.Column("ordinary", sa.Boolean(), nullable=False),
    )
