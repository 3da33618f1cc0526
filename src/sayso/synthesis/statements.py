"""Makes statements and reports, which weighing compares, from the ledger's views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sayso.model.span import Span
from sayso.model.views import ClaimView, EventView, ParticipantView, PlaceView, QuantityView, SourceView
from sayso.model.weighing import Amount, Happening, Party, Statement, Voice, Where


def statements(claims: Iterable[ClaimView], events: Iterable[EventView]) -> list[Statement]:
    """One statement for each claim, with the events of its content, in the order of the claims."""
    of_claim: dict[str, list[EventView]] = {}
    for event in events:
        for claim in event.claims:
            of_claim.setdefault(claim, []).append(event)
    return [_statement(claim, of_claim.get(claim.id, ())) for claim in claims]


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
        amount=_amount(grounding.quantity),
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
        amount=_amount(event.quantity),
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
    )


def _amount(number: QuantityView | None) -> Amount | None:
    if number is None:
        return None
    return Amount(
        minimum=number.minimum,
        maximum=number.maximum,
        modifier=number.modifier,
        unit=number.unit,
        counted=number.counted,
        sort=number.sort,
        scope=number.scope,
        whole=number.whole,
        words=number.at.words,
    )
