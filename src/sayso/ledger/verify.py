"""Proves that the ledger keeps its promises: hashes, ids, every span against the words it is said to hold, and the chain over persons' judgements."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select, text

from sayso.ledger.event_tables import claim_event, event, event_participant
from sayso.ledger.grounded import GROUNDED
from sayso.ledger.review_chain import chain_faults, head
from sayso.ledger.review_tables import judgement_chain
from sayso.ledger.schema import schema_version
from sayso.ledger.sqlite import integrity_faults, plain_errors
from sayso.ledger.tables import attribution, cell, claim, claim_mention, content, document, metadata, refusal, source_link
from sayso.ledger.weighing_faults import weighing_faults
from sayso.ledger.writer import CELLS
from sayso.model.identity import content_id, sha256_of
from sayso.model.views import VerifyReport

SHOWN = 100  # faults listed; the count goes on


class _Check:
    def __init__(self) -> None:
        self.spans = 0
        self.faults: list[str] = []

    def fault(self, message: str) -> None:
        self.faults.append(message)

    def span(self, owner: str, what: str, held: tuple[int | None, int | None, str | None], body: str) -> None:
        start, end, words = held
        if start is None and end is None and words is None:
            return
        self.spans += 1
        if start is None or end is None or words is None:
            self.fault(f"{owner}: the span of its {what} is incomplete")
        elif not 0 <= start < end <= len(body):
            self.fault(f"{owner}: the span of its {what}, {start}-{end}, lies outside a text of {len(body)} characters")
        elif body[start:end] != words:
            self.fault(f"{owner}: its {what} should read {words[:60]!r}, but the text at {start}-{end} reads {body[start:end][:60]!r}")


def verify(engine: Engine, path: Path) -> VerifyReport:
    """Looks at everything in the ledger."""
    with plain_errors(path), engine.connect() as connection:
        if schema_version(connection) is None:
            return VerifyReport(documents=0, attributions=0, claims=0, spans=0, faults=())
        check = _Check()
        check.faults.extend(integrity_faults(connection))
        count = 0
        for row in connection.execute(select(document).order_by(document.c.seq)):
            count += 1
            _document(connection, row, check)
        _search_index(connection, check)
        for fault in (*weighing_faults(connection), *chain_faults(connection)):
            check.fault(fault)
        for row in connection.execute(select(refusal).where(refusal.c.document_id.is_(None))):
            check.span(row.id, "place", (row.start, row.end, row.words), "")
        totals = {table.name: int(connection.execute(select(func.count()).select_from(table)).scalar() or 0) for table in (attribution, claim, judgement_chain)}
        return VerifyReport(
            documents=count,
            attributions=totals["attribution"],
            claims=totals["claim"],
            spans=check.spans,
            faults=tuple(check.faults[:SHOWN]),
            judgements=totals["judgement_chain"],
            chain=head(connection) or None,
        )


def _document(connection: Connection, row: Row[Any], check: _Check) -> None:
    body = row.text
    if sha256_of(body.encode()) != row.text_sha256:
        check.fault(f"{row.id}: the text does not have the sha256 that was recorded")
    if content_id("d", row.series, row.text_sha256, row.outlet, row.title, row.published) != row.id:
        check.fault(f"{row.id}: the id does not follow from the document's text and facts")
    for start, end in json.loads(row.paragraphs):
        if not 0 <= start < end <= len(body):
            check.fault(f"{row.id}: a paragraph at {start}-{end} lies outside the text")
    _attributions(connection, row, check)
    mentions = _mentions(connection, row, check)
    for entry in connection.execute(select(claim).where(claim.c.document_id == row.id)):
        _claim(connection, entry, body, check)
        for link in connection.execute(select(claim_mention).where(claim_mention.c.claim_id == entry.id)):
            if link.mention_id not in mentions:
                check.fault(f"{entry.id}: the mention {link.mention_id} of its {link.kind} is not there")
    for entry in connection.execute(select(refusal).where(refusal.c.document_id == row.id)):
        check.span(entry.id, "place", (entry.start, entry.end, entry.words), body)


MENTIONS = (("place_mention", "pm", ()), ("time_mention", "tm", ()), ("quantity_mention", "qm", ("number_start", "number_end", "minimum", "maximum")))


def _mentions(connection: Connection, row: Row[Any], check: _Check) -> set[str]:
    """The ids of the document's places, times and quantities, each proved."""
    known = set()
    for name, kind, more in MENTIONS:
        table = metadata.tables[name]
        for entry in connection.execute(select(table).where(table.c.document_id == row.id)):
            known.add(entry.id)
            check.span(entry.id, "mention", (entry.start, entry.end, entry.words), row.text)
            if content_id(kind, row.id, entry.start, entry.end, *(getattr(entry, column) for column in more)) != entry.id:
                check.fault(f"{entry.id}: the id does not follow from the mention's place")
            if name == "quantity_mention":
                check.span(entry.id, "number", (entry.number_start, entry.number_end, entry.number_words), row.text)
                check.span(entry.id, "counted words", (entry.counted_start, entry.counted_end, entry.counted_words), row.text)
    known |= _events(connection, row, check)
    parts = metadata.tables["time_expression"]
    for part in connection.execute(select(parts).join(metadata.tables["time_mention"]).where(metadata.tables["time_mention"].c.document_id == row.id)):
        check.span(part.mention_id, "expression", (part.start, part.end, part.words), row.text)
    return known


