"""Reads the ledger: documents, claims and refusals as views, in the order in which they were read."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, and_, exists, func, literal_column, or_, select, text

from sayso.ledger.events import event_views
from sayso.ledger.grounded import GROUNDED
from sayso.ledger.grounded_view import groundings, grouped, place_summaries, rivals_of_sources, words
from sayso.ledger.review_cells import as_judged
from sayso.ledger.review_effects import all_effects
from sayso.ledger.sqlite import plain_errors
from sayso.ledger.tables import attribution, cell, claim, content, document, refusal, source_link
from sayso.model.errors import NotFound
from sayso.model.views import (
    CellView,
    ClaimFilter,
    ClaimView,
    DocumentView,
    EventFilter,
    EventView,
    GroundingView,
    PlaceSummary,
    RefusalView,
    RivalView,
    ShownClaim,
    SourceView,
    Words,
)

Rivals = Mapping[tuple[str, int, int], tuple[RivalView, ...]]
LAST_MARK = "\U0010ffff"  # stands behind every other mark in the order of ids
BATCH = 500  # claims whose cells are fetched together: well under SQLite's limit on variables


class LedgerView:
    """The read side of a ledger."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path

    def documents(self) -> list[DocumentView]:
        """Every document, every version."""
        with plain_errors(self._path), self._engine.connect() as connection:
            return list(document_views(connection))

    def claims(self, wanted: ClaimFilter) -> list[ClaimView]:
        """The claims that the filter asks for, in the order of reading and of the text."""
        with plain_errors(self._path), self._engine.connect() as connection:
            query = select(claim.c.id).where(*claims_fitting(connection, wanted)).order_by(claim.c.seq)
            if wanted.limit is not None or wanted.offset:
                query = query.limit(wanted.limit if wanted.limit is not None else -1).offset(wanted.offset)
            return claims_by_id(connection, [str(row[0]) for row in connection.execute(query)])

    def count(self, wanted: ClaimFilter) -> int:
        """How many claims the filter asks for, without its limit."""
        with plain_errors(self._path), self._engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(claim).where(*claims_fitting(connection, wanted))).scalar() or 0)

    def show(self, wanted: str) -> ShownClaim:
        """One claim, by its id or the beginning of it, with the paragraphs it stands in; raises NotFound."""
        with plain_errors(self._path), self._engine.connect() as connection:
            return shown_claim(connection, wanted)

    def text(self, document_id: str) -> str:
        """The text of a document; raises NotFound."""
        with plain_errors(self._path), self._engine.connect() as connection:
            found = connection.execute(select(document.c.text).where(document.c.id == document_id)).scalar()
        if found is None:
            raise NotFound(f"the ledger holds no document {document_id}")
        return str(found)

    def versions(self, document_id: str) -> list[str]:
        """All versions of the report that this document is one of, the oldest first."""
        with plain_errors(self._path), self._engine.connect() as connection:
            series = select(document.c.series).where(document.c.id == document_id).scalar_subquery()
            return [str(row[0]) for row in connection.execute(select(document.c.id).where(document.c.series == series).order_by(document.c.seq))]

    def places(self) -> list[PlaceSummary]:
        """Every place the ledger knows, with counts."""
        with plain_errors(self._path), self._engine.connect() as connection:
            return place_summaries(connection)

    def events(self, wanted: EventFilter) -> list[EventView]:
        """The events that the filter asks for, in the order of reading and of the text."""
        with plain_errors(self._path), self._engine.connect() as connection:
            return event_views(connection, wanted)

    def refusals(self) -> list[RefusalView]:
        """Everything that was declined, with its reason."""
        with plain_errors(self._path), self._engine.connect() as connection:
            return refusal_views(connection)


