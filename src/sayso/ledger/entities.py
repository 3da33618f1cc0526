"""Keeps imported entities, and finds those that bear a name: all rows of a file in one transaction, or none."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select

from sayso.ledger.actor_tables import ftm_file, known_entity, known_name, known_occupancy
from sayso.ledger.sqlite import plain_errors
from sayso.model.actor import ActorKind, KnownEntity, Office
from sayso.model.identity import content_id
from sayso.model.known import EntityKind, ImportedEntity, ImportedOffice, ImportedRow, ImportSummary
from sayso.vocabulary.name_parts import body_key, person_key

BATCH = 2000  # rows written together
ASKED = 500  # keys looked up together: well under SQLite's limit on variables
NAMED = {EntityKind.PERSON: person_key, EntityKind.BODY: body_key}
TABLES = {"entity": known_entity, "name": known_name, "office": known_occupancy}


def load_entities(
    engine: Engine, ledger: Path, source: tuple[str, str, str], rows: Iterable[tuple[int, ImportedRow]], progress: Callable[[int, str], None] | None = None
) -> ImportSummary:
    """Adds the rows of a file in one transaction; ``source`` is the file's name in the ledger, its place and its sha256.

    The same file twice adds nothing. An error in the rows leaves the ledger as it was. ``progress`` is called with the line now and then.
    """
    name, location, sha256 = source
    with plain_errors(ledger), engine.begin() as connection:
        if connection.execute(select(ftm_file.c.id).where(ftm_file.c.sha256 == sha256)).first() is not None:
            return ImportSummary(name=name, location=location, sha256=sha256, known=True, passed={})
        file = content_id("f", sha256)
        connection.execute(insert(ftm_file), {"id": file, "name": name, "location": location, "sha256": sha256, "counts": "{}"})
        loading = _Loading(connection, file)
        for line, row in rows:
            loading.add(row)
            if progress and line % BATCH == 0:
                progress(line, location)
        loading.flush()
        counts = loading.counts
        passed = {what: counts[what] for what in sorted(counts) if what not in {"person", "body", "post", "office", "name", "repeated"}}
        summary = ImportSummary(
            name=name, location=location, sha256=sha256, known=False, persons=counts["person"], bodies=counts["body"], posts=counts["post"], offices=counts["office"],
            names=counts["name"], repeated=counts["repeated"], passed=passed,
        )  # fmt: skip
        connection.execute(ftm_file.update().where(ftm_file.c.id == file).values(counts=json.dumps(dict(sorted(counts.items())))))
    return summary


class _Loading:
    """Rows on their way into the tables, a batch at a time; what a file repeats is counted once."""

    def __init__(self, connection: Connection, file: str) -> None:
        self._connection = connection
        self._file = file
        self._waiting: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        self._seen: set[object] = set()
        self.counts: Counter[str] = Counter()

    def add(self, row: ImportedRow) -> None:
        """Takes one row."""
        if isinstance(row, ImportedEntity):
            self._entity(row)
        elif isinstance(row, ImportedOffice):
            values = {"id": row.id, "holder": row.holder, "target": row.target, "role": row.role, "first": row.start, "last": row.end}
            self._put("office", "office", (row.id, row.holder, row.target), values)
        else:
            self.counts[row.what] += 1

    def _entity(self, row: ImportedEntity) -> None:
        values = {"id": row.id, "kind": row.kind.value, "name": row.name, "countries": "|".join(row.countries), "organisation": row.organisation}
        if not self._put("entity", row.kind.value, row.id, values) or row.kind not in NAMED:
            return
        for name in row.names:
            self._put("name", "name", (row.id, name), {"entity_id": row.id, "name": name, "key": NAMED[row.kind](name)})

    def _put(self, table: str, count: str, key: object, values: dict[str, Any]) -> bool:
        if (table, key) in self._seen:
            self.counts["repeated"] += 1
            return False
        if table != "name":  # names come once for each entity, and there are many
            self._seen.add((table, key))
        self.counts[count] += 1
        self._waiting[table].append({"file_id": self._file, **values})
        if len(self._waiting[table]) >= BATCH:
            self._write(table)
        return True

    def _write(self, table: str) -> None:
        if self._waiting[table]:
            self._connection.execute(insert(TABLES[table]), self._waiting[table])
            self._waiting[table] = []

    def flush(self) -> None:
        """Writes what waits."""
        for table in TABLES:
            self._write(table)


def imported_files(connection: Connection) -> list[ImportSummary]:
    """The files that were loaded, by name."""
    found = []
    for row in connection.execute(select(ftm_file).order_by(ftm_file.c.name, ftm_file.c.sha256)):
        counts = json.loads(row.counts)
        numbers = {f"{name}s" if name != "body" else "bodies": counts.get(name, 0) for name in ("person", "body", "post", "office", "name")}
        found.append(ImportSummary(name=row.name, location=row.location, sha256=row.sha256, known=True, passed={}, **numbers))
    return found


def entities_named(connection: Connection, keys: Sequence[str]) -> dict[str, tuple[KnownEntity, ...]]:
    """The persons and bodies that bear a name with one of these keys, by the key."""
    if not connection.execute(select(func.count()).select_from(ftm_file)).scalar():
        return {}
    found: dict[str, list[KnownEntity]] = defaultdict(list)
    wanted = sorted(set(keys))
    for first in range(0, len(wanted), ASKED):
        rows = connection.execute(
            select(known_name.c.key, known_entity, ftm_file.c.name.label("file"))
            .join(known_entity, (known_entity.c.file_id == known_name.c.file_id) & (known_entity.c.id == known_name.c.entity_id))
            .join(ftm_file, ftm_file.c.id == known_name.c.file_id)
            .where(known_name.c.key.in_(wanted[first : first + ASKED]))
            .order_by(known_name.c.key, ftm_file.c.name, known_entity.c.id)
            .distinct()
        )
        for row in rows:
            found[row.key].append(_known(connection, row))
    return {key: tuple(dict.fromkeys(entities)) for key, entities in found.items()}


def _known(connection: Connection, row: Row[Any]) -> KnownEntity:
    names = connection.execute(select(known_name.c.name).where(known_name.c.file_id == row.file_id, known_name.c.entity_id == row.id).order_by(known_name.c.name))
    return KnownEntity(
        id=row.id,
        dataset=row.file,
        kind=ActorKind(row.kind),
        name=row.name,
        aliases=tuple(str(alias[0]) for alias in names if alias[0] != row.name),
        countries=_lands(row.countries),
        offices=tuple(_offices(connection, row)),
    )


def _lands(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def _offices(connection: Connection, row: Row[Any]) -> Iterator[Office]:
    """What the person held, the latest first; a post takes its country and body from itself, a place in a body from the body."""
    body = known_entity.alias()
    query = (
        select(known_occupancy, known_entity.c.kind, known_entity.c.name, known_entity.c.countries, body.c.name.label("body"))
        .join(known_entity, (known_entity.c.file_id == known_occupancy.c.file_id) & (known_entity.c.id == known_occupancy.c.target))
        .outerjoin(body, (body.c.file_id == known_occupancy.c.file_id) & (body.c.id == known_entity.c.organisation))
        .where(known_occupancy.c.file_id == row.file_id, known_occupancy.c.holder == row.id)
        .order_by(known_occupancy.c.first.desc(), known_occupancy.c.id)
    )
    for held in connection.execute(query):
        post = held.kind == EntityKind.POST.value
        lands = _lands(held.countries) or _lands(row.countries)
        yield Office(
            role=held.name if post else held.role,
            organisation=held.body if post else held.name,
            country=next(iter(lands), None),
            start=held.first,
            end=held.last,
        )
