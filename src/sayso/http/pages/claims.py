"""The search over claims, and the way from a claim's id to its place in the text."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from sayso.http.etags import Revalidated
from sayso.http.pages.filters import number
from sayso.http.pages.render import ledger_of, page
from sayso.model.views import ClaimFilter

router = APIRouter(include_in_schema=False, route_class=Revalidated)
PAGE = 25  # claims, each with all its cells
FIELDS = ("source", "country", "act", "since", "until", "document")


@router.get("/claims")
def claims(request: Request) -> Response:
    """Claims that fit words and filters."""
    query = {name: value.strip() for name, value in request.query_params.items() if name in {"words", "offset", *FIELDS} and value.strip()}
    fields: dict[str, Any] = {name: query[name] for name in ("words", *FIELDS) if name in query}
    found = ledger_of(request).board.claims(ClaimFilter(limit=PAGE, offset=number(query, "offset") or 0, **fields))
    return page(request, "claims.html", section="claims", found=found.items, total=found.total, offset=found.offset, limit=PAGE, query=query, path="/claims")


@router.get("/claims/{claim}")
def one(request: Request, claim: str) -> Response:
    """A claim is shown in its document."""
    found = ledger_of(request).board.claim(claim).claim
    return RedirectResponse(f"/documents/{quote(found.document)}?claim={quote(found.id)}#{quote(found.id)}", status_code=303)
