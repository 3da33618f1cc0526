"""What to watch, what was declined, what is new, where the ledger stands, and the OpenAPI document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sayso.http.api.answers import JSON, page_of, reply
from sayso.http.api.described import gives
from sayso.http.api.queries import ChangesQuery, Listed
from sayso.model.board import Paged
from sayso.model.story_views import NewsView
from sayso.model.views import RefusalView
from sayso.model.watch import Indicator, OpenQuestion

router = APIRouter(tags=["lists"])
Page = Annotated[Listed, Query()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where the ledger stands: ``mark`` changes with every document read, ``revision`` whenever anything shown could change."""

    mark: int
    revision: str


@router.get("/ledger", **gives(Stand))
def stand(request: Request) -> Response:
    """Where the ledger stands."""
    return reply(request, lambda ledger: Stand(mark=ledger.board.mark(), revision=ledger.board.revision()))


@router.get("/watchlist/indicators", **gives(Paged[Indicator]))
def indicators(request: Request, query: Page) -> Response:
    """Events on which claims hang, with the reports that assert them since."""
    return reply(request, lambda ledger: page_of(list(ledger.board.watchlist().indicators), query.limit, query.offset))


@router.get("/watchlist/questions", **gives(Paged[OpenQuestion]))
def questions(request: Request, query: Page) -> Response:
    """What sources say they do not know."""
    return reply(request, lambda ledger: page_of(list(ledger.board.watchlist().questions), query.limit, query.offset))


@router.get("/refusals", **gives(Paged[RefusalView]))
def refusals(request: Request, query: Page) -> Response:
    """What was declined, and why."""
    return reply(request, lambda ledger: ledger.board.refusals(query.limit, query.offset))


@router.get("/changes", **gives(Paged[NewsView]))
def changes(request: Request, query: Annotated[ChangesQuery, Query()]) -> Response:
    """What is new in reports published on a day or later. Limit, offset and total count the propositions that these tell of, those last told of first; of each there may be
    more news than one, or none.
    """
    return reply(request, lambda ledger: ledger.board.changes(query.since.isoformat(), query.limit, query.offset))


@router.get("/openapi.json", include_in_schema=False)
def described(request: Request) -> Response:
    """The OpenAPI document."""
    return Response(msgspec.json.encode(request.app.openapi()), media_type=JSON)
