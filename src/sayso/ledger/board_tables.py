"""The tables that the board is read from. All derived: what each proposition shows, and the stories that propositions make up.

Lists, maps and networks are asked for by these narrow rows, so that no page has to read propositions whole.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, Table, Text

from sayso.ledger.tables import metadata
from sayso.ledger.weighing_tables import proposition

OWNER = "proposition_id"


def _owner(*, key: bool = True, index: bool = True) -> Column[str]:
    return Column(OWNER, ForeignKey(proposition.c.id), primary_key=key, nullable=False, index=index)


# One row for each proposition. ``number`` follows from the id and finds its words; ``root`` is the report that stands for its story (null until stories are made);
# ``oldest`` and ``newest`` are the first and the last of its reports in the order of reading, ``told`` is the last day on which one of them was published ("" where none gives
# its day).
line = Table(
    "proposition_line",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column(OWNER, ForeignKey(proposition.c.id), nullable=False, unique=True),
    Column("root", Text, index=True),
    Column("text", Text, nullable=False),
    Column("type", Text),
    Column("verdict", Text, nullable=False),
    Column("least", Integer, nullable=False),
    Column("most", Integer, nullable=False),
    Column("carriers", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("first", Text),
    Column("last", Text),
    Column("start", Text),
    Column("end", Text),
    Column("oldest", Integer, nullable=False),
    Column("newest", Integer, nullable=False),
    Column("told", Text, nullable=False),
    Column("detail", Text, nullable=False),
)
for _name, _order in {
    "carriers": (line.c.carriers.desc(), line.c.claims.desc()),
    "last": (line.c.last.desc(), line.c.claims.desc()),
    "origins": (line.c.least.desc(), line.c.most.desc(), line.c.carriers.desc()),
    "new": (line.c.changes.desc(), line.c.last.desc(), line.c.newest.desc()),
}.items():
    Index(f"line_{_name}", *_order, line.c.proposition_id)
Index("line_told", line.c.told.desc(), line.c.proposition_id)

# What it is found by, and each such value once: ``folded`` is the label without case, for finding a part of it.
facet = Table("proposition_facet", metadata, *(Column(name, Text, primary_key=True) for name in ("kind", "key")), _owner(), sqlite_with_rowid=False)
facet_value = Table(
    "facet_value",
    metadata,
    *(Column(name, Text, primary_key=True) for name in ("kind", "key")),
    Column("label", Text, nullable=False),
    Column("folded", Text, nullable=False),
    sqlite_with_rowid=False,
)

# Which reports tell of it.
told = Table("proposition_report", metadata, _owner(index=False), Column("document_id", ForeignKey("document.id"), primary_key=True, index=True), sqlite_with_rowid=False)

# How it stood at the end of each day on which one of its reports was published. A day with the same basis stood the same.
day = Table(
    "proposition_day",
    metadata,
    _owner(index=False),
    Column("day", Text, primary_key=True),
    Column("basis", Text, nullable=False),
    Column("stood", Text, nullable=False),
)

# How each of its claims is told, in the order of publication.
word = Table(
    "proposition_word",
    metadata,
    _owner(index=False),
    Column("position", Integer, primary_key=True),
    Column("claim_id", ForeignKey("claim.id"), nullable=False),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("source", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("content", Text, nullable=False),
    sqlite_with_rowid=False,
)

spot = Table(
    "proposition_spot",
    metadata,
    Column("place", Text, primary_key=True),
    _owner(),
    Column("name", Text, nullable=False),
    Column("country", Text),
    Column("latitude", Float, nullable=False),
    Column("longitude", Float, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("disputed", Integer, nullable=False),
    Column("first", Text),
    Column("last", Text),
    sqlite_with_rowid=False,
)

spot_origin = Table("proposition_spot_origin", metadata, *(Column(name, Text, primary_key=True) for name in ("place", "origin")), _owner(), sqlite_with_rowid=False)

way = Table(
    "proposition_way",
    metadata,
    _owner(index=False),
    Column("position", Integer, primary_key=True),
    Column("start", Text, nullable=False),
    Column("end", Text, nullable=False),
    Column("leg", Integer, nullable=False),
    Column("means", Text),
    Column("number", Text),
    Column("origins", Integer, nullable=False),
    Column("first", Text),
    Column("last", Text),
    sqlite_with_rowid=False,
)

node = Table(
    "proposition_node",
    metadata,
    Column("node", Text, primary_key=True),
    _owner(),
    Column("label", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("claims", Integer, nullable=False),
    sqlite_with_rowid=False,
)

tie = Table(
    "proposition_tie",
    metadata,
    *(Column(name, Text, primary_key=True) for name in ("source", "target", "kind")),
    _owner(),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# A story is known by the report that stands for all of its reports; its id follows from the ids of its propositions.
story = Table(
    "story",
    metadata,
    Column("id", Text, primary_key=True),
    Column("root", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("first", Text),
    Column("last", Text),
    Column("propositions", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("verdicts", Text, nullable=False),
    Column("facets", Text, nullable=False),
    Index("story_last", "last", "id"),
)

story_report = Table("story_report", metadata, Column("document_id", ForeignKey("document.id"), primary_key=True), Column("root", Text, nullable=False, index=True))

WORDS = "proposition_words"  # full text, by ``proposition_line.number``
OWNED = (facet, told, day, word, spot, spot_origin, way, node, tie)
ALL = (story, story_report, facet_value, *OWNED, line)
