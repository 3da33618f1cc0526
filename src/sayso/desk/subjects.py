"""Who and where propositions and indicators are about, for rules that name actors and places: news says what changed, and seldom whom it concerns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sayso import compose
from sayso.desk.surroundings import Surroundings
from sayso.ledger import weighing as kept
from sayso.ledger.sqlite import plain_errors
from sayso.model.proposition import Proposition
from sayso.model.views import EventView, ParticipantView, PlaceView
from sayso.model.watch import Indicator
from sayso.model.weighing import Party, Statement, Voice, Where
from sayso.settings import Settings
from sayso.sources.alerts import Subject
from sayso.vocabulary.loader import country_name


def proposition_subjects(settings: Settings, ids: Collection[str]) -> dict[str, Subject]:
    """For each of these propositions who speaks and acts in it, where, and its latest number."""
    if not ids:
        return {}
    engine, path = compose.open_engine(settings)
    with plain_errors(path), engine.connect() as connection:
        found = kept.propositions(connection, ids)
        held = Surroundings(connection).statements(kept.documents_of(connection, (key for one in found for key in one.statements)))
        statements = {one.id: one for group in held.values() for one in group}
    return {one.id: _subject(one, [statements[key] for key in one.statements if key in statements]) for one in found}


def indicator_subject(indicator: Indicator) -> Subject:
    """Who raised an indicator, and who and where the events in it are about."""
    source = indicator.source
    voices = [part for voice in (source, *source.also) for part in (voice.name, voice.role, voice.organisation)]
    cast = [name for event in indicator.events for name in _cast(event)]
    return Subject(actors=_names([*voices, *cast]), places=_names(name for event in indicator.events for name in _scenes(event.places)))


def _subject(one: Proposition, statements: Collection[Statement]) -> Subject:
    amount = one.numbers[-1].amount if one.numbers else None
    actors = (name for held in statements for name in _who(held))
    places = (name for held in statements for name in _where((*held.places, *(place for event in held.events for place in event.places))))
    number = None if amount is None else amount.maximum if amount.maximum is not None else amount.minimum
    return Subject(actors=_names(actors), places=_names(places), number=number)


def _who(held: Statement) -> Iterator[str | None]:
    for voice in held.chain[1:] or held.chain:  # an outlet that only carries it is no actor
        yield from _voices(voice)
    for event in held.events:
        for party in (*event.actors, *event.recipients, *((event.thing,) if event.thing else ())):
            yield from _party(party)


def _voices(voice: Voice) -> Iterator[str | None]:
    for one in (voice, *voice.also):
        yield from (one.name, one.role, one.organisation)


def _party(party: Party | ParticipantView) -> Iterator[str | None]:
    yield party.name
    yield country_name(party.country) if party.country else None


def _cast(event: EventView) -> Iterator[str | None]:
    for party in (*event.actors, *event.recipients, *((event.object,) if event.object else ())):
        yield from _party(party)


def _where(places: Iterable[Where]) -> Iterator[str | None]:
    for place in places:
        yield from (place.name, place.known_as, country_name(place.country) if place.country else None)


def _scenes(places: Iterable[PlaceView]) -> Iterator[str | None]:
    for place in places:
        chosen = place.chosen
        country = chosen.country if chosen else place.country
        yield from (place.name, chosen.name if chosen else None, country_name(country) if country else None)


def _names(found: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in found if name))
