"""Review: the acts so far, and what a person decides of claims and propositions. Every act has a maker and a reason, and can be taken back."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from sayso.api import Ledger
from sayso.http.etags import Revalidated
from sayso.http.pages.filters import number
from sayso.http.pages.render import ledger_of, page
from sayso.http.security import visitor
from sayso.model.board import ReviewAct
from sayso.model.errors import UserError

router = APIRouter(include_in_schema=False, route_class=Revalidated)
GAP = re.compile(r"\s*(?:…|\.\.\.)\s*")  # between words that are left out
PLACE = re.compile(r"[0-9]{1,10}")
KINDS = ("accept", "reject", "correct", "merge", "split", "credibility", "undo")


async def fields_of(request: Request) -> dict[str, list[str]]:
    """The fields of a form, each with its values; files are left out."""
    form = await request.form()
    return {name: [value.strip() for value in form.getlist(name) if isinstance(value, str) and value.strip()] for name in form}


@router.get("/review")
def acts(request: Request) -> Response:
    """What persons decided, newest first."""
    found = ledger_of(request).review.acts()
    return page(request, "review.html", section="review", acts=list(reversed(found)))


@router.post("/review/{kind}")
def act(request: Request, kind: str, fields: Annotated[dict[str, list[str]], Depends(fields_of)]) -> Response:
    """Makes one act, and goes back to where it was asked for."""
    if kind not in KINDS:
        raise UserError(f"unknown act {kind!r}; known are: {', '.join(KINDS)}")
    given = {name: values[0] for name, values in fields.items() if values}
    made = _made(ledger_of(request), kind, (given, fields), visitor(request).name)
    return RedirectResponse(_back(given.get("back"), made), status_code=303)


def _made(ledger: Ledger, kind: str, form: tuple[dict[str, str], dict[str, list[str]]], by: str) -> ReviewAct:
    given, fields = form
    desk, why = ledger.review, _needed(given, "why", "say why: an editor will ask")
    if kind == "accept":
        return desk.accept(_needed(given, "claim", "name the claim"), by=by, why=why)
    if kind == "reject":
        return desk.reject(_needed(given, "claim", "name the claim"), by=by, why=why)
    if kind == "correct":
        return _corrected(ledger, form, by, why)
    if kind == "merge":
        return desk.merge(fields.get("propositions", []), by=by, why=why)
    if kind == "split":
        return desk.split(_needed(given, "proposition", "name the proposition"), fields.get("claims", []), by=by, why=why)
    if kind == "credibility":
        digit = number(given, "digit") or 0
        return desk.credibility(_needed(given, "proposition", "name the proposition"), digit, by=by, why=why)
    return desk.undo(_needed(given, "act", "name the act"), by=by, why=why)


def _corrected(ledger: Ledger, form: tuple[dict[str, str], dict[str, list[str]]], by: str, why: str) -> ReviewAct:
    given, fields = form
    claim, cell = _needed(given, "claim", "name the claim"), _needed(given, "cell", "choose the cell to be corrected")
    places = [_stretch(one) for one in fields.get("at", [])] or [locate(ledger, claim, words) for words in GAP.split(given.get("words", "")) if words]
    value = "" if "empty" in given else given.get("value")
    if not places and value is None:
        raise UserError("select the right words in the text, or type the right value")
    start, end = places[0] if places else (None, None)
    return ledger.review.correct(claim, cell, value=value, start=start, end=end, more=places[1:], by=by, why=why)


def _stretch(written: str) -> tuple[int, int]:
    start, _, end = written.partition("-")
    if not (PLACE.fullmatch(start) and PLACE.fullmatch(end)):
        raise UserError(f"a stretch of the text is written as 120-134, not {written!r}")
    return int(start), int(end)


def locate(ledger: Ledger, claim: str, words: str) -> tuple[int, int]:
    """Where words stand in a claim's document: of several places the one nearest to the claim. Raises UserError where they stand nowhere."""
    found = ledger.show(claim).claim
    text = ledger.text(found.document)
    anchor = found.content[0].start if found.content else 0
    places, at = [], text.find(words)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    if not places:
        raise UserError(f"the document has no words {words!r}: copy them exactly as they stand in the text")
    start = min(places, key=lambda place: (abs(place - anchor), place))
    return start, start + len(words)


def _needed(given: dict[str, str], name: str, message: str) -> str:
    if not given.get(name):
        raise UserError(message)
    return given[name]


def _back(wanted: str | None, made: ReviewAct) -> str:
    """Only a page of this board, never another site's."""
    if wanted and wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable():
        return wanted
    return f"/review#{made.id}"
