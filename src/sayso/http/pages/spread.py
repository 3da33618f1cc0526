"""Where, when and among whom: the map, the timeline, the network."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from sayso.http.pages import drawings
from sayso.http.pages.filters import asked, proposition_filter
from sayso.http.pages.render import ledger_of, page

router = APIRouter(include_in_schema=False)
ROWS = 60  # what one timeline holds


@router.get("/map")
def places(request: Request) -> Response:
    """Places and movements."""
    board, query = ledger_of(request).board, asked(request)
    view = board.map(proposition_filter(query))
    names = {place.id: place.name for place in view.places}
    spans = [(row.first, row.last) for row in view.places] + [(row.first, row.last) for row in view.legs]
    days = sorted({day for span in spans for day in span if day})
    return page(
        request, "map.html", section="map", view=view, names=names, days=days, asked=query, path="/map", drawing=drawings.world(view), stories=board.stories(None, 50, 0).items
    )


@router.get("/timeline")
def timeline(request: Request) -> Response:
    """Propositions in time."""
    board, query = ledger_of(request).board, asked(request)
    wanted = proposition_filter(query, limit=ROWS)
    found = board.timeline(wanted)
    return page(
        request,
        "timeline.html",
        section="timeline",
        found=found,
        asked=query,
        wanted=wanted,
        path="/timeline",
        drawing=drawings.times(found.items),
        stories=board.stories(None, 50, 0).items,
    )


@router.get("/network")
def network(request: Request) -> Response:
    """Who says, repeats and denies whom."""
    board, query = ledger_of(request).board, asked(request)
    found = board.network(proposition_filter(query))
    labels = {node.id: node.label for node in found.nodes}
    return page(
        request,
        "network.html",
        section="network",
        found=found,
        labels=labels,
        asked=query,
        path="/network",
        drawing=drawings.web(found),
        stories=board.stories(None, 50, 0).items,
    )
