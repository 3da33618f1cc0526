"""Documents and claims."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sayso.http.api.answers import reply
from sayso.http.api.described import gives
from sayso.http.api.queries import ClaimsQuery, Id, Listed
from sayso.model.board import DocumentPage, Paged
from sayso.model.views import ClaimFilter, ClaimView, DocumentView, ShownClaim

router = APIRouter(tags=["claims"])


@router.get("/documents", **gives(Paged[DocumentView]))
def documents(request: Request, query: Annotated[Listed, Query()]) -> Response:
    """Documents, every version."""
    return reply(request, lambda ledger: ledger.board.documents(query.limit, query.offset))


@router.get("/documents/{document}", **gives(DocumentPage))
def document(request: Request, document: Id) -> Response:
    """A document with its text, what was read from it, what was refused, and how it came here."""
    return reply(request, lambda ledger: ledger.board.document(document))


@router.get("/claims", **gives(Paged[ClaimView]))
def claims(request: Request, query: Annotated[ClaimsQuery, Query()]) -> Response:
    """Claims that fit, in the order of reading."""
    wanted = ClaimFilter(words=query.words, limit=query.limit, offset=query.offset, **query.filters())
    return reply(request, lambda ledger: ledger.board.claims(wanted))


@router.get("/claims/{claim}", **gives(ShownClaim))
def claim(request: Request, claim: Id) -> Response:
    """A claim with the text around it and the rule behind each cell."""
    return reply(request, lambda ledger: ledger.board.claim(claim))