def shown_claim(connection: Connection, wanted: str) -> ShownClaim:
    """One claim, by its id or the beginning of it, with the paragraphs it stands in; raises NotFound."""
    found = claim_called(connection, wanted)
    view = claims_by_id(connection, [found])[0]
    owner = next(document_views(connection, [view.document]))
    row = connection.execute(select(document.c.text, document.c.paragraphs).where(document.c.id == view.document)).one()
    start, end = _surroundings(view, json.loads(row.paragraphs))
    parents, events = _parents(connection, view.attribution), tuple(event_views(connection, EventFilter(claim=view.id)))
    return ShownClaim(claim=view, document=owner, start=start, text=row.text[start:end], parents=parents, events=events)


def claims_by_id(connection: Connection, ids: Sequence[str]) -> list[ClaimView]:
    """The claims with these ids as judged, whichever version of a report they stand in; those of one batch in the order of reading."""
    return as_judged(connection, claims_as_read(connection, ids))


def claims_as_read(connection: Connection, ids: Sequence[str]) -> list[ClaimView]:
    """The same as the program read them, without what persons set."""
    return list(_claims(connection, ids))


def claims_named(connection: Connection, name: str) -> list[str]:
    """The first claim in the order of reading with a voice of this name, person or body; the list is empty where there is none."""
    query = select(claim.c.id).join(source_link, source_link.c.claim_id == claim.c.id).where(source_link.c.position > 0)
    known = or_(func.lower(source_link.c.name) == name.lower(), and_(source_link.c.name.is_(None), func.lower(source_link.c.organisation) == name.lower()))
    return [str(row[0]) for row in connection.execute(query.where(known).order_by(claim.c.seq).limit(1))]


def refusal_views(connection: Connection, document_id: str | None = None, *, limit: int = -1, offset: int = 0) -> list[RefusalView]:
    """What was declined, of one document or at all, with its reason; all of it without a limit."""
    query = select(refusal).order_by(refusal.c.seq).limit(limit).offset(offset)
    return [
        RefusalView(
            id=row.id,
            stage=row.stage,
            code=row.code,
            detail=row.detail,
            location=row.location,
            document=row.document_id,
            at=words(row.start, row.end, row.words),
        )
        for row in connection.execute(query if document_id is None else query.where(refusal.c.document_id == document_id))
    ]


def document_views(connection: Connection, only: Sequence[str] | None = None) -> Iterator[DocumentView]:
    """The documents with these ids, all of them without, in the order of reading."""
    later, earlier, counted = document.alias(), document.alias(), claim.alias()
    query = select(
        *[column for column in document.c if column.name not in {"text", "offsets", "paragraphs"}],
        func.length(document.c.text).label("characters"),
        select(func.count()).where(earlier.c.series == document.c.series, earlier.c.seq <= document.c.seq).scalar_subquery().label("version"),
        (~exists().where(later.c.series == document.c.series, later.c.seq > document.c.seq)).label("latest"),
        select(func.count()).where(counted.c.document_id == document.c.id).scalar_subquery().label("claims"),
    ).order_by(document.c.seq)
    if only is not None:
        query = query.where(document.c.id.in_(only))
    for row in connection.execute(query):
        yield DocumentView(
            id=row.id,
            external_id=row.external_id,
            outlet=row.outlet,
            url=row.url,
            title=row.title,
            author=row.author,
            published=row.published,
            version=row.version,
            latest=bool(row.latest),
            location=row.location,
            characters=row.characters,
            claims=row.claims,
            text_sha256=row.text_sha256,
            raw_sha256=row.raw_sha256,
            media_type=row.media_type,
            facts=json.loads(row.facts),
        )


