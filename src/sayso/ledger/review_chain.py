"""The chain over all judgements of persons: each link covers one row and the link before, so that a changed, removed or reordered row shows.

Appending reads the last link and adds the next in the transaction that adds the row; since writers take turns (BEGIN IMMEDIATE), the chain cannot fork. What the chain by itself
cannot show is that its end was cut off together with the rows: keep ``head`` elsewhere to prove that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, inspect, select, text

from sayso.ledger.actor_tables import judgement
from sayso.ledger.review_tables import judgement_chain, review_act
from sayso.model.identity import sha256_of

TABLES: Mapping[str, Table] = {"judgement": judgement, "review": review_act}


def link(connection: Connection, kind: str, entry: str) -> None:
    """Adds the link of a row that was appended in this transaction."""
    previous = head(connection)
    row = connection.execute(select(TABLES[kind]).where(TABLES[kind].c.id == entry)).one()
    connection.execute(insert(judgement_chain), {"kind": kind, "entry": entry, "previous": previous, "hash": _hash(previous, kind, row)})


def head(connection: Connection) -> str:
    """The hash of the last link, empty where nothing was judged: who keeps it can prove later that nothing was taken from the end."""
    return str(connection.execute(select(judgement_chain.c.hash).order_by(judgement_chain.c.seq.desc()).limit(1)).scalar() or "")


def chain_faults(connection: Connection) -> Iterator[str]:
    """Every fault of the chain, naming the judgement."""
    rows = {kind: {row.id: row for row in connection.execute(select(table))} for kind, table in TABLES.items()}
    links = list(connection.execute(select(judgement_chain).order_by(judgement_chain.c.seq)))
    previous, last = "", dict.fromkeys(TABLES, 0)
    for number, one in enumerate(links, 1):
        row = rows.get(one.kind, {}).pop(one.entry, None)
        if one.seq != number or one.previous != previous:
            yield f"{one.entry}: the judgement before it was removed, or the order of judgements was changed"
            previous = one.previous
        if row is None:
            yield f"{one.entry}: the judgement was removed"
        elif _hash(previous, one.kind, row) != one.hash:
            yield f"{one.entry}: the judgement was changed after it was made"
        elif row.seq <= last[one.kind]:
            yield f"{one.entry}: the order of judgements was changed"
        last = last | {one.kind: max(last.get(one.kind, 0), row.seq)} if row else last
        previous = one.hash
    yield from (f"{key}: the judgement stands outside the chain: it was not made by this program" for held in rows.values() for key in held)
    if (made := _made(connection)) > len(links):
        yield f"the chain of judgements ends at {len(links)}, but {made} were made: the last ones were removed"


def _hash(previous: str, kind: str, row: Row[Any]) -> str:
    fields = [value for name, value in row._mapping.items() if name != "seq"]  # noqa: SLF001 - SQLAlchemy's documented way to a row's names
    return sha256_of(json.dumps([previous, kind, *fields], ensure_ascii=True, separators=(",", ":")).encode())


def _made(connection: Connection) -> int:
    """How many links were ever made, where the database counts them."""
    if connection.dialect.name != "sqlite" or not inspect(connection).has_table("sqlite_sequence"):
        return 0
    return int(connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'judgement_chain'")).scalar() or 0)
