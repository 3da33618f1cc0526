"""What actors are made from: the voices of the documents in the ledger with their counts, and the texts that name them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, select

from sayso.ledger.tables import claim, document, source_link
from sayso.model.actor import ActorMention, mention_of
from sayso.model.claim import SourceKind

NAMELESS = (SourceKind.ANONYMOUS.value, SourceKind.UNSTATED.value)


def mentions(connection: Connection) -> list[ActorMention]:
    """The voices of the latest versions of all documents, each with the claims it makes and those it passes on, in the order of their keys."""
    found: dict[str, ActorMention] = {}
    for row in connection.execute(_voices()):
        made = mention_of((row.document_id, row.published, row.outlet), SourceKind(row.kind), (row.name, row.role, row.organisation, row.country), row.words)
        known = found.get(made.key, made)
        found[made.key] = replace(known, claims=known.claims + row.spoken, carried=known.carried + row.links - row.spoken)
    return [found[key] for key in sorted(found)]


def _voices() -> Select[Any]:
    inner = source_link.alias()
    last = select(inner.c.claim_id, func.max(inner.c.position).label("position")).group_by(inner.c.claim_id).subquery()
    words = case((source_link.c.kind.in_(NAMELESS), func.coalesce(source_link.c.from_words, source_link.c.words))).label("words")
    cells = [source_link.c.kind, source_link.c.name, source_link.c.role, source_link.c.organisation, source_link.c.country]
    speaks = func.sum(case((source_link.c.position == last.c.position, 1), else_=0)).label("spoken")
    return (
        select(document.c.id.label("document_id"), document.c.published, document.c.outlet, *cells, words, speaks, func.count().label("links"))
        .select_from(source_link)
        .join(last, last.c.claim_id == source_link.c.claim_id)
        .join(claim, claim.c.id == source_link.c.claim_id)
        .join(document, document.c.id == claim.c.document_id)
        .where(latest())
        .group_by(document.c.id, document.c.published, document.c.outlet, *cells, words)
    )


def latest() -> ColumnElement[bool]:
    """That a document is the last version of its report."""
    later = document.alias()
    return ~exists().where(and_(later.c.series == document.c.series, later.c.seq > document.c.seq))


def texts(connection: Connection) -> Iterator[tuple[str, str | None, str | None, str]]:
    """Id, day, outlet and text of the latest version of each document."""
    for row in connection.execute(select(document.c.id, document.c.published, document.c.outlet, document.c.text).where(latest()).order_by(document.c.seq)):
        yield row.id, row.published, row.outlet, row.text


def external_ids(connection: Connection) -> dict[str, str | None]:
    """The id that each document came with, by its id in the ledger."""
    return {row.id: row.external_id for row in connection.execute(select(document.c.id, document.c.external_id))}
