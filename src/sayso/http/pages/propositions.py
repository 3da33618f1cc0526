"""A proposition with its reasons, sources by stance, paths, numbers and claims; and the search over all propositions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fastapi import APIRouter, Request, Response

from sayso.http.etags import Revalidated
from sayso.http.pages import drawings
from sayso.http.pages.filters import asked, proposition_filter
from sayso.http.pages.render import ledger_of, page
from sayso.http.security import visitor
from sayso.model.board import PropositionFilter
from sayso.model.proposition import NumberPoint, NumberRelation, Origin
from sayso.model.story_views import SupportView
from sayso.views.matrix import matrix

router = APIRouter(include_in_schema=False, route_class=Revalidated)
SHOWN = 2  # relations of a number to earlier ones
FOUND = 25  # propositions of a page of the search
NEIGHBOURS = 100  # propositions of the story that are offered to merge with


@router.get("/propositions")
def propositions(request: Request) -> Response:
    """Propositions of all stories that fit a filter."""
    query = asked(request)
    wanted = proposition_filter(query, limit=FOUND)
    found = ledger_of(request).board.propositions(wanted)
    return page(request, "propositions.html", section="stories", found=found, asked=query, wanted=wanted, path="/propositions")


@router.get("/propositions/{proposition}")
def one(request: Request, proposition: str) -> Response:
    """A proposition."""
    board = ledger_of(request).board
    with board.together():
        shown = board.proposition(proposition)
        neighbours = board.propositions(PropositionFilter(story=shown.line.story, limit=NEIGHBOURS)).items if visitor(request).may_review else ()
    held = shown.detail.proposition
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
        numbers=sorted(held.numbers, key=lambda point: point.said or ""),
        by_claim={point.statement: point for point in held.numbers},
        stands=standing(held.numbers),
        neighbours=neighbours,
        documents={support.claim: support.document for support in shown.detail.supports},
    )


def standing(numbers: Sequence[NumberPoint]) -> dict[str, tuple[NumberRelation, ...]]:
    """How each number stands to the last ones before it, those of its own series first of all; by statement."""
    apart = {point.statement: point.apart for point in numbers}
    own = {point.statement: tuple(row for row in point.relations if apart.get(row.earlier) is point.apart) for point in numbers}
    return {point.statement: (own[point.statement] or point.relations)[-SHOWN:] for point in numbers}


def by_side(supports: Iterable[SupportView]) -> dict[str, list[SupportView]]:
    """The claims by stance, those that assert first."""
    grouped: dict[str, list[SupportView]] = {side: [] for side in ("asserts", "denies", "declines", "open", "conditional")}
    for support in supports:
        grouped.setdefault(support.side, []).append(support)
    return {side: rows for side, rows in grouped.items() if rows}


def distinct(origins: Iterable[Origin]) -> list[Origin]:
    """Each name once."""
    return list({origin.label: origin for origin in reversed(list(origins))}.values())[::-1]
