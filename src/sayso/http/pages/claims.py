"""The search over claims, and the way from a claim's id to its place in the text."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from sayso.http.pages.filters import PAGE, number
from sayso.http.pages.render import ledger_of, page

router = APIRouter(include_in_schema=False)
FIELDS = ("source", "country", "act", "since", "until", "document")


@router.get("/claims")
def claims(request: Request) -> Response:
    """Claims that fit words and filters."""
    query = {name: value.strip() for name, value in request.query_params.items() if name in {"words", "offset", *FIELDS} and value.strip()}
    offset = number(query, "offset") or 0
    ledger, filters = ledger_of(request), {name: query[name] for name in FIELDS if name in query}
    found = ledger.claims(query.get("words"), limit=PAGE, offset=offset, **filters)
    total = ledger.count(query.get("words"), **filters)
    return page(request, "claims.html", section="claims", found=found, total=total, offset=offset, limit=PAGE, query=query, path="/claims")


@router.get("/claims/{claim}")
def one(request: Request, claim: str) -> Response:
    """A claim is shown in its document."""
    found = ledger_of(request).show(claim).claim
    return RedirectResponse(f"/documents/{quote(found.document)}?claim={quote(found.id)}#{quote(found.id)}", status_code=303)
