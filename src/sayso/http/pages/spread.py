"""Where, when and among whom: the map, the timeline, the network."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from sayso.http.etags import Revalidated
from sayso.http.pages import drawings
from sayso.http.pages.filters import asked, proposition_filter
from sayso.http.pages.render import ledger_of, page
from sayso.http.pages.words import link
from sayso.model.board import Node

router = APIRouter(include_in_schema=False, route_class=Revalidated)
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
    told: dict[str, dict[str, None]] = {node.id: {} for node in found.nodes}
    for tie in found.ties:
        for end in (tie.source, tie.target):
            told.setdefault(end, {}).update(dict.fromkeys(tie.propositions))
    leads = {node.id: _leads(node, list(told[node.id])) for node in found.nodes}
    return page(
        request,
        "network.html",
        section="network",
        found=found,
        labels=labels,
        leads=leads,
        asked=query,
        path="/network",
        drawing=drawings.web(found),
        stories=board.stories(None, 50, 0).items,
    )


def _leads(node: Node, told: Sequence[str]) -> str:
    """Where a name of the network leads: to what an outlet carries, what a government says, or to the proposition in which it speaks; ``told`` are those of its ties."""
    if len(told) == 1 or (told and node.kind == "nameless"):
        return f"/propositions/{quote(told[0])}"
    if node.kind in {"outlet", "agency"}:
        return link("/propositions", outlet=node.label)
    return link("/propositions", actor=node.country if node.kind == "government" and node.country else node.label)
