"""Appends observations; never changes or removes one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, text

from sayso.ledger import events, tables, watching
from sayso.ledger.events import event_rows
from sayso.ledger.grounded import TABLES, Row, mention_rows, span_row
from sayso.ledger.sqlite import plain_errors
from sayso.model.claim import Attribution, Cell, Claim, SourceLink
from sayso.model.document import Document
from sayso.model.identity import content_id
from sayso.model.reading import Outcome, Reading, RunFacts
from sayso.model.refusal import Refusal
from sayso.model.span import Span

CELLS = ("act", "certainty", "estimate", "polarity", "condition", "said_at")


class LedgerWriter:
    """The write side of a ledger: each call of ``write`` is one transaction."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path

    def register(self, facts: RunFacts) -> str:
        """The id of a run made with these facts, recorded once."""
        stages = json.dumps(dict(facts.stages), sort_keys=True)
        run = content_id("run", facts.program, stages, facts.model_name, facts.model_version, facts.model_sha256)
        row = {
            "id": run,
            "program": facts.program,
            "stages": stages,
            "model_name": facts.model_name,
            "model_version": facts.model_version,
            "model_sha256": facts.model_sha256,
        }
        with plain_errors(self._path), self._engine.begin() as connection:
            if connection.execute(select(tables.run.c.id).where(tables.run.c.id == run)).first() is None:
                connection.execute(insert(tables.run), row)
        return run

    def known(self, documents: Sequence[str]) -> set[str]:
        """Those of these documents, by id, that were read before."""
        with plain_errors(self._path), self._engine.connect() as connection:
            return {str(row[0]) for row in connection.execute(select(tables.document.c.id).where(tables.document.c.id.in_(documents)))}

    def write(self, run: str, readings: Iterable[Reading], refusals: Iterable[Refusal], done: Iterable[str] = ()) -> list[Outcome]:
        """Appends these in one transaction, and strikes the watched entries ``done`` off the queue; one outcome for each reading."""
        with plain_errors(self._path), self._engine.begin() as connection:
            outcomes = [self._append(connection, run, reading) for reading in readings]
            _append_refusals(connection, list(refusals), None)
            watching.done(connection, done)
        return outcomes

    def _append(self, connection: Connection, run: str, reading: Reading) -> Outcome:
        document = reading.document
        if _has_document(connection, document.id):
            return Outcome.KNOWN
        earlier = select(func.count()).select_from(tables.document).where(tables.document.c.series == document.series)
        versions = connection.execute(earlier).scalar() or 0
        connection.execute(insert(tables.document), _document_row(document, run))
        batch: dict[str, list[Row]] = {name: [] for name in ("attribution", "claim", "content", "source_link", "source_rival", "cell", *TABLES, *events.TABLES)}
        for attribution in reading.attributions:
            batch["attribution"].append(_attribution_row(attribution, document.text))
            batch["content"].extend(_content_rows(attribution.id, attribution.contents, document.text))
        words: list[Row] = []
        for claim in reading.claims:
            _add_claim(batch, claim, document.text)
            words.append({"id": claim.id, "words": _search_words(claim, document.text)})
        for grounded in (mention_rows, event_rows):
            for name, rows in grounded(document.id, reading.grounding, document.text).items():
                batch[name].extend(rows)
        for name, rows in batch.items():
            if rows:
                connection.execute(insert(tables.metadata.tables[name]), rows)
        if words:
            connection.execute(text("INSERT INTO claim_words (claim_id, words) VALUES (:id, :words)"), words)
        _append_refusals(connection, reading.refusals, document.text)
        return Outcome.NEW_VERSION if versions else Outcome.NEW


def _has_document(connection: Connection, document_id: str) -> bool:
    return connection.execute(select(tables.document.c.seq).where(tables.document.c.id == document_id)).first() is not None


def _append_refusals(connection: Connection, refusals: Sequence[Refusal], document_text: str | None) -> None:
    known = tables.refusal.c.id
    for refusal in refusals:
        if connection.execute(select(known).where(known == refusal.id)).first() is None:
            row = {"id": refusal.id, "stage": refusal.stage, "code": refusal.code, "detail": refusal.detail, "location": refusal.location, "document_id": refusal.document_id}
            connection.execute(insert(tables.refusal), row | span_row("", refusal.span, document_text or ""))


