"""What to watch: the events on which claims hang (indicators), whether a later report asserts them, and what sources say they do not know (open questions).

Takes claims and events as views; gives derived rows; writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model.identity import content_id
from sayso.model.views import ClaimView, EventView
from sayso.model.watch import Indicator, OpenQuestion, Report, Watchlist

HAPPENS = frozenset({"actual", "ongoing"})
# A condition without an event that we can code is still one to watch, if it has at least so many words: not "if so" or "if need be".
FEWEST_WORDS = 4
SILENT = frozenset({"deny", "unknown", "decline", "question", "conditional"})


def watchlist(claims: Sequence[ClaimView], events: Sequence[EventView]) -> Watchlist:
    """The watchlist of these claims and of the events of their documents."""
    of_document: dict[str, list[EventView]] = {}
    for event in events:
        of_document.setdefault(event.document, []).append(event)
    asserted = _asserted(claims, events)
    indicators = [found for claim in claims if (found := _indicator(claim, of_document.get(claim.document, ()), asserted)) is not None]
    questions = [_question(claim) for claim in claims if claim.act.value == "unknown"]
    return Watchlist(indicators=tuple({found.id: found for found in indicators}.values()), questions=tuple(questions))


def _asserted(claims: Sequence[ClaimView], events: Sequence[EventView]) -> list[tuple[EventView, ClaimView]]:
    """Events told as happening, each with a claim that affirms it."""
    affirming = {claim.id: claim for claim in claims if claim.act.value not in SILENT and claim.polarity.value != "negative"}
    return [(event, affirming[key]) for event in events if event.realis in HAPPENS for key in event.claims if key in affirming]


def _indicator(claim: ClaimView, events: Sequence[EventView], asserted: Sequence[tuple[EventView, ClaimView]]) -> Indicator | None:
    where = claim.condition.at
    if where is None:
        where = next((event.condition for event in events if claim.id in event.claims and event.condition is not None), None)
    if where is None:
        return None
    wanted = tuple(event for event in events if where.start <= event.trigger.start < where.end and not event.spoken)
    if not wanted and len(where.words.split()) < FEWEST_WORDS:
        return None
    return Indicator(
        id=content_id("w", claim.document, where.start, where.end),
        condition=where,
        consequence=claim.content,
        events=wanted,
        claim=claim.id,
        source=claim.speaker,
        document=claim.document,
        external_id=claim.external_id,
        published=claim.published,
        reported=tuple(_report(event, told) for event, told in asserted if any(_answers(event, told, one, claim) for one in wanted)),
    )


def _answers(event: EventView, told: ClaimView, wanted: EventView, raised: ClaimView) -> bool:
    """Whether an event is the one waited for: not earlier, of the same type, by actors and in places that agree as far as both name them, and with one of these in common."""
    if (told.published or "") < (raised.published or "") or told.id == raised.id or event.type != wanted.type:
        return False
    pairs = ((_countries(event), _countries(wanted)), (_lands(event), _lands(wanted)))
    return all(not left or not right or not left.isdisjoint(right) for left, right in pairs) and any(not left.isdisjoint(right) for left, right in pairs)


def _countries(event: EventView) -> set[str]:
    return {one.country for one in event.actors if one.country}


def _lands(event: EventView) -> set[str]:
    return {land for place in event.places if (land := place.chosen.country if place.chosen else place.country)}


def _report(event: EventView, told: ClaimView) -> Report:
    words = " … ".join(part.words for part in told.content)
    return Report(event=event.id, claim=told.id, document=told.document, external_id=told.external_id, published=told.published, words=words)


def _question(claim: ClaimView) -> OpenQuestion:
    return OpenQuestion(
        id=content_id("q", claim.id),
        content=claim.content,
        claim=claim.id,
        source=claim.speaker,
        document=claim.document,
        external_id=claim.external_id,
        published=claim.published,
    )
