"""Keeps what propositions show: their exhibits as rows, replaced together with the propositions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, bindparam, delete, exists, insert, select, text

from sayso.ledger import board_tables as tables
from sayso.ledger.tables import document
from sayso.model.exhibit import Exhibit
from sayso.model.identity import sha256_of
from sayso.model.proposition import VerdictName

BATCH = 400  # values of one query: well under SQLite's limit on variables
LINE = ("text", "type", "verdict", "least", "most", "carriers", "changes", "first", "last", "start", "end")
SPOT = ("place", "name", "country", "latitude", "longitude", "claims", "first", "last")
WAY = ("start", "end", "leg", "means", "number", "first", "last")
DISPUTED = {VerdictName.CONTESTED.value, VerdictName.DENIED.value}
Row = dict[str, Any]
Values = set[tuple[str, str]]


def drop_all(connection: Connection) -> None:
    """Drops everything that is shown."""
    connection.execute(text(f"DELETE FROM {tables.WORDS}"))  # noqa: S608 - the name of a table of ours
    for table in tables.ALL:
        connection.execute(delete(table))


def remove(connection: Connection, ids: Iterable[str]) -> Values:
    """Drops what these propositions show; returns the values that they were found by."""
    wanted = sorted(set(ids))
    left: Values = set()
    for first in range(0, len(wanted), BATCH):
        batch = wanted[first : first + BATCH]
        left.update((row.kind, row.key) for row in connection.execute(select(tables.facet).where(tables.facet.c.proposition_id.in_(batch))))
        connection.execute(text(f"DELETE FROM {tables.WORDS} WHERE rowid = :number"), [{"number": number_of(key)} for key in batch])  # noqa: S608 - as above
        for table in (*tables.OWNED, tables.line):
            connection.execute(delete(table).where(table.c.proposition_id.in_(batch)))
    return left


def forget(connection: Connection, values: Values) -> None:
    """Drops those of these values that nothing is found by any more."""
    if values:
        held = exists().where(tables.facet.c.kind == tables.facet_value.c.kind, tables.facet.c.key == tables.facet_value.c.key)
        unused = delete(tables.facet_value).where(tables.facet_value.c.kind == bindparam("of"), tables.facet_value.c.key == bindparam("value"), ~held)
        connection.execute(unused, [{"of": kind, "value": key} for kind, key in sorted(values)])


def add(connection: Connection, exhibits: Sequence[Exhibit]) -> None:
    """Keeps what these propositions show; the propositions are there already."""
    order = _order(connection, {row.document for one in exhibits for row in one.words})
    rows: dict[Table, list[Row]] = defaultdict(list)
    for one in exhibits:
        rows[tables.line].append(_line(one, [order[row.document] for row in one.words]))
        _add_lists(rows, one)
        _add_drawings(rows, one)
    for table in (tables.line, *tables.OWNED):
        if rows[table]:
            connection.execute(insert(table), rows[table])
    if rows[tables.facet_value]:
        connection.execute(insert(tables.facet_value).prefix_with("OR IGNORE"), rows[tables.facet_value])
    if exhibits:
        connection.execute(text(f"INSERT INTO {tables.WORDS} (rowid, words) VALUES (:number, :words)"), [_words(one) for one in exhibits])  # noqa: S608 - as above


def number_of(proposition: str) -> int:
    """The number of a proposition, which follows from its id."""
    return int(sha256_of(proposition.encode())[:15], 16)


def _order(connection: Connection, documents: Iterable[str]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    wanted = sorted(documents)
    for first in range(0, len(wanted), BATCH):
        query = select(document.c.id, document.c.seq).where(document.c.id.in_(wanted[first : first + BATCH]))
        found.update({row.id: row.seq for row in connection.execute(query)})
    return found


def _line(one: Exhibit, order: Sequence[int]) -> Row:
    detail = {"origins": one.origins, "deniers": one.deniers, "decliners": one.decliners, "numbers": one.numbers}
    facts = {"number": number_of(one.id), "proposition_id": one.id, "claims": len(one.words), "oldest": min(order), "newest": max(order), "told": one.days[-1].day}
    return facts | {name: getattr(one, name) for name in LINE} | {"detail": _json(detail)}


def _add_lists(rows: dict[Table, list[Row]], one: Exhibit) -> None:
    owner = {"proposition_id": one.id}
    rows[tables.facet].extend(owner | {"kind": row.kind.value, "key": row.key} for row in one.facets)
    rows[tables.facet_value].extend({"kind": row.kind.value, "key": row.key, "label": row.label, "folded": row.label.casefold()} for row in one.facets)
    rows[tables.day].extend(owner | {"day": row.day, "basis": row.basis, "stood": _json(row.stood)} for row in one.days)
    rows[tables.told].extend(owner | {"document_id": key} for key in sorted({row.document for row in one.words}))
    for position, row in enumerate(one.words):
        facts = {"claim_id": row.claim, "document_id": row.document, "source": row.source, "act": row.act, "content": _json(row.content)}
        rows[tables.word].append(owner | {"position": position} | facts)


def _add_drawings(rows: dict[Table, list[Row]], one: Exhibit) -> None:
    owner = {"proposition_id": one.id}
    for row in one.spots:
        rows[tables.spot].append(owner | {"disputed": one.verdict in DISPUTED} | {name: getattr(row, name) for name in SPOT})
        rows[tables.spot_origin].extend(owner | {"place": row.place, "origin": origin} for origin in row.origins)
    for position, leg in enumerate(one.ways):
        rows[tables.way].append(owner | {"position": position, "origins": len(leg.origins)} | {name: getattr(leg, name) for name in WAY})
    for who in one.nodes:
        rows[tables.node].append(owner | {"node": who.id, "label": who.label, "kind": who.kind, "country": who.country, "claims": who.claims})
    rows[tables.tie].extend(owner | {"source": source, "target": target, "kind": kind, "count": count} for source, target, kind, count in one.ties)


def _words(one: Exhibit) -> Row:
    told = dict.fromkeys(part.words for row in one.words for part in row.content)  # copies of a report say the same words
    return {"number": number_of(one.id), "words": "\n".join((one.text, *told))}


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
