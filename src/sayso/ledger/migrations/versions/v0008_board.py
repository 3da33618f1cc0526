"""The board: lines, facets, places, ways, ties of propositions, and stories. All derived, so that what was weighed before is weighed anew."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ORDERS = {"carriers": ("carriers", "claims"), "last": ('"last"', "claims"), "origins": ("least", "most", "carriers"), "new": ("changes", '"last"', "newest")}


def _owner(*, key: bool = True, target: str = "proposition.id", name: str = "proposition_id") -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), sa.ForeignKey(target), primary_key=key, nullable=False)


def _document(*, key: bool = False) -> sa.Column[Any]:
    return _owner(key=key, target="document.id", name="document_id")


def _keys(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), primary_key=True) for name in names]


def _texts(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _numbers(*names: str, key: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), primary_key=key, nullable=False) for name in names]


def _days(*more: str) -> list[sa.Column[Any]]:
    return _texts("first", "last", *more, nullable=True)


def upgrade() -> None:
    """Makes the tables."""
    _lists()
    _drawings()
    op.create_table(
        "story",
        *_keys("id"),
        sa.Column("root", sa.Text(), nullable=False, unique=True),
        *_texts("title"),
        *_days(),
        *_numbers("propositions", "documents", "outlets"),
        *_texts("verdicts", "facets"),
    )
    op.create_index("story_last", "story", ["last", "id"])
    op.create_table("story_report", _document(key=True), *_texts("root"))
    op.execute('CREATE VIRTUAL TABLE proposition_words USING fts5(words, tokenize = "unicode61 remove_diacritics 2")')
    owned = [(f"proposition_{name}", "proposition_id") for name in ("facet", "spot", "spot_origin", "node", "tie")]
    asked = (("document", "external_id"), ("refusal", "document_id"))
    for table, column in (*owned, ("proposition_line", "root"), ("proposition_report", "document_id"), ("story_report", "root"), *asked):
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.execute("UPDATE weighed SET rules = ''")


def _lists() -> None:
    op.create_table(
        "proposition_line",
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("proposition_id", sa.Text(), sa.ForeignKey("proposition.id"), nullable=False, unique=True),
        *_texts("root", nullable=True),
        *_texts("text"),
        *_texts("type", nullable=True),
        *_texts("verdict"),
        *_numbers("least", "most", "carriers", "claims", "changes"),
        *_days("start", "end"),
        *_numbers("oldest", "newest"),
        *_texts("detail"),
    )
    for name, order in ORDERS.items():
        op.create_index(f"line_{name}", "proposition_line", [*(sa.text(f"{column} DESC") for column in order), "proposition_id"])
    op.create_table("proposition_facet", *_keys("kind", "key"), _owner(), sqlite_with_rowid=False)
    op.create_table("facet_value", *_keys("kind", "key"), *_texts("label", "folded"), sqlite_with_rowid=False)
    op.create_table("proposition_report", _owner(), _document(key=True), sqlite_with_rowid=False)
    owners = [_owner(key=False, target="claim.id", name="claim_id"), _document()]
    op.create_table("proposition_word", _owner(), *_numbers("position", key=True), *owners, *_texts("source", "act", "content"), sqlite_with_rowid=False)


def _drawings() -> None:
    degrees = [sa.Column(name, sa.Float(), nullable=False) for name in ("latitude", "longitude")]
    named = [*_texts("name"), *_texts("country", nullable=True)]
    op.create_table("proposition_spot", *_keys("place"), _owner(), *named, *degrees, *_numbers("claims", "disputed"), *_days(), sqlite_with_rowid=False)
    op.create_table("proposition_spot_origin", *_keys("place", "origin"), _owner(), sqlite_with_rowid=False)
    said = [*_texts("means", "number", nullable=True), *_numbers("origins"), *_days()]
    op.create_table("proposition_way", _owner(), *_numbers("position", key=True), *_texts("start", "end"), *_numbers("leg"), *said, sqlite_with_rowid=False)
    op.create_table("proposition_node", *_keys("node"), _owner(), *_texts("label", "kind"), *_texts("country", nullable=True), *_numbers("claims"), sqlite_with_rowid=False)
    op.create_table("proposition_tie", *_keys("source", "target", "kind"), _owner(), *_numbers("count"), sqlite_with_rowid=False)
