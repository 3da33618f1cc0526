"""Makes statements and reports, which weighing compares, from the ledger's views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sayso.model.span import Span
from sayso.model.views import ClaimView, EventView, ParticipantView, PlaceView, SourceView, Words
from sayso.model.weighing import Happening, Party, Statement, Voice, Where


def statements(claims: Iterable[ClaimView], events: Iterable[EventView]) -> list[Statement]:
    """One statement for each claim, with the events of its content, in the order of the claims."""
    of_claim: dict[str, list[EventView]] = {}
    for event in events:
        for claim in event.claims:
            of_claim.setdefault(claim, []).append(event)
    return [_statement(claim, [_as_judged(event, claim) for event in of_claim.get(claim.id, ()) if _inside(event, claim)]) for claim in claims]


def _inside(event: EventView, claim: ClaimView) -> bool:
    """Whether the event stands in the claim's content, where a person selected that anew."""
    selected = any(mark.cell == "content" for mark in claim.judged)
    return not selected or any(part.start <= event.trigger.start < part.end for part in claim.content)


def _as_judged(event: EventView, claim: ClaimView) -> EventView:
    """The event with the places, times and number that a person set in the claim, where it shares what the program had read."""
    for mark in claim.grounding.judged:
        rule = f"judgement {mark.act}"
        if mark.cell == "quantity" and event.quantity is not None and _at(event.quantity.at) == mark.of:
            event = replace(event, quantity=claim.grounding.quantity)
        elif mark.cell == "place":
            places = [place for place in claim.grounding.places if place.rule == rule]
            event = replace(event, places=tuple(new for old in event.places for new in (_in_role(places, old) if _at(old.at) == mark.of else [old])))
        elif mark.cell == "time":
            times = [time for time in claim.grounding.times if time.rule == rule]
            event = replace(event, times=tuple(new for old in event.times for new in (times if _at(old.at) == mark.of else [old])))
    return event


def _at(words: Words) -> tuple[int, int]:
    return words.start, words.end


def _in_role(places: Sequence[PlaceView], old: PlaceView) -> list[PlaceView]:
    """These places in the role that another had in the event."""
    return [replace(place, role=old.role, leg=old.leg, means=old.means) for place in places]


def by_report(found: Iterable[Statement]) -> Mapping[str, list[Statement]]:
    """Statements by the report they stand in, each in the order of the text."""
    groups: dict[str, list[Statement]] = {}
    for statement in sorted(found, key=lambda one: (one.report, one.at, one.id)):
        groups.setdefault(statement.report, []).append(statement)
    return groups


def _statement(claim: ClaimView, events: Sequence[EventView]) -> Statement:
    grounding = claim.grounding
    return Statement(
        id=claim.id,
        report=claim.document,
        published=claim.published,
        outlet=claim.outlet,
        at=min(part.start for part in claim.content),
        content=" ".join(part.words for part in claim.content),
        spans=tuple(Span(part.start, part.end) for part in claim.content),
        chain=tuple(_voice(link) for link in claim.chain),
        cue=claim.cue.words if claim.cue else None,
        cue_lemma=claim.cue_lemma,
        act=claim.act.value or "assert",
        certainty=claim.certainty.value or "certain",
        polarity=claim.polarity.value or "positive",
        estimate=claim.estimate.value,
        condition=claim.condition.value,
        said_at=claim.said_at.value,
        quoted=claim.form == "direct",
        places=tuple(_where(place) for place in grounding.places),
        times=tuple(time.interval for time in grounding.times),
        amount=grounding.quantity.amount if grounding.quantity else None,
        events=tuple(_happening(event) for event in events),
        confidence=claim.confidence,
    )


def _voice(link: SourceView) -> Voice:
    return Voice(
        kind=link.kind,
        name=link.name,
        role=link.role,
        organisation=link.organisation,
        country=link.country,
        words=link.mention.words if link.mention else None,
        number=link.number,
        group=link.group,
        also=tuple(_voice(member) for member in link.also),
    )


def _happening(event: EventView) -> Happening:
    return Happening(
        type=event.type,
        mode=event.mode,
        actors=tuple(_party(one) for one in event.actors),
        recipients=tuple(_party(one) for one in event.recipients),
        thing=_party(event.object) if event.object else None,
        places=tuple(_where(place) for place in event.places),
        times=tuple(time.interval for time in event.times),
        amount=event.quantity.amount if event.quantity else None,
        realis=event.realis,
        factuality=event.factuality,
        spoken=event.spoken,
        trigger=event.trigger.words,
    )


def _party(one: ParticipantView) -> Party:
    return Party(name=one.name, country=one.country)


def _where(place: PlaceView) -> Where:
    chosen = place.chosen
    return Where(
        name=place.name,
        id=chosen.id if chosen else None,
        country=chosen.country if chosen else place.country,
        latitude=chosen.latitude if chosen else None,
        longitude=chosen.longitude if chosen else None,
        role=place.role,
        known_as=chosen.name if chosen else None,
        leg=place.leg,
        means=place.means,
    )
