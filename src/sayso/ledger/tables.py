"""The tables, written once for every database.

Spans are two integers, offsets in code points of the document's clean text; the words found there stand beside them, so that ``verify`` can prove every one.
``seq`` keeps the order of reading; ids are made from content.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text

metadata = MetaData()

run = Table(
    "run",
    metadata,
    Column("id", Text, primary_key=True),
    Column("program", Text, nullable=False),
    Column("stages", Text, nullable=False),
    Column("model_name", Text, nullable=False),
    Column("model_version", Text, nullable=False),
    Column("model_sha256", Text, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("series", Text, nullable=False, index=True),
    Column("run_id", ForeignKey("run.id"), nullable=False),
    Column("external_id", Text, index=True),
    Column("location", Text, nullable=False),
    Column("url", Text),
    Column("outlet", Text),
    Column("title", Text),
    Column("author", Text),
    Column("published", Text, index=True),
    Column("media_type", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_sha256", Text, nullable=False, index=True),
    Column("raw_sha256", Text, nullable=False, index=True),
    Column("facts", Text, nullable=False),
    Column("offsets", Text, nullable=False),
    Column("paragraphs", Text, nullable=False),
)

attribution = Table(
    "attribution",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("document_id", ForeignKey("document.id"), nullable=False, index=True),
    Column("parent", Text),
    Column("source_start", Integer),
    Column("source_end", Integer),
    Column("source_words", Text),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    Column("cue_words", Text),
    Column("cue_lemma", Text),
    Column("form", Text, nullable=False),
    Column("carried", Boolean, nullable=False),
    Column("rule", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("confidence", Float, nullable=False),
)

claim = Table(
    "claim",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("document_id", ForeignKey("document.id"), nullable=False, index=True),
    Column("attribution_id", ForeignKey("attribution.id"), nullable=False, index=True),
    Column("form", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("confidence", Float, nullable=False),
)

# The content spans of attributions and of claims, by the id of either.
content = Table(
    "content",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
)

# The chain of a claim: position counts from the outlet inwards, member counts coordinated sources from 0.
source_link = Table(
    "source_link",
    metadata,
    Column("claim_id", ForeignKey("claim.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("member", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text),
    Column("role", Text),
    Column("organisation", Text),
    Column("country", Text),
    Column("start", Integer),
    Column("end", Integer),
    Column("words", Text),
    Column("from_start", Integer),
    Column("from_end", Integer),
    Column("from_words", Text),
    Column("rule", Text, nullable=False),
    Column("number", Text),
    Column("origin_group", Text),
)

# The other voices that a source could be, best first.
source_rival = Table(
    "source_rival",
    metadata,
    Column("claim_id", ForeignKey("claim.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("member", Integer, primary_key=True),
    Column("rank", Integer, primary_key=True),
    Column("label", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
)

cell = Table(
    "cell",
    metadata,
    Column("claim_id", ForeignKey("claim.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", Text),
    Column("start", Integer),
    Column("end", Integer),
    Column("words", Text),
    Column("rule", Text, nullable=False),
    Column("reason", Text),
    Index("cell_value", "name", "value"),
)

# What the cells of claims stand for: every place, time and quantity of a document, and which of them are a claim's own.
place_mention = Table(
    "place_mention",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("country", Text),
    Column("stands_for", Text),
    Column("role", Text),
    Column("leg", Integer),
    Column("means", Text),
    Column("reason", Text, nullable=False),
    Column("rule", Text, nullable=False),
)

# Rank 0 is the place that was chosen; without it the mention is open.
place_candidate = Table(
    "place_candidate",
    metadata,
    Column("mention_id", ForeignKey("place_mention.id"), primary_key=True),
    Column("rank", Integer, primary_key=True),
    Column("place_id", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("latitude", Float, nullable=False),
    Column("longitude", Float, nullable=False),
    Column("country", Text),
    Column("feature", Text, nullable=False),
    Column("population", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
)

time_mention = Table(
    "time_mention",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("first", Text),
    Column("last", Text),
    Column("rule", Text, nullable=False),
)

time_expression = Table(
    "time_expression",
    metadata,
    Column("mention_id", ForeignKey("time_mention.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("modifier", Text),
    Column("anchor", Text),
    Column("rule", Text, nullable=False),
)

time_rival = Table(
    "time_rival",
    metadata,
    Column("mention_id", ForeignKey("time_mention.id"), primary_key=True),
    Column("rank", Integer, primary_key=True),
    Column("interval", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
)

quantity_mention = Table(
    "quantity_mention",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("number_start", Integer, nullable=False),
    Column("number_end", Integer, nullable=False),
    Column("number_words", Text, nullable=False),
    Column("minimum", Float),
    Column("maximum", Float),
    Column("modifier", Text, nullable=False),
    Column("unit", Text),
    Column("counted", Text),
    Column("counted_start", Integer),
    Column("counted_end", Integer),
    Column("counted_words", Text),
    Column("sort", Text),
    Column("scope", Text, nullable=False),
    Column("whole", Float),
    Column("ordinary", Boolean, nullable=False),
    Column("rule", Text, nullable=False),
)

claim_mention = Table(
    "claim_mention",
    metadata,
    Column("claim_id", ForeignKey("claim.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("mention_id", Text, nullable=False, index=True),
)

refusal = Table(
    "refusal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("stage", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("document_id", ForeignKey("document.id"), index=True),
    Column("start", Integer),
    Column("end", Integer),
    Column("words", Text),
)
