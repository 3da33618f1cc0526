"""FollowTheMoney entities, one JSON object a line, plain or gzipped, flat or nested: persons, bodies, posts and who held them. Takes a file, gives rows in its order;
keeps nothing.

Read are the schemata Person, Organization, PublicBody, Company, LegalEntity, Position, Occupancy, Employment, Membership and Directorship; others are passed over by name.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from sayso.model.errors import UserError
from sayso.model.known import EntityKind, ImportedEntity, ImportedOffice, ImportedRow, Passed

KINDS = {
    "Person": EntityKind.PERSON,
    "Organization": EntityKind.BODY,
    "PublicBody": EntityKind.BODY,
    "Company": EntityKind.BODY,
    "LegalEntity": EntityKind.BODY,
    "Position": EntityKind.POST,
}
# Which property of a link names the holder, and which the post or body.
LINKS = {"Occupancy": ("holder", "post"), "Employment": ("employee", "employer"), "Membership": ("member", "organization"), "Directorship": ("director", "organization")}
NAMES = ("name", "alias", "previousName", "abbreviation")
DAY = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2}(?:[T ].*)?)?)?$")
LAND = re.compile(r"^[a-zA-Z]{2}$")
NEVER = "0001"  # the end of an office that has ended nobody says when: it covers no day
GZIP = b"\x1f\x8b"
BLOCK = 1 << 20


class Entity(msgspec.Struct, frozen=True):
    """One object of the file."""

    id: str
    schema: str
    caption: str | None = None
    properties: dict[str, Any] = {}


def sha256_of_file(path: Path) -> str:
    """The sha256 of a file as it lies on the disk; raises UserError where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
    except OSError as fault:
        raise UserError(f"{path} cannot be read: {(fault.strerror or type(fault).__name__).lower()}") from fault
    return digest.hexdigest()


def read_entities(path: Path) -> Iterator[tuple[int, ImportedRow]]:
    """The rows of a file, each with the number of its line.

    Raises UserError that names file, line and field for a line that is no entity, a date that is none, and a damaged archive.
    """
    decoder = msgspec.json.Decoder(Entity)
    number = 0
    try:
        with _opened(path) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield from ((number, row) for row in _rows(_decoded(decoder, line, f"{path}, line {number}"), f"{path}, line {number}"))
    except (OSError, EOFError, zlib.error) as fault:
        raise UserError(f"{path}, after line {number}: the file is damaged or cannot be read ({str(fault).lower()})") from fault


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        packed = file.read(len(GZIP)) == GZIP
    return cast("BinaryIO", gzip.open(path)) if packed else path.open("rb")


def _decoded(decoder: msgspec.json.Decoder[Entity], line: bytes, place: str) -> Entity:
    try:
        return decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        what, _, where = str(fault).partition(" - at `$")
        field = f", field {where.strip('.`')}" if where.strip(".`") else ""
        raise UserError(f"{place}{field}: {what[:1].lower() + what[1:]}; an entity looks like " + '{"id": "...", "schema": "Person", "properties": {"name": ["..."]}}') from fault


def _rows(entity: Entity, place: str) -> Iterator[ImportedRow]:
    """The row of an entity, after those of the entities that it holds in full."""
    flat: dict[str, list[str]] = {}
    for name, values in entity.properties.items():
        if not isinstance(values, list):
            raise UserError(f"{place}, field properties.{name}: must be a list of values, even of one")
        flat[name] = []
        for value in values:
            if isinstance(value, str):
                flat[name].append(value)
                continue
            inner = _inner(value, f"{place}, field properties.{name}")
            flat[name].append(inner.id)
            yield from _rows(_turned(inner, entity), place)
    yield _row(entity, flat, place)


def _inner(value: object, place: str) -> Entity:
    try:
        return msgspec.convert(value, Entity)
    except msgspec.ValidationError as fault:
        raise UserError(f"{place}: neither a string nor an entity ({str(fault).lower()})") from fault


def _turned(inner: Entity, outer: Entity) -> Entity:
    """A link that stands inside its holder does not name him again; here it does."""
    if inner.schema in LINKS and not inner.properties.get(LINKS[inner.schema][0]):
        return msgspec.structs.replace(inner, properties={**inner.properties, LINKS[inner.schema][0]: [outer.id]})
    return inner


def _row(entity: Entity, flat: Mapping[str, list[str]], place: str) -> ImportedRow:
    if entity.schema in LINKS:
        return _office(entity, flat, place)
    kind = KINDS.get(entity.schema)
    if kind is None:
        return Passed(entity.schema)
    names = tuple(dict.fromkeys(name.strip() for field in NAMES for name in flat.get(field, ()) if name.strip()))
    shown = (entity.caption or "").strip() or next(iter(names), "")
    if not shown:
        return Passed(f"{entity.schema} without a name")
    lands = [*flat.get("country", ()), *flat.get("nationality", ()), *flat.get("citizenship", ()), *flat.get("jurisdiction", ())]
    countries = tuple(dict.fromkeys(land.upper() for land in lands if LAND.match(land)))
    return ImportedEntity(
        id=entity.id, kind=kind, name=shown, names=tuple(dict.fromkeys((shown, *names))), countries=countries, organisation=next(iter(flat.get("organization", ())), None)
    )


def _office(entity: Entity, flat: Mapping[str, list[str]], place: str) -> ImportedRow:
    holder, target = (next(iter(flat.get(field, ())), None) for field in LINKS[entity.schema])
    if holder is None or target is None:
        return Passed(f"{entity.schema} of nobody" if holder is None else f"{entity.schema} of nothing")
    start, end = _day(flat, "startDate", min, place), _day(flat, "endDate", max, place)
    if end is None and "ended" in flat.get("status", ()):
        end = start or NEVER
    return ImportedOffice(id=entity.id, holder=holder, target=target, role=next(iter(flat.get("role", ())), None), start=start, end=end)


def _day(flat: Mapping[str, list[str]], field: str, choose: Callable[[list[str]], str], place: str) -> str | None:
    """The first or last of the dates of a field."""
    days = [_checked(value, f"{place}, field properties.{field}") for value in flat.get(field, ())]
    return choose(days) if days else None


def _checked(value: str, place: str) -> str:
    """The day, month or year of a date; raises UserError for one that is in no calendar.

    >>> _checked("2024-02-29T00:00:00", "x"), _checked("2021-05", "x")
    ('2024-02-29', '2021-05')
    >>> _checked("2024-02-31", "e.json, line 3, field properties.endDate")
    Traceback (most recent call last):
    ...
    sayso.model.errors.UserError: e.json, line 3, field properties.endDate: '2024-02-31' is no date: day is out of range for month
    """
    reason = "write it as 2024-02-29, 2024-02 or 2024"
    if DAY.match(value):
        day = value[:10]
        try:
            dt.date.fromisoformat(f"{day}-01-01"[:10])
        except ValueError as fault:
            reason = str(fault)
        else:
            return day
    raise UserError(f"{place}: {value!r} is no date: {reason}")