def _events(connection: Connection, row: Row[Any], check: _Check) -> set[str]:
    """The ids of the document's events, each proved with the spans of those who take part."""
    known = set()
    for entry in connection.execute(select(event).where(event.c.document_id == row.id)):
        known.add(entry.id)
        check.span(entry.id, "trigger", (entry.start, entry.end, entry.words), row.text)
        check.span(entry.id, "condition", (entry.condition_start, entry.condition_end, entry.condition_words), row.text)
        if content_id("e", row.id, entry.start, entry.end, entry.type, entry.mode) != entry.id:
            check.fault(f"{entry.id}: the id does not follow from the event's trigger and type")
    for part in connection.execute(select(event_participant).join(event).where(event.c.document_id == row.id)):
        check.span(part.event_id, part.role, (part.start, part.end, part.words), row.text)
    for held in connection.execute(select(claim_event).join(claim).where(claim.c.document_id == row.id)):
        if held.event_id not in known:
            check.fault(f"{held.claim_id}: its event {held.event_id} is not there")
    return known


def _attributions(connection: Connection, row: Row[Any], check: _Check) -> None:
    body = row.text
    known = set()
    for entry in connection.execute(select(attribution).where(attribution.c.document_id == row.id)):
        known.add(entry.id)
        check.span(entry.id, "source", (entry.source_start, entry.source_end, entry.source_words), body)
        check.span(entry.id, "cue", (entry.cue_start, entry.cue_end, entry.cue_words), body)
        spans = _contents(connection, entry.id, body, check)
        cue = [entry.cue_start, entry.cue_end] if entry.cue_start is not None else None
        if content_id("a", row.id, entry.extractor, cue, spans) != entry.id:
            check.fault(f"{entry.id}: the id does not follow from the attribution's spans")
    for entry in connection.execute(select(attribution.c.id, attribution.c.parent).where(attribution.c.document_id == row.id)):
        if entry.parent is not None and entry.parent not in known:
            check.fault(f"{entry.id}: the attribution around it, {entry.parent}, is not there")


def _contents(connection: Connection, owner: str, body: str, check: _Check) -> list[list[int]]:
    spans = []
    for part in connection.execute(select(content).where(content.c.owner == owner).order_by(content.c.position)):
        check.span(owner, "content", (part.start, part.end, part.words), body)
        spans.append([part.start, part.end])
    if not spans:
        check.fault(f"{owner}: it has no content")
    return spans


def _claim(connection: Connection, entry: Row[Any], body: str, check: _Check) -> None:
    spans = _contents(connection, entry.id, body, check)
    if content_id("c", entry.attribution_id, spans) != entry.id:
        check.fault(f"{entry.id}: the id does not follow from the claim's spans")
    for link in connection.execute(select(source_link).where(source_link.c.claim_id == entry.id)):
        check.span(entry.id, "source", (link.start, link.end, link.words), body)
        check.span(entry.id, "fuller mention", (link.from_start, link.from_end, link.from_words), body)
    names = set()
    for field in connection.execute(select(cell).where(cell.c.claim_id == entry.id)):
        names.add(field.name)
        check.span(entry.id, field.name, (field.start, field.end, field.words), body)
        if field.value is None and not field.reason:
            check.fault(f"{entry.id}: its {field.name} is empty without a reason")
    if missing := sorted({*CELLS, *GROUNDED} - names):
        check.fault(f"{entry.id}: its cell {missing[0]} is not there")


def _search_index(connection: Connection, check: _Check) -> None:
    for row in connection.execute(text("SELECT id FROM claim EXCEPT SELECT claim_id FROM claim_words")):
        check.fault(f"{row[0]}: the search index lacks this claim")
    for row in connection.execute(text("SELECT claim_id FROM claim_words EXCEPT SELECT id FROM claim")):
        check.fault(f"{row[0]}: the search index holds a claim that is not there")
