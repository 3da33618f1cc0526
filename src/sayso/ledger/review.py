"""Persons' decisions about claims and propositions: appended with who, when and why, taken back by a decision of its own, shown as what they do in the ledger of today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, Row, exists, insert, select

from sayso.ledger.review_anchors import Text, resolve, texts_of
from sayso.ledger.review_chain import link
from sayso.ledger.review_tables import review_act, review_key
from sayso.ledger.sqlite import plain_errors
from sayso.ledger.tables import claim, document, place_candidate, place_mention
from sayso.ledger.weighing import batches
from sayso.ledger.weighing_tables import proposition_statement
from sayso.model.board import ReviewAct
from sayso.model.errors import NotFound, UserError
from sayso.model.review import Act, Anchor, Correction, Kept, ReviewKind

CLAIM_KINDS = frozenset({ReviewKind.ACCEPT, ReviewKind.REJECT, ReviewKind.CORRECT})
RATINGS = ("confirmed", "probably true", "possibly true", "doubtful", "improbable", "truth cannot be judged")  # NATO's words for 1 to 6
SHOWN = 60  # letters of a value in a line


def append(connection: Connection, made: Act) -> None:
    """Adds an act and its link in the chain."""
    target = {"claims": made.claims, "rest": made.rest, "propositions": made.propositions, "undoes": made.undoes}
    value = {"correction": made.correction, "digit": made.digit}
    row = {"id": made.id, "kind": made.kind.value, "target": _packed(target), "value": _packed(value), "why": made.why, "made_by": made.by, "made_at": made.at}
    number = connection.execute(insert(review_act).returning(review_act.c.seq), row).scalar_one()
    if keys := sorted(_keys(made)):
        connection.execute(insert(review_key), [{"key": key, "act": number} for key in keys])
    link(connection, "review", made.id)


def _keys(made: Act) -> set[str]:
    return {key for one in (*made.claims, *made.rest) for key in (one.text, one.raw)} | ({made.undoes} if made.undoes else set())


def _packed(value: object) -> str:
    return msgspec.json.encode(value).decode()


def judged(connection: Connection) -> bool:
    """Whether anything was ever judged: most ledgers have no acts, and most questions need not look further."""
    return bool(connection.execute(select(exists(select(review_act.c.seq)))).scalar())


def undo(engine: Engine, path: Path, wanted: str, made: tuple[str, str, str]) -> Kept:
    """Takes an act back, named by its id or the beginning of it; ``made`` is why, by, at. Raises NotFound, or UserError where it was taken back before."""
    why, by, at = made
    with plain_errors(path), engine.begin() as connection:
        prefix = wanted if wanted.startswith("r-") else f"r-{wanted}"
        ids = [str(row[0]) for row in connection.execute(select(review_act.c.id).where(review_act.c.id.startswith(prefix, autoescape=True)).limit(2))]
        if len(ids) != 1:
            reason = "more than one act begins with" if ids else "the ledger holds no act"
            raise NotFound(f"{reason} {wanted}; list them with: sayso review list")
        found = _kept(connection, review_act.c.id == ids[0])[0]
        if found.act.kind is ReviewKind.UNDO:
            raise UserError(f"{found.id} takes {found.act.undoes} back; to have that again, judge it again")
        if found.undone is not None:
            raise UserError(f"{found.id} was taken back on {found.undone[0][:10]} by {found.undone[1]}")
        append(connection, Act(kind=ReviewKind.UNDO, undoes=found.id, why=why, by=by, at=at))
        return _kept(connection, review_act.c.id == ids[0])[0]


def called(connection: Connection, act: str) -> Kept:
    """The act with this id."""
    return _kept(connection, review_act.c.id == act)[0]


def text_of(connection: Connection, document_id: str) -> str:
    """The text of a document, to select words from."""
    return str(connection.execute(select(document.c.text).where(document.c.id == document_id)).scalar_one())


def places_in(connection: Connection, document_id: str) -> set[str]:
    """The places that a document was read to speak of, by their ids."""
    query = select(place_candidate.c.place_id).join(place_mention).where(place_mention.c.document_id == document_id, place_candidate.c.rank == 0)
    return {str(row[0]) for row in connection.execute(query)}


def acts(connection: Connection, kinds: Iterable[ReviewKind] | None = None) -> list[Kept]:
    """All acts (of these kinds), in the order in which they were made; those that take others back are told with these."""
    wanted = set(ReviewKind) - {ReviewKind.UNDO} if kinds is None else set(kinds)
    return _kept(connection, review_act.c.kind.in_(sorted(kind.value for kind in wanted)))


def acts_about(connection: Connection, texts: Iterable[Text], kinds: Iterable[ReviewKind] | None = None) -> list[Kept]:
    """The acts that could speak of claims in these texts, in the order in which they were made."""
    numbers: set[int] = set()
    for batch in batches(sorted({key for one in texts for key in (one.text, one.raw)})):
        numbers.update(row[0] for row in connection.execute(select(review_key.c.act).where(review_key.c.key.in_(batch)).distinct()))
    wanted = set(ReviewKind) if kinds is None else set(kinds)
    found = [one for batch in batches(sorted(numbers)) for one in _kept(connection, review_act.c.seq.in_(batch))]
    return [one for one in found if one.act.kind in wanted]


def _kept(connection: Connection, condition: Any) -> list[Kept]:
    rows = list(connection.execute(select(review_act).where(condition).order_by(review_act.c.seq)))
    undone: dict[str, tuple[str, str]] = {}
    for batch in batches(row.id for row in rows):
        query = select(review_key.c.key, review_act.c.made_at, review_act.c.made_by).join(review_act, review_act.c.seq == review_key.c.act).where(review_key.c.key.in_(batch))
        undone.update({row.key: (row.made_at, row.made_by) for row in connection.execute(query)})
    return [Kept(seq=row.seq, id=row.id, act=_act(row), undone=undone.get(row.id)) for row in rows]


class _Target(msgspec.Struct):
    claims: tuple[Anchor, ...]
    rest: tuple[Anchor, ...]
    propositions: tuple[str, ...]
    undoes: str | None


class _Value(msgspec.Struct):
    correction: Correction | None
    digit: int | None


def _act(row: Row[Any]) -> Act:
    target, value = msgspec.json.decode(row.target, type=_Target), msgspec.json.decode(row.value, type=_Value)
    return Act(
        kind=ReviewKind(row.kind),
        claims=target.claims,
        rest=target.rest,
        propositions=target.propositions,
        correction=value.correction,
        digit=value.digit,
        undoes=target.undoes,
        why=row.why,
        by=row.made_by,
        at=row.made_at,
    )


def shown(connection: Connection, found: Sequence[Kept]) -> list[ReviewAct]:
    """These acts as a reader sees them, with what they are about today."""
    first = _first(connection, found)
    holding = _holding(connection, [key for kept in found if kept.act.kind not in CLAIM_KINDS and (key := first[kept.id])])
    return [_shown(kept, first[kept.id], holding) for kept in found]


def _first(connection: Connection, found: Sequence[Kept]) -> dict[str, str | None]:
    """The first claim of today that each act is about. Nearly always the first anchor finds one, so the others are asked only where it does not."""
    meant = resolve(connection, [kept.act.claims[0] for kept in found])
    lost = [kept for kept in found if not meant[kept.act.claims[0]]]
    meant |= resolve(connection, [one for kept in lost for one in kept.act.claims]) if lost else {}
    return {kept.id: next((key for one in kept.act.claims for key in meant.get(one, ())), None) for kept in found}


def _holding(connection: Connection, claims: Iterable[str]) -> dict[str, str]:
    """The proposition that holds each of these claims."""
    found: dict[str, str] = {}
    for batch in batches(sorted(set(claims))):
        query = select(proposition_statement.c.claim_id, proposition_statement.c.proposition_id).where(proposition_statement.c.claim_id.in_(batch))
        found.update({row.claim_id: row.proposition_id for row in connection.execute(query)})
    return found


def _shown(kept: Kept, claim_id: str | None, holding: dict[str, str]) -> ReviewAct:
    act = kept.act
    target = (claim_id or act.claims[0].claim) if act.kind in CLAIM_KINDS else holding.get(claim_id or "", act.propositions[0])
    return ReviewAct(
        id=kept.id, kind=act.kind.value, target=target, what=_what(act), why=act.why, by=act.by, at=act.at, undone=kept.undone, applies=kept.holds and claim_id is not None
    )


def _what(act: Act) -> str:
    if act.kind is ReviewKind.ACCEPT:
        return "accepted as read"
    if act.kind is ReviewKind.REJECT:
        return "rejected: takes no part in weighing"
    if act.kind is ReviewKind.MERGE:
        return f"merged {' and '.join(act.propositions)}"
    if act.kind is ReviewKind.SPLIT:
        return f"{len(act.claims)} {'claim' if len(act.claims) == 1 else 'claims'} split off {act.propositions[0]}"
    if act.correction is not None:
        new, old = (_short(value) for value in (act.correction.value, act.correction.machine))
        return f"{act.correction.cell.replace('_', ' ')}: {new} instead of {old}"
    digit = act.digit or 0
    return f"credibility {digit}: {RATINGS[digit - 1]}"


def _short(value: str | None) -> str:
    if not value:
        return "none"
    plain = " ".join(value.split())
    return f"“{plain}”" if len(plain) <= SHOWN else f"“{plain[: SHOWN - 1]}…”"


def acts_of(connection: Connection, claims: Iterable[str], kinds: Iterable[ReviewKind] = CLAIM_KINDS) -> list[ReviewAct]:
    """What persons decided of these claims, taken back or not, the newest last."""
    asked = set(claims)
    return shown(connection, list(_about(connection, asked, kinds)))


def acts_of_proposition(connection: Connection, proposition: str) -> list[ReviewAct]:
    """What persons decided of a proposition and of its claims, the newest last; ``proposition`` is its whole id."""
    query = select(proposition_statement.c.claim_id).where(proposition_statement.c.proposition_id == proposition)
    return acts_of(connection, [str(row[0]) for row in connection.execute(query)], ReviewKind)


def _about(connection: Connection, claims: set[str], kinds: Iterable[ReviewKind]) -> Iterator[Kept]:
    if not judged(connection):
        return
    documents: set[str] = set()
    for batch in batches(sorted(claims)):
        documents.update(str(row[0]) for row in connection.execute(select(claim.c.document_id).where(claim.c.id.in_(batch)).distinct()))
    found = acts_about(connection, texts_of(connection, documents).values(), kinds)
    meant = resolve(connection, [one for kept in found for one in kept.act.claims], documents)
    yield from (kept for kept in found if any(key in claims for one in kept.act.claims for key in meant[one]))


def credibility_of(connection: Connection, propositions: Iterable[str]) -> dict[str, int]:
    """The Admiralty digit that a person set for each of these propositions, the newest one; those that nobody rated are left out."""
    if not judged(connection):
        return {}
    rated = [kept for kept in acts(connection, {ReviewKind.CREDIBILITY}) if kept.holds]
    first = _first(connection, rated)
    holding, asked = _holding(connection, filter(None, first.values())), set(propositions)
    found: dict[str, int] = defaultdict(int)
    for kept in rated:
        if (key := holding.get(first[kept.id] or "")) in asked and key and kept.act.digit:
            found[key] = kept.act.digit
    return dict(found)
