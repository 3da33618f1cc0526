"""The tables of review: persons' decisions about claims and propositions, the chain over all judgements of persons, and what weighing keeps of them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from sayso.ledger.tables import metadata

# Append-only. target (JSON) holds the anchors of what is judged, value (JSON) what it should be. A decision is taken back by a row of kind undo.
review_act = Table(
    "review_act",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False, index=True),
    Column("target", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Text, nullable=False),
)

# Finds the acts that speak of a text, by the sha256 of the text or of its bytes, and those that take an act back, by its id; follows from their targets.
review_key = Table(
    "review_key",
    metadata,
    Column("key", Text, primary_key=True),
    Column("act", Integer, ForeignKey("review_act.seq"), primary_key=True),
    sqlite_with_rowid=False,
)

# One chain over all judgements of persons, those about actors (kind judgement) and acts of review (kind review): hash covers the row and the hash before.
judgement_chain = Table(
    "judgement_chain",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("entry", Text, nullable=False, unique=True),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
    sqlite_autoincrement=True,
)

# Derived: the claims that acts touch, as they were when last weighed. cells is a digest of corrections and rejection, rulings of merges and splits.
judged_claim = Table(
    "judged_claim",
    metadata,
    Column("claim_id", ForeignKey("claim.id"), primary_key=True),
    Column("cells", Text, nullable=False),
    Column("rulings", Text, nullable=False),
    sqlite_with_rowid=False,
)

# Derived: the last act and the last document that were looked at when acts were last brought to bear.
judged_up_to = Table(
    "judged_up_to",
    metadata,
    Column("act", Integer, primary_key=True, autoincrement=False),
    Column("document", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
