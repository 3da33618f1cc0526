"""Tokens, for those whose own has the scope admin. A secret is given once, when it is made."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from sayso.http.api.answers import body_of, decoded, ledger_of, made, page_of
from sayso.http.api.bodies import WantedToken
from sayso.http.api.described import gives
from sayso.http.api.queries import Id, Listed
from sayso.http.security import visitor
from sayso.model.board import Paged
from sayso.model.token import NewToken, TokenView

router = APIRouter(prefix="/tokens", tags=["tokens"])


@router.get("", **gives(Paged[TokenView]))
def tokens(request: Request, query: Annotated[Listed, Query()]) -> Response:
    """All tokens, without their secrets."""
    return made(page_of(ledger_of(request).tokens.list(), query.limit, query.offset), 200)


@router.post("", **gives(NewToken, status=201, takes=WantedToken))
def make(request: Request, body: Annotated[bytes, Depends(body_of)]) -> Response:
    """Makes a token."""
    wanted = decoded(body, WantedToken)
    expires = wanted.expires.isoformat() if wanted.expires else None
    return made(ledger_of(request).tokens.make(wanted.name, wanted.scope, by=visitor(request).name, expires=expires))


@router.post("/{token}/revoke", **gives(TokenView, status=201))
def revoke(request: Request, token: Id) -> Response:
    """Ends a token."""
    return made(ledger_of(request).tokens.revoke(token, by=visitor(request).name))
