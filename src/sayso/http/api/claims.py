"""Documents and claims."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sayso.api import Ledger
from sayso.http.api.answers import reply
from sayso.http.api.described import gives
from sayso.http.api.queries import ClaimsQuery, Id, Listed
from sayso.model.board import DocumentPage, Paged
from sayso.model.views import ClaimView, DocumentView, ShownClaim

router = APIRouter(tags=["claims"])
COUNTED = 256  # filters whose totals are remembered: counting takes longer than finding a page, and each page of a list tells the total


@lru_cache(maxsize=COUNTED)
def _total(ledger: Ledger, revision: str, words: str | None, filters: tuple[tuple[str, Any], ...]) -> int:  # noqa: ARG001 - what was counted at another revision is forgotten
    return ledger.count(words, **dict(filters))


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

    def ask(ledger: Ledger) -> Paged[ClaimView]:
        filters = query.filters()
        rows = ledger.claims(query.words, limit=query.limit, offset=query.offset, **filters)
        total = _total(ledger, ledger.board.revision(), query.words, tuple(filters.items()))
        return Paged(items=tuple(rows), total=total, offset=query.offset, limit=query.limit)

    return reply(request, ask)


@router.get("/claims/{claim}", **gives(ShownClaim))
def claim(request: Request, claim: Id) -> Response:
    """A claim with the text around it and the rule behind each cell."""
    return reply(request, lambda ledger: ledger.show(claim))
