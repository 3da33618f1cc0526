"""A proposition with its reasons, sources by stance, paths, numbers and claims; and the search over all propositions."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter, Request, Response

from sayso.http.pages import drawings
from sayso.http.pages.filters import asked, proposition_filter
from sayso.http.pages.render import ledger_of, page
from sayso.http.security import visitor
from sayso.model.board import PropositionFilter
from sayso.model.proposition import Origin
from sayso.model.story_views import SupportView
from sayso.views.matrix import matrix

router = APIRouter(include_in_schema=False)
NEIGHBOURS = 100  # propositions of the story that are offered to merge with


@router.get("/propositions")
def propositions(request: Request) -> Response:
    """Propositions of all stories that fit a filter."""
    query = asked(request)
    wanted = proposition_filter(query)
    found = ledger_of(request).board.propositions(wanted)
    return page(request, "propositions.html", section="stories", found=found, asked=query, wanted=wanted, path="/propositions")


@router.get("/propositions/{proposition}")
def one(request: Request, proposition: str) -> Response:
    """A proposition."""
    board = ledger_of(request).board
    shown = board.proposition(proposition)
    held = shown.detail.proposition
    neighbours = board.propositions(PropositionFilter(story=shown.line.story, limit=NEIGHBOURS)).items if visitor(request).may_review else ()
    labels = {support.origin.key: support.origin.label for support in held.supports}
    return page(
        request,
        "proposition.html",
        section="stories",
        shown=shown,
        held=held,
        claims=by_side(shown.detail.supports),
        deniers=distinct(held.verdict.deniers),
        decliners=distinct(held.verdict.decliners),
        origins=distinct(held.verdict.origins),
        labels=labels,
        matrix=matrix(shown.detail),
        paths=drawings.trails(held.supports),
        history=drawings.history(held.numbers, labels),
        neighbours=neighbours,
        documents={support.claim: support.document for support in shown.detail.supports},
    )


def by_side(supports: Iterable[SupportView]) -> dict[str, list[SupportView]]:
    """The claims by stance, those that assert first."""
    grouped: dict[str, list[SupportView]] = {side: [] for side in ("asserts", "denies", "declines", "open", "conditional")}
    for support in supports:
        grouped.setdefault(support.side, []).append(support)
    return {side: rows for side, rows in grouped.items() if rows}


def distinct(origins: Iterable[Origin]) -> list[Origin]:
    """Each name once."""
    return list({origin.label: origin for origin in reversed(list(origins))}.values())[::-1]
