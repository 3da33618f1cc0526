"""Which propositions a filter asks for, as conditions on their lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, exists, func, literal_column, or_, select, text

from sayso.ledger.board_tables import WORDS, facet, facet_value, line, story
from sayso.ledger.view import LAST_MARK, full_text
from sayso.model.board import PropositionFilter
from sayso.model.exhibit import FacetKind

SORTS: dict[str, Sequence[ColumnElement[Any]]] = {
    "carriers": (line.c.carriers.desc(), line.c.claims.desc(), line.c.proposition_id),
    "last": (line.c.last.desc(), line.c.claims.desc(), line.c.proposition_id),
    "origins": (line.c.least.desc(), line.c.most.desc(), line.c.carriers.desc(), line.c.proposition_id),
    "new": (line.c.changes.desc(), line.c.last.desc(), line.c.newest.desc(), line.c.proposition_id),
}  # each has its index


def conditions(wanted: PropositionFilter) -> Iterator[ColumnElement[bool]]:
    """The conditions, all of which must hold; a story is given by its whole id."""
    if wanted.story is not None:
        yield line.c.root.in_(select(story.c.root).where(story.c.id == wanted.story))
    if wanted.verdict is not None:
        yield line.c.verdict == wanted.verdict
    if wanted.actor is not None:
        yield _has(FacetKind.ACTOR, FacetKind.COUNTRY, wanted.actor)
    if wanted.place is not None:
        yield _has(FacetKind.PLACE, FacetKind.LAND, wanted.place)
    if wanted.outlet is not None:
        yield or_(*(line.c.proposition_id.in_(_called(kind, wanted.outlet)) for kind in (FacetKind.OUTLET, FacetKind.ACTOR)))
    if wanted.act is not None:
        yield exists().where(facet.c.kind == FacetKind.ACT, facet.c.key == wanted.act, facet.c.proposition_id == line.c.proposition_id)
    yield from _when(wanted)
    if wanted.words is not None and (match := full_text(wanted.words)):
        found: Select[Any] = select(literal_column("rowid")).select_from(text(WORDS)).where(text(f"{WORDS} MATCH :words")).params(words=match)
        yield line.c.number.in_(found.scalar_subquery())


def _when(wanted: PropositionFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.since is not None:
        yield line.c.last >= wanted.since
    if wanted.until is not None:
        yield line.c.first <= wanted.until
    if wanted.seen is not None:
        yield line.c.newest > wanted.seen


def _has(named: FacetKind, coded: FacetKind, value: str) -> ColumnElement[bool]:
    """Whether a value is part of a name, or a country code."""
    code = select(facet.c.proposition_id).where(facet.c.kind == coded, facet.c.key == value.upper())
    return or_(line.c.proposition_id.in_(_called(named, value)), line.c.proposition_id.in_(code))


def _called(kind: FacetKind, value: str) -> Select[Any]:
    """The propositions with a facet of this kind whose name holds the value."""
    values = select(facet_value.c.key).where(facet_value.c.kind == kind, func.instr(facet_value.c.folded, value.casefold()) > 0)
    return select(facet.c.proposition_id).where(facet.c.kind == kind, facet.c.key.in_(values))


def fitting(wanted: PropositionFilter) -> Select[Any] | None:
    """The ids of the propositions that fit; None where all do."""
    held = list(conditions(wanted))
    return select(line.c.proposition_id).where(*held) if held else None


def beginning(column: ColumnElement[Any], prefix: str) -> ColumnElement[bool]:
    """Whether an id begins so, asked in a way that an index answers."""
    return (column >= prefix) & (column < prefix + LAST_MARK)


def within(table: FromClause, chosen: Select[Any] | None) -> list[ColumnElement[bool]]:
    """The conditions that limit rows to chosen propositions."""
    return [] if chosen is None else [table.c.proposition_id.in_(chosen)]


def listed(values: Sequence[str]) -> Select[Any]:
    """Values as a query, for asking whether something is one of them: one parameter, however many they are."""
    return select(func.json_each(json.dumps(list(values))).table_valued("value").c.value)