def _document_row(document: Document, run: str) -> Row:
    facts = {name: {"value": fact.value, "confidence": fact.confidence, "origin": fact.origin} for name, fact in sorted(document.facts.items())}
    return {
        "id": document.id,
        "series": document.series,
        "run_id": run,
        "external_id": document.external_id,
        "location": document.location,
        **{name: document.value(name) for name in ("url", "outlet", "title", "author", "published")},
        "media_type": document.media_type,
        "text": document.text,
        "text_sha256": document.text_sha256,
        "raw_sha256": document.raw_sha256,
        "facts": json.dumps(facts, ensure_ascii=False, sort_keys=True),
        "offsets": json.dumps(document.offsets.segments, separators=(",", ":")),
        "paragraphs": json.dumps([[span.start, span.end] for span in document.paragraphs], separators=(",", ":")),
    }


def _attribution_row(attribution: Attribution, document_text: str) -> Row:
    return {
        "id": attribution.id,
        "document_id": attribution.document_id,
        "parent": attribution.parent,
        **span_row("source_", attribution.source, document_text),
        **span_row("cue_", attribution.cue, document_text),
        "cue_lemma": attribution.cue_lemma,
        "form": attribution.form.value,
        "carried": attribution.carried,
        "rule": attribution.rule,
        "extractor": attribution.extractor,
        "confidence": attribution.confidence,
    }


def _content_rows(owner: str, spans: Sequence[Span], document_text: str) -> list[Row]:
    return [{"owner": owner, "position": position, **span_row("", span, document_text)} for position, span in enumerate(spans)]


def _add_claim(batch: dict[str, list[Row]], claim: Claim, document_text: str) -> None:
    row: Row = {"id": claim.id, "document_id": claim.document_id, "attribution_id": claim.attribution_id, "form": claim.form.value, "rule": claim.rule}
    row["confidence"] = claim.confidence
    batch["claim"].append(row)
    batch["content"].extend(_content_rows(claim.id, claim.contents, document_text))
    for position, link in enumerate(claim.chain):
        for member, voice in enumerate((link, *link.also)):
            batch["source_link"].append(_link_row(claim.id, position, member, voice, document_text))
            place = {"claim_id": claim.id, "position": position, "member": member}
            batch["source_rival"].extend(
                place | {"rank": rank, "label": rival.label, "score": round(rival.score, 4), "reason": rival.reason} for rank, rival in enumerate(voice.rivals, 1)
            )
    for name in CELLS:
        batch["cell"].append(_cell_row(claim.id, name, getattr(claim, name), document_text))


def _link_row(claim_id: str, position: int, member: int, link: SourceLink, document_text: str) -> Row:
    return {
        "claim_id": claim_id,
        "position": position,
        "member": member,
        "kind": link.kind.value,
        "name": link.name,
        "role": link.role,
        "organisation": link.organisation,
        "country": link.country,
        **span_row("", link.span, document_text),
        **span_row("from_", link.resolved_from, document_text),
        "rule": link.rule,
        "number": link.number,
        "origin_group": link.group,
    }


def _cell_row(claim_id: str, name: str, cell: Cell[Any], document_text: str) -> Row:
    value = str(cell.value) if cell.value is not None else None
    return {"claim_id": claim_id, "name": name, "value": value, **span_row("", cell.span, document_text), "rule": cell.rule, "reason": cell.reason}


def _search_words(claim: Claim, document_text: str) -> str:
    """What full-text search looks in: the content, the cue, and who speaks."""
    parts = [span.of(document_text) for span in claim.contents]
    if claim.cue:
        parts.append(claim.cue.of(document_text))
    for link in claim.chain[1:]:
        for voice in (link, *link.also):
            parts.extend(filter(None, (voice.name, voice.role, voice.organisation, voice.span.of(document_text) if voice.span else None)))
    return "\n".join(parts)