def claims_fitting(connection: Connection, wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    """The conditions on claims that a filter sets, without its limit. None of them hangs on the claim, so that the database answers each once and not for every claim."""
    plain = replace(wanted, act=None, country=None, source=None)
    found = [*_conditions(plain), *_as_judged(connection, wanted)]
    if not wanted.all_versions and wanted.document is None:
        later = document.alias()
        found.append(claim.c.document_id.not_in(select(document.c.id).where(exists().where(later.c.series == document.c.series, later.c.seq > document.c.seq))))
    return found


def _as_judged(connection: Connection, wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    """The conditions on what persons can set: for claims that they touched these are asked of the claim as judged."""
    touched = all_effects(connection)
    if not wanted.rejected and (out := [key for key, effect in touched.items() if effect.rejected]):
        yield claim.c.id.not_in(out)
    asked = ClaimFilter(act=wanted.act, country=wanted.country, source=wanted.source)
    plain = list(_conditions(asked))
    corrected = [key for key, effect in touched.items() if effect.corrections] if plain else []
    if not corrected:
        yield from plain
        return
    fitting = [view.id for view in claims_by_id(connection, corrected) if _fits(view, asked)]
    yield or_(claim.c.id.in_(fitting), and_(claim.c.id.not_in(corrected), *plain))


def _fits(view: ClaimView, wanted: ClaimFilter) -> bool:
    voices = [voice for link in view.chain[1:] for voice in (link, *link.also)]
    if wanted.act is not None and view.act.value != wanted.act:
        return False
    if wanted.country is not None and all(voice.country != wanted.country.upper() for voice in voices):
        return False
    named = [part for voice in voices for part in (voice.name, voice.role, voice.organisation, voice.mention.words if voice.mention else None) if part]
    return wanted.source is None or any(wanted.source.casefold() in part.casefold() for part in named)


def _conditions(wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.act is not None:
        yield claim.c.id.in_(select(cell.c.claim_id).where(cell.c.name == "act", cell.c.value == wanted.act))
    if wanted.country is not None:
        yield claim.c.id.in_(select(source_link.c.claim_id).where(source_link.c.position > 0, source_link.c.country == wanted.country.upper()))
    if wanted.source is not None:
        fields = [source_link.c.name, source_link.c.role, source_link.c.organisation, source_link.c.words]
        named = or_(*(field.contains(wanted.source, autoescape=True) for field in fields))  # SQLite's LIKE takes a letter and its capital for one already
        yield claim.c.id.in_(select(source_link.c.claim_id).where(source_link.c.position > 0, named))
    if wanted.min_confidence is not None:
        yield claim.c.confidence >= wanted.min_confidence
    if wanted.words is not None and (match := full_text(wanted.words)):
        found: Select[Any] = select(literal_column("claim_id")).select_from(text("claim_words")).where(text("claim_words MATCH :words")).params(words=match)
        yield claim.c.id.in_(found.scalar_subquery())
    if documents := list(_of_documents(wanted)):
        yield claim.c.document_id.in_(select(document.c.id).where(*documents))


def _of_documents(wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.document is not None:
        yield or_(document.c.id.startswith(wanted.document, autoescape=True), document.c.external_id == wanted.document)
    if wanted.since is not None:
        yield document.c.published >= wanted.since
    if wanted.until is not None:
        yield document.c.published <= wanted.until


def full_text(words: str) -> str:
    """A full-text query from what a user types: every word must occur, "quoted words" in that order; a trailing * finds beginnings.

    >>> full_text('troops "eastern Russia" ship*')
    '"troops" "eastern Russia" "ship"*'
    """
    parts: list[str] = []
    for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', words):
        plain = (phrase or word).strip("*")
        if any(letter.isalnum() for letter in plain):
            parts.append(f'"{plain}"' + ("*" if word.endswith("*") else ""))
    return " ".join(parts)


def _claims(connection: Connection, ids: Sequence[str]) -> Iterator[ClaimView]:
    for first in range(0, len(ids), BATCH):
        batch = ids[first : first + BATCH]
        grounded, rivals = groundings(connection, batch), rivals_of_sources(connection, batch)
        links, cells, contents = (
            grouped(connection, select(source_link).where(source_link.c.claim_id.in_(batch)).order_by(source_link.c.position, source_link.c.member), "claim_id"),
            grouped(connection, select(cell).where(cell.c.claim_id.in_(batch), cell.c.name.not_in(GROUNDED)), "claim_id"),
            grouped(connection, select(content).where(content.c.owner.in_(batch)).order_by(content.c.position), "owner"),
        )
        query = (
            select(
                claim,
                document.c.external_id,
                document.c.outlet,
                document.c.published,
                attribution.c.cue_start,
                attribution.c.cue_end,
                attribution.c.cue_words,
                attribution.c.cue_lemma,
                attribution.c.extractor,
            )
            .join(document, document.c.id == claim.c.document_id)
            .join(attribution, attribution.c.id == claim.c.attribution_id)
            .where(claim.c.id.in_(batch))
            .order_by(claim.c.seq)
        )
        for row in connection.execute(query):
            yield _claim_view(row, _chain(links[row.id], rivals), cells[row.id], contents[row.id], grounded[row.id])


def _claim_view(row: Row[Any], chain: tuple[SourceView, ...], cells: list[Row[Any]], contents: list[Row[Any]], grounded: GroundingView) -> ClaimView:
    fields = {entry.name: CellView(value=entry.value, at=words(entry.start, entry.end, entry.words), rule=entry.rule, reason=entry.reason) for entry in cells}
    return ClaimView(
        id=row.id,
        attribution=row.attribution_id,
        document=row.document_id,
        external_id=row.external_id,
        outlet=row.outlet,
        published=row.published,
        chain=chain,
        cue=words(row.cue_start, row.cue_end, row.cue_words),
        cue_lemma=row.cue_lemma,
        content=tuple(Words(start=part.start, end=part.end, words=part.words) for part in contents),
        form=row.form,
        rule=row.rule,
        extractor=row.extractor,
        confidence=row.confidence,
        grounding=grounded,
        act=fields["act"],
        certainty=fields["certainty"],
        estimate=fields["estimate"],
        polarity=fields["polarity"],
        condition=fields["condition"],
        said_at=fields["said_at"],
    )


def _chain(links: list[Row[Any]], rivals: Rivals) -> tuple[SourceView, ...]:
    by_position: dict[int, list[Row[Any]]] = defaultdict(list)
    for link in links:
        by_position[link.position].append(link)
    return tuple(_source(members[0], tuple(_source(member, (), rivals) for member in members[1:]), rivals) for _, members in sorted(by_position.items()))


def _source(row: Row[Any], also: tuple[SourceView, ...], rivals: Rivals) -> SourceView:
    return SourceView(
        kind=row.kind,
        name=row.name,
        role=row.role,
        organisation=row.organisation,
        country=row.country,
        mention=words(row.start, row.end, row.words),
        resolved_from=words(row.from_start, row.from_end, row.from_words),
        rule=row.rule,
        also=also,
        number=row.number,
        group=row.origin_group,
        rivals=rivals.get((row.claim_id, row.position, row.member), ()),
    )


def claim_called(connection: Connection, wanted: str) -> str:
    """The id of the claim with this id, or this beginning of it; raises NotFound."""
    prefix = wanted if wanted.startswith("c-") else f"c-{wanted}"
    begins = (claim.c.id >= prefix) & (claim.c.id < prefix + LAST_MARK)  # an index answers this, and not LIKE
    found = [str(row[0]) for row in connection.execute(select(claim.c.id).where(begins).order_by(claim.c.id).limit(3))]
    if not found:
        raise NotFound(f"the ledger holds no claim {wanted}; list them with: sayso claims")
    if len(found) > 1 and prefix not in found:
        raise NotFound(f"more than one claim begins with {wanted}; give more of its id")
    return prefix if prefix in found else found[0]


def _parents(connection: Connection, attribution_id: str) -> tuple[str, ...]:
    """The attributions around this one, innermost first."""
    found: list[str] = []
    at: str | None = attribution_id
    while at is not None:
        at = connection.execute(select(attribution.c.parent).where(attribution.c.id == at)).scalar()
        if at is None or at in found:
            break
        found.append(at)
    return tuple(found)


def _surroundings(view: ClaimView, paragraphs: list[list[int]]) -> tuple[int, int]:
    """The paragraphs that hold the claim's content, cue and source mention."""
    spans = [*view.content, *(part for part in (view.cue, view.speaker.mention) if part)]
    low, high = min(span.start for span in spans), max(span.end for span in spans)
    touched = [(start, end) for start, end in paragraphs if start < high and low < end]
    return min(start for start, _ in touched), max(end for _, end in touched)
