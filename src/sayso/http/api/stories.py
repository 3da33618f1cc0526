"""Stories, propositions, and the drawings' rows: map, timeline, network."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sayso.http.api.answers import reply
from sayso.http.api.described import gives
from sayso.http.api.queries import Id, PropositionsQuery, StoriesQuery, WithinStory
from sayso.model.board import MapView, Network, Paged, PropositionLine, PropositionPage, StoryLine, StoryPage, TimelineRow

router = APIRouter(tags=["stories"])
Wanted = Annotated[PropositionsQuery, Query()]


@router.get("/stories", **gives(Paged[StoryLine]))
def stories(request: Request, query: Annotated[StoriesQuery, Query()]) -> Response:
    """Stories, those last told of first."""
    return reply(request, lambda ledger: ledger.board.stories(query.seen, query.limit, query.offset))


@router.get("/stories/{story}", **gives(StoryPage))
def story(request: Request, story: Id, query: Annotated[WithinStory, Query()]) -> Response:
    """A story by its id or the beginning of it, with the propositions that fit."""
    return reply(request, lambda ledger: ledger.board.story(story, query.wanted()))


@router.get("/propositions", **gives(Paged[PropositionLine]))
def propositions(request: Request, query: Wanted) -> Response:
    """Propositions that fit."""
    return reply(request, lambda ledger: ledger.board.propositions(query.wanted(query.story)))


@router.get("/propositions/{proposition}", **gives(PropositionPage))
def proposition(request: Request, proposition: Id) -> Response:
    """A proposition with its claims, paths, numbers and acts of review."""
    return reply(request, lambda ledger: ledger.board.proposition(proposition))


@router.get("/map", **gives(MapView))
def places(request: Request, query: Wanted) -> Response:
    """Places and movements of the propositions that fit."""
    return reply(request, lambda ledger: ledger.board.map(query.wanted(query.story)))


@router.get("/timeline", **gives(Paged[TimelineRow]))
def timeline(request: Request, query: Wanted) -> Response:
    """When things are said to have happened, and when that was said."""
    return reply(request, lambda ledger: ledger.board.timeline(query.wanted(query.story)))


@router.get("/network", **gives(Network))
def network(request: Request, query: Wanted) -> Response:
    """Who says, repeats and denies whom."""
    return reply(request, lambda ledger: ledger.board.network(query.wanted(query.story)))
