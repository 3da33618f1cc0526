"""What to watch for, and what is new since a day."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from sayso.http.pages.render import ledger_of, page

router = APIRouter(include_in_schema=False)


@router.get("/watchlist")
def watchlist(request: Request) -> Response:
    """Indicators and open questions."""
    found = ledger_of(request).board.watchlist()
    return page(request, "watchlist.html", section="watchlist", found=found)


@router.get("/changes")
def changes(request: Request) -> Response:
    """What changed in reports published since a day; without a day, since the newest one that a story was told of."""
    ledger = ledger_of(request)
    since = request.query_params.get("since", "").strip()
    if not since:
        newest = ledger.board.stories(None, 1, 0).items
        since = (newest[0].last or "") if newest else ""
    news = ledger.changes(since) if since else []
    return page(request, "changes.html", section="changes", since=since, news=news)
