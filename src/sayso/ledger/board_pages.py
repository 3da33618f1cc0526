"""Pages of one thing: a proposition with its claims, a document with all that was read from it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, select

from sayso.ledger import board_lists
from sayso.ledger.board_filter import beginning
from sayso.ledger.board_tables import line, word
from sayso.ledger.grounded_view import words
from sayso.ledger.review import acts_of_proposition
from sayso.ledger.tables import attribution, claim, content, document, run
from sayso.ledger.view import claims_by_id, document_views, refusal_views
from sayso.ledger.weighing_tables import proposition, proposition_statement
from sayso.model.board import Custody, DocumentPage, Mark, Paged, PropositionPage
from sayso.model.proposition import Proposition, Support
from sayso.model.story_views import PropositionDetail, SupportView
from sayso.model.views import ClaimView, DocumentView, Words

BATCH = 400  # values of one query: well under SQLite's limit on variables
CLAIMS = 500  # claims of a proposition that its page shows, in the order of publication
CONTENT = msgspec.json.Decoder(tuple[Words, ...])
WHOLE = msgspec.json.Decoder(Proposition)


def proposition_ids(connection: Connection, prefix: str, most: int) -> list[str]:
    """The ids of propositions that begin so, at most so many."""
    query = select(line.c.proposition_id).where(beginning(line.c.proposition_id, prefix)).order_by(line.c.proposition_id).limit(most)
    return [str(row[0]) for row in connection.execute(query)]


def proposition_page(connection: Connection, wanted: str) -> PropositionPage:
    """A proposition with its first claims; how many there are in all stands in its line."""
    found = WHOLE.decode(connection.execute(select(proposition.c.detail).where(proposition.c.id == wanted)).scalar() or "")
    by_statement = {one.statement: one for one in found.supports}
    shown = [by_statement[key] for key in found.statements if key in by_statement][:CLAIMS]
    told = _told(connection, found, shown)
    detail = PropositionDetail(
        proposition=replace(found, statements=found.statements[:CLAIMS], supports=tuple(shown), numbers=found.numbers[-CLAIMS:]),
        supports=tuple(_support(one, told[one.statement]) for one in shown),
    )
    return PropositionPage(detail=detail, line=board_lists.one_proposition(connection, wanted), acts=tuple(acts_of_proposition(connection, wanted)))


def _told(connection: Connection, found: Proposition, shown: Sequence[Support]) -> Mapping[str, Row[Any]]:
    """How these claims are told, by claim."""
    last = found.statements.index(shown[-1].statement) if shown else -1
    query = (
        select(word, document.c.external_id, document.c.outlet, document.c.published)
        .join(document, document.c.id == word.c.document_id)
        .where(word.c.proposition_id == found.id, word.c.position <= last)
    )
    return {row.claim_id: row for row in connection.execute(query)}


def _support(one: Support, row: Row[Any]) -> SupportView:
    return SupportView(
        claim=one.statement,
        side=one.side.value,
        source=row.source,
        act=row.act,
        document=row.document_id,
        external_id=row.external_id,
        outlet=row.outlet,
        published=row.published,
        content=CONTENT.decode(row.content),
        origin=one.origin.label,
        path=" < ".join(step.label for step in one.path),
        adds=one.adds,
        standing=one.standing,
        reason=one.reason,
    )


def documents(connection: Connection, limit: int, offset: int) -> Paged[DocumentView]:
    """Documents, those read last first."""
    ids = [str(row[0]) for row in connection.execute(select(document.c.id).order_by(document.c.seq.desc()).limit(limit).offset(offset))]
    total = connection.execute(select(func.count()).select_from(document)).scalar() or 0
    return Paged(items=tuple(reversed(list(document_views(connection, ids)))), total=total, offset=offset, limit=limit)


def document_ids(connection: Connection, wanted: str, most: int) -> list[str]:
    """The ids of documents that begin so, else the newest one that came with this id; at most so many."""
    found = [str(row[0]) for row in connection.execute(select(document.c.id).where(beginning(document.c.id, wanted)).order_by(document.c.id).limit(most))]
    if found:
        return found
    return [str(row[0]) for row in connection.execute(select(document.c.id).where(document.c.external_id == wanted).order_by(document.c.seq.desc()).limit(1))]


def document_page(connection: Connection, wanted: str) -> DocumentPage:
    """A document with what was read from it."""
    row = connection.execute(select(document, *(run.c[name] for name in RUN)).join(run, run.c.id == document.c.run_id).where(document.c.id == wanted)).one()
    ids = [str(held[0]) for held in connection.execute(select(claim.c.id).where(claim.c.document_id == wanted).order_by(claim.c.seq))]
    claims = claims_by_id(connection, ids)
    series = [str(held[0]) for held in connection.execute(select(document.c.id).where(document.c.series == row.series))]
    versions = tuple(document_views(connection, series))
    return DocumentPage(
        document=next(one for one in versions if one.id == wanted),
        text=row.text,
        paragraphs=tuple((start, end) for start, end in json.loads(row.paragraphs)),
        marks=tuple(_marks(connection, wanted, claims)),
        claims=tuple(claims),
        propositions=_holding(connection, ids),
        refusals=tuple(refusal_views(connection, wanted)),
        versions=versions,
        custody=_custody(row),
    )


RUN = ("program", "stages", "model_name", "model_version")


def _custody(row: Row[Any]) -> Custody:
    """How it came here, as far as the ledger knows."""
    return Custody(
        location=row.location,
        url=row.url,
        fetched_at=None,
        archived=False,
        raw_sha256=row.raw_sha256,
        text_sha256=row.text_sha256,
        program=row.program,
        model=f"{row.model_name} {row.model_version}",
        stages=", ".join(f"{name} {version}" for name, version in json.loads(row.stages).items()),
    )


def _holding(connection: Connection, claims: Sequence[str]) -> dict[str, str]:
    """The proposition of each claim."""
    found: dict[str, str] = {}
    for batch in _batches(claims):
        found.update({row.claim_id: row.proposition_id for row in connection.execute(select(proposition_statement).where(proposition_statement.c.claim_id.in_(batch)))})
    return found


def _marks(connection: Connection, wanted: str, claims: Iterable[ClaimView]) -> Iterator[Mark]:
    rows = list(connection.execute(select(attribution).where(attribution.c.document_id == wanted).order_by(attribution.c.seq)))
    contents: dict[str, list[Words]] = defaultdict(list)
    for batch in _batches([row.id for row in rows]):
        for part in connection.execute(select(content).where(content.c.owner.in_(batch)).order_by(content.c.owner, content.c.position)):
            contents[part.owner].append(Words(start=part.start, end=part.end, words=part.words))
    made: dict[str, list[str]] = defaultdict(list)
    for one in claims:
        made[one.attribution].append(one.id)
    parents = {row.id: row.parent for row in rows}
    for row in rows:
        yield Mark(
            id=row.id,
            parent=row.parent,
            depth=_depth(parents, row.id),
            source=words(row.source_start, row.source_end, row.source_words),
            cue=words(row.cue_start, row.cue_end, row.cue_words),
            contents=tuple(contents[row.id]),
            claims=tuple(made[row.id]),
        )


def _depth(parents: Mapping[str, str | None], key: str) -> int:
    """How many attributions stand around one; a ring, which no sound ledger has, is followed once."""
    seen = {key}
    at = parents[key]
    while at is not None and at not in seen:
        seen.add(at)
        at = parents.get(at)
    return len(seen) - 1


def _batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(values), BATCH):
        yield values[first : first + BATCH]
