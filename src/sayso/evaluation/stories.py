"""Claims as the scorer of the sample stories takes them: one record for each claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sayso.model.claim import SourceKind, SourceLink, SpeechAct
from sayso.model.document import Document
from sayso.model.event import Event
from sayso.model.grounded import GroundedClaim
from sayso.model.grounding import PlaceRole
from sayso.model.proposition import Proposition
from sayso.model.reading import Reading
from sayso.synthesis.canonical import CanonicalSource, Place, canonical_sources
from sayso.vocabulary import actors

name = "stories"
# The gold files know ten speech acts; these two are written as assertions there.
WRITTEN_AS = {SpeechAct.ACCUSE: SpeechAct.ASSERT, SpeechAct.DEMAND: SpeechAct.ASSERT}


@dataclass(frozen=True, slots=True)
class Known:
    """What each voice is called over all documents of the file, which stand for one ledger, and the proposition of each claim."""

    voices: dict[Place, CanonicalSource]
    propositions: Mapping[str, str]


def prepare(readings: Sequence[Reading], propositions: Mapping[str, str]) -> Known:
    """What is known over all documents."""
    return Known(canonical_sources(readings), propositions)


def verdicts(weighed: Sequence[Proposition]) -> Iterator[dict[str, Any]]:
    """One record for each proposition; the count is the least, by which the verdict is judged."""
    for one in weighed:
        yield {"proposition_id": one.id, "text": one.text, "verdict": one.verdict.name.value, "independent_source_count": one.verdict.least, "most": one.verdict.most}


def records(reading: Reading, known: Known) -> Iterator[dict[str, Any]]:
    """One record for each claim of the document."""
    document = reading.document
    grounded = {claim.claim_id: claim for claim in reading.grounding.claims}
    for claim in reading.claims:
        act = claim.act.value
        speaker = claim.speaker
        yield {
            "claim_id": claim.id,
            "doc_id": document.external_id,
            "content": " ".join(span.of(document.text) for span in claim.contents),
            "cue": claim.cue.of(document.text) if claim.cue else None,
            "source_text": speaker.span.of(document.text) if speaker.span else None,
            "source_canonical": _canonical(_named(speaker, known.voices.get((claim.id, len(claim.chain) - 1, 0))), document.text),
            "stance": WRITTEN_AS.get(act, act) if act else None,
            "certainty": claim.certainty.value,
            "polarity": claim.polarity.value,
            **_cells(grounded[claim.id]),
            "condition": claim.condition.value,
            "proposition_id": known.propositions.get(claim.id),
            "events": [_event(event, document) for event in grounded[claim.id].events],
        }


def _cells(claim: GroundedClaim) -> dict[str, Any]:
    """The places by name and country, the times as intervals, the number with its bounds."""
    number = claim.quantity
    return {
        "quantity": {"min": number.minimum, "max": number.maximum, "unit": number.unit or number.counted} if number else None,
        "places": [[place.name, place.chosen.country if place.chosen else place.country] for place in claim.places],
        "times": [time.interval for time in claim.times],
    }


def _event(event: Event, document: Document) -> dict[str, Any]:
    """An event in the shape of the events' scorer."""
    text, number = document.text, event.quantity
    raw = document.offsets.raw_span(event.trigger) or event.trigger
    places: dict[str, list[list[str | None]]] = {role.value: [] for role in PlaceRole}
    for place in event.places:
        places[place.role or PlaceRole.AT].append([place.name, place.chosen.country if place.chosen else place.country])
    return {
        "type": event.type,
        "mode": event.mode,
        "trigger": {"text": event.trigger.of(text), "span": [raw.start, raw.end]},
        "actor": [{"text": one.words, "country": one.country} for one in event.actors],
        "recipient": [{"text": one.words, "country": one.country} for one in event.recipients],
        "object": event.thing.words if event.thing else None,
        "quantity": {"min": number.minimum, "max": number.maximum, "unit": number.counted} if number else None,
        **places,
        "time": event.time.interval if event.time else None,
        "means": next((place.means for place in event.places if place.means), None),
        "realis": event.realis,
        "condition": event.condition.of(text) if event.condition else None,
    }


def _named(link: SourceLink, canonical: CanonicalSource | None) -> SourceLink:
    """The link with what other documents of the file say of its actor."""
    if canonical is None or link.kind is SourceKind.OUTLET:
        return link
    return replace(link, name=canonical.name, role=canonical.role or link.role, organisation=canonical.organisation or link.organisation, country=canonical.country or link.country)


def _canonical(link: SourceLink, text: str) -> dict[str, str | None] | None:
    """Person, body and country; a nameless voice is its fullest mention, with the body it belongs to ("a spokesman for the yard, Corvane Shipping")."""
    if link.span is None and (link.organisation is None or link.kind is SourceKind.OUTLET):
        return None
    body = actors.with_acronym(link.organisation) if link.organisation else None
    if link.kind is SourceKind.OUTLET or link.rule == "first person of the outlet":
        body = f"{body} (reporting outlet)" if body else "reporting outlet"
    elif link.name is None:
        mentions = [span.of(text) for span in (link.span, link.resolved_from) if span is not None]
        body = ", ".join(dict.fromkeys(filter(None, (*mentions, link.role, link.group, body))))
    return {"person": link.name, "org": body, "country": link.country}
