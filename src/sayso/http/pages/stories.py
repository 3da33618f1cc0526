"""The list of stories, and a story with its propositions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from sayso.api import Ledger
from sayso.http.etags import Revalidated
from sayso.http.pages import drawings, visits
from sayso.http.pages.filters import PAGE, asked, number, proposition_filter
from sayso.http.pages.render import ledger_of, page
from sayso.model.board import MapView, PropositionFilter, PropositionLine
from sayso.model.proposition import NumberPoint, Relation
from sayso.model.views import ClaimView
from sayso.views.figures import series

router = APIRouter(include_in_schema=False, route_class=Revalidated)
STORIES = 25
FEW = 4  # rows of each part of the summary
TRIED = 3  # propositions with figures that are looked at for two that can be compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The number that was told most often: its proposition, the figures of its main series, drawn and listed, and what to call their origins."""

    line: PropositionLine
    points: tuple[NumberPoint, ...]
    apart: int
    history: Markup
    labels: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A story in a minute: what most origins say, what is denied, how a number moved, where things went, what is not known."""

    supported: tuple[PropositionLine, ...]
    disputed: tuple[PropositionLine, ...]
    moved: Moved | None
    places: MapView
    names: dict[str, str]
    unknown: tuple[ClaimView, ...]


@router.get("/")
def stories(request: Request) -> Response:
    """Stories, newest first."""
    board = ledger_of(request).board
    seen = visits.since(request)
    found = board.stories(seen, STORIES, number(dict(request.query_params), "offset") or 0)
    response = page(request, "stories.html", section="stories", found=found, seen=seen, path="/")
    visits.remember(request, response, board.mark())
    return response


@router.post("/seen")
def seen(request: Request) -> Response:
    """Counts all that is there as seen."""
    response = RedirectResponse("/", status_code=303)
    visits.read_all(request, response, ledger_of(request).board.mark())
    return response


@router.get("/stories/{story}")
def one(request: Request, story: str) -> Response:
    """A story: in a minute, then its propositions with filters."""
    ledger, query = ledger_of(request), asked(request)
    wanted = proposition_filter(query, limit=PAGE)
    with ledger.board.together():
        shown = ledger.board.story(story, wanted)
        digest = None if query.chips or wanted.offset else digest_of(ledger, shown.story.id)
    path = f"/stories/{quote(shown.story.id)}"
    return page(request, "story.html", section="stories", shown=shown, asked=query, wanted=wanted, path=path, digest=digest, seen=visits.since(request))


def digest_of(ledger: Ledger, story: str) -> Digest:
    """What a reader is told first."""
    board = ledger.board
    first = PropositionFilter(story=story, limit=12)

    def some(wanted: PropositionFilter) -> tuple[PropositionLine, ...]:
        return board.propositions(wanted).items

    supported, carried = some(replace(first, sort="origins")), some(first)
    disputed = tuple(sorted((*some(replace(first, verdict="contested")), *some(replace(first, verdict="denied"))), key=lambda row: -row.carriers))
    known = {row.id: row for row in (*supported, *disputed, *carried)}
    numbered = sorted((row for row in known.values() if len(series(row.numbers)) > 1), key=lambda row: -len(series(row.numbers)))
    places = board.map(first)
    return Digest(
        supported=tuple(row for row in supported if row.least)[:FEW],
        disputed=disputed[:FEW],
        moved=next(filter(None, (moved_of(ledger, row) for row in numbered[:TRIED])), None),
        places=places,
        names={place.id: place.name for place in places.places},
        unknown=board.not_known(story, FEW),
    )


def moved_of(ledger: Ledger, line: PropositionLine) -> Moved | None:
    """How the number of a proposition moved; figures of something else are counted and left out. None where no two figures can be compared."""
    held = ledger.board.weighed(line.id)
    labels = {support.origin.key: support.origin.label for support in held.supports}
    points = tuple(point for point in held.numbers if not point.apart)
    if all(relation.relation is Relation.NOT_COMPARABLE for point in points for relation in point.relations):
        return None
    return Moved(line=line, points=points, apart=len(held.numbers) - len(points), history=drawings.history(points, labels, wide=drawings.HALF), labels=labels)
