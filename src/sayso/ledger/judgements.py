"""Persons' judgements about actors: appended with who and when, taken back by a row of their own."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select

from sayso.ledger.actor_tables import judgement as table
from sayso.ledger.review_chain import link
from sayso.ledger.sqlite import plain_errors
from sayso.model.errors import NotFound, UserError
from sayso.model.identity import content_id
from sayso.model.judgement import Judgement, Verdict

WITHDRAWN = "withdrawn"


def judgements(connection: Connection) -> list[Judgement]:
    """All of them, in the order in which they were made, with their withdrawals."""
    rows = list(connection.execute(select(table).order_by(table.c.seq)))
    taken_back = {json.loads(row.left_keys)[0]: row for row in rows if row.verdict == WITHDRAWN}
    return [
        Judgement(
            verdict=Verdict(row.verdict),
            left=tuple(json.loads(row.left_keys)),
            right=tuple(json.loads(row.right_keys)),
            labels=(row.left_label, row.right_label),
            why=row.why,
            by=row.made_by,
            at=row.made_at,
            withdrawn_at=taken_back[row.id].made_at if row.id in taken_back else None,
            withdrawn_by=taken_back[row.id].made_by if row.id in taken_back else None,
        )
        for row in rows
        if row.verdict != WITHDRAWN
    ]


def append(engine: Engine, ledger: Path, made: Judgement) -> None:
    """Adds a judgement; the same one twice is one."""
    with plain_errors(ledger), engine.begin() as connection:
        if connection.execute(select(table.c.seq).where(table.c.id == made.id)).first() is None:
            sides = {"left_keys": json.dumps(made.left), "right_keys": json.dumps(made.right), "left_label": made.labels[0], "right_label": made.labels[1]}
            connection.execute(insert(table), {"id": made.id, "verdict": made.verdict.value, **sides, "why": made.why, "made_by": made.by, "made_at": made.at})
            link(connection, "judgement", made.id)


def withdraw(engine: Engine, ledger: Path, wanted: str, by: str, at: str) -> Judgement:
    """Takes a judgement back, named by its id or the beginning of it; raises NotFound, or UserError where it was taken back before."""
    with plain_errors(ledger), engine.begin() as connection:
        prefix = wanted if wanted.startswith("j-") else f"j-{wanted}"
        found = [made for made in judgements(connection) if made.id.startswith(prefix)]
        if len(found) != 1:
            reason = "the ledger holds no judgement" if not found else "more than one judgement begins with"
            raise NotFound(f"{reason} {wanted}; list them with: sayso actors judgements")
        if not found[0].holds:
            raise UserError(f"judgement {found[0].id} was withdrawn on {(found[0].withdrawn_at or '')[:10]} by {found[0].withdrawn_by}")
        row = {"id": content_id("w", found[0].id, by, at), "verdict": WITHDRAWN, "left_keys": json.dumps([found[0].id]), "right_keys": "[]"}
        connection.execute(insert(table), {**row, "left_label": found[0].labels[0], "right_label": found[0].labels[1], "why": "", "made_by": by, "made_at": at})
        link(connection, "judgement", row["id"])
        return next(made for made in judgements(connection) if made.id == found[0].id)
