"""What weighing needs of persons' decisions: which claims they touch otherwise than when last weighed, and how to forget what was kept of these. Derived rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, or_, select

from sayso.ledger.review_anchors import anchors_of
from sayso.ledger.review_effects import Effect, Ruling, all_effects, corrections_of, effects, rulings
from sayso.ledger.review_tables import judged_claim, judged_up_to, review_act
from sayso.ledger.tables import claim, document
from sayso.ledger.weighing import batches, claims_making, claims_of, noted, statements_of
from sayso.ledger.weighing_tables import citation, matter, statement, statement_key, statement_pair
from sayso.model.identity import content_id

REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What judgements changed since the last weighing: the documents in which a cell changed, or a claim was rejected, and the claims that were merged or split."""

    documents: frozenset[str]
    claims: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.documents or self.claims)


NOTHING = Moved(documents=frozenset(), claims=frozenset())


def digest(effect: Effect) -> str:
    """What weighing sees of it, empty where it sees nothing; equal for copies of a report."""
    if effect.rejected:
        return REJECTED
    parts = [[one.cell, one.of, one.value, one.start, one.end, sorted(one.facts.items())] for one in corrections_of(effect)]
    return content_id("x", parts) if parts else ""


def document_digests(connection: Connection, documents: Iterable[str]) -> dict[str, str]:
    """A digest of all that weighing sees of judgements on the claims of each of these documents; equal for copies of a report, and for a document without any it is left out."""
    found = {key: text for key, effect in effects(connection, documents).items() if (text := digest(effect))}
    parts: dict[str, list[tuple[object, ...]]] = {}
    for anchor in anchors_of(connection, sorted(found)):
        parts.setdefault(anchor.document, []).append((anchor.spans, anchor.cue or "", anchor.speaker or "", found[anchor.claim]))
    return {owner: content_id("x", sorted(held)) for owner, held in parts.items()}


def pending(connection: Connection) -> bool:
    """Whether an act was made, or a document read, since acts were last brought to bear."""
    place = _place(connection)
    return bool(place[0]) and connection.execute(select(judged_up_to.c.act, judged_up_to.c.document)).first() != place


def _place(connection: Connection) -> tuple[int, int]:
    return (
        int(connection.execute(select(func.max(review_act.c.seq))).scalar() or 0),
        int(connection.execute(select(func.max(document.c.seq))).scalar() or 0),
    )


def moved(connection: Connection) -> Moved:
    """What of the weighed documents must be weighed again because of judgements; from then on it counts as done."""
    if not pending(connection):
        return NOTHING
    now = _wanted(connection)
    before = {row.claim_id: (row.cells, row.rulings) for row in connection.execute(select(judged_claim))}
    cells = {key for key in now.keys() | before.keys() if now.get(key, ("", ""))[0] != before.get(key, ("", ""))[0]}
    ruled = {key for key in now.keys() | before.keys() if now.get(key, ("", ""))[1] != before.get(key, ("", ""))[1]}
    _note(connection, now)
    owners: dict[str, str] = {}
    for batch in batches(sorted(cells | ruled)):
        owners.update({row.id: row.document_id for row in connection.execute(select(claim.c.id, claim.c.document_id).where(claim.c.id.in_(batch)))})
    weighed = noted(connection, owners.values())
    return Moved(
        documents=frozenset(owners[key] for key in cells if owners.get(key) in weighed),
        claims=frozenset(key for key in ruled if owners.get(key) in weighed),
    )


def _wanted(connection: Connection) -> dict[str, tuple[str, str]]:
    """For each claim that an act touches: the digest of its cells, and which merges and splits name it."""
    cells = {key: text for key, effect in all_effects(connection).items() if (text := digest(effect))}
    named: dict[str, list[str]] = {}
    for ruling in rulings(connection):
        for key in ruling.claims:
            named.setdefault(key, []).append(f"{ruling.act}+")
        for key in ruling.rest:
            named.setdefault(key, []).append(f"{ruling.act}-")
    return {key: (cells.get(key, ""), " ".join(named.get(key, ()))) for key in sorted(cells.keys() | named.keys())}


def _note(connection: Connection, now: Mapping[str, tuple[str, str]]) -> None:
    forget_all(connection)
    if now:
        connection.execute(insert(judged_claim), [{"claim_id": key, "cells": cells, "rulings": named} for key, (cells, named) in now.items()])
    act, last = _place(connection)
    connection.execute(insert(judged_up_to), {"act": act, "document": last})


def forget_all(connection: Connection) -> None:
    """Drops what is kept of judgements, with all else that is derived."""
    connection.execute(delete(judged_claim))
    connection.execute(delete(judged_up_to))


def forget(connection: Connection, documents: Iterable[str]) -> None:
    """Drops what is kept of these documents' statements and citations; what is known of their text stays."""
    wanted = sorted(set(documents))
    claims = claims_of(connection, wanted)
    keys = set(statements_of(connection, claims).values())
    for batch in batches(claims):
        connection.execute(delete(statement).where(statement.c.claim_id.in_(batch)))
    for batch in batches(wanted):
        connection.execute(delete(citation).where(citation.c.document_id.in_(batch)))
        connection.execute(delete(matter).where(matter.c.document_id.in_(batch)))
    for batch in batches(sorted(keys - claims_making(connection, keys).keys())):
        connection.execute(delete(statement_key).where(statement_key.c.statement.in_(batch)))
        connection.execute(delete(statement_pair).where(or_(statement_pair.c.left_key.in_(batch), statement_pair.c.right_key.in_(batch))))


def alike(connection: Connection, claims: Iterable[str], link: float) -> list[str]:
    """The claims that a score of at least ``link`` joins to these, in the order of their ids."""
    keys = set(statements_of(connection, claims).values())
    found: set[str] = set()
    for batch in batches(sorted(keys)):
        ends = or_(statement_pair.c.left_key.in_(batch), statement_pair.c.right_key.in_(batch))
        for row in connection.execute(select(statement_pair.c.left_key, statement_pair.c.right_key).where(ends, statement_pair.c.score >= link)):
            found.update((row.left_key, row.right_key))
    return sorted(key for held in claims_making(connection, found - keys).values() for key in held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A ruling by the statements that its claims make."""

    together: frozenset[str]
    apart: frozenset[str]


def bounds(connection: Connection) -> list[Bound]:
    """The merges and splits that hold, in the order in which they were made."""
    made: list[Ruling] = rulings(connection)
    keys = statements_of(connection, {key for one in made for key in (*one.claims, *one.rest)})
    found = [(frozenset(keys[key] for key in one.claims if key in keys), frozenset(keys[key] for key in one.rest if key in keys)) for one in made]
    return [Bound(together=together, apart=apart - together) for together, apart in found]
