"""Versions of a report."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from sayso.http.api.answers import reply
from sayso.http.api.described import gives
from sayso.http.api.queries import Id
from sayso.model.differences import Differences

router = APIRouter(tags=["claims"])


@router.get("/documents/{document}/differences", **gives(Differences))
def differences(request: Request, document: Id) -> Response:
    """What the newest version of a report changed against the one before."""
    return reply(request, lambda ledger: ledger.differences(document))
