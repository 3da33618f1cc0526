"""Appends observations; never changes or removes one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, insert, select, text

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

ORDER = ("document", "attribution", "claim", "content", "source_link", "source_rival", "cell", *TABLES, *events.TABLES, "refusal")
BATCH = 500  # values in one question, well below what SQLite takes
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
            return _held(connection, tables.document.c.id, documents)

    def write(self, run: str, readings: Iterable[Reading], refusals: Iterable[Refusal], done: Iterable[str] = ()) -> list[Outcome]:
        """Appends these in one transaction, and strikes the watched entries ``done`` off the queue; one outcome for each reading."""
        rows = _Rows()
        with plain_errors(self._path), self._engine.begin() as connection:
            outcomes = rows.gather(connection, run, list(readings))
            rows.refuse(list(refusals), None)
            rows.insert(connection)
            watching.done(connection, done)
        return outcomes


class _Rows:
    """The rows of some readings by table, in the order in which tables point to each other: many in one statement cost a third of what they cost document by document."""

    def __init__(self) -> None:
        self._tables: dict[str, list[Row]] = {name: [] for name in ORDER}
        self._words: list[Row] = []

    def gather(self, connection: Connection, run: str, readings: Sequence[Reading]) -> list[Outcome]:
        """Takes the rows of what the ledger does not know; one outcome for each reading."""
        known = _held(connection, tables.document.c.id, [reading.document.id for reading in readings])
        series = _held(connection, tables.document.c.series, [reading.document.series for reading in readings])
        outcomes: list[Outcome] = []
        for reading in readings:
            document = reading.document
            if document.id in known:
                outcomes.append(Outcome.KNOWN)
                continue
            outcomes.append(Outcome.NEW_VERSION if document.series in series else Outcome.NEW)
            known.add(document.id)
            series.add(document.series)
            self._add(reading, run)
        return outcomes

    def _add(self, reading: Reading, run: str) -> None:
        document = reading.document
        self._tables["document"].append(_document_row(document, run))
        for attribution in reading.attributions:
            self._tables["attribution"].append(_attribution_row(attribution, document.text))
            self._tables["content"].extend(_content_rows(attribution.id, attribution.contents, document.text))
        for claim in reading.claims:
            _add_claim(self._tables, claim, document.text)
            self._words.append({"id": claim.id, "words": _search_words(claim, document.text)})
        for grounded in (mention_rows, event_rows):
            for name, rows in grounded(document.id, reading.grounding, document.text).items():
                self._tables[name].extend(rows)
        self.refuse(reading.refusals, document.text)

    def refuse(self, refusals: Sequence[Refusal], document_text: str | None) -> None:
        """Takes what was declined; the spans are of this text."""
        for refusal in refusals:
            row = {"id": refusal.id, "stage": refusal.stage, "code": refusal.code, "detail": refusal.detail, "location": refusal.location, "document_id": refusal.document_id}
            self._tables["refusal"].append(row | span_row("", refusal.span, document_text or ""))

    def insert(self, connection: Connection) -> None:
        """Writes it all; a refusal that was recorded before is not recorded again."""
        refused: dict[str, Row] = {}
        for row in self._tables["refusal"]:
            refused.setdefault(row["id"], row)
        before = _held(connection, tables.refusal.c.id, list(refused))
        self._tables["refusal"] = [row for key, row in refused.items() if key not in before]
        for name, rows in self._tables.items():
            if rows:
                connection.execute(insert(tables.metadata.tables[name]), rows)
        if self._words:
            connection.execute(text("INSERT INTO claim_words (claim_id, words) VALUES (:id, :words)"), self._words)


def _held(connection: Connection, column: Column[Any], values: Sequence[str]) -> set[str]:
    """Those of these values that the column holds."""
    found: set[str] = set()
    for first in range(0, len(values), BATCH):
        found.update(connection.execute(select(column).where(column.in_(values[first : first + BATCH]))).scalars())
    return found


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
