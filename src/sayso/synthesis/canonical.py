"""Sources as other reports name them. Takes readings of several documents, gives for each voice of a chain what its actor is called; the readings stay as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.model.actor import Actor, ActorKind, ActorMention, Surroundings, mention_of
from sayso.model.claim import SourceLink
from sayso.model.judgement import Judgement
from sayso.model.reading import Reading
from sayso.synthesis.actors import resolve_actors
from sayso.synthesis.named import Report, named_only

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CanonicalSource:
    """What a voice is called over all reports; ``actor`` is the id of its actor."""

    actor: str
    kind: ActorKind
    name: str | None
    role: str | None
    organisation: str | None
    country: str | None


def canonical_sources(readings: Sequence[Reading], judgements: Sequence[Judgement] = (), around: Surroundings | None = None) -> dict[Place, CanonicalSource]:
    """The canonical form of every named voice, by claim id, position in the chain and member of a coordinated source.

    Nameless voices have no entry, unless other reports name the holder of their office.
    """
    mentions, places = mentions_of(readings)
    mentions += named_only(map(report_of, readings), mentions, around or Surroundings())
    actors = {mention.key: actor for actor in resolve_actors(mentions, judgements, around) for mention in actor.mentions}
    return {place: _canonical(actors[key]) for place, key in places.items() if key in actors and actors[key].kind is not ActorKind.ANONYMOUS}


def _canonical(actor: Actor) -> CanonicalSource:
    body = actor.kind is ActorKind.BODY
    return CanonicalSource(
        actor=actor.id, kind=actor.kind, name=None if body else actor.name, role=actor.role, organisation=actor.name if body else actor.organisation, country=actor.country
    )


def mentions_of(readings: Sequence[Reading]) -> tuple[list[ActorMention], dict[Place, str]]:
    """The voices of each document with their counts, and for each place in a chain the key of its voice."""
    first: dict[str, ActorMention] = {}
    claims: Counter[str] = Counter()
    carried: Counter[str] = Counter()
    places: dict[Place, str] = {}
    for reading in readings:
        for claim in reading.claims:
            for position, member, voice in _voices(claim.chain):
                mention = _mention(reading, voice)
                first.setdefault(mention.key, mention)
                places[claim.id, position, member] = mention.key
                (claims if position == len(claim.chain) - 1 else carried)[mention.key] += 1
    return [replace(mention, claims=claims[key], carried=carried[key]) for key, mention in first.items()], places


def report_of(reading: Reading) -> Report:
    """The text of a reading with the facts that mentions need."""
    document = reading.document
    return Report(document=document.id, published=document.value("published"), outlet=document.value("outlet"), text=document.text)


def _voices(chain: Sequence[SourceLink]) -> Iterator[tuple[int, int, SourceLink]]:
    for position, link in enumerate(chain):
        for member, voice in enumerate((link, *link.also)):
            yield position, member, voice


def _mention(reading: Reading, link: SourceLink) -> ActorMention:
    document = reading.document
    at = link.resolved_from or link.span
    words = at.of(document.text) if at else None
    facts = (document.id, document.value("published"), document.value("outlet"))
    return mention_of(facts, link.kind, (link.name, link.role, link.organisation, link.country), words)
