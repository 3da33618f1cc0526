"""Grounds one document's claims: finds all places, times, quantities and events, and gives each claim its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.grounding.events.finding import claim_events, find_events
from sayso.grounding.gazetteer.lookup import Gazetteer
from sayso.grounding.places.claim import claim_places
from sayso.grounding.places.context import StoryContext
from sayso.grounding.places.resolve import find_places
from sayso.grounding.quantities.claims import claim_quantity
from sayso.grounding.quantities.finding import find_quantities
from sayso.grounding.times import claim_times, find_expressions, find_intervals
from sayso.model.claim import Claim, Known
from sayso.model.document import Document
from sayso.model.grounded import GroundedClaim, Grounding
from sayso.model.reading import Reading
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary import actors


def context_of(document: Document) -> StoryContext:
    """What is known of a report from outside its text: where its outlet is at home, as far as the table of bodies says, and its headline."""
    outlet = actors.find_organisation(document.value("outlet") or "")
    return StoryContext(country=outlet.country if outlet else None, title=document.value("title") or "")


class Grounder:
    """Places, times, quantities and events."""

    name = "grounding"
    version = "1"

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def ground(self, tree: Tree, reading: Reading) -> Reading:
        """The reading with its grounded cells."""
        published = reading.document.value("published")
        found = Grounding(
            places=find_places(tree, self.gazetteer, context_of(reading.document)),
            times=find_intervals(tree, find_expressions(tree, published), published),
            quantities=find_quantities(tree),
        )
        events = find_events(tree, found, reading.known, published, tuple(_voices(reading.claims)))
        claims = tuple(_claim(tree, replace(found, events=events), claim, published) for claim in reading.claims)
        numbers = dict.fromkeys((*found.quantities, *(claim.quantity for claim in claims if claim.quantity)))
        return replace(reading, grounding=replace(found, quantities=tuple(numbers), events=events, claims=claims))


def _voices(claims: Sequence[Claim]) -> Iterator[tuple[Span, Known]]:
    """Who says the words of which stretch: whom "we" means there."""
    for claim in claims:
        speaker = claim.speaker
        if (name := speaker.organisation or speaker.name or speaker.role) is not None:
            yield from ((content, Known(name=name, country=speaker.country)) for content in claim.contents)


def _claim(tree: Tree, found: Grounding, claim: Claim, published: str | None) -> GroundedClaim:
    return GroundedClaim(
        claim_id=claim.id,
        places=tuple(claim_places(tree, found.places, claim.contents)),
        times=tuple(claim_times(tree, found.times, claim.contents, claim.cue, published)),
        quantity=claim_quantity(tree, found.quantities, claim.contents),
        events=tuple(claim_events(tree, found.events, claim.contents, claim.cue)),
    )
