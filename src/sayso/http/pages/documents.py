"""Documents: the list, and one with its text, claims, refusals, versions and custody."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Request, Response

from sayso.api import Ledger
from sayso.http.etags import Revalidated
from sayso.http.pages import highlight
from sayso.http.pages.filters import PAGE, number
from sayso.http.pages.render import ledger_of, page
from sayso.model.board import DocumentPage
from sayso.model.errors import NotFound, UserError
from sayso.model.views import ClaimView

router = APIRouter(include_in_schema=False, route_class=Revalidated)


@router.get("/documents")
def documents(request: Request) -> Response:
    """What was read, newest first."""
    found = ledger_of(request).board.documents(PAGE, number(dict(request.query_params), "offset") or 0)
    return page(request, "documents.html", section="documents", found=found, path="/documents")


@router.get("/documents/{document}")
def one(request: Request, document: str, claim: str | None = None) -> Response:
    """A document; ``claim`` is the one to be shown with all its cells and the forms of review."""
    ledger = ledger_of(request)
    shown = ledger.board.document(document)
    chosen = next((row for row in shown.claims if claim and row.id.startswith(claim)), None)
    return page(
        request,
        "document.html",
        section="documents",
        shown=shown,
        path=f"/documents/{quote(shown.document.id)}",
        numbers=highlight.numbered(shown),
        paragraphs=highlight.paragraphs(shown, chosen.id if chosen else None),
        chosen=chosen,
        by_id={row.id: row for row in shown.claims},
        around=_around(shown, chosen) if chosen else (0, ""),
        acts=ledger.review.acts(chosen.id) if chosen else (),
        cells=ledger.review.cells() if chosen else {},
        differences=_differences(ledger, shown),
        address=_safe(shown.document.url),
    )


def _around(shown: DocumentPage, claim: ClaimView) -> tuple[int, str]:
    """The paragraphs that a claim stands in and those beside them, with the offset of the first one."""
    places = [words.start for words in claim.content] + ([claim.cue.start] if claim.cue else [])
    held = [number for number, (start, end) in enumerate(shown.paragraphs) if any(start <= place < end for place in places)] or [0]
    near = shown.paragraphs[max(0, held[0] - 1) : held[-1] + 2]
    return (near[0][0], shown.text[near[0][0] : near[-1][1]]) if near else (0, "")


def _differences(ledger: Ledger, shown: DocumentPage) -> object:
    if len(shown.versions) < 2:
        return None
    try:
        return ledger.differences(shown.document.id)
    except (NotFound, UserError):
        return None  # the newest version has no older one that it could be compared with


def _safe(address: str | None) -> str | None:
    """An address that may be followed: only the web's own schemes, so that no script hides in one."""
    return address if address and urlsplit(address).scheme in {"http", "https"} else None
