"""Acts of review: what persons decide of claims and propositions, each with its reason. By whom follows from the token, or from how the board was started."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from sayso.http.api.answers import body_of, decoded, ledger_of, made, page_of, reply
from sayso.http.api.bodies import Correction, Credibility, Merge, OfClaim, Split, Undo
from sayso.http.api.described import gives
from sayso.http.api.queries import ActsQuery
from sayso.http.security import visitor
from sayso.model.board import Paged, ReviewAct

router = APIRouter(prefix="/review", tags=["review"])
Sent = Annotated[bytes, Depends(body_of)]


@router.get("", **gives(Paged[ReviewAct]))
def acts(request: Request, query: Annotated[ActsQuery, Query()]) -> Response:
    """The acts, in the order in which they were made."""
    return reply(request, lambda ledger: page_of(ledger.review.acts(query.target), query.limit, query.offset))


@router.get("/cells", **gives(dict[str, tuple[str, ...] | None]))
def cells(request: Request) -> Response:
    """The cells that can be corrected, with the values they take; null is free text, or a stretch of the document."""
    return reply(request, lambda ledger: ledger.review.cells())


@router.post("/accept", **gives(ReviewAct, status=201, takes=OfClaim))
def accept(request: Request, body: Sent) -> Response:
    """Accepts a claim as it was read."""
    act = decoded(body, OfClaim)
    return made(ledger_of(request).review.accept(act.claim, by=visitor(request).name, why=act.why))


@router.post("/reject", **gives(ReviewAct, status=201, takes=OfClaim))
def reject(request: Request, body: Sent) -> Response:
    """Rejects a claim: it takes no part in weighing."""
    act = decoded(body, OfClaim)
    return made(ledger_of(request).review.reject(act.claim, by=visitor(request).name, why=act.why))


@router.post("/correct", **gives(ReviewAct, status=201, takes=Correction))
def correct(request: Request, body: Sent) -> Response:
    """Corrects one cell of a claim."""
    act = decoded(body, Correction)
    desk, by = ledger_of(request).review, visitor(request).name
    return made(desk.correct(act.claim, act.cell, value=act.value, start=act.start, end=act.end, more=act.more, by=by, why=act.why))


@router.post("/merge", **gives(ReviewAct, status=201, takes=Merge))
def merge(request: Request, body: Sent) -> Response:
    """Says that propositions are one."""
    act = decoded(body, Merge)
    return made(ledger_of(request).review.merge(act.propositions, by=visitor(request).name, why=act.why))


@router.post("/split", **gives(ReviewAct, status=201, takes=Split))
def split(request: Request, body: Sent) -> Response:
    """Holds claims of a proposition apart from its others."""
    act = decoded(body, Split)
    return made(ledger_of(request).review.split(act.proposition, act.claims, by=visitor(request).name, why=act.why))


@router.post("/credibility", **gives(ReviewAct, status=201, takes=Credibility))
def credibility(request: Request, body: Sent) -> Response:
    """Sets the credibility of a proposition."""
    act = decoded(body, Credibility)
    return made(ledger_of(request).review.credibility(act.proposition, act.digit, by=visitor(request).name, why=act.why))


@router.post("/undo", **gives(ReviewAct, status=201, takes=Undo))
def undo(request: Request, body: Sent) -> Response:
    """Takes an act back."""
    act = decoded(body, Undo)
    return made(ledger_of(request).review.undo(act.act, by=visitor(request).name, why=act.why))
