"""The first tables: documents, attributions, claims with their cells, refusals, and the full-text index over claims."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _key(name: str, target: str, *, primary: bool = False, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), sa.ForeignKey(target), primary_key=primary, nullable=nullable)


def _span(prefix: str = "") -> list[sa.Column[object]]:
    return [sa.Column(f"{prefix}start", sa.Integer()), sa.Column(f"{prefix}end", sa.Integer()), sa.Column(f"{prefix}words", sa.Text())]


def _texts(*names: str, nullable: bool = True) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _numbered() -> list[sa.Column[object]]:
    return [sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True), sa.Column("id", sa.Text(), nullable=False, unique=True)]


def upgrade() -> None:
    """Makes the tables."""
    _reports()
    _statements()
    _cells()
    _indexes()


def _reports() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.Text(), primary_key=True),
        *_texts("program", "stages", "model_name", "model_version", "model_sha256", nullable=False),
    )
    op.create_table(
        "document",
        *_numbered(),
        *_texts("series", nullable=False),
        _key("run_id", "run.id", nullable=False),
        *_texts("external_id"),
        *_texts("location", nullable=False),
        *_texts("url", "outlet", "title", "author", "published"),
        *_texts("media_type", "text", "text_sha256", "raw_sha256", "facts", "offsets", "paragraphs", nullable=False),
    )


def _statements() -> None:
    op.create_table(
        "attribution",
        *_numbered(),
        _key("document_id", "document.id", nullable=False),
        *_texts("parent"),
        *_span("source_"),
        *_span("cue_"),
        *_texts("cue_lemma"),
        *_texts("form", nullable=False),
        sa.Column("carried", sa.Boolean(), nullable=False),
        *_texts("rule", "extractor", nullable=False),
    )
    op.create_table(
        "claim",
        *_numbered(),
        _key("document_id", "document.id", nullable=False),
        _key("attribution_id", "attribution.id", nullable=False),
        *_texts("form", "rule", nullable=False),
    )


def _cells() -> None:
    op.create_table(
        "content",
        sa.Column("owner", sa.Text(), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        *_texts("words", nullable=False),
    )
    op.create_table(
        "source_link",
        _key("claim_id", "claim.id", primary=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("member", sa.Integer(), primary_key=True),
        *_texts("kind", nullable=False),
        *_texts("name", "role", "organisation", "country"),
        *_span(),
        *_span("from_"),
        *_texts("rule", nullable=False),
    )
    op.create_table(
        "cell",
        _key("claim_id", "claim.id", primary=True),
        sa.Column("name", sa.Text(), primary_key=True),
        *_texts("value"),
        *_span(),
        *_texts("rule", nullable=False),
        *_texts("reason"),
    )
    op.create_table("refusal", *_numbered(), *_texts("stage", "code", "detail", "location", nullable=False), _key("document_id", "document.id", nullable=True), *_span())


def _indexes() -> None:
    for table, column in (
        ("document", "series"),
        ("document", "published"),
        ("attribution", "document_id"),
        ("claim", "document_id"),
        ("claim", "attribution_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index("cell_value", "cell", ["name", "value"])
    op.execute('CREATE VIRTUAL TABLE claim_words USING fts5(claim_id UNINDEXED, words, tokenize = "unicode61 remove_diacritics 2")')
