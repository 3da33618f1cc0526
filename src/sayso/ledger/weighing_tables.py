"""The tables of weighing. All of it is derived: it may be dropped and made again from the observations with an equal result."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Integer, Table, Text

from sayso.ledger.tables import metadata

# The documents that have been weighed, and with which version of the rules. Copies of one text are compared once: what is known of shared text hangs on the key
# of the text's words, what is known of statements on the edition, a text with its day of publication.
weighed = Table(
    "weighed",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("rules", Text, nullable=False),
    Column("text", BigInteger, nullable=False, index=True),
    Column("bands", Integer, nullable=False),
)

# What finds candidates for shared text: a key is a fingerprint of a run of words.
text_band = Table(
    "text_band",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("text", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

reuse = Table(
    "reuse",
    metadata,
    Column("left_text", BigInteger, primary_key=True, autoincrement=False),
    Column("right_text", BigInteger, primary_key=True, autoincrement=False, index=True),
    Column("detail", Text, nullable=False),
    sqlite_with_rowid=False,
)

# Whom a document cites, by the key of the outlet's name.
citation = Table(
    "citation",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("outlet", Text, nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_with_rowid=False,
)

# The statement, by its edition and place, that a claim makes; copies of a report make the same ones.
statement = Table(
    "statement",
    metadata,
    Column("claim_id", ForeignKey("claim.id"), primary_key=True),
    Column("statement", Text, nullable=False, index=True),
)

# What finds reports about one matter; of copies of a report only the first is listed.
matter = Table(
    "matter",
    metadata,
    Column("key", Text, primary_key=True),
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    sqlite_with_rowid=False,
)

# What finds candidates for one proposition.
statement_key = Table(
    "statement_key",
    metadata,
    Column("key", Text, primary_key=True),
    Column("statement", Text, primary_key=True),
    sqlite_with_rowid=False,
)

statement_pair = Table(
    "statement_pair",
    metadata,
    Column("left_key", Text, primary_key=True),
    Column("right_key", Text, primary_key=True, index=True),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)

proposition = Table(
    "proposition",
    metadata,
    Column("id", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("type", Text),
    Column("verdict", Text, nullable=False),
    Column("least", Integer, nullable=False),
    Column("most", Integer, nullable=False),
    Column("first", Text),
    Column("last", Text),
    Column("detail", Text, nullable=False),
)

proposition_statement = Table(
    "proposition_statement",
    metadata,
    Column("claim_id", ForeignKey("claim.id"), primary_key=True),
    Column("proposition_id", ForeignKey("proposition.id"), nullable=False, index=True),
)
