"""What the words and signs of the board mean."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from sayso.http.etags import Revalidated
from sayso.http.pages.render import page

router = APIRouter(include_in_schema=False, route_class=Revalidated)


@router.get("/guide")
def guide(request: Request) -> Response:
    """The words and signs, for a reader who sees them for the first time."""
    return page(request, "guide.html", section="")
