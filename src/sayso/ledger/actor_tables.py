"""The tables of persons' judgements and of imported entities, written once for every database. A judgement is withdrawn by a row of its own: nothing is changed or erased."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text

from sayso.ledger.tables import metadata

# verdict is merge, apart or withdrawn; a withdrawal has the id of what it takes back among its left keys. Keys are JSON lists.
judgement = Table(
    "judgement",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("verdict", Text, nullable=False),
    Column("left_keys", Text, nullable=False),
    Column("right_keys", Text, nullable=False),
    Column("left_label", Text, nullable=False),
    Column("right_label", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Text, nullable=False),
)

# A file of entities that was loaded; counts is a JSON object of what was in it.
ftm_file = Table(
    "ftm_file",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("sha256", Text, nullable=False, unique=True),
    Column("counts", Text, nullable=False),
)

# kind is person, body or post; countries are ISO 3166-1 alpha-2 codes with a bar between them; organisation is the id of the body of a post.
known_entity = Table(
    "known_entity",
    metadata,
    Column("file_id", ForeignKey("ftm_file.id"), nullable=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("countries", Text, nullable=False),
    Column("organisation", Text),
    PrimaryKeyConstraint("file_id", "id"),
)

known_name = Table(
    "known_name",
    metadata,
    Column("file_id", ForeignKey("ftm_file.id"), nullable=False),
    Column("entity_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),
    PrimaryKeyConstraint("file_id", "entity_id", "name"),
    Index("known_name_key", "key"),
)

# Who held which post, or belonged to which body, from when until when; target is the id of a post or a body, which the file may not hold.
known_occupancy = Table(
    "known_occupancy",
    metadata,
    Column("file_id", ForeignKey("ftm_file.id"), nullable=False),
    Column("id", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("role", Text),
    Column("first", Text),
    Column("last", Text),
    PrimaryKeyConstraint("file_id", "id", "holder", "target"),
    Index("known_occupancy_holder", "file_id", "holder"),
)
