"""What is sent with an act, checked as it is read. By whom an act is made follows from the token, or from how the board was started: it is no field."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec

from sayso.model.token import Scope

Words = Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]
Value = Annotated[str, msgspec.Meta(max_length=2_000)]
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Place = Annotated[int, msgspec.Meta(ge=0, le=2**31)]


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every act has a reason."""

    why: Words


class OfClaim(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Accepts or rejects a claim."""

    claim: Id


class Correction(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Corrects a cell of a claim by a value ("" empties it), or by a stretch of the document's text (offsets in code points).

    ``more`` are further stretches, from each start to its end, of a content that does not hang together.
    """

    claim: Id
    cell: Id
    value: Value | None = None
    start: Place | None = None
    end: Place | None = None
    more: Annotated[tuple[tuple[Place, Place], ...], msgspec.Meta(max_length=20)] = ()


class Merge(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Says that propositions are one."""

    propositions: Annotated[tuple[Id, ...], msgspec.Meta(min_length=2, max_length=50)]


class Split(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Holds claims of a proposition apart from its others."""

    proposition: Id
    claims: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1, max_length=500)]


class Credibility(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sets the credibility of a proposition: Admiralty 1 (confirmed) to 6 (cannot be judged)."""

    proposition: Id
    digit: Annotated[int, msgspec.Meta(ge=1, le=6)]


class Undo(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Takes an act back."""

    act: Id


class WantedToken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A token to be made; ``expires`` is the last day on which it holds."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    scope: Scope = Scope.READ
    expires: dt.date | None = None
