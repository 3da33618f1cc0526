"""What persons' decisions do to claims today: which are accepted or rejected, which cells are corrected, which are to be held together or apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sayso.ledger.review import CLAIM_KINDS, acts, acts_about, judged
from sayso.ledger.review_anchors import resolve, texts_of
from sayso.ledger.tables import document
from sayso.ledger.weighing import batches
from sayso.model.review import Anchor, Correction, Kept, ReviewKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What holds of one claim: whether a person accepted or rejected it (the newest act), and corrections in the order in which they were made, one for a slot."""

    status: Kept | None
    corrections: tuple[Kept, ...]

    @property
    def rejected(self) -> bool:
        """Whether it is to be left out."""
        return self.status is not None and self.status.act.kind is ReviewKind.REJECT


def effects(connection: Connection, documents: Iterable[str]) -> dict[str, Effect]:
    """What holds of the claims of these documents; claims that no act touches are left out."""
    wanted = set(documents)
    if not judged(connection):
        return {}
    return _effects(connection, acts_about(connection, texts_of(connection, wanted).values(), CLAIM_KINDS), wanted)


def all_effects(connection: Connection) -> dict[str, Effect]:
    """What holds of every claim that an act touches."""
    return _effects(connection, acts(connection, CLAIM_KINDS), None) if judged(connection) else {}


def _effects(connection: Connection, found: Sequence[Kept], within: set[str] | None) -> dict[str, Effect]:
    holding = [kept for kept in found if kept.holds]
    meant = resolve(connection, [one for kept in holding for one in kept.act.claims], within)
    of_claim: dict[str, list[Kept]] = defaultdict(list)
    for kept in holding:
        for key in dict.fromkeys(key for one in kept.act.claims for key in meant[one]):
            of_claim[key].append(kept)
    return {key: _effect(of_claim[key]) for key in sorted(of_claim)}


def _effect(held: Sequence[Kept]) -> Effect:
    status = [kept for kept in held if kept.act.kind is not ReviewKind.CORRECT]
    slots: dict[tuple[str, tuple[int, int] | None], Kept] = {}
    for kept in held:
        if kept.act.correction is not None:
            slots.pop(kept.act.correction.slot, None)
            slots[kept.act.correction.slot] = kept
    return Effect(status=status[-1] if status else None, corrections=tuple(slots.values()))


def rejected_claims(connection: Connection) -> set[str]:
    """Every claim that a person rejected."""
    return {key for key, effect in all_effects(connection).items() if effect.rejected}


def corrections_of(effect: Effect) -> list[Correction]:
    """The corrections that hold, in the order in which they were made."""
    return [kept.act.correction for kept in effect.corrections if kept.act.correction is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A merge (``rest`` is empty: the claims are of one proposition) or a split (the claims are held together, and apart from the rest), with the claims of today."""

    act: str
    claims: tuple[str, ...]
    rest: tuple[str, ...]


def rulings(connection: Connection) -> list[Ruling]:
    """The merges and splits that hold and still speak of claims on both sides, in the order in which they were made."""
    if not judged(connection):
        return []
    found = [kept for kept in acts(connection, {ReviewKind.MERGE, ReviewKind.SPLIT}) if kept.holds]
    meant = resolve(connection, [one for kept in found for one in (*kept.act.claims, *kept.act.rest)])

    def today(anchors: Iterable[Anchor]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for one in anchors for key in meant[one]))

    made = []
    for kept in found:
        claims = today(kept.act.claims)
        made.append(Ruling(act=kept.id, claims=claims, rest=tuple(key for key in today(kept.act.rest) if key not in claims)))
    return [one for one in made if one.claims]


def bodies(connection: Connection, documents: Iterable[str]) -> dict[str, str]:
    """The texts of these documents, to find selected words in."""
    found: dict[str, str] = {}
    for batch in batches(sorted(set(documents))):
        found.update({row.id: row.text for row in connection.execute(select(document.c.id, document.c.text).where(document.c.id.in_(batch)))})
    return found
