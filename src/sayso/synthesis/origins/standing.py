"""Who may deny a proposition, and as what: the accused party, the owner of the object, the authority for the place, by the parts of its events."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model.proposition import Origin
from sayso.model.weighing import Happening, Party, Statement
from sayso.synthesis.origins.bodies import Actor, Sort
from sayso.vocabulary.name_parts import words_of
from sayso.vocabulary.standing import standing

OWN = "has access of its own"


def standing_of(actor: Actor, origin: Origin, group: Sequence[Statement]) -> str | None:
    """As what an actor may deny; None for those who only have an opinion of it."""
    roles = standing().standing
    for one in group:
        for event in one.events:
            for part in ("actor", "recipient", "object", "place"):
                if part in roles and _plays(actor, event, part):
                    return roles[part]
    return OWN if origin.access is not None and origin.access != "own judgement" and actor.sort is not Sort.NAMELESS else None


def _plays(actor: Actor, event: Happening, part: str) -> bool:
    if part == "place":
        return actor.sort is Sort.ORGAN and actor.country is not None and any(place.country == actor.country for place in event.places)
    parties = {"actor": event.actors, "recipient": event.recipients, "object": (event.thing,) if event.thing else ()}[part]
    return any(_is(actor, party) for party in parties)


def _is(actor: Actor, party: Party) -> bool:
    if actor.sort is Sort.ORGAN:
        return actor.country is not None and party.country == actor.country
    return bool(set(words_of(party.name)) & set(words_of(actor.label)) - {"the", "of"}) and actor.sort in {Sort.BODY, Sort.PERSON, Sort.REBEL}
