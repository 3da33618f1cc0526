"""What to watch for, and what is new since a day."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from sayso.http.etags import Revalidated
from sayso.http.pages.filters import number
from sayso.http.pages.render import ledger_of, page

router = APIRouter(include_in_schema=False, route_class=Revalidated)
SHOWN = 100  # indicators, and as many questions
PAGE = 20  # propositions: each may have to be weighed as it was before


@router.get("/watchlist")
def watchlist(request: Request) -> Response:
    """Indicators and open questions."""
    found = ledger_of(request).board.watchlist()
    indicators, questions = (sorted(rows, key=lambda row: row.published or "", reverse=True) for rows in (found.indicators, found.questions))
    return page(request, "watchlist.html", section="watchlist", indicators=indicators, questions=questions, shown=SHOWN)


@router.get("/changes")
def changes(request: Request) -> Response:
    """What changed in reports published since a day; without a day, since the newest one that a story was told of. A page is of so many propositions."""
    board, since = ledger_of(request).board, request.query_params.get("since", "").strip()
    offset = number(dict(request.query_params), "offset") or 0
    if not since:
        newest = board.stories(None, 1, 0).items
        since = (newest[0].last or "") if newest else ""
    news = board.changes(since, PAGE, offset) if since else None
    return page(request, "changes.html", section="changes", since=since, news=news, path="/changes")
