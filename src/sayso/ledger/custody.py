"""Which documents were read from bytes that the archive keeps: what proves the way from there needs to know of each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sayso.ledger.tables import document, run


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One document: where it came from, the sha256 of the bytes and of the text, how the bytes were decoded, and the version of the stage that made the one of the other."""

    id: str
    url: str
    location: str
    raw_sha256: str
    text_sha256: str
    encoding: str
    version: str | None


def held(connection: Connection, fact: str, stage: str) -> Iterator[Held]:
    """The documents of which this fact is known, in the order of reading; ``stage`` is the one whose version counts."""
    columns = (document.c.id, document.c.url, document.c.location, document.c.raw_sha256, document.c.text_sha256, document.c.facts, run.c.stages)
    for row in connection.execute(select(*columns).join(run, run.c.id == document.c.run_id).order_by(document.c.seq)):
        facts = json.loads(row.facts)
        if fact in facts:
            yield Held(
                id=row.id,
                url=row.url or row.location,
                location=row.location,
                raw_sha256=row.raw_sha256,
                text_sha256=row.text_sha256,
                encoding=facts["encoding"]["value"],
                version=dict(json.loads(row.stages)).get(stage),
            )
