"""The tables of events: what a document tells of, who takes part, and which of them are a claim's own."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, Table, Text

from sayso.ledger.tables import metadata

event = Table(
    "event",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("type", Text, nullable=False, index=True),
    Column("mode", Text, nullable=False),
    Column("realis", Text, nullable=False),
    Column("factuality", Float, nullable=False),
    Column("condition_start", Integer),
    Column("condition_end", Integer),
    Column("condition_words", Text),
    Column("spoken", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("rule", Text, nullable=False),
)

# role: actor, recipient or object.
event_participant = Table(
    "event_participant",
    metadata,
    Column("event_id", ForeignKey("event.id"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("country", Text),
)

# kind: places, times or quantity, as in claim_mention.
event_mention = Table(
    "event_mention",
    metadata,
    Column("event_id", ForeignKey("event.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("mention_id", Text, nullable=False, index=True),
)

event_rival = Table(
    "event_rival",
    metadata,
    Column("event_id", ForeignKey("event.id"), primary_key=True),
    Column("rank", Integer, primary_key=True),
    Column("type", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("score", Float, nullable=False),
)

claim_event = Table(
    "claim_event",
    metadata,
    Column("claim_id", ForeignKey("claim.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("event_id", ForeignKey("event.id"), nullable=False, index=True),
)
